"""Choosing a model's strength by cross-validation over threads, inside the training posts alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classifier.records import OWN
from classifier.stance.record.weights import Floats
from classifier.stance.training.calibration import FEWEST_POSTS, best_temperature, fit_temperature, log_loss
from classifier.stance.training.corpus import Corpus, Rows
from classifier.stance.training.folds import Fold, thread_folds, trainable
from classifier.stance.training.linear import TOLERANCE, Strength, Weighed, fit, weigh

STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
FIRST_TRIED = 3.0
OWN_WEIGHTS = (1.0, 3.0, 10.0, 30.0)
OWN_UNTRIED = 15.0
"""What was best for fifty to four hundred own posts beside the shipped ones, as this project measured."""
FOLDS = 3

CLEARLY_WORSE = 0.005
"""Nats of log loss on the first fold from which a strength is not tried on the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The strength that was chosen, the temperature that goes with it, and what each strength tried gave."""

    strength: Strength
    temperature: float
    tried: dict[Strength, float]
    """Out-of-fold log loss, in nats; for one that lost on the first fold, as far above the winner's as there."""


class _Trials:
    """Out-of-fold decision values and log losses of the strengths tried, each fitted once.

    Strengths race (Maron and Moore 1994): one that is clearly worse than the best so far on the first fold is not
    fitted on the others, and counts as worse.
    """

    def __init__(self, corpus: Corpus, folds: Sequence[Fold], tolerance: float) -> None:
        self.tolerance = tolerance
        self.labels = len(corpus.labels)
        self.weighed = [weigh(corpus, fold.train, fold.test) for fold in folds]
        self.tests = [corpus.label[fold.test] for fold in folds]
        self.label = np.concatenate(self.tests)
        self.scaled = len(self.label) >= FEWEST_POSTS
        self.values: dict[Strength, Floats] = {}
        self.losses: dict[Strength, float] = {}
        self._first: dict[Strength, float] = {}

    def loss(self, strength: Strength) -> float:
        if strength not in self.losses:
            self.losses[strength] = self._loss(strength)
        return self.losses[strength]

    def _loss(self, strength: Strength) -> float:
        first = decide(self.weighed[0], strength, self.labels, self.tolerance)
        self._first[strength] = self._calibrated(first, self.tests[0])
        best = min(self.values, key=self.losses.__getitem__, default=None)
        if best is not None and self._first[strength] > self._first[best] + CLEARLY_WORSE:
            return self.losses[best] + self._first[strength] - self._first[best]
        rest = [decide(part, strength, self.labels, self.tolerance) for part in self.weighed[1:]]
        self.values[strength] = np.concatenate([first, *rest])
        return self._calibrated(self.values[strength], self.label)

    def _calibrated(self, values: Floats, label: Rows) -> float:
        """Return the log loss that is left when the temperature is right.

        Without it a strong penalty, whose values are all near zero, would lose to a weak one for that alone.
        """
        return log_loss(values, label, best_temperature(values, label) if self.scaled else 1.0)

    def temperature(self, strength: Strength) -> float:
        """Return the temperature that gives a strength's values their least loss."""
        return fit_temperature(self.values[strength], self.label)


def choose_strength(
    corpus: Corpus, rows: Rows, seed: int, given: float | None = None, tolerance: float = TOLERANCE
) -> Choice:
    """Return the strength and class weights of least out-of-fold log loss, once scaled, over the rows' threads.

    Balanced labels are tried first, going downhill from FIRST_TRIED; plain ones only where they are better at the
    same strength. Rows of a single thread, or of a single author, cannot be cross-validated: then it is the strength
    that is tried first. A strength that the user has given is taken as it is, without calibration. `tolerance` is that
    of the fits by which strengths are told apart.
    """
    if given is not None:
        return Choice(Strength(given, balanced=True), 1.0, {})
    folds = trainable(thread_folds(corpus, rows, FOLDS, seed))
    if not folds:
        return Choice(Strength(FIRST_TRIED, balanced=True), 1.0, {})
    trials = _Trials(corpus, folds, tolerance)
    best = Strength(lowest(STRENGTHS, FIRST_TRIED, lambda c: trials.loss(Strength(c, balanced=True))), balanced=True)
    if trials.loss(Strength(best.c)) < trials.loss(best):
        best = Strength(lowest(STRENGTHS, best.c, lambda c: trials.loss(Strength(c))))
    return _with_own(corpus, rows, seed, Choice(best, trials.temperature(best), trials.losses), tolerance)


def _with_own(corpus: Corpus, rows: Rows, seed: int, choice: Choice, tolerance: float) -> Choice:
    """Return a choice with what the user's own posts weigh, by their own log loss out of fold.

    Own posts of a single thread cannot be held out: then they weigh OWN_UNTRIED. The temperature is theirs where they
    are enough to fit one.
    """
    own = rows[corpus.origin[rows] == OWN]
    if not len(own):
        return choice
    folds = trainable(thread_folds(corpus, own, FOLDS, seed, pool=rows))
    if not folds:
        return replace(choice, strength=replace(choice.strength, own=OWN_UNTRIED))
    trials = _Trials(corpus, folds, tolerance)
    best = min((replace(choice.strength, own=own) for own in OWN_WEIGHTS), key=trials.loss)
    enough = len(trials.label) >= FEWEST_POSTS
    temperature = trials.temperature(best) if enough else choice.temperature
    return Choice(best, temperature, {**choice.tried, **trials.losses})


def lowest(grid: Sequence[float], start: float, loss: Callable[[float], float]) -> float:
    """Return where on a sorted grid a loss with one valley is least, going downhill from `start`.

    >>> lowest((1, 2, 3, 4, 5), 2, lambda x: (x - 4) ** 2)
    4
    """
    at = list(grid).index(start)
    for step in (1, -1):
        while 0 <= at + step < len(grid) and loss(grid[at + step]) < loss(grid[at]):
            at += step
    return grid[at]


def decide(weighed: Weighed, strength: Strength, labels: int, tolerance: float = TOLERANCE) -> Floats:
    """Return the test part's decision values, shape (posts, labels), by a model fitted on the training part."""
    coefficients, intercepts = fit(weighed, strength, labels, tolerance)
    values: Floats = weighed.test @ coefficients + intercepts
    return values
