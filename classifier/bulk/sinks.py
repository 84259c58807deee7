"""Where lines go: to files that are put in place when they are whole, or to a stream, as they come."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from classifier.bulk.output_files import Target
from classifier.bulk.partial import Kept, Partial
from classifier.bulk.resume import OutputFolder, unwritable
from classifier.stance.prediction_lines import LineFormat, first_line

_HEADER = 0
"""The number of the piece that holds CSV's first line; those of a file count from 1."""


class ToFile:
    """A file in an output folder."""

    def __init__(self, folder: OutputFolder, target: Target, form: LineFormat) -> None:
        self._folder = folder
        self._target = target
        self._first_line = first_line(form)
        self._partial: Partial | None = None

    @property
    def _open(self) -> Partial:
        if self._partial is None:
            self._partial = self._folder.begin(self._target)
        return self._partial

    def begin(self) -> None:
        """Take up what an earlier run left; the state of the input that this notes is that from before it is read."""
        pieces = self._open.pieces
        if self._first_line and pieces.get(_HEADER) is None:
            self.add(_HEADER, 1, self._first_line, {})

    def kept(self, number: int) -> Kept | None:
        """Return the piece of a number where an earlier run left it."""
        return self._open.pieces.get(number)

    def add(self, number: int, order: int, lines: bytes, said: Mapping[str, Any]) -> None:
        """Append a piece to the file that is being made."""
        try:
            self._open.add(number, order, lines, said)
        except OSError as error:
            raise unwritable(self._target.output, error) from None

    def put_in_place(self, said: Mapping[str, Any]) -> None:
        """Put the file in its place."""
        self._folder.put_in_place(self._target, self._open, said)

    def drop(self) -> None:
        """Leave no trace of the file."""
        self._open.forget()

    def leave(self) -> None:
        """Close the unfinished file."""
        self._open.close()


class ToStream:
    """A stream that takes the lines of all files."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def begin(self) -> None:
        """Do nothing: what stands above all lines is written once, by whoever opened the stream."""

    def kept(self, number: int) -> None:
        """Return None: nothing is kept of a stream."""

    def add(self, number: int, order: int, lines: bytes, said: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Write a piece's lines."""
        self._out.write(lines)

    def put_in_place(self, said: Mapping[str, Any]) -> None:
        """Do nothing."""

    def drop(self) -> None:
        """Do nothing."""

    def leave(self) -> None:
        """Do nothing."""
