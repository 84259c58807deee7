"""Where bytes come from: a file or standard input, with a look at the first of them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from classifier.errors import SourceError

STANDARD_INPUT = "-"
HEAD_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: `head` holds its first bytes, which `stream` will still give."""

    name: str
    stream: BinaryIO
    head: bytes

    def read(self, limit: int) -> bytes:
        """Return all bytes, or raise SourceError where there are more than `limit`."""
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise SourceError(
                f"{self.name}: over {limit >> 20} MiB is too much for one thread; split it, or give JSON lines"
            )
        return raw


def display_name(path: str | Path) -> str:
    """Return what a path is called in messages."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


@contextmanager
def open_source(path: str | Path) -> Iterator[Source]:
    """Open a file, or standard input for "-", to be read once; raise SourceError where that cannot be done."""
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(f"{display_name(path)}: is closed; pipe a thread into it or name a file")
        stream = BufferedReader(cast(RawIOBase, sys.stdin.buffer), HEAD_BYTES)
        try:
            yield Source(display_name(path), cast(BinaryIO, stream), stream.peek(HEAD_BYTES)[:HEAD_BYTES])
        finally:
            stream.detach()
        return
    try:
        file = BufferedReader(FileIO(path), HEAD_BYTES)
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be opened: {getattr(error, 'strerror', error)}") from None
    with file:
        try:
            head = file.peek(HEAD_BYTES)[:HEAD_BYTES]
        except OSError as error:
            raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
        yield Source(str(path), cast(BinaryIO, file), head)


def thread_files(paths: list[str]) -> Iterator[str | SourceError]:
    """Yield the files to read: each path, or a folder's files in order of name, hidden ones left out.

    A folder without files comes out as the error to report, so that the other paths are still read.
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
        yield from inside


def _files_in(folder: str, faults: list[OSError]) -> Iterator[str]:
    """Yield the files at any depth; folders that cannot be opened go to `faults`."""
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in files if not name.startswith("."))
