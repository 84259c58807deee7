"""Posts' texts -> decision values, in numpy alone.

Everything that one token adds to the scores depends on the token alone: its own weight, those of the character
n-grams inside it, and its part of the post's length. So each distinct token of a batch is worked out once, as a row,
and a post is the sum of its distinct tokens' rows and its distinct pairs' rows, divided by its length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from classifier.stance.hashing import Hashes, Positions
from classifier.stance.terms import Occurrences, post_pairs, post_tokens, token_grams
from classifier.stance.tokens import Tokens, find_tokens
from classifier.stance.weights import BlockWeights, Floats, StanceWeights, columns_of

BATCH_CHARACTERS = 1 << 18


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
    speaks: NDArray[np.bool_]
    """Whether each of `single` is more than punctuation."""
    known: NDArray[np.bool_]
    """Whether it is so and a term of the model."""


class Scorer:
    """Scores texts by a model's weights; what each term adds is laid out once, when it is made."""

    def __init__(self, weights: StanceWeights) -> None:
        self.intercepts = weights.intercepts
        self._words = _Rows(weights.blocks["words"], weights.posts)
        self._characters = _Rows(weights.blocks["characters"], weights.posts)

    def score(self, texts: Sequence[str]) -> Scored:
        """Return the decision values of texts."""
        scored = [self._score(batch) for batch in batches(texts)]
        labels = len(self.intercepts)
        return Scored(
            np.concatenate([part.values for part in scored] or [np.empty((0, labels))]),
            *(
                np.concatenate([column(part) for part in scored] or [np.empty(0, dtype=np.int64)])
                for column in (attrgetter("words"), attrgetter("known_words"), attrgetter("tokens"))
            ),
        )

    def _score(self, texts: Sequence[str]) -> Scored:
        parts = self.parts(texts)
        words = _sums(parts.single.holder, parts.words, len(texts))
        words += _sums(parts.pairs.holder, parts.paired, len(texts))
        characters = _sums(parts.single.holder, parts.characters, len(texts))
        return Scored(
            over_length(words) + over_length(characters) + self.intercepts,
            np.bincount(parts.single.holder[parts.speaks], minlength=len(texts)),
            np.bincount(parts.single.holder[parts.known], minlength=len(texts)),
            np.bincount(parts.tokens.post, minlength=len(texts)),
        )

    def parts(self, texts: Sequence[str]) -> Parts:
        """Return what each distinct token and pair of each text adds, before division by the text's length."""
        tokens = find_tokens(texts)
        single, pairs = post_tokens(tokens), post_pairs(tokens)
        kinds, example, kind = np.unique(single.hash, return_index=True, return_inverse=True)
        example = single.example[example]
        columns = columns_of(kinds, self._words.hashes)
        speaks = tokens.speaks[example]
        known = (columns < len(self._words.hashes)) & speaks
        return Parts(
            tokens=tokens,
            single=single,
            pairs=pairs,
            words=self._words.rows[columns][kind],
            characters=self._grams(tokens, example)[kind],
            paired=self._words.of(pairs.hash),
            speaks=speaks[kind],
            known=known[kind],
        )

    def _grams(self, tokens: Tokens, which: Positions) -> Floats:
        rows = np.empty((len(which), len(self.intercepts) + 1))
        for part, grams in token_grams(tokens, which):
            rows[part] = _sums(grams.token, self._characters.of(grams.hash), part.stop - part.start)
        return rows


class _Rows:
    """What each term of a block adds: idf * coefficient a label, then idf squared; a last row for unknown terms."""

    def __init__(self, block: BlockWeights, posts: int) -> None:
        idf = block.idf(posts)[:, np.newaxis]
        added = np.vstack([block.coefficients, np.zeros((1, block.coefficients.shape[1]))])
        self.hashes = block.hashes
        self.rows: Floats = np.hstack([idf * added, idf**2])

    def of(self, hashes: Hashes) -> Floats:
        return self.rows[columns_of(hashes, self.hashes)]


def over_length(sums: Floats) -> Floats:
    """Return each label's sum divided by the text's length; zeros for a text without terms."""
    length = np.sqrt(sums[:, -1:])
    shares: Floats = np.divide(sums[:, :-1], length, out=np.zeros_like(sums[:, :-1]), where=length > 0)
    return shares


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts some at a time, so that the arrays of a batch stay in the processor's cache."""
    first, size = 0, 0
    for i, text in enumerate(texts):
        if size and size + len(text) > BATCH_CHARACTERS:
            yield texts[first:i]
            first, size = i, 0
        size += len(text) + 1
    if first < len(texts):
        yield texts[first:]


def _sums(holder: Positions, rows: Floats, holders: int) -> Floats:
    """Return the sum of the rows of each holder, given in order of holder, shape (holders, columns)."""
    sums = np.zeros((holders, rows.shape[1]))
    if len(holder):
        first = np.flatnonzero(np.diff(holder, prepend=-1))
        sums[holder[first]] = np.add.reduceat(rows, first, axis=0)
    return sums
