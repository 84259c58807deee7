"""Which label to code next, by what more posts did for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.evaluation.evaluation import CurvePoint
from classifier.evaluation.figures.counts import Counts, f1
from classifier.evaluation.figures.paired import Difference, difference


@dataclass(frozen=True, slots=True)
class Gain:
    """What the second half of the training threads, with posts of all labels, did for one label's F1."""

    label: str
    before: float
    after: float
    gained: Difference

    @property
    def shown(self) -> bool:
        """Whether the whole interval of the gain is above 0."""
        return self.gained.interval is not None and self.gained.interval.low > 0


@dataclass(frozen=True, slots=True)
class NextLabels:
    """Which label gained most, from how many posts to how many; none where no gain is sure."""

    gain: Gain | None
    fewer: float
    all: float


def next_labels(curve: Sequence[CurvePoint], seed: int) -> NextLabels | None:
    """Return the label whose F1 surely rose, and most, from the last point but one to the last; None without a curve.

    A single curve of one order of threads: a small difference between two labels' gains means little.
    """
    if len(curve) < 2:
        return None
    before, after = curve[-2], curve[-1]
    gains = [
        _gain(before, after, nth, seed)
        for nth, label in enumerate(after.outcome.labels)
        if after.outcome.support[nth] and label not in after.outcome.rare
    ]
    best = max((gain for gain in gains if gain.shown), key=lambda gain: gain.gained.value, default=None)
    return NextLabels(best, before.posts, after.posts)


def _gain(before: CurvePoint, after: CurvePoint, nth: int, seed: int) -> Gain:
    def of_label(counts: Counts) -> Counts:
        return f1(counts)[..., nth]

    return Gain(
        label=after.outcome.labels[nth],
        before=float(of_label(before.outcome.counts)),
        after=float(of_label(after.outcome.counts)),
        gained=difference(after.outcome, before.outcome, of_label, seed),
    )
