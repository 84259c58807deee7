"""Posts' texts -> decision values, in numpy alone.

A post's decision values are sums over its distinct tokens and its distinct pairs of neighbours, divided by its length.
Each token's row of numbers is worked out once and kept (`token_rows`); the rest is finding what is distinct in a post
and adding up rows. All of it is array operations over the tokens of many posts at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.stance.record.weights import BLOCKS, Floats, StanceWeights
from classifier.stance.scoring.term_rows import TermRows, sum_rows
from classifier.stance.scoring.token_rows import TokenRows
from classifier.stance.text.hash_table import strike_repeats, tell_apart
from classifier.stance.text.hashing import Positions, unmix
from classifier.stance.text.portions import batches
from classifier.stance.text.terms import Occurrences, in_posts, pair_keys, post_pairs, post_tokens
from classifier.stance.text.tokens import Tokens, find_tokens


@dataclass(frozen=True, slots=True)
class Scored:
    """What a model makes of some texts, a row each."""

    values: Floats
    """Decision values, shape (texts, labels)."""
    words: NDArray[np.int64]
    """How many distinct words, numbers and symbols the text holds, shape (texts,)."""
    known_words: NDArray[np.int64]
    """How many of them the training posts held."""
    tokens: NDArray[np.int64]
    """How many tokens the text has, shape (texts,)."""

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether the text holds a word, number or symbol that the training posts held."""
        return self.known_words > 0


@dataclass(frozen=True, slots=True)
class Parts:
    """What the terms of some texts add: rows of (one column a label, then the square of the length)."""

    tokens: Tokens
    single: Occurrences
    pairs: Occurrences
    words: Floats
    """A row for each of `single`, from its weight as a word."""
    characters: Floats
    """A row for each of `single`, from its character n-grams."""
    paired: Floats
    """A row for each of `pairs`."""


class Scorer:
    """Scores texts by a model's weights; it keeps what it has worked out for tokens, so use one for many texts."""

    def __init__(self, weights: StanceWeights) -> None:
        self.intercepts = weights.intercepts
        self._words, characters = (TermRows(weights.blocks[block], weights.posts) for block in BLOCKS)
        self._tokens = TokenRows(self._words, characters)

    def score(self, texts: Sequence[str]) -> Scored:
        """Return the decision values of texts."""
        at = self._tokens.columns
        sums, tokens = np.zeros((len(texts), at.width)), np.zeros(len(texts), dtype=np.int64)
        for which in _alike(texts):
            done = 0
            for batch in batches([texts[i] for i in which.tolist()]):
                rows = which[done : done + len(batch)]
                sums[rows], tokens[rows] = self._sums(find_tokens(batch))
                done += len(batch)
        words = per_length(sums[:, at.words], sums[:, at.words_square])
        characters = per_length(sums[:, at.characters], sums[:, at.characters_square])
        speaks, known = (sums[:, column].astype(np.int64) for column in (at.speaks, at.known))
        return Scored(words + characters + self.intercepts, speaks, known, tokens)

    def _sums(self, tokens: Tokens) -> tuple[Floats, NDArray[np.int64]]:
        """Return the sums of each post's rows, in the columns of `Columns`, and how many tokens it has."""
        single, again = tell_apart(in_posts(tokens.key, tokens.post))
        post, at = tokens.post.take(single), self._tokens.columns
        sums = np.zeros((tokens.posts, at.width))
        for part, rows in self._tokens.of(tokens, single):
            sums += sum_rows(post[part], rows, tokens.posts)
        # A pair is a term of the block of words, and counts in its length.
        paired = self._paired(tokens, again)
        sums[:, at.words] += paired[:, : len(self.intercepts)]
        sums[:, at.words_square] += paired[:, -1]
        return sums, np.bincount(tokens.post, minlength=tokens.posts)

    def _paired(self, tokens: Tokens, again: NDArray[np.bool_]) -> Floats:
        """Return the sums of each post's pairs, in the columns of TermRows, given which tokens their posts repeat."""
        keys, post = pair_keys(tokens), tokens.post[:-1]
        counted = post == tokens.post[1:]
        # Only a pair of two tokens that are repeated can itself be: 45% in forum posts, 12% in short ones.
        maybe = np.flatnonzero(counted & again[:-1] & again[1:])
        strike_repeats(counted, maybe, in_posts(keys.take(maybe), post.take(maybe)))
        which = np.flatnonzero(counted)
        return self._words.sums(post.take(which), keys.take(which), tokens.posts)

    def parts(self, texts: Sequence[str]) -> Parts:
        """Return what each distinct token and pair of each text adds, before division by the text's length."""
        tokens, at = find_tokens(texts), self._tokens.columns
        single, pairs = post_tokens(tokens), post_pairs(tokens)
        labels = len(self.intercepts)
        rows = np.concatenate([np.empty((0, at.width)), *(rows for _, rows in self._tokens.of(tokens, single.example))])
        return Parts(
            tokens=tokens,
            single=single,
            pairs=pairs,
            words=rows[:, [*range(labels), at.words_square]],
            characters=rows[:, [*range(labels, 2 * labels), at.characters_square]],
            paired=self._words.of(unmix(pairs.hash))[:, [*range(labels), -1]],
        )


def _alike(texts: Sequence[str]) -> Iterator[Positions]:
    """Yield the places of the texts that are all ASCII, then of the others.

    Together they would all be worked on in four bytes a character, which takes longer.
    """
    plain = np.fromiter(map(str.isascii, texts), dtype=bool, count=len(texts))
    yield np.flatnonzero(plain)
    yield np.flatnonzero(~plain)


def per_length(sums: Floats, square: Floats) -> Floats:
    """Return each label's sum divided by the text's length; zeros for a text without terms."""
    length = np.sqrt(square)[:, np.newaxis]
    shares: Floats = np.divide(sums, length, out=np.zeros_like(sums), where=length > 0)
    return shares
