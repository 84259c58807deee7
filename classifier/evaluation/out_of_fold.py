"""Predictions for labelled posts by models that have not seen their threads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from classifier.stance.corpus import Corpus, Rows
from classifier.stance.folds import Fold, leave_one_thread_out, thread_folds
from classifier.stance.linear import Strength, weigh
from classifier.stance.selection import choose_strength, decide
from classifier.stance.weights import softmax

FEWEST_THREADS_FOR_FOLDS = 10

Progress = Callable[[int, int], None]
"""Told (folds done, folds in all)."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How posts are held out."""

    folds: int = 5
    repeats: int = 3
    seed: int = 0


@dataclass(frozen=True, slots=True)
class FoldResult:
    """One fold's predictions: probabilities of shape (test posts, labels), by the strength its training part chose."""

    fold: Fold
    probabilities: NDArray[np.float64]
    known: NDArray[np.bool_]
    """Whether the post holds anything but punctuation that the training part held."""
    strength: Strength


def held_out(corpus: Corpus, origin: str, protocol: Protocol) -> list[Fold]:
    """Return the folds that score the posts of one origin, all posts of other threads being there to train on.

    Ten threads and more are split into folds, again and again with other seeds; of fewer, each is left out in turn.
    """
    rows = np.flatnonzero(corpus.origin == origin)
    if len(np.unique(corpus.thread[rows])) < FEWEST_THREADS_FOR_FOLDS:
        return leave_one_thread_out(corpus, rows)
    return [
        fold
        for repeat in range(protocol.repeats)
        for fold in thread_folds(corpus, rows, protocol.folds, protocol.seed + repeat, pool=corpus.rows)
    ]


def predict_held_out(
    corpus: Corpus, folds: list[Fold], seed: int, jobs: int, progress: Progress
) -> list[FoldResult]:
    """Return the predictions of each fold, in order; the same for any number of jobs."""
    done: Iterator[FoldResult] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_predict_fold)(corpus, fold, seed) for fold in folds
    )
    results = []
    for result in done:
        results.append(result)
        progress(len(results), len(folds))
    return results


def _predict_fold(corpus: Corpus, fold: Fold, seed: int) -> FoldResult:
    choice = choose_strength(corpus, fold.train, seed)
    weighed = weigh(corpus, fold.train, fold.test)
    values = decide(weighed, choice.strength, len(corpus.labels))
    return FoldResult(
        fold, softmax(values, choice.temperature), _known(corpus, fold.train, fold.test), choice.strength
    )


def _known(corpus: Corpus, train: Rows, test: Rows) -> NDArray[np.bool_]:
    """Return which test posts hold a token other than punctuation that a training post holds."""
    held = np.zeros(len(corpus.speaking), dtype=bool)
    held[np.unique(corpus.counts["words"][train].indices)] = True
    known = corpus.counts["words"][test] @ (held & corpus.speaking).astype(np.float32)
    result: NDArray[np.bool_] = known > 0
    return result
