"""Abstaining rather than guessing: accuracy among the surest posts, and how many of them there are."""

from dataclasses import dataclass

import numpy as np

from classifier.evaluation.figures.counts import over
from classifier.evaluation.figures.scored import Scored
from classifier.resampling import Floats, Weights

FEWEST_POSTS = 20
"""Posts at the top of the ranking from which their accuracy counts: of five, all can be right by luck."""


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """What answering only where the top probability is at least `confidence` would give, out of fold."""

    confidence: float
    coverage: float
    """Share of all posts that are answered."""
    accuracy: float
    """Share of the answered ones that are right."""
    posts: float
    """Answered posts; a mean over the repeats."""


def coverage_curve(scored: Scored, points: int = 100) -> list[CoveragePoint]:
    """Return the risk-coverage curve (El-Yaniv and Wiener 2010), the surest posts first, in at most `points` steps.

    Posts on which the model abstains for lack of known words, and those without probabilities, are never answered,
    and count in every coverage.
    """
    ranked = _Ranked(scored)
    answered, right = ranked.sums(np.ones((1, scored.threads)))
    answered, right = answered[0], right[0]
    places = np.flatnonzero(ranked.ends & (answered >= FEWEST_POSTS))
    places = places[np.unique(np.linspace(0, len(places) - 1, min(points, len(places))).astype(np.int64))]
    return [
        CoveragePoint(
            confidence=float(ranked.confidence[place]),
            coverage=float(answered[place] / scored.posts.sum()),
            accuracy=float(right[place] / answered[place]),
            posts=float(answered[place]),
        )
        for place in places
    ]


def coverage_at(scored: Scored, accuracy: float, weights: Weights) -> Floats:
    """Return the largest share of posts that can be answered with at least that accuracy, for each draw, (draws,).

    0 where no threshold gives it. The threshold is chosen on the very draw, so the figure flatters a little.
    """
    ranked = _Ranked(scored)
    answered, right = ranked.sums(weights)
    enough = (answered >= FEWEST_POSTS) & ranked.ends & (over(right, answered) >= accuracy)
    best: Floats = np.where(enough, answered, 0).max(axis=1, initial=0)
    return over(best, weights @ scored.posts)


def threshold_for(curve: list[CoveragePoint], accuracy: float) -> CoveragePoint | None:
    """Return the point of largest coverage that reaches an accuracy, None where none does."""
    reaching = [point for point in curve if point.accuracy >= accuracy]
    return max(reaching, key=lambda point: point.coverage, default=None)


class _Ranked:
    """Answered posts, the surest first."""

    def __init__(self, scored: Scored) -> None:
        rows = np.flatnonzero(scored.answered)
        rows = rows[np.argsort(-scored.top[rows], kind="stable")]
        self._thread, self._share, self._right = scored.thread[rows], scored.share[rows], scored.right[rows]
        self.confidence = scored.top[rows]
        self.ends = np.append(np.diff(self.confidence) != 0, True)[: len(rows)]
        """Where a threshold can lie: posts of equal probability are answered together."""

    def sums(self, weights: Weights) -> tuple[Floats, Floats]:
        """Return how many posts are answered down to each place, and how many are right, shapes (draws, places)."""
        drawn = weights[:, self._thread] * self._share
        return np.cumsum(drawn, axis=1), np.cumsum(drawn * self._right, axis=1)
