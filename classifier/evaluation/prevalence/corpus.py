"""A stream of predicted posts -> arrays of numbers: what millions of posts leave behind, and where the sample lies."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.errors import DataError
from classifier.evaluation.prevalence.periods import day_of
from classifier.evaluation.prevalence.sample import Matching
from classifier.labels.sample import HandLabel
from classifier.records import Post, Prediction, post_named
from classifier.stance.prediction_json import codebook_from_json

ABSTAINED = -1
NOBODY = 0
_MISSING = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The comments of a corpus that the model was not trained on, a row each, and which of them are labelled."""

    labels: tuple[str, ...]
    scores: NDArray[np.float32]
    """Shape (comments, labels): the model's probabilities; of abstentions, the mean of the others'."""
    predicted: NDArray[np.int16]
    """Shape (comments,): the place of the predicted label, ABSTAINED for none."""
    author: NDArray[np.uint64]
    """Shape (comments,): a hash of who wrote it, NOBODY where that is not known."""
    day: NDArray[np.int32]
    """Shape (comments,): days since 1970-01-01 in UTC, NO_DAY where that is not known."""
    sampled: NDArray[np.int64]
    """Shape (labelled,): the rows of the labelled comments."""
    hand: NDArray[np.int64]
    """Shape (labelled,): the place of the hand label."""
    matching: Matching
    kinds: Mapping[str, int]
    """How many articles, pingbacks and other posts that are no comments there were."""
    seen: int
    """Comments that the model was trained on; they are not among the rows."""
    repeated: int
    """Posts that came again under the same key; they are counted once."""
    codebook: Mapping[str, Any] = field(default_factory=dict)
    """Version and hash of the one by which the model was trained; empty where that is not known, or differs."""


