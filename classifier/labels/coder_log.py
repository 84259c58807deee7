"""A coder's log held for writing: every line is on the disk before anything else happens.

One process at a time holds a log. A line that was cut off when a process died is set aside, so that the log is sound
again; whatever was said to be kept stands before it.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any, Self

from classifier.errors import AnnotationError, listed
from classifier.files import flush_to_disk, lock_alone
from classifier.labels.codebook import Codebook
from classifier.labels.lines import Fault
from classifier.labels.log import Chain, LabelEvent, Standing, read_events
from classifier.records import Key
from classifier.threads.post_json import parse_object

_NAME = re.compile(r"[\w][\w.-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a coder says of a post; the log adds when, by which codebook, and what it replaces."""

    key: Key
    text_digest: str
    label: str | None = None
    secondary: str | None = None
    confidence: str | None = None
    note: str | None = None
    seconds: float | None = None
    served: str | None = None
    suggested: bool = False
    skipped: bool | None = None
    undo: bool | None = None
    carried: bool | None = None
    by: str | None = None
    codebook: Mapping[str, Any] | None = None
    """By which codebook it was given, where that is not the one at hand."""


_OPTIONAL = ("skipped", "undo", "carried", "by")
"""Fields that stand in a line only where they say something."""


def log_path(folder: Path, coder: str) -> Path:
    """Return the log of a coder in an annotations folder; raise AnnotationError for a name that no file can have."""
    if not _NAME.fullmatch(coder):
        raise AnnotationError(
            f"--coder {coder!r}: a coder's name is letters, digits, '.', '_' and '-', at most 64, and begins with "
            "none of '.' and '-'"
        )
    return folder / "labels" / f"{coder}.jsonl"


@dataclass(slots=True)
class CoderLog:
    """A coder's log that this process alone writes."""

    path: Path
    codebook: Codebook
    _file: FileIO
    _size: int
    _lines: int
    standing: Standing = field(default_factory=Standing)
    events: dict[int, LabelEvent] = field(default_factory=dict)
    """Every line, by its number."""

    @classmethod
    @contextmanager
    def open(cls, path: Path, codebook: Codebook, note: Fault) -> Iterator[Self]:
        """Give the log of a path, made where there is none; what was set aside goes to `note`.

        Raises AnnotationError where another process holds it, or where it cannot be written or has faults.
        """
        if path.is_symlink():
            raise AnnotationError(f"{path}: is a link, and may lead out of the project; put the log itself there")
        try:
            made = not path.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
            file = _opened(path, "a+")
        except OSError as error:
            raise AnnotationError(f"{path}: cannot be written: {error.strerror}") from None
        with file:
            if not lock_alone(file):
                raise AnnotationError(
                    f"{path}: another process writes to it; close that one, or give another name with --coder"
                )
            if made:
                _flush_folder(path.parent)
            log = cls(path, codebook, file, *_mended(file, path, note))
            log._read()
            yield log

    def _read(self) -> None:
        faults: list[str] = []
        for event in read_events(self.path, self.codebook.label_ids, faults.append, self.codebook.version):
            try:
                self.standing.add(event)
            except ValueError as error:
                faults.append(f"{self.path}:{event.line}: {error}")
            self.events[event.line] = event
        if faults:
            raise AnnotationError(listed(faults))

    def label(self, key: Key, chain: Chain = "label") -> LabelEvent | None:
        """Return the label that stands for a post in a chain, None where there is none or it was taken back."""
        event = self.standing.latest(chain, key)
        return None if event is None or event.label is None else event

    def append(self, given: Given) -> LabelEvent:
        """Write a line and return its event once it is on the disk; it replaces what stands in its chain.

        Raises AnnotationError where it cannot be kept; the log is then as it was.
        """
        event = LabelEvent(
            coder=self.path.stem,
            line=self._lines + 1,
            thread_id=given.key[0],
            id=given.key[1],
            codebook=given.codebook or self.codebook.reference,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            **{name: getattr(given, name) for name in _SAID},
        )
        event = replace(event, replaces=self.standing.line(event))
        self._write(event)
        self._lines += 1
        self.standing.add(event)
        self.events[event.line] = event
        return event

    def carry(self, event: LabelEvent, served: str | None) -> LabelEvent:
        """Write a label once more, which is no new judgement: as given by the codebook at hand, and as served so."""
        return self.append(
            Given(
                key=event.key,
                text_digest=event.text_digest,
                **{name: getattr(event, name) for name in _CONTENT},
                served=served,
                suggested=bool(event.suggested),
                carried=True,
                by=event.by,
            )
        )

    def take_back(self, event: LabelEvent) -> LabelEvent:
        """Write a line that says again what stood before an event in its chain, and return it."""
        before = self.events.get(event.replaces or 0)
        if before is not None and (before.served == "again") != (event.served == "again"):
            # Put off, but in another task: in this one the post was not.
            before = None
        said = {name: getattr(before, name) for name in _CONTENT} if before else {}
        return self.append(
            Given(
                key=event.key,
                text_digest=event.text_digest,
                **said,
                served=event.served if before is None else before.served,
                suggested=bool(before and before.suggested),
                skipped=None if event.skipped is None else bool(before and before.skipped),
                undo=True,
                by=event.by,
                codebook=None if before is None else before.codebook,
            )
        )

    def _refuse_other_file(self) -> None:
        """Raise AnnotationError where the log is another by now: a line would go to a file that nobody finds."""
        held = os.fstat(self._file.fileno())
        try:
            same = os.path.samestat(os.stat(self.path), held)
        except OSError:
            same = False
        if not same or held.st_size != self._size:
            raise AnnotationError(
                f"{self.path}: was changed or replaced meanwhile, by an editor or git, say; the label was not kept; "
                "end here, and start the same command again"
            )

    def _write(self, event: LabelEvent) -> None:
        line = (json.dumps(_fields(event), ensure_ascii=True) + "\n").encode()
        self._refuse_other_file()
        try:
            _write_all(self._file, line)
            flush_to_disk(self._file)
        except OSError as error:
            # What stays of the line then is seen before the next one.
            with suppress(OSError):
                self._file.truncate(self._size)
            raise AnnotationError(
                f"{self.path}: cannot be written: {error.strerror}; the label was not kept; when that is mended, give "
                "it again"
            ) from None
        self._size += len(line)


