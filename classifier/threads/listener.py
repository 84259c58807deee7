"""Whom a reader tells what a stream of posts cannot carry."""

from collections.abc import Callable
from dataclasses import dataclass

from classifier.errors import SourceError
from classifier.records import Thread

Told = Callable[[str], None]


def ignore(text: str) -> None:
    """Do nothing."""


def ignore_thread(thread: Thread) -> None:
    """Do nothing."""


def refuse(fault: str) -> None:
    """Raise SourceError."""
    raise SourceError(fault)


@dataclass(frozen=True, slots=True)
class Listener:
    """Functions that are told, each with a text; by default the first fault ends the reading."""

    note: Told = ignore
    """What a reader of the result should know of how a file was read."""
    fault: Told = refuse
    """Which line is no post and is left out: where, what was found, what belongs there."""
    thread: Callable[[Thread], None] = ignore_thread
    """A thread that was read whole, before its posts come: its furniture is in none of them."""
    document: Told = ignore
    """The document text that the places of a thread's posts count in."""