class CorpusReader:
    """Takes in predicted posts one by one; holds a few dozen bytes of each, and none of its words.

    Without `labels` they are those of the first scores; where there are never any, those that are predicted or given
    by hand. Without `codebook` it is the one that all predictions name.
    """

    def __init__(
        self,
        wanted: Sequence[HandLabel],
        labels: tuple[str, ...] | None = None,
        codebook: Mapping[str, Any] | None = None,
    ) -> None:
        self._wanted = {label.key: label for label in wanted}
        self._matching = Matching.of(wanted)
        self._labels: list[str] = list(labels or ())
        self._fixed = labels is not None
        self._scores, self._predicted = array("f"), array("h")
        self._key, self._author, self._day = array("Q"), array("Q"), array("i")
        self._rows: list[tuple[int, str]] = []
        self._kinds: Counter[str] = Counter()
        self._seen = 0
        self._codebook = codebook
        self._named: set[tuple[int, str] | None] = set()

    def add(self, post: Post, prediction: Prediction) -> None:
        """Take in one post; raise DataError where its prediction is none of the labels, or its scores are none."""
        if self._codebook is None and len(self._named) < 2:
            self._named.add(codebook_from_json(post.extra))
        if post.kind != "comment":
            self._kinds[post.kind] += 1
            self._matching.other_kind(self._wanted.pop(post.key, None))
            return
        if prediction.seen:
            self._seen += 1
            self._matching.seen(self._wanted.pop(post.key, None))
            return
        hand = self._matching.fitting(self._wanted.pop(post.key, None), post)
        if hand is not None:
            self._rows.append((len(self._predicted), hand))
        self._add_scores(post, prediction)
        self._predicted.append(self._place(post, prediction.predicted))
        self._key.append(_hash(f"{post.thread_id}\0{post.id}"))
        author = post.author_id or post.author
        self._author.append(_hash(author) or 1 if author else NOBODY)
        self._day.append(day_of(post.posted_at))

    def finish(self) -> Corpus:
        """Return the corpus; raise DataError where it holds no comment, or a hand label is none of the model's."""
        rows = len(self._predicted)
        if not rows:
            raise DataError("the corpus holds no comment that the model was not trained on; there are no shares")
        self._take_hand_labels()
        predicted = np.array(self._predicted, dtype=np.int16)
        kept = np.sort(np.unique(np.frombuffer(self._key, dtype=np.uint64), return_index=True)[1])
        place = np.searchsorted(kept, np.array([row for row, _ in self._rows], dtype=np.int64))
        return Corpus(
            labels=tuple(self._labels),
            scores=_filled(self._score_rows(rows), predicted)[kept],
            predicted=predicted[kept],
            author=np.frombuffer(self._author, dtype=np.uint64)[kept],
            day=np.frombuffer(self._day, dtype=np.int32)[kept],
            sampled=place,
            hand=np.array([self._labels.index(label) for _, label in self._rows], dtype=np.int64),
            matching=self._matching,
            kinds=dict(self._kinds),
            seen=self._seen,
            repeated=rows - len(kept),
            codebook=self._codebook_known(),
        )

    def _codebook_known(self) -> Mapping[str, Any]:
        if self._codebook is not None:
            return self._codebook
        named = next(iter(self._named)) if len(self._named) == 1 else None
        return {} if named is None else {"version": named[0], "hash": named[1]}

    def _add_scores(self, post: Post, prediction: Prediction) -> None:
        scores = prediction.scores
        if scores and not self._fixed:
            self._labels += [label for label in scores if label not in self._labels]
            self._fixed = True
        if not self._fixed:
            return
        self._pad(len(self._predicted))
        if not scores:
            self._scores.extend([_MISSING] * len(self._labels))
        else:
            self._scores.extend(_row(post, scores, self._labels))

    def _pad(self, rows: int) -> None:
        """Leave room for the rows that came before any scores did."""
        missing = rows * len(self._labels) - len(self._scores)
        if missing:
            self._scores.extend([_MISSING] * missing)

    def _place(self, post: Post, label: str | None) -> int:
        if label is None:
            return ABSTAINED
        if label not in self._labels:
            if self._fixed:
                raise DataError(
                    f"{post_named(post.key)}: predicted {label!r} is none of the labels that were scored before, "
                    f"{', '.join(self._labels)}; predict all files with one model"
                )
            self._labels.append(label)
        return self._labels.index(label)

    def _take_hand_labels(self) -> None:
        """Raise DataError for hand labels that the model does not know; without scores they are labels as well."""
        foreign = sorted({label for _, label in self._rows} - set(self._labels))
        if foreign and self._fixed:
            raise foreign_labels(foreign, self._labels)
        self._labels += foreign

    def _score_rows(self, rows: int) -> NDArray[np.float32]:
        if self._fixed:
            return np.array(self._scores, dtype=np.float32).reshape(rows, len(self._labels))
        return np.full((rows, len(self._labels)), np.nan, dtype=np.float32)


def foreign_labels(foreign: Sequence[str], labels: Sequence[str]) -> DataError:
    """Return the error of hand labels that the model does not know."""
    return DataError(
        f"the sample's labels {', '.join(map(repr, foreign))} are not the model's: it knows {', '.join(labels)}; "
        "label by the codebook that the model was trained for, or train one by this codebook"
    )


def _row(post: Post, scores: Mapping[str, float], labels: Sequence[str]) -> list[float]:
    try:
        row = [float(scores[label]) for label in labels]
    except (KeyError, TypeError, ValueError):
        row = []
    if len(scores) != len(row) or not all(0 <= score <= 1 for score in row):
        raise DataError(
            f"{post_named(post.key)}: 'scores' must hold a number from 0 to 1 for each of {', '.join(labels)} and no "
            "other label; predict all files with one model"
        )
    return row


def _filled(scores: NDArray[np.float32], predicted: NDArray[np.int16]) -> NDArray[np.float32]:
    """Give posts without scores those of their prediction, 1 and 0, and abstentions the mean of all others.

    The estimate is right whatever is put there; the mean adds least to its variance where nothing is known.
    """
    unscored = np.isnan(scores).any(axis=1)
    hard = unscored & (predicted != ABSTAINED)
    scores[hard] = 0
    scores[hard, predicted[hard]] = 1
    silent = unscored & ~hard
    if silent.any():
        scores[silent] = scores[~silent].mean(axis=0, dtype=np.float64) if not silent.all() else 0
    return scores


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
