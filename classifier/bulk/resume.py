"""What an output folder holds already: files that are whole, and pieces of those that are not.

In the output folder's hidden folder `.classify` stand `whole.jsonl`, one line for each file that was put in place, with
what it was made from; and for each unfinished file its lines so far (`KEY.part`) and what they are (`KEY.pieces`, a
line a piece with place, length and digest). Nothing but the digest is trusted of these: a line that was cut off, or
bytes that never reached the disk, are found when the run goes on, and that piece is done again. All of it is JSON.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import Any
from weakref import WeakSet

from classifier.bulk.output_files import WORK, Target
from classifier.bulk.partial import Partial
from classifier.errors import ClassifierError
from classifier.files import flush_to_disk, lock_alone
from classifier.threads.sources.source import STANDARD_INPUT

_WHOLE = "whole.jsonl"


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that stands in its place, and what could not be read when it was made."""

    faults: tuple[str, ...]
    fault_count: int


class OutputFolder:
    """A folder that outputs go to; one run at a time writes there."""

    def __init__(self, folder: Path, asked: Mapping[str, Any]) -> None:
        self._folder = folder
        self._asked = asked
        self._work = folder / WORK
        self._begun: WeakSet[Partial] = WeakSet()
        self._whole = {line["output"]: line for line in _lines_of(self._work / _WHOLE)}

    def whole(self, target: Target) -> Whole | None:
        """Return what is known of a target's output, where it stands in its place and would be made the same again."""
        line = self._whole.get(target.relative)
        if line is None or line["made_from"] != self._made_from(target) or line["is"] != _state_of(target.output):
            return None
        return Whole(tuple(line["faults"]), line["fault_count"])

    def begin(self, target: Target) -> Partial:
        """Return the output of a target, with the pieces that an earlier run of the same left."""
        key = blake2b(target.relative.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        partial = Partial(self._work / key, self._made_from(target))
        self._begun.add(partial)
        return partial

    def close(self) -> None:
        """Let go of all that is unfinished."""
        for partial in self._begun:
            partial.close()

    def put_in_place(self, target: Target, partial: Partial, said: Mapping[str, Any]) -> None:
        """Put a whole output in its place and down in the list."""
        with _named(target.output):
            target.output.parent.mkdir(parents=True, exist_ok=True)
            partial.move_to(target.output)
        # Standard input cannot be told from another time's, so what came of it is never taken for whole.
        if partial.made_from["input"] is not None:
            is_now = _state_of(target.output)
            self._put_down({"output": target.relative, "made_from": partial.made_from, "is": is_now, **said})
        partial.forget()

    def _put_down(self, line: Mapping[str, Any]) -> None:
        path = self._work / _WHOLE
        with _named(path), open(path, "ab+") as file:
            # A line that was cut off must not take this one with it.
            torn = file.seek(0, 2) and file.seek(-1, 2) >= 0 and file.read(1) != b"\n"
            file.write(b"\n" * bool(torn) + json.dumps(line).encode() + b"\n")
            flush_to_disk(file)

    def _made_from(self, target: Target) -> dict[str, Any]:
        state = None if target.path == STANDARD_INPUT else _state_of(Path(target.path))
        return {"path": target.path, "input": state, **self._asked}


@contextmanager
def output_folder(folder: Path, asked: Mapping[str, Any]) -> Iterator[OutputFolder]:
    """Give a folder to write to, held so that no other run writes there; `asked` is what outputs are made with."""
    work = folder / WORK
    with _named(folder):
        work.mkdir(parents=True, exist_ok=True)
    with _locked(work / "lock", folder):
        held = OutputFolder(folder, asked)
        try:
            yield held
        finally:
            held.close()
    _tidy(work)


@contextmanager
def _locked(path: Path, folder: Path) -> Iterator[None]:
    with _named(folder):
        opened = FileIO(path, "wb")
    with opened as file:
        if not lock_alone(file):
            raise ClassifierError(f"{folder}: another run writes there; wait for it, or name another")
        yield


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Make an error of the disk one that says where, and how to go on."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> ClassifierError:
    """Return the error of a file that cannot be written."""
    return ClassifierError(
        f"{path}: cannot be written: {error.strerror or error}; what was written is kept: when that is mended, the "
        "same command goes on from there"
    )


def _state_of(path: Path) -> list[int] | None:
    """Return what tells a file from what it was before: size and time of its last change; None for what is no file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return [status.st_size, status.st_mtime_ns] if os.path.isfile(path) else None


def _lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; a line that was cut off is left out."""
    with suppress(FileNotFoundError), open(path, "rb") as file:
        for line in file:
            with suppress(ValueError):
                yield json.loads(line)


def _tidy(work: Path) -> None:
    """Leave nothing behind of a run that wrote nothing."""
    with suppress(OSError):
        if {entry.name for entry in os.scandir(work)} == {"lock"}:
            (work / "lock").unlink()
            work.rmdir()
