"""Options of the commands that put posts before a coder."""

import getpass
from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]


def coder_option(text: str) -> Callable[[Command], Command]:
    """--coder NAME; the login name where it is not said."""
    return click.option("--coder", default=_login_name, metavar="NAME", help=text)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise click.UsageError("who you are cannot be told from your login; say it with --coder NAME") from None


def face_options(command: Command) -> Command:
    """--terminal and --browser."""
    command = click.option(
        "--browser/--no-browser", default=True, help="Open the page in a browser, or only say its address."
    )(command)
    return click.option("--terminal", is_flag=True, help="Work in this terminal, without a page.")(command)
