"""Training posts -> their profile: how many words are unknown, how long they are, which labels they carry."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.stance.corpus import Corpus, Rows
from classifier.stance.folds import thread_folds
from classifier.stance.profile import Profile, Spread
from classifier.stance.terms import post_tokens
from classifier.stance.tokens import Tokens, find_tokens

FOLDS = 5


def profile_of(corpus: Corpus, texts: Sequence[str], seed: int) -> Profile:
    """Return the profile of labelled posts; unknown words are counted with each fold of threads held out in turn."""
    tokens = find_tokens(texts)
    length = np.log1p(np.bincount(tokens.post, minlength=len(texts)))
    unknown = _unknown(corpus, tokens, seed)
    told = ~np.isnan(unknown)
    return Profile(
        unknown=_spread(unknown[told], corpus.thread[told]),
        length=_spread(length, corpus.thread),
        labels={
            label: _spread((corpus.label == nth).astype(np.float64), corpus.thread)
            for nth, label in enumerate(corpus.labels)
        },
    )


def _unknown(corpus: Corpus, tokens: Tokens, seed: int) -> NDArray[np.float64]:
    """Return each post's share of unknown words, NaN for one without words or that no fold held out."""
    found = post_tokens(tokens)
    spoken = tokens.speaks[found.example]
    holder, (kinds, kind) = found.holder[spoken], np.unique(found.hash[spoken], return_inverse=True)
    words = np.bincount(holder, minlength=tokens.posts)
    shares = np.full(tokens.posts, np.nan)
    for fold in thread_folds(corpus, corpus.rows, FOLDS, seed):
        train = np.isin(holder, fold.train)
        known = np.zeros(len(kinds), dtype=bool)
        known[kind[train]] = True
        unknown = np.bincount(holder[~known[kind]], minlength=tokens.posts)
        test = fold.test[words[fold.test] > 0]
        shares[test] = unknown[test] / words[test]
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
