"""A coder's label log: JSON lines, one an event, only ever appended to.

The lines on a post form chains, in each of which a line replaces the one before it and the last one stands: the label,
the label given again to see whether the coder agrees with themself, and whether the post was skipped.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from classifier.labels.lines import Fault, numbered_lines
from classifier.records import Key, post_named
from classifier.threads.post_json import parse_object

CONFIDENCES = ("high", "low")
ADJUDICATED = "adjudicated"
"""The log whose labels decide where coders differ."""

SERVED = ("thread", "random", "uncertain", "rare", "second", "again", "disputed", "import")
STAYS = ("random", "second")
"""Of SERVED, what a label still is when it is corrected: of a sample, which would have other shares without what was
corrected; a second coder's, which decides."""

Chain = Literal["label", "again", "skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEvent:
    """One line of a log: what a coder said of a post, and when. `label` is None where a label was taken back."""

    coder: str
    line: int
    thread_id: str
    id: str
    text_digest: str
    label: str | None
    secondary: str | None = None
    confidence: str | None = None
    note: str | None = None
    codebook: Mapping[str, Any] | None = None
    """Version and hash of the codebook that the coder went by."""
    at: str | None = None
    seconds: float | None = None
    replaces: int | None = None
    """The line of this log that this event replaces."""
    served: str | None = None
    """How the post came to the coder, one of SERVED."""
    suggested: bool | None = None
    """Whether the coder saw the model's suggestion."""
    skipped: bool | None = None
    """Whether the post was put off; None where the line is of a label."""
    undo: bool | None = None
    """Whether the line takes back the one that it replaces, and says again what stood before that."""
    carried: bool | None = None
    """Whether the line only says a label again: under a new codebook, or as part of a sample that was drawn since."""
    by: str | None = None
    """Who decided, in a log that no one coder has: the adjudicated one."""

    @property
    def key(self) -> Key:
        """The post's key."""
        return self.thread_id, self.id

    @property
    def chain(self) -> Chain:
        """Which of the post's chains the line belongs to."""
        if self.skipped is not None:
            return "skip"
        return "again" if self.served == "again" else "label"


@dataclass(slots=True)
class Standing:
    """What stands of a log, told line by line."""

    _latest: dict[tuple[Chain, Key], LabelEvent] = field(default_factory=dict)

    def latest(self, chain: Chain, key: Key) -> LabelEvent | None:
        """Return the last line of a chain of a post, be it one that takes back; None where there is none."""
        return self._latest.get((chain, key))

    def line(self, event: LabelEvent) -> int | None:
        """Return the line that another of its chain must replace, None where the chain has none yet."""
        latest = self.latest(event.chain, event.key)
        return None if latest is None else latest.line

    def add(self, event: LabelEvent) -> None:
        """Take the next line; raise ValueError, and take it not, where it does not say what it replaces."""
        place = event.chain, event.key
        before = self.line(event)
        if event.replaces != before:
            raise ValueError(_wrong_replacement(event, before))
        # Last in the order of the lines, and not where the chain began.
        self._latest.pop(place, None)
        self._latest[place] = event

    def labels(self, chain: Chain = "label") -> list[LabelEvent]:
        """Return the labels that stand, in the order in which they were given."""
        return [event for (of, _), event in self._latest.items() if of == chain and event.label is not None]


def read_log(
    path: Path, label_ids: Collection[str] | None, fault: Fault, version: int | None = None
) -> list[LabelEvent]:
    """Return a log's labels that stand: those that no later line replaces, without those that were taken back.

    What is wrong goes to `fault`, line by line; the coder's name is the file's. Where the labels are not known, None,
    any text is one; so it is in a line that names another version of the codebook than `version`.
    """
    return read_standing(path, label_ids, fault, version).labels()


def read_standing(path: Path, label_ids: Collection[str] | None, fault: Fault, version: int | None = None) -> Standing:
    """Return what stands of a log, as `read_log` does, in all its chains."""
    standing = Standing()
    for event in read_events(path, label_ids, fault, version):
        try:
            standing.add(event)
        except ValueError as error:
            fault(f"{path}:{event.line}: {error}")
    return standing


def read_events(
    path: Path, label_ids: Collection[str] | None, fault: Fault, version: int | None = None
) -> Iterator[LabelEvent]:
    """Yield every line of a log that is sound by itself, whatever stands of it."""
    cut_off: int | None = None
    for number, line in numbered_lines(path, fault):
        try:
            fields = parse_object(line)
            known = None if _of_another(fields, version) else label_ids
            yield _event(fields, path.stem, number, known)
        except ValueError as error:
            cut_off = _cut_off_line(path) if cut_off is None else cut_off
            fault(f"{path}:{number}: {_was_cut_off(path) if number == cut_off else error}")


def _cut_off_line(path: Path) -> int:
    """Return the number of a last line that does not end, 0 where it does."""
    content = path.read_bytes()
    return 0 if content.endswith(b"\n") else content.count(b"\n") + 1


def _was_cut_off(path: Path) -> str:
    command = "classify adjudicate" if path.stem == ADJUDICATED else f"classify label --coder {path.stem}"
    return f"the line was cut off, as by a crash; {command} sets it aside and goes on"


def _of_another(fields: Mapping[str, Any], version: int | None) -> bool:
    """Return whether a line says that it was given by another version of the codebook, whose labels are not known."""
    said = fields.get("codebook")
    given = said.get("version") if isinstance(said, Mapping) else None
    return version is not None and given is not None and given != version


def _wrong_replacement(event: LabelEvent, before: int | None) -> str:
    post = post_named(event.key)
    if event.replaces is None:
        return f"{post} has a label already, on line {before}; a change must say 'replaces': {before}"
    if before is None:
        return f"'replaces' is {event.replaces}, but {post} has no label before this line; {_NUMBERED}"
    return f"'replaces' is {event.replaces}, but the label of {post} that stands is on line {before}; {_NUMBERED}"


_NUMBERED = "no line may be taken out of a log or put into it"


def _event(line: Mapping[str, Any], coder: str, number: int, label_ids: Collection[str] | None) -> LabelEvent:
    faults = [f"lacks {name!r}" for name in ("thread_id", "id", "text_digest") if not isinstance(line.get(name), str)]
    faults += _label_faults(line, label_ids)
    for name, among in (("confidence", CONFIDENCES), ("served", SERVED)):
        if line.get(name) is not None and line[name] not in among:
            faults.append(f"{name} {line[name]!r} is none of {', '.join(among)}")
    replaces = line.get("replaces")
    takes_back = replaces is not None or line.get("skipped") is not None
    if "label" not in line or (line["label"] is None and not takes_back):
        faults.append("lacks 'label'; only a line that replaces another may be without")
    if replaces is not None and (not isinstance(replaces, int) or isinstance(replaces, bool)):
        faults.append(f"'replaces' is {replaces!r}; it must be the number of a line")
    if not isinstance(line.get("codebook"), Mapping | None):
        faults.append("'codebook' must hold a version and a hash")
    faults += _wrong_types(line)
    if faults:
        raise ValueError("; ".join(faults))
    fields: dict[str, Any] = {name: line.get(name) for name in LabelEvent.__dataclass_fields__}
    return LabelEvent(**{**fields, "coder": coder, "line": number})


_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("note", "at", "by"), (str,)),
    **dict.fromkeys(("suggested", "skipped", "undo", "carried"), (bool,)),
    "seconds": (int, float),
}


_MOST_SECONDS = 1e9


def _wrong_types(line: Mapping[str, Any]) -> Iterator[str]:
    for name, types in _TYPES.items():
        value = line.get(name)
        if value is not None and (not isinstance(value, types) or (isinstance(value, bool) and bool not in types)):
            yield f"{name!r} is {value!r:.80}; it must be {' or '.join(kind.__name__ for kind in types)}"
        elif name == "seconds" and isinstance(value, int | float) and not 0 <= value < _MOST_SECONDS:
            yield f"'seconds' is {value!r:.80}; it must be the time that a label took"


def _label_faults(line: Mapping[str, Any], label_ids: Collection[str] | None) -> Iterator[str]:
    for name in ("label", "secondary"):
        value = line.get(name)
        if value is None:
            continue
        if label_ids is None:
            if not (isinstance(value, str) and value):
                yield f"{name} is {value!r:.80}; it must be a label"
        elif value not in label_ids:
            yield f"{name} {value!r} is not in the codebook; the labels are {', '.join(label_ids)}"
