"""Where bytes stand in a file, so that who needs them reads them himself and no process sends them to another."""

import os
import stat
from dataclasses import dataclass, replace
from io import BufferedReader, FileIO
from typing import BinaryIO


class InputChangedError(Exception):
    """A file does not hold any more what was found in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file's bytes."""

    path: str
    file: tuple[int, int]
    """Device and inode, by which a file that was put in the place of this one is known."""
    start: int
    size: int = 0

    def part(self, start: int, size: int) -> "Place":
        """Return the place of a part, from `start` bytes after this one's start."""
        return replace(self, start=self.start + start, size=size)

    def read(self) -> bytes:
        """Return the bytes; raise InputChangedError where the file is gone, another, or shorter by now."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.start)
                content = file.read(self.size)
                same = len(content) == self.size and _file_of(os.fstat(file.fileno())) == self.file
        except OSError as error:
            raise InputChangedError(f"{self.path}: cannot be read any more: {error.strerror or error}") from None
        if not same:
            raise InputChangedError(f"{self.path}: was changed while it was read; run this again when it is complete")
        return content


def place_of(stream: BinaryIO) -> Place | None:
    """Return where a stream stands in its file, None where it is no plain file that others find under its name."""
    raw = stream.raw if isinstance(stream, BufferedReader) else None
    if not isinstance(raw, FileIO) or not isinstance(
        raw.name, str | bytes | os.PathLike
    ):  # standard input has a number
        return None
    try:
        path, status = os.path.realpath(os.fsdecode(raw.name)), os.fstat(raw.fileno())
        named = os.stat(path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or _file_of(named) != _file_of(status):
        return None
    return Place(path, _file_of(status), stream.tell())


def _file_of(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
