"""An output that is being written: its lines so far, and what each piece of them is."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import Any

from classifier.files import flush_to_disk

_COPIED_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that is written."""

    order: int
    """The order of its first post, on which its lines may depend."""
    at: int
    size: int
    digest: str
    said: Mapping[str, Any]
    """What else is known of it: figures, notes and faults."""


class Partial:
    """The pieces of one output. They are appended as they come, and put in order at the end where they are not."""

    def __init__(self, stem: Path, made_from: Mapping[str, Any]) -> None:
        self.path = stem.with_suffix(".part")
        self._list = stem.with_suffix(".pieces")
        self.made_from = json.loads(json.dumps(made_from))
        self.pieces: dict[int, Kept] = {}
        self._part: FileIO | None = None
        self._journal: FileIO | None = None
        self._size = 0
        self._take_up()

    def add(self, number: int, order: int, content: bytes, said: Mapping[str, Any]) -> None:
        """Write a piece; raises OSError where it cannot be written, and the pieces before it are kept."""
        part, journal = self._opened()
        _write_all(part, content)
        kept = Kept(order, self._size, len(content), _digest(content), said)
        self._size += len(content)
        _write_all(journal, _line(number, kept))
        self.pieces[number] = kept

    def move_to(self, path: Path) -> None:
        """Put the pieces, in order, in their place as one file."""
        part, _ = self._opened()
        if not self._in_order():
            self._put_in_order()
        else:
            os.truncate(self.path, self._size)
            os.fsync(part.fileno())
        os.replace(self.path, path)
        _flush_folder(path.parent)

    def forget(self) -> None:
        """Drop the list of the pieces, and their lines where they were not put in place."""
        self.close()
        for path in (self.path, self._list):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files; a later run takes them up."""
        for file in (self._part, self._journal):
            if file is not None:
                file.close()
        self._part = self._journal = None

    def _opened(self) -> tuple[FileIO, FileIO]:
        if self._part is None or self._journal is None:
            self._part = FileIO(self.path, "ab")
            os.truncate(self.path, self._size)
            self._journal = FileIO(self._list, "ab")
            if not self.pieces:
                os.truncate(self._list, 0)
                _write_all(self._journal, json.dumps({"made_from": self.made_from}).encode() + b"\n")
        return self._part, self._journal

    def _take_up(self) -> None:
        """Find the pieces that an earlier run left; those that are not as they are listed are done again."""
        try:
            lines, part = self._list.read_bytes().splitlines(keepends=True), FileIO(self.path)
        except OSError:
            return
        listed = len(lines[0]) if lines else 0
        with part:
            end = part.seek(0, os.SEEK_END)
            part.seek(0)
            for line, number, kept in _listed(lines, self.made_from):
                if (
                    kept.at != self._size
                    or kept.size > end - kept.at
                    or _digest(_read_all(part, kept.size)) != kept.digest
                ):
                    break
                self.pieces[number] = kept
                self._size += kept.size
                listed += len(line)
        os.truncate(self._list, listed)

    def _in_order(self) -> bool:
        at = 0
        for _, kept in sorted(self.pieces.items()):
            if kept.at != at:
                return False
            at += kept.size
        return at == self._size

    def _put_in_order(self) -> None:
        made = self.path.with_suffix(".ordered")
        with open(made, "wb") as ordered, FileIO(self.path) as part:
            for _, kept in sorted(self.pieces.items()):
                part.seek(kept.at)
                for start in range(0, kept.size, _COPIED_AT_ONCE):
                    ordered.write(_read_all(part, min(_COPIED_AT_ONCE, kept.size - start)))
            flush_to_disk(ordered)
        os.replace(made, self.path)


def _line(number: int, kept: Kept) -> bytes:
    fields = [number, kept.order, kept.at, kept.size, kept.digest, kept.said]
    return json.dumps(fields).encode() + b"\n"


def _listed(lines: list[bytes], made_from: Mapping[str, Any]) -> Iterator[tuple[bytes, int, Kept]]:
    """Yield the lines and pieces of a list that is of the same input and asked the same, up to the first broken one."""
    with suppress(ValueError, TypeError):
        if lines and json.loads(lines[0]) == {"made_from": made_from}:
            for line in lines[1:]:
                number, *fields = json.loads(line)
                kept = Kept(*fields)
                if not all(isinstance(each, int) for each in (number, kept.order, kept.at, kept.size)):
                    return
                yield line, number, kept


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _read_all(file: FileIO, size: int) -> bytes:
    read = b""
    while len(read) < size and (piece := file.read(size - len(read))):
        read += piece
    return read


def _write_all(file: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _flush_folder(folder: Path) -> None:
    """Have the folder's new entry on its disk; file systems that cannot do so are let off."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
