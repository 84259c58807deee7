"""Which label to code next, by what more posts did for each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.evaluation.evaluation import CurvePoint
from classifier.evaluation.figures.counts import f1

FEWEST_GAINED = 0.01
"""F1 that a label must have gained from half the training threads to all for more posts to be promising."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What the second half of the training threads did for one label."""

    label: str
    before: float
    after: float

    @property
    def gained(self) -> float:
        """How much F1 rose."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class NextLabels:
    """Which label gained most, from how many posts to how many; none where none gained."""

    gain: Gain | None
    fewer: float
    all: float


def next_labels(curve: Sequence[CurvePoint]) -> NextLabels | None:
    """Return the label whose F1 rose most from the last point but one to the last; None without a curve.

    A single curve of one order of threads: a small difference between two labels means little.
    """
    if len(curve) < 2:
        return None
    before, after = curve[-2], curve[-1]
    rare = after.outcome.rare
    both = zip(after.outcome.labels, f1(before.outcome.counts), f1(after.outcome.counts), strict=True)
    gains = [Gain(label, float(less), float(more)) for label, less, more in both if label not in rare]
    gains = [gain for gain in gains if not math.isnan(gain.gained)]
    best = max(gains, key=lambda gain: gain.gained, default=None)
    promising = best if best is not None and best.gained >= FEWEST_GAINED else None
    return NextLabels(promising, before.posts, after.posts)
