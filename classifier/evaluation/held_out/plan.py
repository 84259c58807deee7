"""How labelled posts are held out: which folds score the posts of which origin."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from classifier.stance.training.corpus import Corpus
from classifier.stance.training.folds import Fold, leave_one_thread_out, thread_folds, trainable
from classifier.stance.training.linear import TOLERANCE

FEWEST_THREADS_FOR_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Protocol:
    """How posts are held out."""

    folds: int = 5
    repeats: int = 3
    seed: int = 0
    c: float | None = None
    """The strength; None has each training part choose its own."""
    tolerance: float = TOLERANCE
    """Of the fits by which strengths are told apart."""
    extras: bool = True
    """Whether to show the leak of a random split, what names give, and the learning curve."""

    @classmethod
    def quick(cls, seed: int, c: float | None) -> Self:
        """Return the protocol that takes the least time: one repeat, strengths told apart by looser fits, no extras."""
        return cls(repeats=1, seed=seed, c=c, tolerance=10 * TOLERANCE, extras=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """The folds that score the posts of one origin, each post in `repeats` of them; the first repeat's stand first."""

    origin: str
    folds: list[Fold]
    repeats: int
    first: int
    """How many folds the first repeat has; another can have fewer, where one would leave nothing to train on."""
    sentence: str

    @property
    def splits(self) -> bool:
        """Whether there are threads enough to split into folds, and not only to leave out in turn."""
        return self.sentence != _IN_TURN

    @classmethod
    def of(cls, corpus: Corpus, origin: str, protocol: Protocol) -> Self:
        """Return the plan for one origin's posts; those of other origins are there to train on.

        Ten threads and more are split into folds, again and again with other seeds; of fewer, each is left out in
        turn.
        """
        rows = np.flatnonzero(corpus.origin == origin)
        if len(np.unique(corpus.thread[rows])) < FEWEST_THREADS_FOR_FOLDS:
            folds = leave_one_thread_out(corpus, rows)
            return cls(origin, folds, 1, len(folds), _IN_TURN)
        repeats = [
            trainable(thread_folds(corpus, rows, protocol.folds, protocol.seed + repeat, pool=corpus.rows))
            for repeat in range(protocol.repeats)
        ]
        times = "once" if protocol.repeats == 1 else f"{protocol.repeats} times"
        sentence = f"{protocol.folds} folds of whole threads, {times}"
        return cls(origin, [fold for folds in repeats for fold in folds], protocol.repeats, len(repeats[0]), sentence)


_IN_TURN = "each thread left out in turn, trained on all other threads"
