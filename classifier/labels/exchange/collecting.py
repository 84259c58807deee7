"""An annotations folder -> the posts and labels that go out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from classifier.errors import DataError
from classifier.labels.annotations import (
    Annotations,
    deciding_events,
    events_by_post,
    read_annotations,
    read_stored_posts,
)
from classifier.labels.codebook import Codebook, read_codebook
from classifier.labels.exchange.record import Outgoing
from classifier.labels.lines import Fault
from classifier.labels.log import ADJUDICATED, LabelEvent
from classifier.records import Key, Post


def collect_all(folder: Path, coder: str | None, final: bool, note: Fault) -> tuple[Codebook, list[Outgoing]]:
    """Return the codebook and every post of a folder with its labels; posts without one too."""
    if not any((folder / "labels").glob("*.jsonl")):
        codebook, stored = read_codebook(folder / "codebook.toml"), read_stored_posts(folder)
        for each in stored.notes:
            note(each)
        return codebook, _outgoing(stored.posts, {})
    return collect(folder, coder, final, note, unlabelled=True)


def collect(
    folder: Path, coder: str | None, final: bool, note: Fault, unlabelled: bool = False
) -> tuple[Codebook, list[Outgoing]]:
    """Return the codebook and the labels of a folder with their posts, in the order of the posts.

    The labels are one coder's, or those that stand for all coders (`final`), or every coder's, without the adjudicated
    ones, which no coder gave. Raises DataError where there is none.
    """
    annotations = read_annotations(folder)
    for each in annotations.notes:
        note(each)
    labels = _final(annotations) if final else _given(annotations, coder)
    if not labels and not unlabelled:
        coders = ", ".join(sorted({event.coder for event in annotations.events})) or "none"
        whose = f"no label of coder {coder!r}" if coder else "no label"
        raise DataError(f"{folder}: holds {whose}; the coders with labels are {coders}")
    outgoing = _outgoing(annotations.posts, labels)
    return annotations.codebook, outgoing if unlabelled else [one for one in outgoing if one.event is not None]


def _outgoing(posts: Mapping[Key, Post], labels: Mapping[Key, list[Outgoing]]) -> list[Outgoing]:
    return [one for key, post in posts.items() for one in labels.get(key) or [Outgoing(post)]]


def _given(annotations: Annotations, coder: str | None) -> dict[Key, list[Outgoing]]:
    labels: dict[Key, list[Outgoing]] = defaultdict(list)
    for event in annotations.events:
        if event.coder == coder or (coder is None and event.coder != ADJUDICATED):
            labels[event.key].append(Outgoing(annotations.posts[event.key], event, event.coder))
    return labels


def _final(annotations: Annotations) -> dict[Key, list[Outgoing]]:
    settled = {labelled.post.key: labelled.label for labelled in annotations.labelled()}
    return {
        key: [Outgoing(annotations.posts[key], _deciding(label, events))]
        for key, events in events_by_post(annotations.events).items()
        if (label := settled.get(key)) is not None
    }


def _deciding(label: str, events: list[LabelEvent]) -> LabelEvent:
    """Return the label that decides, with its details; where several coders stand behind it, without."""
    deciding = deciding_events(events)
    if len(deciding) == 1:
        return deciding[0]
    return replace(deciding[0], label=label, secondary=None, confidence=None, note=None, at=None, seconds=None)
