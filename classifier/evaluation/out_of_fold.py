"""Predictions for labelled posts by models that have not seen their threads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from classifier.stance.corpus import Corpus, Rows
from classifier.stance.folds import Fold, leave_one_thread_out, thread_folds, trainable
from classifier.stance.linear import Strength, weigh
from classifier.stance.selection import choose_strength, decide
from classifier.stance.weights import softmax

FEWEST_THREADS_FOR_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Protocol:
    """How posts are held out."""

    folds: int = 5
    repeats: int = 3
    seed: int = 0
    c: float | None = None
    """The strength; None has each training part choose its own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The folds that score the posts of one origin, each post in `repeats` of them."""

    origin: str
    folds: list[Fold]
    repeats: int
    sentence: str

    @classmethod
    def of(cls, corpus: Corpus, origin: str, protocol: Protocol) -> Self:
        """Return the plan for one origin's posts; those of other origins are there to train on.

        Ten threads and more are split into folds, again and again with other seeds; of fewer, each is left out in
        turn.
        """
        rows = np.flatnonzero(corpus.origin == origin)
        if len(np.unique(corpus.thread[rows])) < FEWEST_THREADS_FOR_FOLDS:
            sentence = "each thread left out in turn, trained on all other threads"
            return cls(origin, leave_one_thread_out(corpus, rows), 1, sentence)
        folds = [
            fold
            for repeat in range(protocol.repeats)
            for fold in thread_folds(corpus, rows, protocol.folds, protocol.seed + repeat, pool=corpus.rows)
        ]
        sentence = f"{protocol.folds} folds of whole threads, {protocol.repeats} times"
        return cls(origin, trainable(folds), protocol.repeats, sentence)


@dataclass(frozen=True, slots=True)
class FoldResult:
    """One fold's predictions: probabilities of shape (test posts, labels), by the strength its training part chose."""

    fold: Fold
    probabilities: NDArray[np.float64]
    known: NDArray[np.bool_]
    """Whether the post holds anything but punctuation that the training part held."""
    strength: Strength
    chosen: bool = True
    """Whether cross-validation chose the strength, and not the user or a lack of threads."""


def predict_held_out(corpus: Corpus, folds: list[Fold], protocol: Protocol, jobs: int) -> Iterator[FoldResult]:
    """Yield the predictions of each fold, in order; the same for any number of jobs."""
    results: Iterator[FoldResult] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_predict_fold)(corpus, fold, protocol) for fold in folds
    )
    yield from results


def _predict_fold(corpus: Corpus, fold: Fold, protocol: Protocol) -> FoldResult:
    choice = choose_strength(corpus, fold.train, protocol.seed, protocol.c)
    weighed = weigh(corpus, fold.train, fold.test)
    values = decide(weighed, choice.strength, len(corpus.labels))
    known = _known(corpus, fold.train, fold.test)
    return FoldResult(fold, softmax(values, choice.temperature), known, choice.strength, bool(choice.tried))


def _known(corpus: Corpus, train: Rows, test: Rows) -> NDArray[np.bool_]:
    """Return which test posts hold a word, number or symbol that a training post holds; others are abstained on."""
    words = corpus.counts["words"]
    held = np.zeros(words.shape[1], dtype=bool)
    held[np.unique(words[train].indices)] = True
    known: NDArray[np.bool_] = words[test] @ (held & corpus.speaking).astype(np.float32) > 0
    return known
