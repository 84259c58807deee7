"""Coefficients with their intervals over resampled threads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.labels.agreement.coefficients import Floats, Measure
from classifier.labels.agreement.counts import Counts
from classifier.resampling import Interval, Weights, intervals_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient, None where it is not defined, with its 95% interval.

    No interval where threads are too few, and none where all draws give the same: coders who never differ in the
    sample never differ in a part of it, which says nothing of other threads.
    """

    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts by thread, shape (threads, rows, labels), and what is to be measured on them."""

    counts: Counts
    measure: Measure

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which threads have a post that counts, shape (threads,): the others say nothing and are not drawn."""
        there: NDArray[np.bool_] = self.counts.sum(axis=(1, 2)) > 0
        return there


def figures_of(measured: Sequence[Measured], seed: int) -> list[list[Figure]]:
    """Return the figures of each; those of the same threads are measured on the same draws, made once for all."""
    found: list[list[Figure]] = [[] for _ in measured]
    alike: dict[bytes, list[int]] = defaultdict(list)
    for place, one in enumerate(measured):
        alike[one.there.tobytes()].append(place)
    for places in alike.values():
        for place, figures in zip(places, _figures([measured[place] for place in places], seed), strict=True):
            found[place] = figures
    return found


def _figures(group: Sequence[Measured], seed: int) -> list[list[Figure]]:
    there = group[0].there
    ends = np.cumsum([one.counts.shape[1] for one in group])[:-1]
    kinds, threads = np.unique(np.concatenate([one.counts[there] for one in group], axis=1), axis=0, return_counts=True)

    def measures(counts: Counts) -> list[Floats]:
        parts = np.split(counts, ends, axis=-2)
        return [one.measure(part) for one, part in zip(group, parts, strict=True)]

    def drawn(weights: Weights) -> Floats:
        return np.concatenate(measures(np.tensordot(weights, kinds, axes=1)), axis=-1)

    intervals = iter(intervals_of(drawn, threads, seed))
    values = measures(np.tensordot(threads, kinds, axes=1))
    return [[_figure(value, next(intervals, None)) for value in row.tolist()] for row in values]


def _figure(value: float, interval: Interval | None) -> Figure:
    if np.isnan(value):
        return Figure(None)
    return Figure(value, interval if interval is not None and interval.low < interval.high else None)
