"""Writing files and folders so that a crash leaves the old one or the new one, never half of one."""

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from classifier.errors import ClassifierError


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder's files to a temporary folder beside it, then put that in place of the old one.

    Raises ClassifierError where that cannot be done; the old folder then stands as it was. Files of the old folder
    that are not among the new ones are gone: a model's folder is all new or all old.
    """
    if not folder.name:
        raise ClassifierError(f"{folder}: cannot be written: it names no folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in files.items():
                _write_through(made / name, content)
            made.chmod(0o755)
            _put_in_place(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise ClassifierError(f"{folder}: cannot be written: {error.strerror or error}") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file to a temporary name beside it, then put it in place; raise ClassifierError where it cannot be."""
    with new_file(path) as file:
        file.write(content)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to under a temporary name beside it; at the end put it in place, and no other way out.

    Raises ClassifierError where it cannot be written; whatever is raised inside leaves the old file as it was.
    """
    if not path.name:
        raise ClassifierError(f"{path}: cannot be written: it names no file")
    # A device or a pipe is written to; a file put in its place would take it away from everyone.
    special = path.exists() and not path.is_file()
    made = path if special else path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(made, "wb") as file:
            yield file
            flush_to_disk(file)
        if not special:
            made.replace(path)
    except OSError as error:
        raise ClassifierError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        if not special:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        flush_to_disk(file)


def flush_to_disk(file: BinaryIO) -> None:
    """Wait until what was written to a file is on its disk, where it has one."""
    file.flush()
    try:
        os.fsync(file.fileno())
    except OSError as error:
        # A pipe or a terminal has no disk to wait for.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


# What a system answers where another process holds the lock: flock, lockf and msvcrt differ.
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def lock_alone(file: BinaryIO | FileIO) -> bool:
    """Return whether this process alone holds an open file from now on; the lock ends when the file is closed.

    Who asks meanwhile gets False; nobody is kept from reading or writing. On a file system that knows no
    locks everyone gets True: that two do not write at once is then the user's to see to.
    """
    try:
        _lock(file)
    except OSError as error:
        return error.errno not in _HELD
    return True


if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked, so the one byte stands where no such file reaches; its C
    # library counts places to lock in 31 bits.
    _LOCKED_BYTE = (1 << 31) - 2

    def _lock(file: BinaryIO | FileIO) -> None:
        place = file.tell()
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(place)

else:
    import fcntl

    def _lock(file: BinaryIO | FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put_in_place(made: Path, folder: Path) -> None:
    """Swap folders: a folder cannot be renamed over one that holds files, so the old one steps aside first."""
    if not folder.exists():
        made.replace(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    try:
        old = folder.replace(aside / folder.name)
        try:
            made.replace(folder)
        except OSError:
            old.replace(folder)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
