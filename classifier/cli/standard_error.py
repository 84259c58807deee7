"""What goes to standard error: errors, notes and progress, none of which may steer a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")

_TOLD_EVERY = 100


def printable_error(error: object) -> str:
    """Return a message without control characters; it may quote a stranger's file."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in str(error))


def say_error(error: object) -> None:
    """Print an error."""
    click.echo(f"error: {printable_error(error)}", err=True)


def say_note(note: object) -> None:
    """Print what a reader of the result should know."""
    click.echo(f"note: {printable_error(note)}", err=True)


def _tell_nobody(done: int, steps: int | None = None) -> None:
    """Do nothing."""


def say_plainly(text: object) -> None:
    """Print what was asked for beside the results."""
    click.echo(printable_error(text), err=True)


@contextmanager
def progress(title: str, quiet: bool) -> Iterator[Callable[..., None]]:
    """Give a function to tell (steps done, steps in all), shown as a bar on a terminal and nowhere else.

    Where the number of steps is not known the bar moves on its own and the steps done are counted.
    """
    if quiet or not sys.stderr.isatty():
        yield _tell_nobody
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, done="")

        def tell(done: int, steps: int | None = None) -> None:
            shown = f"{done:,}" if steps is None else f"{done:,} of {steps:,}"
            bar.update(task, completed=done, total=steps, done=shown)

        yield tell


def counted(posts: Iterable[T], title: str, quiet: bool) -> Iterator[T]:
    """Yield what comes, with a count of it on a terminal; results must go elsewhere, or the bar would cut into them."""
    if quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from posts
        return
    with progress(title, quiet) as tell:
        for nth, post in enumerate(posts, 1):
            if nth % _TOLD_EVERY == 0:
                tell(nth)
            yield post
