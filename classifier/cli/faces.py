"""The two faces of labelling, as a command opens them: a page in a browser, or this terminal."""

import shutil
import sys

import click

from classifier.errors import ClassifierError
from classifier.labelling.desk import Desk

WIDEST = 100
"""Columns; longer lines are hard to read."""


def run_face(desk: Desk, terminal: bool, browser: bool) -> None:
    """Put a coder's posts before them until they leave."""
    if terminal:
        _in_terminal(desk)
    else:
        _on_page(desk, browser)


def _in_terminal(desk: Desk) -> None:
    from classifier.labelling.terminal import Terminal, TerminalFace

    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise ClassifierError("--terminal needs a terminal to show posts in and to take keys from")
    width = min(shutil.get_terminal_size().columns, WIDEST)
    TerminalFace(desk, Terminal(click.echo, click.getchar, _ask, width)).run()


def _ask(question: str) -> str:
    try:
        return str(click.prompt(question, default="", show_default=False))
    except click.Abort:
        raise KeyboardInterrupt from None


def _on_page(desk: Desk, browser: bool) -> None:
    from classifier.labelling.page.serve import serve_desk

    first = True

    def announce(address: str) -> None:
        nonlocal first
        click.echo(f"label at {address}\nend with Ctrl-C", err=True)
        if browser and first:
            click.launch(address)
        # Another address is for another browser, which the coder has opened already.
        first = False

    serve_desk(desk, announce)
