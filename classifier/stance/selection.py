"""Choosing a model's strength by cross-validation over threads, inside the training posts alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.stance.calibration import fit_temperature, log_loss
from classifier.stance.corpus import Corpus, Rows
from classifier.stance.folds import Fold, thread_folds, trainable
from classifier.stance.linear import Strength, Weighed, fit, weigh
from classifier.stance.weights import Floats

STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
FIRST_TRIED = 30.0
FOLDS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The strength that was chosen, the temperature that goes with it, and what each strength tried gave."""

    strength: Strength
    temperature: float
    tried: dict[Strength, float]
    """Out-of-fold log loss, in nats."""


class _Trials:
    """Out-of-fold decision values and log losses of the strengths tried, each fitted once."""

    def __init__(self, corpus: Corpus, folds: Sequence[Fold]) -> None:
        self.labels = len(corpus.labels)
        self.weighed = [weigh(corpus, fold.train, fold.test) for fold in folds]
        self.label = corpus.label[np.concatenate([fold.test for fold in folds])]
        self.values: dict[Strength, Floats] = {}
        self.losses: dict[Strength, float] = {}

    def loss(self, strength: Strength) -> float:
        if strength not in self.losses:
            self.values[strength] = np.concatenate([decide(part, strength, self.labels) for part in self.weighed])
            self.losses[strength] = log_loss(self.values[strength], self.label)
        return self.losses[strength]


def choose_strength(corpus: Corpus, rows: Rows, seed: int, given: float | None = None) -> Choice:
    """Return the strength and class weights of least out-of-fold log loss over the threads of the given rows.

    Rows of a single thread, or of a single author, cannot be cross-validated: then it is the strength that is tried
    first. A strength that the user has given is taken as it is, without calibration.
    """
    if given is not None:
        return Choice(Strength(given, balanced=True), 1.0, {})
    folds = trainable(thread_folds(corpus, rows, FOLDS, seed))
    if not folds:
        return Choice(Strength(FIRST_TRIED, balanced=True), 1.0, {})
    trials = _Trials(corpus, folds)
    best = Strength(lowest(STRENGTHS, FIRST_TRIED, lambda c: trials.loss(Strength(c, balanced=True))), balanced=True)
    if trials.loss(Strength(best.c)) < trials.loss(best):
        # Only where plain labels are better at the same strength is it worth looking for their own.
        best = Strength(lowest(STRENGTHS, best.c, lambda c: trials.loss(Strength(c))))
    return Choice(best, fit_temperature(trials.values[best], trials.label), trials.losses)


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


def decide(weighed: Weighed, strength: Strength, labels: int) -> Floats:
    """Return the test part's decision values, shape (posts, labels), by a model fitted on the training part."""
    coefficients, intercepts = fit(weighed, strength, labels)
    values: Floats = weighed.test @ coefficients + intercepts
    return values
