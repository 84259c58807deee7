"""What each token adds to the sums of a post, worked out when it is first met and kept for the next time.

A token's row depends on the token alone: its own weight, and those of the character n-grams inside it. Most tokens
of a text were met before, in this batch of posts or an earlier one, and finding a kept row is some fifty times as
fast as making it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from classifier.stance.record.weights import Floats
from classifier.stance.scoring.term_rows import TermRows
from classifier.stance.text.hash_table import ABSENT, HashTable, one_of_each
from classifier.stance.text.hashing import Hashes, Positions
from classifier.stance.text.terms import token_grams
from classifier.stance.text.tokens import Tokens

TOKENS_KEPT = 1 << 19
"""Most tokens that are kept, some 150 bytes each with four labels; past them all are forgotten and it begins anew.

Fifty thousand forum posts hold a fifth of them. What is common is met again at once.
"""

_FEWEST = 1 << 12


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands where in a token's row, and so in the sum of a post's rows."""

    words: slice
    """What the token adds to each label as a word."""
    characters: slice
    """What its character n-grams add to each label."""
    words_square: int
    """What the word adds to the square of the post's length in words."""
    characters_square: int
    speaks: int
    """1 for a word, a number or a symbol."""
    known: int
    """1 for one of them that the training posts held."""
    width: int
    """Even, as `sum_rows` needs it."""

    @classmethod
    def of(cls, labels: int) -> Self:
        """Return the columns of a model with so many labels."""
        both = 2 * labels
        return cls(slice(0, labels), slice(labels, both), both, both + 1, both + 2, both + 3, both + 4)


class TokenRows:
    """The rows of tokens, with the columns of `Columns`."""

    def __init__(self, words: TermRows, characters: TermRows) -> None:
        self.columns = Columns.of(words.labels)
        self._words = words
        self._characters = characters
        self._forget()

    def of(self, tokens: Tokens, which: Positions) -> Iterator[tuple[slice, Floats]]:
        """Yield the rows of the tokens `which`, some at a time: (the slice of `which`, their rows)."""
        for first in range(0, len(which), TOKENS_KEPT):
            part = slice(first, min(first + TOKENS_KEPT, len(which)))
            numbers = self._numbers(tokens, which[part])
            yield part, self._rows.take(numbers, axis=0)

    def _numbers(self, tokens: Tokens, which: Positions) -> Positions:
        keys = tokens.key.take(which)
        numbers = self._table.find(keys)
        unmet = np.flatnonzero(numbers == ABSENT)
        if len(unmet):
            if self._table.size + len(unmet) > TOKENS_KEPT:
                self._forget()
                unmet = np.arange(len(which))
            unmet = unmet.take(one_of_each(keys.take(unmet)))
            self._keep(keys.take(unmet), self._made(tokens, which.take(unmet)))
            numbers = self._table.find(keys)
        return numbers.astype(np.int64)

    def _forget(self) -> None:
        self._table = HashTable(np.empty(0, dtype=np.uint64))
        self._rows = np.empty((_FEWEST, self.columns.width))

    def _keep(self, keys: Hashes, rows: Floats) -> None:
        first, end = self._table.size, self._table.size + len(keys)
        if end > len(self._rows):
            more = np.empty((2 * end, self.columns.width))
            more[:first] = self._rows[:first]
            self._rows = more
        self._rows[first:end] = rows
        self._table.add(keys)

    def _made(self, tokens: Tokens, which: Positions) -> Floats:
        """Return the rows of tokens that are met for the first time."""
        number = self._words.find(tokens.key.take(which))
        speaks = tokens.speaks.take(which)
        words, labels = self._words.at(number), self._words.labels
        characters = np.concatenate(
            [
                self._characters.sums(grams.token, grams.key, part.stop - part.start)
                for part, grams in token_grams(tokens, which)
            ]
        )
        rows, at = np.empty((len(which), self.columns.width)), self.columns
        rows[:, at.words], rows[:, at.words_square] = words[:, :labels], words[:, -1]
        rows[:, at.characters], rows[:, at.characters_square] = characters[:, :labels], characters[:, -1]
        rows[:, at.speaks], rows[:, at.known] = speaks, speaks & (number != ABSENT)
        return rows
