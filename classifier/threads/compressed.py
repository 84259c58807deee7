"""What is packed in a file: .gz, .bz2, .xz and .zst are read as they are, a zip archive member by member.

Known by their first bytes, never by name, and unpacked as they are read. Nothing is written under a member's name.
"""

import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from classifier.errors import SourceError
from classifier.threads.listener import Told, ignore
from classifier.threads.source import (
    STANDARD_INPUT,
    UTTERANCES,
    Beside,
    Source,
    belongs_to_corpus,
    display_name,
    files_beside,
    first_bytes,
    open_stream,
    rejoined,
    source_of,
)
from classifier.threads.unpacking import PACKED, unpacker

DEFAULT_WINDOW = 128 << 20
LARGEST_WINDOW = 2 << 30

MOST_UNPACKED = 1 << 30
MOST_RATIO = 250
"""More than MOST_UNPACKED bytes from less than a 250th of them is a bomb: text packs twenty to one, rarely fifty."""

MOST_LAYERS = 3
MOST_MEMBERS = 10_000
LARGEST_PIPED_ZIP = 1 << 30

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})

# Members that no thread is in; archives of accounts hold many of them beside the posts.
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"%PDF-",
    b"\x1aE\xdf\xa3",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
)


Opened = Iterator[Source | SourceError]


@dataclass(slots=True)
class Allowance:
    """How much was read of a packed file and how much came out of it."""

    name: str
    packed: int = 0
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out; raise SourceError when they are out of all proportion."""
        self.unpacked += count
        if self.unpacked > MOST_UNPACKED and self.unpacked > MOST_RATIO * self.packed:
            raise SourceError(
                f"{self.name}: unpacks to over {self.unpacked >> 20} MiB from {self.packed >> 10} KiB, more than "
                f"{MOST_RATIO} to one; if it is no bomb, unpack it first and read that"
            )


class Counted(RawIOBase):
    """A packed stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it."""
        piece = self._stream.read(len(buffer))
        self._allowance.packed += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class Unpacked(RawIOBase):
    """What comes out of a packed stream; every fault in it is a SourceError."""

    def __init__(
        self, read: Callable[[int], bytes], faults: tuple[type[Exception], ...], allowance: Allowance, name: str
    ) -> None:
        self._read = read
        self._faults = faults
        self._allowance = allowance
        self._name = name

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it. Raises SourceError where they are damaged or too many."""
        try:
            piece = self._read(len(buffer))
        except SourceError:
            raise
        except self._faults as error:
            reason = str(error) or "it is cut off"
            raise SourceError(f"{self._name}: cannot be unpacked: {reason}; fetch the file again") from None
        self._allowance.spend(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def open_sources(path: str | Path, max_window: int = DEFAULT_WINDOW, note: Told = ignore) -> Iterator[Opened]:
    """Open what a path holds: one source, or one for each readable member of a zip archive.

    Each source must be read before the next is asked for; a member that cannot be opened comes out as the error to
    report, so that the others are still read. A folder is taken for the ConvoKit corpus in it.
    Raises SourceError where the path cannot be opened; `note` is told which members were left out.
    """
    if str(path) != STANDARD_INPUT and os.path.isfile(os.path.join(path, UTTERANCES)):
        path = os.path.join(path, UTTERANCES)
    with open_stream(path) as stream:
        name = display_name(path)
        first = first_bytes(stream, name)
        whole = rejoined(stream, first)
        if first.startswith(_ZIP):
            with _seekable(whole, name) as archive:
                yield _members(archive, name, max_window, note)
        else:
            yield iter([_unpacked(whole, name, max_window, files_beside(path))])


def _unpacked(stream: BinaryIO, name: str, max_window: int, beside: Beside) -> Source:
    """Return the source of a stream, unpacked as often as it is packed."""
    for _ in range(MOST_LAYERS + 1):
        source = source_of(name, stream, beside)
        kind = next((kind for magic, kind in PACKED if source.head.startswith(magic)), None)
        if kind is None:
            if source.head.startswith(_ZIP):
                raise SourceError(f"{name}: holds a zip archive inside another file; unpack it first")
            return source
        allowance = Allowance(name)
        packed = BufferedReader(Counted(source.stream, allowance), 1 << 16)
        read, faults = unpacker(kind, cast(BinaryIO, packed), source.head, max_window, name)
        stream = cast(BinaryIO, BufferedReader(Unpacked(read, faults, allowance, name), 1 << 18))
    raise SourceError(f"{name}: is packed more than {MOST_LAYERS} times over; unpack it first")


@contextmanager
def _seekable(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Give a stream that can be read from any place: the stream itself, or a nameless copy of it."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while piece := stream.read(1 << 20):
            copy.write(piece)
            if copy.tell() > LARGEST_PIPED_ZIP:
                raise SourceError(
                    f"{name}: a zip archive of over {LARGEST_PIPED_ZIP >> 20} MiB in a pipe; give the file"
                )
        copy.seek(0)
        yield cast(BinaryIO, copy)


_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def _members(archive: BinaryIO, name: str, max_window: int, note: Told) -> Opened:
    """Yield a zip archive's members as sources, in order of name, but for folders, links, hidden files, pictures."""
    try:
        zipped = zipfile.ZipFile(archive)
    except _ZIP_FAULTS as error:
        raise SourceError(f"{name}: cannot be unpacked: {error}; fetch the file again") from None
    names = {info.filename for info in zipped.infolist()}
    if _OFFICE & names:
        raise SourceError(f"{name}: is an office document, not a thread; save it as text, or a table as CSV")
    if len(names) > MOST_MEMBERS:
        raise SourceError(
            f"{name}: has {len(names):,} members, more than {MOST_MEMBERS:,}; unpack it and give the folder"
        )
    corpora = {str(PurePosixPath(member).parent) for member in names if PurePosixPath(member).name == UTTERANCES}
    allowance = Allowance(name, packed=archive.seek(0, 2))
    pictures = 0
    for info in sorted(zipped.infolist(), key=lambda info: info.filename):
        path = PurePosixPath(info.filename)
        if _is_furniture(info, path) or belongs_to_corpus(str(path.parent), path.name, corpora):
            continue
        try:
            source = _member(zipped, info, allowance, max_window)
        except SourceError as error:
            yield error
            continue
        if source.head.startswith(_PICTURES):
            pictures += 1
            continue
        yield source
    if pictures:
        note(f"{name}: {pictures} pictures, sounds and documents in it were left out")


def _is_furniture(info: zipfile.ZipInfo, path: PurePosixPath) -> bool:
    # What is in a symbolic link is a path, and no post.
    link = stat.S_ISLNK(info.external_attr >> 16)
    return info.is_dir() or link or any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _member(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance, max_window: int) -> Source:
    # A name may hold newlines and what steers a terminal, and stands in every message.
    shown = "".join(char if char.isprintable() else "\ufffd" for char in info.filename)
    name = f"{allowance.name}:{shown}"
    try:
        opened = zipped.open(info)
    except _ZIP_FAULTS as error:
        raise SourceError(f"{name}: cannot be unpacked: {error}; unpack the archive and give the folder") from None
    stream = cast(BinaryIO, BufferedReader(Unpacked(opened.read, _ZIP_FAULTS, allowance, name), 1 << 18))

    def beside(sibling: str, limit: int) -> bytes | None:
        try:
            with zipped.open(str(PurePosixPath(info.filename).with_name(sibling))) as file:
                raw = file.read(limit + 1)
        except (KeyError, *_ZIP_FAULTS):
            return None
        return raw if len(raw) <= limit else None

    return _unpacked(stream, name, max_window, beside)
