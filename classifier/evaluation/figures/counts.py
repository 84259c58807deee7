"""Figures that follow from counts of shape (..., labels, labels + 1): [true label, predicted label].

The last column is for posts on which a system abstained. Leading axes are draws, so the same function gives a figure
and, over resampled threads, its interval.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Measure = Callable[[Counts], NDArray[np.float64]]

_NOISE = 1e-12

ABSTAINED = -1
"""In place of a predicted label: the last column of the counts."""


def accuracy(counts: Counts) -> NDArray[np.float64]:
    """Return the share of all posts that got their true label; an abstention is no hit."""
    return over(np.trace(counts[..., :-1], axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def recall(counts: Counts) -> NDArray[np.float64]:
    """Return each label's recall; NaN where no post carries the label."""
    return over(_hits(counts), counts.sum(axis=-1))


def precision(counts: Counts) -> NDArray[np.float64]:
    """Return each label's precision; NaN where it was never predicted."""
    return over(_hits(counts), counts[..., :-1].sum(axis=-2))


def f1(counts: Counts) -> NDArray[np.float64]:
    """Return each label's F1, 2 TP / (2 TP + FP + FN); NaN where no post carries the label."""
    scores = over(2 * _hits(counts), counts.sum(axis=-1) + counts[..., :-1].sum(axis=-2))
    return np.where(counts.sum(axis=-1) > 0, scores, np.nan)


def macro_f1(counts: Counts) -> NDArray[np.float64]:
    """Return the plain mean of the labels' F1 over those labels that some post carries."""
    scores = f1(counts)
    there = ~np.isnan(scores)
    return over(np.where(there, scores, 0).sum(axis=-1), there.sum(axis=-1).astype(np.float64))


def coverage(counts: Counts) -> NDArray[np.float64]:
    """Return the share of posts on which the model did not abstain."""
    return over(counts[..., :-1].sum(axis=(-2, -1)), counts.sum(axis=(-2, -1)))


def matthews(counts: Counts) -> NDArray[np.float64]:
    """Return Matthews' correlation for any number of labels, R_K (Gorodkin 2004); an abstention is a miss.

    1 is perfect, 0 no better than chance; NaN where all posts carry one label or all predictions are one.
    """
    total = counts.sum(axis=(-2, -1))
    true, said = counts.sum(axis=-1), counts.sum(axis=-2)
    hits = _hits(counts).sum(axis=-1)
    both = hits * total - (true * said[..., :-1]).sum(axis=-1)
    return over(both, np.sqrt(_spread(total, true) * _spread(total, said)))


def over(part: Counts, whole: Counts) -> NDArray[np.float64]:
    """Return part / whole, NaN where the whole is nothing."""
    shares: NDArray[np.float64] = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return shares


def _spread(total: Counts, by_label: Counts) -> Counts:
    """Return how far posts spread over labels; 0 where one holds all, though shares of posts sum with some noise."""
    spread = total**2 - (by_label**2).sum(axis=-1)
    return np.where(spread > _NOISE * total**2, spread, 0)


def _hits(counts: Counts) -> Counts:
    return np.diagonal(counts[..., :-1], axis1=-2, axis2=-1)
