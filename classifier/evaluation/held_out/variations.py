"""The same posts predicted under other conditions: a random split, masked names, fewer posts to train on."""

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from sklearn.model_selection import StratifiedKFold

from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import FoldResult, Trial
from classifier.stance.training.corpus import Corpus, Rows
from classifier.stance.training.folds import Fold
from classifier.stance.training.linear import Strength

SHARES = (0.125, 0.25, 0.5)
"""Of the training threads, below all of them: the learning curve's points."""


def as_predicted(results: Sequence[FoldResult]) -> list[Trial]:
    """Return the folds again, each with the strength and temperature that its training part chose."""
    return [Trial(result.fold, result.strength, result.temperature) for result in results]


def random_folds(corpus: Corpus, plan: Plan, protocol: Protocol) -> int:
    """Return how many folds of single posts there are; 0 where no label has two posts."""
    counted = np.bincount(corpus.label[corpus.origin == plan.origin])
    return parts if (parts := min(protocol.folds, int(counted.max()))) > 1 else 0


def random_split(corpus: Corpus, plan: Plan, results: Sequence[FoldResult], protocol: Protocol) -> list[Trial]:
    """Return folds over single posts, with threads, authors and repeats on both sides: what the usual split is.

    The strength is the one that the grouped folds chose most often, so the split alone differs.
    """
    rows = np.flatnonzero(corpus.origin == plan.origin)
    splitter = StratifiedKFold(random_folds(corpus, plan, protocol), shuffle=True, random_state=protocol.seed)
    strength, temperature = usual_strength(results)
    return [
        Trial(Fold(corpus.rows[~np.isin(corpus.rows, rows[test])], rows[test], 0, 0), strength, temperature)
        for test in _tests(splitter, corpus.label[rows])
    ]


def _tests(splitter: StratifiedKFold, label: Rows) -> list[Rows]:
    with warnings.catch_warnings():
        # It warns of labels rarer than the folds: those stand in fewer folds, which is no fault here.
        warnings.simplefilter("ignore", UserWarning)
        return [test for _, test in splitter.split(label, label)]


def usual_strength(results: Sequence[FoldResult]) -> tuple[Strength, float]:
    """Return the strength that folds chose most often, and the middle temperature."""
    chosen = Counter(result.strength for result in results).most_common(1)[0][0]
    return chosen, float(median(result.temperature for result in results))


def fewer_threads(corpus: Corpus, trials: Sequence[Trial], share: float, seed: int) -> list[Trial]:
    """Return the trials with a share of their training threads; those of a smaller share are among them."""
    order = np.random.default_rng(seed).permutation(corpus.thread.max() + 1)
    return [replace(trial, fold=_with_share(corpus, trial.fold, share, order)) for trial in trials]


def _with_share(corpus: Corpus, fold: Fold, share: float, order: Rows) -> Fold:
    threads = np.unique(corpus.thread[fold.train])
    kept = threads[np.argsort(order[threads])][: max(2, round(share * len(threads)))]
    return replace(fold, train=fold.train[np.isin(corpus.thread[fold.train], kept)])
