"""A coder's label log: JSON lines, one an event, only ever appended to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.labels.lines import Fault, numbered_lines
from classifier.records import post_named
from classifier.threads.post_json import parse_object

CONFIDENCES = ("high", "low")
ADJUDICATED = "adjudicated"
"""The log whose labels decide where coders differ."""

SERVED = ("thread", "random", "uncertain", "rare", "second", "again")


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
    """How the post came to the coder: thread, random, uncertain, rare, second or again."""
    suggested: bool | None = None
    """Whether the coder saw the model's suggestion."""

    @property
    def key(self) -> tuple[str, str]:
        """The post's key."""
        return self.thread_id, self.id


def read_log(path: Path, label_ids: Collection[str] | None, fault: Fault) -> list[LabelEvent]:
    """Return a log's events that stand: those that no later line replaces, without those that took a label back.

    What is wrong goes to `fault`, line by line; the coder's name is the file's. Where the labels are not known, None,
    any text is one.
    """
    standing: dict[int, LabelEvent] = {}
    latest: dict[tuple[str, str], int] = {}
    for event in _events(path, label_ids, fault):
        before = latest.get(event.key)
        if event.replaces != before:
            fault(f"{path}:{event.line}: {_wrong_replacement(event, before)}")
            continue
        if before is not None:
            del standing[before]
        standing[event.line] = event
        latest[event.key] = event.line
    return [event for event in standing.values() if event.label is not None]


def _wrong_replacement(event: LabelEvent, before: int | None) -> str:
    post = post_named(event.key)
    if event.replaces is None:
        return f"{post} has a label already, on line {before}; a change must say 'replaces': {before}"
    if before is None:
        return f"'replaces' is {event.replaces}, but {post} has no label before this line"
    return f"'replaces' is {event.replaces}, but the label of {post} that stands is on line {before}"


def _events(path: Path, label_ids: Collection[str] | None, fault: Fault) -> Iterator[LabelEvent]:
    for number, line in numbered_lines(path, fault):
        try:
            yield _event(parse_object(line), path.stem, number, label_ids)
        except ValueError as error:
            fault(f"{path}:{number}: {error}")


def _event(line: Mapping[str, Any], coder: str, number: int, label_ids: Collection[str] | None) -> LabelEvent:
    faults = [f"lacks {name!r}" for name in ("thread_id", "id", "text_digest") if not isinstance(line.get(name), str)]
    faults += _label_faults(line, label_ids)
    for name, among in (("confidence", CONFIDENCES), ("served", SERVED)):
        if line.get(name) is not None and line[name] not in among:
            faults.append(f"{name} {line[name]!r} is none of {', '.join(among)}")
    replaces = line.get("replaces")
    if "label" not in line or (line["label"] is None and replaces is None):
        faults.append("lacks 'label'; only a line that replaces another may be without")
    if replaces is not None and (not isinstance(replaces, int) or isinstance(replaces, bool)):
        faults.append(f"'replaces' is {replaces!r}; it must be the number of a line")
    if faults:
        raise ValueError("; ".join(faults))
    fields: dict[str, Any] = {name: line.get(name) for name in LabelEvent.__dataclass_fields__}
    return LabelEvent(**{**fields, "coder": coder, "line": number})


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
