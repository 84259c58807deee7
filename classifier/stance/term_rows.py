"""What the terms of a model add to the sums of a post: a row of numbers each, found by the term's key.

Rows are multiples of 2**-24, and 64-bit floats hold the sums of such numbers exactly, up to 2**29. So a post's sums
are the same to the last bit whatever the order of its terms, the posts beside it, or what was met before.
"""

import numpy as np

from classifier.stance.hash_table import HashTable, Numbers
from classifier.stance.hashing import Hashes, Positions, unmix
from classifier.stance.weights import BlockWeights, Floats

_GRID = 2.0**24


class TermRows:
    """A block's terms: idf * coefficient for each label, then idf squared; one row for all terms it does not know."""

    def __init__(self, block: BlockWeights, posts: int) -> None:
        idf = block.idf(posts)[:, np.newaxis]
        added = np.vstack([block.coefficients, np.zeros((1, block.coefficients.shape[1]))])
        self.rows: Floats = np.round(np.hstack([idf * added, idf**2]) * _GRID) / _GRID
        """Shape (terms + 1, labels + 1), the last for unknown terms."""
        self._table = HashTable(unmix(block.hashes))

    def find(self, keys: Hashes) -> Numbers:
        """Return where in `rows` each term stands, given its hash before mixing; -1, the last row, where unknown."""
        return self._table.find(keys)

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
