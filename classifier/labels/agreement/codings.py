"""Who gave which label to which post, as arrays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from classifier.labels.log import ADJUDICATED, LabelEvent
from classifier.records import Key

Ints = NDArray[np.int64]
LabelsByCoder = Mapping[str, Mapping[Key, str]]

MISSING = -1
"""In place of a label's number: the coder gave the post none."""


@dataclass(frozen=True, slots=True)
class Codings:
    """What coders said of the posts that any of them labelled."""

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    thread: Ints
    """The number of each post's thread, from 0, shape (posts,)."""
    given: Ints
    """The number of each label given, or MISSING, shape (posts, coders)."""

    @classmethod
    def of(cls, by_coder: LabelsByCoder, labels: Sequence[str]) -> "Codings":
        """Return the codings of coders in the order of the mapping; `labels` holds all that they gave."""
        number = {label: place for place, label in enumerate(labels)}
        row = {key: place for place, key in enumerate(dict.fromkeys(chain.from_iterable(by_coder.values())))}
        threads: dict[str, int] = {}
        thread = [threads.setdefault(thread_id, len(threads)) for thread_id, _ in row]
        given = np.full((len(row), len(by_coder)), MISSING)
        for column, labelled in enumerate(by_coder.values()):
            given[[row[key] for key in labelled], column] = [number[label] for label in labelled.values()]
        return cls(tuple(by_coder), tuple(labels), np.array(thread, np.int64), given)

    @property
    def threads(self) -> int:
        """How many threads the posts stand in."""
        return int(self.thread.max(initial=-1)) + 1


def labels_by_coder(events: Iterable[LabelEvent]) -> dict[str, dict[Key, str]]:
    """Return the label that each coder gave to each post, the coders in order of name.

    The adjudicated labels are left out: they were made from the others.
    """
    by_coder: dict[str, dict[Key, str]] = defaultdict(dict)
    for event in events:
        if event.label is not None and event.coder != ADJUDICATED:
            by_coder[event.coder][event.key] = event.label
    return dict(sorted(by_coder.items()))


def all_labels(labels: Sequence[str], *given: LabelsByCoder) -> tuple[str, ...]:
    """Return the labels of a codebook in their order, and after them whatever else coders gave."""
    found = {label for by_coder in given for labelled in by_coder.values() for label in labelled.values()}
    return (*labels, *sorted(found.difference(labels)))
