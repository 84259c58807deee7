"""The figures that a report shows, each with its name, and how it is drawn from an outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from classifier.evaluation.figures import counts, ranking, scored, selective
from classifier.evaluation.figures.counts import Measure
from classifier.evaluation.figures.outcome import Outcome
from classifier.evaluation.figures.scored import Scored
from classifier.resampling import DRAWS, Drawn, Floats, Interval, Weights, intervals_of, once

FEWER_DRAWS = 500
"""For figures of which every draw ranks all posts."""

ACCURACIES = (0.8, 0.9)
"""For which a report says how many posts can be answered."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its names; `of` is None for an outcome that cannot have it."""

    id: str
    title: str
    of: Callable[[Outcome], Drawn | None]
    draws: int = DRAWS
    lower_is_better: bool = False
    needs_threads: bool = False
    """Whether it means nothing without threads enough for an interval."""

    def value(self, outcome: Outcome) -> float | None:
        """Return the figure over all posts, None where it is not defined."""
        drawn = self.of(outcome)
        return None if drawn is None else _defined(float(once(drawn, outcome.threads)))

    def interval(self, outcome: Outcome, seed: int) -> Interval | None:
        """Return its 95% interval over resampled threads; None for fewer than ten threads."""
        drawn = self.of(outcome)
        if drawn is None:
            return None
        found = intervals_of(lambda weights: drawn(weights)[:, np.newaxis], outcome.threads, seed, self.draws)
        return found[0] if found else None

    def values(self, outcome: Outcome) -> list[float | None]:
        """Return the figure of each label, for one that has a value for each."""
        drawn = self.of(outcome)
        if drawn is None:
            return [None] * len(outcome.labels)
        return [_defined(value) for value in once(drawn, outcome.threads).tolist()]

    def intervals(self, outcome: Outcome, seed: int) -> list[Interval | None]:
        """Return each label's 95% interval; all None for fewer than ten threads."""
        drawn = self.of(outcome)
        found = [] if drawn is None else intervals_of(drawn, outcome.threads, seed, self.draws)
        return found or [None] * len(outcome.labels)


def _counted(measure: Measure) -> Callable[[Outcome], Drawn | None]:
    return lambda outcome: lambda weights: measure(outcome.weighed(weights))


def _by_probability(measure: Callable[[Scored, Weights], Floats]) -> Callable[[Outcome], Drawn | None]:
    def of(outcome: Outcome) -> Drawn | None:
        return partial(measure, outcome.scored) if outcome.scored is not None and len(outcome.scored.true) else None

    return of


def _answered_at(accuracy: float) -> Callable[[Outcome], Drawn | None]:
    return _by_probability(lambda posts, weights: selective.coverage_at(posts, accuracy, weights))


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


MACRO_F1 = Figure("macro_f1", "macro F1", _counted(counts.macro_f1))
ACCURACY = Figure("accuracy", "accuracy", _counted(counts.accuracy))
COVERAGE = Figure("coverage", "share answered", _counted(counts.coverage))

HEADLINE = (
    MACRO_F1,
    ACCURACY,
    Figure("matthews", "MCC", _counted(counts.matthews)),
    Figure("log_loss", "log loss", _by_probability(scored.log_loss), lower_is_better=True),
    Figure("brier", "Brier score", _by_probability(scored.brier), lower_is_better=True),
    Figure("calibration_error", "calibration error", _by_probability(scored.calibration_error), lower_is_better=True),
    COVERAGE,
    *(
        Figure(
            f"coverage_at_{100 * accuracy:.0f}",
            f"answered at {accuracy:.0%} right",
            _answered_at(accuracy),
            FEWER_DRAWS,
            needs_threads=True,
        )
        for accuracy in ACCURACIES
    ),
)

F1 = Figure("f1", "F1", _counted(counts.f1))

BY_LABEL = (
    Figure("precision", "precision", _counted(counts.precision)),
    Figure("recall", "recall", _counted(counts.recall)),
    F1,
    Figure("average_precision", "average precision", _by_probability(ranking.average_precision), FEWER_DRAWS),
)
