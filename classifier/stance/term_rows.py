"""What the terms of a model add to the sums of a post: a row of numbers each, found by the term's key.

Rows are multiples of 2**-24, and 64-bit floats hold the sums of such numbers exactly, up to 2**29. So a post's sums
are the same to the last bit whatever the order of its terms, the posts beside it, or what was met before.
"""

import numpy as np

from classifier.stance.hash_table import ABSENT, HashTable, Numbers
from classifier.stance.hashing import Hashes, Positions, mix, unmix
from classifier.stance.weights import BlockWeights, Floats, columns_of

_GRID = 2.0**24


class TermRows:
    """A block's terms: idf * coefficient for each label, then idf squared; one row for all terms it does not know."""

    def __init__(self, block: BlockWeights, posts: int) -> None:
        terms, labels = block.coefficients.shape
        # In place: for every array on the way fresh memory would be fetched, which takes longer than the arithmetic.
        self.rows: Floats = np.zeros((terms + 1, labels + 1))
        """Shape (terms + 1, labels + 1), the last for unknown terms."""
        self.rows[:-1, :-1] = block.coefficients
        self.rows[:, -1] = idf = block.idf(posts)
        self.rows *= idf[:, np.newaxis]
        self.rows *= _GRID
        np.rint(self.rows, out=self.rows)
        self.rows /= _GRID
        self._hashes = block.hashes
        self._table: HashTable | None = None
        self._asked = 0

    def find(self, keys: Hashes) -> Numbers:
        """Return where in `rows` each term stands, given its hash before mixing; -1, the last row, where unknown."""
        self._asked += len(keys)
        if self._table is None and self._asked > len(self._hashes):
            self._table = HashTable(unmix(self._hashes))
        # A table is made once it pays: a thread asks for fewer terms than putting all of them into one takes.
        return self._search(keys) if self._table is None else self._table.find(keys)

    def _search(self, keys: Hashes) -> Numbers:
        columns = columns_of(mix(keys), self._hashes)
        return np.where(columns == len(self._hashes), ABSENT, columns).astype(np.int32)

    def of(self, keys: Hashes) -> Floats:
        """Return each term's row, shape (keys, labels + 1)."""
        return self.rows.take(self.find(keys), axis=0)


def sum_rows(holder: Positions, rows: Floats, holders: int) -> Floats:
    """Return the sum of the rows of each holder, given in order of holder, shape (holders, columns)."""
    sums = np.zeros((holders, rows.shape[1]))
    if len(holder):
        opens = np.ones(len(holder), dtype=bool)
        np.not_equal(holder[1:], holder[:-1], out=opens[1:])
        first = np.flatnonzero(opens)
        sums[holder.take(first)] = np.add.reduceat(rows, first, axis=0)
    return sums
