"""What one system's predictions were worth: counts by thread, and the probabilities where it gave some."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.figures.counts import ABSTAINED, Counts, Measure, f1
from classifier.evaluation.figures.scored import Scored
from classifier.resampling import DRAWS, FEWEST_THREADS, Interval, Weights, interval_of

__all__ = ("DRAWS", "FEWEST_POSTS", "FEWEST_THREADS", "Outcome", "Predicted", "count_outcome")

FEWEST_POSTS = 5
"""Posts of a label below which its figures say nothing about the label."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """Which label was said of which post: one row a prediction, several where a post was predicted several times."""

    thread: NDArray[np.int64]
    true: NDArray[np.int64]
    said: NDArray[np.int64]
    """ABSTAINED for none."""
    share: NDArray[np.float64] | float = 1.0
    """What a row counts: a post that was predicted several times counts its share in each."""
    probabilities: NDArray[np.float64] | None = None
    """Of shape (rows, labels); a row of NaN where a post has none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system's predictions were worth: counts by thread, shape (threads, labels, labels + 1).

    Where posts were predicted several times, in repeated cross-validation, each time counts its share.
    """

    system: str
    labels: tuple[str, ...]
    by_thread: Counts
    scored: Scored | None = None

    @property
    def counts(self) -> Counts:
        """Counts over all threads, shape (labels, labels + 1)."""
        total: Counts = self.by_thread.sum(axis=0)
        return total

    @property
    def threads(self) -> int:
        """How many threads the posts stand in."""
        return len(self.by_thread)

    @property
    def support(self) -> NDArray[np.int64]:
        """How many posts carry each label."""
        posts: NDArray[np.int64] = np.rint(self.counts.sum(axis=1)).astype(np.int64)
        return posts

    @property
    def rare(self) -> tuple[str, ...]:
        """The labels that so few posts carry that their figures say nothing of them."""
        return tuple(label for label, n in zip(self.labels, self.support, strict=True) if 0 < n < FEWEST_POSTS)

    def without_rare(self) -> float | None:
        """Return macro F1 over the labels that are not rare, or None where none is left or none is rare."""
        kept = [label not in self.rare for label in self.labels]
        scores = f1(self.counts)[kept]
        scores = scores[~np.isnan(scores)]
        return float(scores.mean()) if self.rare and len(scores) else None

    def figure(self, measure: Measure) -> float:
        """Return a figure over all posts."""
        return float(measure(self.counts))

    def interval(self, measure: Measure, seed: int) -> Interval | None:
        """Return the figure's 95% percentile interval over resampled threads; None for fewer than ten threads."""
        return interval_of(lambda weights: measure(self.weighed(weights)), self.threads, seed)

    def weighed(self, weights: Weights) -> Counts:
        """Return the counts where each thread counts as often as drawn, shape (draws, labels, labels + 1)."""
        drawn: Counts = np.tensordot(weights, self.by_thread, axes=1)
        return drawn


def count_outcome(system: str, labels: Sequence[str], predicted: Predicted) -> Outcome:
    """Count predictions against labels, thread by thread; the threads are those of `predicted`, in order."""
    kinds, place = np.unique(predicted.thread, return_inverse=True)
    by_thread = np.zeros((len(kinds), len(labels), len(labels) + 1))
    np.add.at(by_thread, (place, predicted.true, predicted.said), predicted.share)
    return Outcome(system, tuple(labels), by_thread, _scored(predicted, place))


def count_drawn(system: str, labels: Sequence[str], predicted: Predicted) -> Outcome:
    """Return what drawing each label by its probability gives on average; `said` is not used."""
    if predicted.probabilities is None:
        raise ValueError("a draw needs probabilities")
    kinds, place = np.unique(predicted.thread, return_inverse=True)
    by_thread = np.zeros((len(kinds), len(labels), len(labels) + 1))
    share = np.broadcast_to(np.asarray(predicted.share, np.float64), place.shape)
    np.add.at(by_thread[..., :-1], (place, predicted.true), predicted.probabilities * share[:, np.newaxis])
    return Outcome(system, tuple(labels), by_thread, _scored(predicted, place))


def _scored(predicted: Predicted, place: NDArray[np.int64]) -> Scored | None:
    if predicted.probabilities is None:
        return None
    there = ~np.isnan(predicted.probabilities).any(axis=1)
    share = np.broadcast_to(np.asarray(predicted.share, np.float64), place.shape)
    return Scored(
        thread=place[there],
        true=predicted.true[there],
        probabilities=predicted.probabilities[there],
        share=share[there],
        answered=(predicted.said != ABSTAINED)[there],
        posts=np.bincount(place, share).astype(np.float64),
    )
