"""Training posts -> their profile: how many words are unknown, how long they are, which labels they carry."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.stance.record.profile import Profile, Spread
from classifier.stance.text.hash_table import Numbers
from classifier.stance.text.hashing import Positions
from classifier.stance.training.corpus import Corpus, Rows
from classifier.stance.training.counting import post_kinds
from classifier.stance.training.folds import thread_folds

FOLDS = 5

_NONE: Positions = np.empty(0, dtype=np.int64)


def profile_of(corpus: Corpus, texts: Sequence[str], seed: int) -> Profile:
    """Return the profile of labelled posts; unknown words are counted with each fold of threads held out in turn."""
    words = _Words.of(texts)
    length = np.log1p(words.tokens)
    unknown = _unknown(corpus, words, seed)
    told = ~np.isnan(unknown)
    return Profile(
        unknown=_spread(unknown[told], corpus.thread[told]),
        length=_spread(length, corpus.thread),
        labels={
            label: _spread((corpus.label == nth).astype(np.float64), corpus.thread)
            for nth, label in enumerate(corpus.labels)
        },
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Which post holds which words, numbers and symbols, each once, and how many tokens each post has."""

    holder: Positions
    kind: Numbers
    kinds: int
    tokens: Positions

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Words":
        holder, kind, tokens = [_NONE], [np.empty(0, dtype=np.int32)], [_NONE]
        done = 0
        for found, single, numbers in post_kinds(texts):
            spoken = found.speaks.take(single)
            holder.append(found.post.take(single[spoken]) + done)
            kind.append(numbers[spoken])
            tokens.append(np.bincount(found.post, minlength=found.posts))
            done += found.posts
        numbers = np.concatenate(kind)
        return cls(np.concatenate(holder), numbers, int(numbers.max(initial=-1)) + 1, np.concatenate(tokens))


def _unknown(corpus: Corpus, words: _Words, seed: int) -> NDArray[np.float64]:
    """Return each post's share of unknown words, NaN for one without words or that no fold held out."""
    posts = len(words.tokens)
    held = np.bincount(words.holder, minlength=posts)
    shares = np.full(posts, np.nan)
    for fold in thread_folds(corpus, corpus.rows, FOLDS, seed):
        train, known = np.zeros(posts, dtype=bool), np.zeros(words.kinds, dtype=bool)
        train[fold.train] = True
        known[words.kind[train[words.holder]]] = True
        unknown = np.bincount(words.holder[~known[words.kind]], minlength=posts)
        test = fold.test[held[fold.test] > 0]
        shares[test] = unknown[test] / held[test]
    return shares


def _spread(values: NDArray[np.float64], thread: Rows) -> Spread:
    """Return mean and both spreads, by analysis of variance over threads of unequal size; zeros for no values."""
    if not len(values):
        return Spread(0.0, 0.0, 0.0)
    kinds, place = np.unique(thread, return_inverse=True)
    sizes = np.bincount(place)
    means = np.bincount(place, values) / sizes
    within = ((values - means[place]) ** 2).sum() / max(len(values) - len(kinds), 1)
    between = (sizes * (means - values.mean()) ** 2).sum() / max(len(kinds) - 1, 1)
    usual = (len(values) - (sizes**2).sum() / len(values)) / max(len(kinds) - 1, 1)
    return Spread(
        float(values.mean()), float(np.sqrt(within)), float(np.sqrt(max(between - within, 0) / max(usual, 1)))
    )
