"""What goes to standard error: errors, notes and progress, none of which may steer a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


def printable_error(error: object) -> str:
    """Return a message without control characters; it may quote a stranger's file."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in str(error))


def say_error(error: object) -> None:
    """Print an error."""
    click.echo(f"error: {printable_error(error)}", err=True)


def say_note(note: object) -> None:
    """Print what a reader of the result should know."""
    click.echo(f"note: {printable_error(note)}", err=True)


def _tell_nobody(done: int, steps: int) -> None:
    """Do nothing."""


@contextmanager
def progress(title: str, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function to tell (steps done, steps in all), shown as a bar on a terminal and nowhere else."""
    if quiet or not sys.stderr.isatty():
        yield _tell_nobody
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} of {task.total}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None)
        yield lambda done, steps: bar.update(task, completed=done, total=steps)
