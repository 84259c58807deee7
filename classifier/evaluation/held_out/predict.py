"""Predictions for the posts of held-out threads, every choice made on the threads that remain."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from classifier.evaluation.baselines import bayes_labels
from classifier.evaluation.held_out.plan import Protocol
from classifier.stance.record.weights import softmax
from classifier.stance.training.corpus import Corpus, Rows
from classifier.stance.training.folds import Fold
from classifier.stance.training.linear import Strength, weigh
from classifier.stance.training.selection import choose_strength, decide

Said = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FoldResult:
    """One fold's predictions: probabilities of shape (test posts, labels), by the strength its training part chose."""

    fold: Fold
    probabilities: NDArray[np.float64]
    known: NDArray[np.bool_]
    """Whether the post holds anything but punctuation that the training part held."""
    strength: Strength
    temperature: float
    chosen: bool
    """Whether cross-validation chose the strength, and not the user or a lack of threads."""
    bayes: Said
    """What multinomial naive Bayes, trained on the same posts, says."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A fold to predict with a strength that is given."""

    fold: Fold
    strength: Strength
    temperature: float


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a trial gave: probabilities of shape (test posts, labels)."""

    fold: Fold
    probabilities: NDArray[np.float64]
    known: NDArray[np.bool_]


def predict_held_out(corpus: Corpus, folds: list[Fold], protocol: Protocol, jobs: int) -> Iterator[FoldResult]:
    """Yield the predictions of each fold, in order; the same for any number of jobs."""
    results: Iterator[FoldResult] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_predict_fold)(corpus, fold, protocol) for fold in folds
    )
    yield from results


def predict_trials(corpus: Corpus, trials: list[Trial], jobs: int) -> Iterator[TrialResult]:
    """Yield the predictions of each trial, in order; the same for any number of jobs."""
    results: Iterator[TrialResult] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_predict_trial)(corpus, trial) for trial in trials
    )
    yield from results


def _predict_fold(corpus: Corpus, fold: Fold, protocol: Protocol) -> FoldResult:
    choice = choose_strength(corpus, fold.train, protocol.seed, protocol.c, protocol.tolerance)
    result = _predict_trial(corpus, Trial(fold, choice.strength, choice.temperature))
    return FoldResult(
        fold=fold,
        probabilities=result.probabilities,
        known=result.known,
        strength=choice.strength,
        temperature=choice.temperature,
        chosen=bool(choice.tried),
        bayes=bayes_labels(corpus, fold.train, fold.test),
    )


def _predict_trial(corpus: Corpus, trial: Trial) -> TrialResult:
    train, test = trial.fold.train, trial.fold.test
    values = decide(weigh(corpus, train, test), trial.strength, len(corpus.labels))
    return TrialResult(trial.fold, softmax(values, trial.temperature), _known(corpus, train, test))


def _known(corpus: Corpus, train: Rows, test: Rows) -> NDArray[np.bool_]:
    """Return which test posts hold a word, number or symbol that a training post holds; others are abstained on."""
    words = corpus.counts["words"]
    held = np.zeros(words.shape[1], dtype=bool)
    held[np.unique(words[train].indices)] = True
    known: NDArray[np.bool_] = words[test] @ (held & corpus.speaking).astype(np.float32) > 0
    return known
