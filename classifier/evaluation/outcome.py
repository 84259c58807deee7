"""Predictions against labels, counted by thread, and the figures that follow from the counts.

Every figure is a function of counts of shape (..., labels, labels + 1): [true label, predicted label], with the last
column for posts on which the model abstained. So the same function gives the figure and, over resampled threads, its
interval.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Measure = Callable[[Counts], NDArray[np.float64]]

FEWEST_THREADS = 10
"""Threads below which resampling them gives no interval that could be believed."""

FEWEST_POSTS = 5
"""Posts of a label below which its figures say nothing about the label."""

DRAWS = 2000

ABSTAINED = -1
"""In place of a predicted label: the last column of the counts."""


def accuracy(counts: Counts) -> NDArray[np.float64]:
    """Return the share of all posts that got their true label; an abstention is no hit."""
    return _over(np.trace(counts[..., :-1], axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def recall(counts: Counts) -> NDArray[np.float64]:
    """Return each label's recall; NaN where no post carries the label."""
    return _over(_hits(counts), counts.sum(axis=-1))


def precision(counts: Counts) -> NDArray[np.float64]:
    """Return each label's precision; NaN where it was never predicted."""
    return _over(_hits(counts), counts[..., :-1].sum(axis=-2))


def f1(counts: Counts) -> NDArray[np.float64]:
    """Return each label's F1, 2 TP / (2 TP + FP + FN); NaN where no post carries the label."""
    scores = _over(2 * _hits(counts), counts.sum(axis=-1) + counts[..., :-1].sum(axis=-2))
    return np.where(counts.sum(axis=-1) > 0, scores, np.nan)


def macro_f1(counts: Counts) -> NDArray[np.float64]:
    """Return the plain mean of the labels' F1 over those labels that some post carries."""
    scores = f1(counts)
    there = ~np.isnan(scores)
    return _over(np.where(there, scores, 0).sum(axis=-1), there.sum(axis=-1).astype(np.float64))


def coverage(counts: Counts) -> NDArray[np.float64]:
    """Return the share of posts on which the model did not abstain."""
    return _over(counts[..., :-1].sum(axis=(-2, -1)), counts.sum(axis=(-2, -1)))


def _hits(counts: Counts) -> Counts:
    return np.diagonal(counts[..., :-1], axis1=-2, axis2=-1)


def _over(part: Counts, whole: Counts) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return shares


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system's predictions were worth: counts by thread, shape (threads, labels, labels + 1).

    Where posts were predicted several times, in repeated cross-validation, each time counts its share.
    """

    system: str
    labels: tuple[str, ...]
    by_thread: Counts

    @property
    def counts(self) -> Counts:
        """Counts over all threads, shape (labels, labels + 1)."""
        total: Counts = self.by_thread.sum(axis=0)
        return total

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
        threads = len(self.by_thread)
        if threads < FEWEST_THREADS:
            return None
        drawn = np.random.default_rng(seed).multinomial(threads, np.full(threads, 1 / threads), size=DRAWS)
        figures = measure(np.tensordot(drawn.astype(np.float64), self.by_thread, axes=1))
        low, high = np.nanpercentile(figures, [2.5, 97.5])
        return Interval(float(low), float(high))


def count_outcome(
    system: str,
    labels: Sequence[str],
    thread: NDArray[np.int64],
    true: NDArray[np.int64],
    said: NDArray[np.int64],
    weight: NDArray[np.float64] | float = 1.0,
) -> Outcome:
    """Count predictions against labels: one row a prediction, ABSTAINED for none.

    A post that was predicted several times weighs its share in each of its rows.
    """
    kinds, place = np.unique(thread, return_inverse=True)
    by_thread = np.zeros((len(kinds), len(labels), len(labels) + 1))
    np.add.at(by_thread, (place, true, said), weight)
    return Outcome(system, tuple(labels), by_thread)
