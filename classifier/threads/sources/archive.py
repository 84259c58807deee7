"""A zip archive -> its members as sources, one after the other. Nothing is written under a member's name."""

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from classifier.errors import SourceError
from classifier.threads.listener import Told
from classifier.threads.sources.compressed import Allowance, Opened, Unpacked, unpacked
from classifier.threads.sources.source import UTTERANCES, Source, belongs_to_corpus

MOST_MEMBERS = 10_000
LONGEST_SHOWN = 200
"""Characters of a member's name that are told."""
LARGEST_PIPED_ZIP = 1 << 30

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


@contextmanager
def open_archive(stream: BinaryIO, name: str, max_window: int, note: Told) -> Iterator[Opened]:
    """Give a zip archive's members as sources; each must be read before the next is asked for."""
    with _seekable(stream, name) as archive:
        yield _members(archive, name, max_window, note)


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
        raise SourceError(f"{name}: cannot be unpacked: {_reason(error)}; fetch the file again") from None
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
    # A name may hold newlines and what steers a terminal, be as long as the archive, and stands in every message.
    shown = "".join(char if char.isprintable() else "\ufffd" for char in info.filename[:LONGEST_SHOWN])
    name = f"{allowance.name}:{shown}"
    try:
        opened = zipped.open(info)
    except _ZIP_FAULTS as error:
        raise SourceError(
            f"{name}: cannot be unpacked: {_reason(error)}; unpack the archive and give the folder"
        ) from None
    stream = cast(BinaryIO, BufferedReader(Unpacked(opened.read, _ZIP_FAULTS, allowance, name), 1 << 18))

    def beside(sibling: str, limit: int) -> bytes | None:
        try:
            with zipped.open(str(PurePosixPath(info.filename).with_name(sibling))) as file:
                raw = file.read(limit + 1)
        except (KeyError, *_ZIP_FAULTS):
            return None
        return raw if len(raw) <= limit else None

    return unpacked(stream, name, max_window, beside)


def _reason(error: Exception) -> str:
    """Return what an error says, on a line and no longer than one reads: some repeat a member's name."""
    return " ".join(str(error)[:LONGEST_SHOWN].split()) or type(error).__name__
