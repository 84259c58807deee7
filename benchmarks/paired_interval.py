"""The 95% interval of a difference between two systems on the same posts, by resampling groups of posts."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000

Metric = Callable[[NDArray[np.str_], NDArray[np.str_]], float]


def paired_interval(
    true: Sequence[str], both: tuple[Sequence[str], Sequence[str]], groups: Sequence[str], metric: Metric
) -> tuple[float, float, float]:
    """Return (first minus second, low, high); the same groups are drawn for both."""
    gold, one, other = np.array(true), np.array(both[0]), np.array(both[1])
    kinds, place = np.unique(np.array(groups), return_inverse=True)
    members = np.split(np.argsort(place, kind="stable"), np.cumsum(np.bincount(place))[:-1])
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        rows = np.concatenate([members[i] for i in random.integers(0, len(kinds), len(kinds))])
        drawn.append(metric(gold[rows], one[rows]) - metric(gold[rows], other[rows]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return metric(gold, one) - metric(gold, other), float(low), float(high)
