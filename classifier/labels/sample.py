"""A file of hand labels -> the labels that stand, whether the file holds posts or a coder's log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.errors import AnnotationError, listed
from classifier.labels.lines import Fault, numbered_lines
from classifier.labels.log import read_log
from classifier.records import Key, post_named, text_digest
from classifier.threads.post_json import parse_object


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLabel:
    """The label that a person gave a post."""

    key: Key
    """thread_id and id of the post."""
    label: str
    text_digest: str | None
    """Of the text that was coded; None where the file does not say."""
    served: str | None
    """How the post came to the coder; None where the file does not say."""


def read_hand_labels(path: str | Path) -> list[HandLabel]:
    """Return the labels of a file of JSON lines, one a post: posts with a field `label`, or the lines of a label log.

    A line of posts whose `label` is null or missing holds no label; in a log, what a later line replaces does not
    stand. Raises AnnotationError with all faults at once: a line without a key, a label that is no text, a post with
    two labels; and where the file holds no label at all.
    """
    faults: list[str] = []
    read = _from_log if _is_log(Path(path)) else _from_posts
    labels = list(_once(read(Path(path), faults.append), path, faults.append))
    if faults:
        raise AnnotationError(listed(faults))
    if not labels:
        raise AnnotationError(f"{path}: holds no label; each line needs 'thread_id', 'id' and 'label'")
    return labels


def _is_log(path: Path) -> bool:
    """Return whether the first line that is an object has a text's digest in place of a text."""
    for _, line in numbered_lines(path, lambda _: None):
        try:
            first = parse_object(line)
        except ValueError:
            continue
        return "text" not in first and "text_digest" in first
    return False


def _from_log(path: Path, fault: Fault) -> Iterator[tuple[int, HandLabel]]:
    events = read_log(path, None, fault)
    versions = [str(version) for event in events if (version := (event.codebook or {}).get("version"))]
    if len(set(versions)) > 1:
        fault(
            f"{path}: its labels were given by codebooks {', '.join(dict.fromkeys(versions))}; move them with classify "
            "codebook migrate, and label those again that it leaves"
        )
    for event in events:
        if event.label is not None:
            yield (
                event.line,
                HandLabel(key=event.key, label=event.label, text_digest=event.text_digest, served=event.served),
            )


def _from_posts(path: Path, fault: Fault) -> Iterator[tuple[int, HandLabel]]:
    for number, text in numbered_lines(path, fault):
        try:
            label = _hand_label(parse_object(text))
        except ValueError as error:
            fault(f"{path}:{number}: {error}")
            continue
        if label is not None:
            yield number, label


def _hand_label(line: Mapping[str, Any]) -> HandLabel | None:
    label = line.get("label")
    if label is None:
        return None
    if not (isinstance(label, str) and label):
        raise ValueError(f"'label' is {label!r:.80}; it must be text")
    said, digest, served = line.get("text"), line.get("text_digest"), line.get("served")
    return HandLabel(
        key=(_identifier(line, "thread_id"), _identifier(line, "id")),
        label=label,
        text_digest=text_digest(said) if isinstance(said, str) else digest if isinstance(digest, str) else None,
        served=None if served is None else str(served),
    )


def _identifier(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise ValueError(f"lacks {name!r}; 'thread_id' and 'id' say which post of the corpus it is")
    return str(value)


def _once(labels: Iterator[tuple[int, HandLabel]], path: str | Path, fault: Fault) -> Iterator[HandLabel]:
    """Yield each post's label once; the same label twice is one, two labels are a fault."""
    first: dict[Key, tuple[int, str]] = {}
    for number, label in labels:
        line, before = first.setdefault(label.key, (number, label.label))
        if line == number:
            yield label
        elif before != label.label:
            fault(
                f"{path}:{number}: {post_named(label.key)} is {label.label!r} here and {before!r} on line {line}; "
                "keep the one that stands"
            )
