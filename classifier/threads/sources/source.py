"""Where bytes come from: a file, standard input, or what is packed in one of them, with a look at the first of them."""

import codecs
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from classifier.errors import SourceError

STANDARD_INPUT = "-"
HEAD_BYTES = 1 << 16
LONGEST_FIRST_LINE = 1 << 20
"""A first line up to this long is in the head as a whole, so that JSON lines can be told from a JSON document."""

_BUFFER = 1 << 18

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

Beside = Callable[[str, int], bytes | None]
"""Gives the bytes of the file of some name in the same folder, up to a limit; None where there is none so small."""


def _nothing_beside(_name: str, _limit: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: `head` holds its first bytes, which `stream` will still give.

    The head is the whole input or at least 64 KiB and the first line, however the bytes come in: a pipe that gives
    little at a time is waited for, so that what is made of a file never depends on it.
    """

    name: str
    stream: BinaryIO
    head: bytes
    beside: Beside = _nothing_beside

    def read(self, limit: int) -> bytes:
        """Return all bytes, or raise SourceError where there are more than `limit`."""
        longer = self._is_longer(limit)
        raw = b"" if longer else self.stream.read(limit + 1)
        if longer or len(raw) > limit:
            raise SourceError(
                f"{self.name}: over {limit >> 20} MiB is too much for one thread; split it, or give JSON lines"
            )
        return raw

    def _is_longer(self, limit: int) -> bool:
        """Return whether a file is known to be longer than that without reading it."""
        if not self.stream.seekable():
            return False
        here = self.stream.tell()
        end = self.stream.seek(0, os.SEEK_END)
        self.stream.seek(here)
        return end - here > limit


class Rejoined(RawIOBase):
    """Some bytes, then what a stream still gives."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._at = 0
        self._rest = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it."""
        piece = self._first[self._at : self._at + len(buffer)]
        self._at += len(piece)
        if not piece:
            self._first = b""
            piece = self._rest(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


class Recoded(RawIOBase):
    """A stream of UTF-16 or UTF-32 as UTF-8, so that no reader but this need know of wide encodings."""

    def __init__(self, stream: BinaryIO, encoding: str, name: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._encoding = encoding
        self._name = name
        self._read = 0
        self._ready = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it. Raises SourceError at bytes of another encoding."""
        while not self._ready:
            raw = self._stream.read(_BUFFER)
            pending = len(self._decoder.getstate()[0])
            try:
                self._ready = self._decoder.decode(raw, final=not raw).encode()
            except UnicodeDecodeError as error:
                at = self._read - pending + error.start
                raise SourceError(
                    f"{self._name}: begins as {self._encoding} but byte {at} is not; save it as UTF-8"
                ) from None
            self._read += len(raw)
            if not raw:
                break
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def source_of(name: str, stream: BinaryIO, beside: Beside = _nothing_beside) -> Source:
    """Return the source of an open stream; raise SourceError where it cannot be read."""
    first = first_bytes(stream, name)
    whole = rejoined(stream, first)
    wide = next((encoding for mark, encoding in _WIDE if first.startswith(mark)), None)
    if wide is not None:
        whole = cast(BinaryIO, BufferedReader(Recoded(whole, wide, name), _BUFFER))
        first = first_bytes(whole, name)
        whole = rejoined(whole, first)
    return Source(name, whole, first[: _head_length(first)], beside)


def first_bytes(stream: BinaryIO, name: str) -> bytes:
    """Read the first bytes of a stream: at least a head, or all; raise SourceError where that fails."""
    first = b""
    try:
        while len(first) < _head_length(first) and (piece := stream.read(HEAD_BYTES)):
            first += piece
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror or error}") from None
    return first


def rejoined(stream: BinaryIO, first: bytes) -> BinaryIO:
    """Return a stream that gives again the bytes that were read from it first."""
    if isinstance(stream, FileIO) and stream.seekable():
        stream.seek(-len(first), 1)
        return BufferedReader(stream, _BUFFER)
    if isinstance(stream, BufferedReader) and isinstance(stream.raw, FileIO) and stream.seekable():
        stream.seek(-len(first), 1)
        return stream
    return cast(BinaryIO, BufferedReader(Rejoined(first, stream), _BUFFER))


def _head_length(first: bytes) -> int:
    """Return how many of the first bytes are the head: what is wanted, should they be too few to say."""
    start = len(first) - len(first.lstrip(b"\xef\xbb\xbf \t\r\n"))
    end = first.find(b"\n", start, start + LONGEST_FIRST_LINE)
    return (end if end >= 0 else LONGEST_FIRST_LINE) + HEAD_BYTES


def display_name(path: str | Path) -> str:
    """Return what a path is called in messages."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


@contextmanager
def open_stream(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file, or standard input for "-", unbuffered; raise SourceError where that cannot be done."""
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(f"{display_name(path)}: is closed; pipe a thread into it or name a file")
        yield cast(BinaryIO, sys.stdin.buffer)
        return
    try:
        file = FileIO(path)
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be opened: {getattr(error, 'strerror', None) or error}") from None
    with file:
        yield cast(BinaryIO, file)


@contextmanager
def open_source(path: str | Path) -> Iterator[Source]:
    """Open a file, or standard input for "-", to be read once as it is; raise SourceError where that cannot be done."""
    with open_stream(path) as stream:
        yield source_of(display_name(path), stream, files_beside(path))


def files_beside(path: str | Path) -> Beside:
    """Return what gives the files that stand beside a file."""

    def read(name: str, limit: int) -> bytes | None:
        try:
            with open(Path(path).with_name(name), "rb") as file:
                raw = file.read(limit + 1)
        except (OSError, ValueError):
            return None
        return raw if len(raw) <= limit else None

    return _nothing_beside if str(path) == STANDARD_INPUT else read


def thread_files(paths: list[str]) -> Iterator[str | SourceError]:
    """Yield the files to read: each path, or a folder's files in order of name, hidden ones left out.

    A folder without files comes out as the error to report, so that the other paths are still read. A ConvoKit
    corpus in a folder is one file, its utterances.
    """
    for path in paths:
        if path == STANDARD_INPUT or not os.path.isdir(path):
            yield path
            continue
        faults: list[OSError] = []
        inside = sorted(_files_in(path, faults))
        for fault in faults:
            yield SourceError(f"{fault.filename}: cannot be opened: {fault.strerror}")
        if not inside and not faults:
            yield SourceError(f"{path}: a folder without files; give thread files or a folder that holds some")
        corpora = {os.path.dirname(file) for file in inside if os.path.basename(file) == UTTERANCES}
        yield from (f for f in inside if not belongs_to_corpus(os.path.dirname(f), os.path.basename(f), corpora))


UTTERANCES = "utterances.jsonl"
_OF_CORPUS = frozenset({"conversations.json", "corpus.json", "index.json", "speakers.json", "users.json"})


def belongs_to_corpus(folder: str, name: str, corpora: set[str]) -> bool:
    """Return whether a file only tells more of the utterances beside it."""
    return folder in corpora and (name in _OF_CORPUS or name.startswith("info."))


def _files_in(folder: str, faults: list[OSError]) -> Iterator[str]:
    """Yield the files at any depth; folders that cannot be opened go to `faults`."""
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in files if not name.startswith("."))
