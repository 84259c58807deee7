"""Splits of labelled posts that keep each thread on one side and let nothing of the test part into training."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from classifier.stance.training.corpus import Corpus, Rows


@dataclass(frozen=True, slots=True)
class Fold:
    """A split: rows to train on and rows to test on, and how many posts were kept out of training for what."""

    train: Rows
    test: Rows
    same_author: int
    near_duplicate: int

    def lacking(self, corpus: Corpus) -> tuple[str, ...]:
        """Return the labels that are to be tested and that the training part does not hold."""
        missing = np.setdiff1d(corpus.label[self.test], corpus.label[self.train])
        return tuple(corpus.labels[i] for i in missing)


def split(corpus: Corpus, train: Rows, test: Rows) -> Fold:
    """Return a fold without the training posts by the test part's authors, and without near-duplicates of its posts."""
    by_author = (corpus.author[train] >= 0) & np.isin(corpus.author[train], corpus.author[test])
    alike = (corpus.duplicates[train][:, test].sum(axis=1) > 0) & ~by_author
    return Fold(train[~by_author & ~alike], test, int(by_author.sum()), int(alike.sum()))


def thread_folds(corpus: Corpus, rows: Rows, folds: int, seed: int, pool: Rows | None = None) -> list[Fold]:
    """Return folds over the threads of `rows`, labels spread as evenly as whole threads allow.

    Each fold trains on what `pool` (by default `rows`) holds besides its test part. There are fewer folds where
    there are fewer threads, and none where there is only one thread.
    """
    commonest = np.bincount(corpus.label[rows], minlength=1).max()
    parts = min(folds, len(np.unique(corpus.thread[rows])), commonest)
    if parts < 2:
        return []
    splitter = StratifiedGroupKFold(parts, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # It warns of labels rarer than the folds; which labels a fold lacks is said by name, see Fold.lacking.
        warnings.simplefilter("ignore", UserWarning)
        tests = [rows[test] for _, test in splitter.split(rows, corpus.label[rows], corpus.thread[rows])]
    pool = rows if pool is None else pool
    return [split(corpus, pool[~np.isin(pool, test)], test) for test in tests]


def leave_one_thread_out(corpus: Corpus, rows: Rows) -> list[Fold]:
    """Return a fold for each thread of `rows`: the thread to test on, all posts of other threads to train on.

    A thread is not tested where nothing would remain to train on.
    """
    return trainable(
        split(corpus, np.flatnonzero(corpus.thread != thread), rows[corpus.thread[rows] == thread])
        for thread in np.unique(corpus.thread[rows])
    )


def trainable(folds: Iterable[Fold]) -> list[Fold]:
    """Return the folds that leave something to train on; one author in every thread can leave nothing."""
    return [fold for fold in folds if len(fold.train)]
