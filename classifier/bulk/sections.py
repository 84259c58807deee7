"""A stream of lines -> sections of whole lines, found without parting the lines: only their ends are looked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

import numpy as np

from classifier.errors import SourceError
from classifier.threads.jsonl import LONGEST_LINE, numbered_lines, thread_named_by

_READ_AT_ONCE = 1 << 18
"""As much as a stream holds ready: of a packed file that is cut off, the same comes out then however it is read."""

_NEWLINE, _RETURN = b"\n\r"


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines of a stream."""

    content: bytes
    start: int
    """Where they begin, in bytes from the place where reading began."""
    lines: int
    blank: int
    """How many of the lines are seen to be empty; one that holds spaces may be missed."""
    as_it_stands: bool = True
    """False where a line that is too long to be held was cut; it is still too long then."""

    def thread(self) -> str:
        """Return the thread of posts that name none, where the stream begins here; empty where no line says."""
        named = (thread_named_by(raw) for _, raw in numbered_lines(BytesIO(self.content)))
        return next(filter(None, named), "")


def sections(stream: BinaryIO, most_lines: int, most_bytes: int) -> Iterator[Section]:
    """Yield a stream in sections of so many lines, or of the line with which they come to so many bytes.

    Where the stream cannot be read further, the whole lines before come first, and then the SourceError.
    """
    at = 0
    blocks = _Blocks(stream, most_bytes)
    for block in blocks:
        whole = not blocks.passed_over
        for start, end, lines, blank in _parted(block, most_lines):
            yield Section(block[start:end], at + start, lines, blank, whole)
        at += len(block) + blocks.passed_over
    if blocks.fault is not None:
        raise blocks.fault


def _parted(block: bytes, most_lines: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield start, end, how many lines and how many empty ones, of each so many lines of a block."""
    codes = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(codes == _NEWLINE) + 1
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(block))
    starts = np.concatenate([[0], ends[:-1]])
    length = ends - starts
    empty = (codes[starts] == _NEWLINE) | ((length == 2) & (codes[starts] == _RETURN))
    for first in range(0, len(ends), most_lines):
        last = min(first + most_lines, len(ends))
        yield int(starts[first]), int(ends[last - 1]), last - first, int(empty[first:last].sum())


class _Blocks:
    """Reads a stream so many bytes at a time, and to the end of the line that these end in."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = cast(BufferedReader, stream)  # as every source's is
        self._size = size
        self.passed_over = 0
        """How many bytes of the stream are not in the last block, since its last line is too long."""
        self.fault: SourceError | None = None

    def __iter__(self) -> Iterator[bytes]:
        while self.fault is None and (block := self._next()):
            yield block

    def _next(self) -> bytes:
        self.passed_over = 0
        pieces: list[bytes] = []
        try:
            size = self._size
            while size > 0 and (piece := self._stream.read1(min(size, _READ_AT_ONCE))):
                pieces.append(piece)
                size -= len(piece)
            if size <= 0 and not pieces[-1].endswith(b"\n"):
                pieces.append(self._rest_of_line(b"".join(pieces)))
        except SourceError as fault:
            self.fault = fault
            block = b"".join(pieces)
            return block[: block.rfind(b"\n") + 1]
        return b"".join(pieces)

    def _rest_of_line(self, block: bytes) -> bytes:
        begun = len(block) - block.rfind(b"\n") - 1
        rest = self._stream.readline(LONGEST_LINE - begun)
        if rest.endswith(b"\n") or begun + len(rest) < LONGEST_LINE:
            return rest
        piece = rest
        while piece and not piece.endswith(b"\n"):
            piece = self._stream.readline(self._size)
            self.passed_over += len(piece)
        # So that it ends where it is cut: reading it, one finds it too long all the same.
        self.passed_over -= 1
        return rest + b"\n"
