"""From how sure on a model should answer: the probability that gave an accuracy on posts that it had not seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classifier.errors import ModelError
from classifier.records import ORIGINS, OWN

FEWEST_POSTS = 200
FEWEST_THREADS = 10
"""Real posts and threads from which the curve of real posts is taken, else that of written ones."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A probability, and what answering only from there on gave out of fold."""

    confidence: float
    coverage: float
    """Share of the posts that were answered."""
    accuracy: float
    origin: str
    """Of which posts it was measured: real or written."""


@dataclass(frozen=True, slots=True)
class _Curve:
    origin: str
    posts: int
    threads: int
    points: list[tuple[float, float, float]]
    """(confidence, coverage, accuracy)."""

    @property
    def firm(self) -> bool:
        return self.posts >= FEWEST_POSTS and self.threads >= FEWEST_THREADS


def threshold_for(facts: Mapping[str, Any], accuracy: float) -> Threshold:
    """Return the threshold of largest coverage that reached an accuracy; raise ModelError where none did.

    `facts` are those of a model's record. The curve of real posts is taken where it is of posts and threads enough.
    """
    given = _given(facts.get("risk_coverage"))
    curves = [_curve(origin, given.get(origin)) for origin in (OWN, *ORIGINS)]
    firm = [curve for curve in curves if curve is not None and curve.firm]
    if not firm:
        raise ModelError(
            "this model carries no measured accuracy: it was trained without a report, or on too few posts and "
            "threads; train it with its report, or say --min-confidence"
        )
    curve = firm[0]  # Of own posts, else of real ones, else of written ones.
    reaching = [point for point in curve.points if point[2] >= accuracy]
    if not reaching:
        best = max((point[2] for point in curve.points), default=0.0)
        raise ModelError(
            f"an accuracy of {accuracy:g} was not reached on {curve.origin} posts of held-out threads, however few "
            f"were answered; the highest was {best:.4g}: ask for no more"
        )
    confidence, coverage, reached = max(reaching, key=lambda point: point[1])
    return Threshold(confidence, coverage, reached, curve.origin)


def _given(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _curve(origin: str, value: object) -> _Curve | None:
    """Return a curve from a model's facts, which anybody may have written; None where it is none."""
    given = _given(value)
    posts, threads, points = given.get("posts"), given.get("threads"), given.get("points")
    if not isinstance(posts, int) or not isinstance(threads, int) or not isinstance(points, list):
        return None
    found = [tuple(point) for point in points if _is_point(point)]
    return _Curve(origin, posts, threads, found) if len(found) == len(points) else None


def _is_point(point: object) -> bool:
    return (
        isinstance(point, list) and len(point) == 3 and all(isinstance(n, float | int) and 0 <= n <= 1 for n in point)
    )
