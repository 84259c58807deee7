"""The difference between two systems on the same posts."""

from dataclasses import dataclass

import numpy as np

from classifier.evaluation.figures.counts import Measure
from classifier.evaluation.figures.outcome import Outcome
from classifier.resampling import FEWEST_THREADS, Floats, Interval, draw, percentiles


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of one system minus that of another, on the same posts."""

    system: str
    other: str
    value: float
    interval: Interval | None = None
    """Over resampled threads, the same ones for both (the paired bootstrap); None for fewer than ten threads."""
    positive: float | None = None
    """Share of the draws in which the first is better."""


def difference(one: Outcome, other: Outcome, measure: Measure, seed: int) -> Difference:
    """Return how much better one outcome is than another; raise ValueError where they are not of the same posts."""
    if one.labels != other.labels or not _same(one.by_thread.sum(axis=2), other.by_thread.sum(axis=2)):
        raise ValueError("the outcomes are not of the same posts")
    value = one.figure(measure) - other.figure(measure)
    if one.threads < FEWEST_THREADS:
        return Difference(one.system, other.system, value)
    drawn = draw(lambda weights: measure(one.weighed(weights)) - measure(other.weighed(weights)), one.threads, seed)
    drawn = drawn[~np.isnan(drawn)]
    positive = float((drawn > 0).mean()) if len(drawn) else None
    return Difference(one.system, other.system, value, percentiles(drawn), positive)


def _same(one: Floats, other: Floats) -> bool:
    """Return whether each thread has as many posts of each label in both."""
    return one.shape == other.shape and np.allclose(one, other)
