"""Files that are added to, each whole or not at all, and copied once however often more comes."""

import sys
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from classifier.files import new_file

MOST_OPEN = 64
"""Files that are held until all is added: pages of many threads are often called alike, in turn."""

Add = Callable[[str, Iterable[bytes]], None]
"""Adds lines to the file of a name."""


@contextmanager
def files_added_to(folder: Path) -> Iterator[Add]:
    """Give what adds lines to the files of a folder, which are put in place at the end, or as others need their room.

    Where the lines of a file raise, that file stays as it was on the disk and what was added to the others is kept.
    Raises ClassifierError where a file cannot be written.
    """
    opened: OrderedDict[str, _Opened] = OrderedDict()

    def add(name: str, lines: Iterable[bytes]) -> None:
        # Where names have no case, two that differ by it alone are one file.
        place = unicodedata.normalize("NFC", name).casefold()
        if place in opened and opened[place].name != name:
            opened.pop(place).stack.close()
        if place not in opened:
            while len(opened) >= MOST_OPEN:
                opened.popitem(last=False)[1].stack.close()
            opened[place] = _Opened(folder, name)
        opened.move_to_end(place)
        try:
            opened[place].file.writelines(lines)
        except BaseException:
            if not opened.pop(place).stack.__exit__(*sys.exc_info()):
                raise

    try:
        yield add
    finally:
        with ExitStack() as every:
            for one in opened.values():
                every.callback(one.stack.close)


class _Opened:
    """A file that is written beside the one of its name, with all that the latter holds."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        with ExitStack() as stack:
            self.file = stack.enter_context(new_file(folder / name))
            _copy(folder / name, self.file)
            self.stack = stack.pop_all()


def _copy(path: Path, file: BinaryIO) -> None:
    """Copy what is stored so far, its last line made whole."""
    with suppress(FileNotFoundError), open(path, "rb") as before:
        copyfileobj(before, file, 1 << 20)
        if before.tell() and before.seek(-1, 2) >= 0 and before.read(1) != b"\n":
            file.write(b"\n")
