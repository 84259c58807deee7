"""Probabilities of labelled posts, and the figures that follow from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.figures.counts import over
from classifier.resampling import Floats, Interval, Weights, intervals_of

BINS = 10
"""Of the top probability, from 0 to 1, of equal width."""

_SURE = 1e-15
"""A true label's probability below which its loss does not grow: no figure is infinite for one post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Posts with a probability for each label: one row a prediction.

    Posts on which a system abstained have probabilities too, where it made any: they are in every figure here. Those
    without probabilities have no row, and are in no figure but a coverage.
    """

    thread: NDArray[np.int64]
    """Shape (rows,), from 0 to threads - 1."""
    true: NDArray[np.int64]
    probabilities: Floats
    """Shape (rows, labels); each row sums to 1."""
    share: Floats
    """What each row counts."""
    answered: NDArray[np.bool_]
    """Whether a label was said of the post."""
    posts: Floats
    """What the posts of each thread count together, those without probabilities too, shape (threads,)."""

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return len(self.posts)

    @property
    def top(self) -> Floats:
        """The probability of the likeliest label, shape (rows,)."""
        highest: Floats = self.probabilities.max(axis=1)
        return highest

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the likeliest label is the true one."""
        hit: NDArray[np.bool_] = self.probabilities.argmax(axis=1) == self.true
        return hit

    @property
    def given(self) -> Floats:
        """The probability of the true label, shape (rows,)."""
        said: Floats = self.probabilities[np.arange(len(self.true)), self.true]
        return said

    def by_thread(self, *columns: Floats) -> Floats:
        """Return the sums of columns over each thread's rows, each row counting its share, shape (threads, columns)."""
        summed = [np.bincount(self.thread, self.share * column, self.threads) for column in columns]
        return np.stack(summed, axis=-1)

    def mean(self, column: Floats, weights: Weights) -> Floats:
        """Return the mean of a column over all rows, for each draw of threads, shape (draws,)."""
        sums = weights @ self.by_thread(column, np.ones_like(column))
        return over(sums[:, 0], sums[:, 1])


def log_loss(scored: Scored, weights: Weights) -> Floats:
    """Return the mean negative log probability of the true labels, in nats; lower is better."""
    return scored.mean(-np.log(np.maximum(scored.given, _SURE)), weights)


def brier(scored: Scored, weights: Weights) -> Floats:
    """Return Brier's (1950) score: squared errors summed over the labels, from 0, the best, to 2."""
    true = np.eye(scored.probabilities.shape[1])[scored.true]
    return scored.mean(((scored.probabilities - true) ** 2).sum(axis=1), weights)


def calibration_error(scored: Scored, weights: Weights) -> Floats:
    """Return the expected calibration error (Naeini et al. 2015) of the top probability, over BINS bins.

    The mean distance, weighted by posts, between what a bin's probabilities promise and what share of it is right.
    With few posts it is above zero for a perfect model too.
    """
    sums = np.tensordot(weights, _binned(scored), axes=1)
    off = np.abs(sums[..., 1] - sums[..., 2]).sum(axis=-1)
    return over(off, sums[..., 0].sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Bin:
    """Posts whose top probability lies in one stretch."""

    low: float
    high: float
    posts: float
    """A mean over the repeats."""
    promised: float
    """Mean top probability."""
    right: float
    """Share whose likeliest label is the true one."""


def reliability(scored: Scored) -> list[Bin]:
    """Return the bins of the top probability that hold posts."""
    sums = _binned(scored).sum(axis=0)
    edges = np.linspace(0, 1, BINS + 1)
    return [
        Bin(float(edges[i]), float(edges[i + 1]), float(n), float(promised / n), float(right / n))
        for i, (n, promised, right) in enumerate(sums)
        if n > 0
    ]


def reliability_intervals(scored: Scored, seed: int) -> list[Interval | None]:
    """Return the 95% interval of each bin's share right, over resampled threads; all None for fewer than ten."""
    binned = _binned(scored)
    there = binned[..., 0].sum(axis=0) > 0

    def right(weights: Weights) -> Floats:
        sums = np.tensordot(weights, binned[:, there], axes=1)
        return over(sums[..., 2], sums[..., 0])

    return intervals_of(right, scored.threads, seed) or [None] * int(there.sum())


def _binned(scored: Scored) -> Floats:
    """Return each thread's (posts, promised, right) by bin, shape (threads, BINS, 3)."""
    place = np.minimum((scored.top * BINS).astype(np.int64), BINS - 1)
    sums = np.zeros((scored.threads, BINS, 3))
    columns = np.stack([np.ones(len(place)), scored.top, scored.right.astype(np.float64)], axis=-1)
    np.add.at(sums, (scored.thread, place), columns * scored.share[:, np.newaxis])
    return sums
