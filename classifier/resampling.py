"""How far a figure would move on other threads: the percentile bootstrap over whole threads (Efron 1979).

A figure is given as a function of weights: how often each thread is drawn. Weights of one give the figure itself.
Threads that are alike in all that a figure sees may be drawn as one kind: what is drawn of a kind is then how many of
its threads, which takes as long as there are kinds, not threads.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Weights = NDArray[np.float64]
"""How often each thread counts, shape (draws, threads)."""

Threads = int | NDArray[np.int64]
"""How many threads there are; or, shape (kinds,), how many of each kind."""

Drawn = Callable[[Weights], Floats]
"""Weights of shape (draws, threads) -> figures of shape (draws,) or (draws, labels)."""

FEWEST_THREADS = 10
"""Threads below which resampling them gives no interval that could be believed."""

DRAWS = 2000

_DRAWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval."""

    low: float
    high: float


def thread_weights(threads: int, seed: int, draws: int = DRAWS) -> Weights:
    """Return how often each thread is drawn, shape (draws, threads); each row sums to the number of threads."""
    return np.concatenate(list(_some_weights(threads, seed, draws)))


def draw(figure: Drawn, threads: Threads, seed: int, draws: int = DRAWS) -> Floats:
    """Return the figure over resampled threads, shape (draws,) or (draws, labels)."""
    return np.concatenate([figure(some) for some in _some_weights(threads, seed, draws)])


def interval_of(figure: Drawn, threads: int, seed: int, draws: int = DRAWS) -> Interval | None:
    """Return the 95% percentile interval of a single figure; None for fewer than ten threads, or if undefined."""
    intervals = intervals_of(lambda weights: figure(weights)[:, np.newaxis], threads, seed, draws)
    return intervals[0] if intervals else None


def intervals_of(figure: Drawn, threads: Threads, seed: int, draws: int = DRAWS) -> list[Interval | None]:
    """Return the 95% percentile interval of each column of a figure; none for fewer than ten threads."""
    if np.sum(threads) < FEWEST_THREADS:
        return []
    return [percentiles(column) for column in draw(figure, threads, seed, draws).T]


def percentiles(figures: Floats) -> Interval | None:
    """Return the 2.5th and 97.5th percentile of the draws in which a figure is defined; None where it never is."""
    there = figures[~np.isnan(figures)]
    if not len(there):
        return None
    low, high = np.percentile(there, [2.5, 97.5])
    return Interval(float(low), float(high))


def once(figure: Drawn, threads: int) -> Floats:
    """Return the figure itself, every thread counting once."""
    value: Floats = figure(np.ones((1, threads)))[0]
    return value


def _some_weights(threads: Threads, seed: int, draws: int) -> Iterator[Weights]:
    """Yield the weights of some draws at a time: those of all, of many threads, would not fit into memory."""
    kinds = np.ones(threads) if isinstance(threads, int) else threads
    random, all_threads = np.random.default_rng(seed), int(kinds.sum())
    for first in range(0, draws, _DRAWS_AT_ONCE):
        counted = random.multinomial(all_threads, kinds / all_threads, size=min(_DRAWS_AT_ONCE, draws - first))
        yield counted.astype(np.float64)
