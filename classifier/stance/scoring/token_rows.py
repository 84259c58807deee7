"""What each token adds to the sums of a post, worked out when it is first met and kept for the next time.

A token's row depends on the token alone: its own weight, and those of the character n-grams inside it. Most tokens
of a text were met before, in this batch of posts or an earlier one, and finding a kept row is some fifty times as
fast as making it.
"""

from collections.abc import Iterator

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


class TokenRows:
    """Rows of (what the word adds to each label, what its n-grams add, both squares, speaks, speaks and is known)."""

    def __init__(self, words: TermRows, characters: TermRows) -> None:
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
        self._rows = np.empty((_FEWEST, 2 * self._words.labels + 4))

    def _keep(self, keys: Hashes, rows: Floats) -> None:
        first, end = self._table.size, self._table.size + len(keys)
        if end > len(self._rows):
            more = np.empty((2 * end, self._rows.shape[1]))
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
        return np.column_stack(
            [
                words[:, :labels],
                characters[:, :labels],
                words[:, -1],
                characters[:, -1],
                speaks,
                speaks & (number != ABSENT),
            ]
        )