_CONTENT = ("label", "secondary", "confidence", "note", "seconds")
_SAID = ("text_digest", *_CONTENT, "served", "suggested", *_OPTIONAL)


def _fields(event: LabelEvent) -> Mapping[str, Any]:
    """Return an event as the object of its line; the coder and the line's number are said by the file itself."""
    fields = {name: getattr(event, name) for name in LabelEvent.__dataclass_fields__ if name not in ("coder", "line")}
    return {name: value for name, value in fields.items() if value is not None or name not in _OPTIONAL}


def _opened(path: Path, mode: str) -> FileIO:
    """Open a file, and none that a link in its place leads to: a project that came from elsewhere may hold any."""
    return FileIO(path, mode, opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NOFOLLOW", 0), 0o666))


def _write_all(file: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _flush_folder(folder: Path) -> None:
    """Have a new file's name on the disk too, where the system knows how."""
    if hasattr(os, "O_DIRECTORY"):
        held = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def _mended(file: FileIO, path: Path, note: Fault) -> tuple[int, int]:
    """End the last line where it is whole; set it aside, beside the log, where it was cut off.

    Returns the log's size in bytes and its number of lines, as they are then.
    """
    file.seek(0)
    content = file.readall()
    size, lines = content.rfind(b"\n") + 1, content.count(b"\n")
    tail = content[size:]
    if not tail:
        return size, lines
    if _is_whole(tail):
        _write_all(file, b"\n")
        size, lines = len(content) + 1, lines + 1
    else:
        aside = path.with_suffix(".torn")
        try:
            with _opened(aside, "a") as torn:
                _write_all(torn, tail + b"\n")
                flush_to_disk(torn)
        except OSError as error:
            raise AnnotationError(
                f"{path}: its last line was cut off, and cannot be set aside in {aside.name}: {error.strerror}; move "
                f"{aside.name} away"
            ) from None
        file.truncate(size)
        note(f"{path}: its last line was cut off, {len(tail)} bytes; set aside in {aside.name}")
    flush_to_disk(file)
    return size, lines


def _is_whole(line: bytes) -> bool:
    try:
        parse_object(line.decode())
    except ValueError:
        return False
    return True
