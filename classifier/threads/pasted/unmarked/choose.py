"""Which gaps are cut, by the log-odds that a post ends there in a text whose share of boundaries nobody knows.

How many lines a post has differs more between texts than their lines tell. So the log-odds of a text's gaps are taken
to be all off by the same unknown amount, normally distributed around 0, and what follows is averaged over it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Cuts = npt.NDArray[np.bool_]

RATES = (
    (-5.1880012243748705, 8.121849790214909e-07),
    (-3.936166607129977, 0.0001956719302712236),
    (-2.865123160643645, 0.0067202852355372706),
    (-1.876035020154846, 0.06613874607105778),
    (-0.928868997381064, 0.24224029987396997),
    (0.0, 0.3694083694083693),
    (0.928868997381064, 0.24224029987396997),
    (1.876035020154846, 0.06613874607105778),
    (2.865123160643645, 0.0067202852355372706),
    (3.936166607129977, 0.0001956719302712236),
    (5.1880012243748705, 8.121849790214909e-07),
)
"""Amounts that a text may be off by, in standard deviations, and how much each weighs (Gauss-Hermite).

As numbers, since numpy takes longer to import what computes them than a text takes to cut.
"""


def logistic(log_odds: Numbers) -> Numbers:
    """Return probabilities."""
    return 1 / (1 + np.exp(-log_odds))


def over_rates(log_odds: Numbers, spread: float) -> Numbers:
    """Return the probability of each gap, averaged over what the text may be off by."""
    likely = np.zeros(len(log_odds))
    for node, weight in RATES:
        likely += weight * logistic(log_odds + spread * node)
    return likely


def choose_cuts(log_odds: Numbers, spread: float) -> Cuts:
    """Return the cuts that promise the best boundary F1 of the text.

    Of the k likeliest cuts with probabilities p, 2 sum(p) / (k + all p) is the expected F1, as near as counts are
    (Lipton et al. 2014), so a text of short comments is cut at lower probabilities than one of long posts; k is the
    one of the best average. Where no boundary at all is likelier than that, there is one post.
    """
    if not len(log_odds):
        return np.zeros(0, bool)
    order = np.argsort(-log_odds, kind="stable")
    taken = np.arange(1, len(order) + 1)
    expected, no_boundary = np.zeros(len(order)), 0.0
    for node, weight in RATES:
        likely = logistic(log_odds[order] + spread * node)
        expected += weight * 2 * np.cumsum(likely) / (taken + likely.sum())
        no_boundary += weight * float(np.exp(np.log1p(-likely).sum()))
    best = int(expected.argmax())
    cuts = np.zeros(len(order), bool)
    if no_boundary <= expected[best]:
        cuts[order[: best + 1]] = True
    return cuts


def likeliest_cuts(probabilities: Numbers, levels: Sequence[int], count: int) -> Cuts:
    """Return the `count` first cuts: those of the highest level, and within a level the likeliest."""
    order = np.lexsort((-probabilities, -np.asarray(levels, np.int64)))
    cuts = np.zeros(len(probabilities), bool)
    cuts[order[:count]] = True
    return cuts
