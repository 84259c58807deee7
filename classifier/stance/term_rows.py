"""What the terms of a model add to the sums of a post: a row of numbers each, found by the term's key.

Rows are multiples of 2**-24, and 64-bit floats hold the sums of such numbers exactly, up to 2**29. So a post's sums
are the same to the last bit whatever the order of its terms, the posts beside it, or what was met before.
"""

import numpy as np

from classifier.stance.hash_table import ABSENT, HashTable, Numbers
from classifier.stance.hashing import Hashes, Positions, unmix
from classifier.stance.weights import BlockWeights, Floats

_GRID = 2.0**24


class TermRows:
    """A block's terms: idf * coefficient for each label, then idf squared; one row for all terms it does not know."""

    def __init__(self, block: BlockWeights, posts: int) -> None:
        idf = block.idf(posts)[:, np.newaxis]
        terms, self.labels = block.coefficients.shape
        rows = np.zeros((terms + 1, self.labels + 1 + (self.labels + 1) % 2))
        rows[:-1, : self.labels] = idf[:-1] * block.coefficients
        rows[:, -1:] = idf**2
        self.rows: Floats = np.round(rows * _GRID) / _GRID
        """Shape (terms + 1, columns), the last row for unknown terms; columns: each label's, a zero where that makes
        their number even (`sum_rows` wants it so), and the square."""
        self._table = HashTable(unmix(block.hashes))

    def find(self, keys: Hashes) -> Numbers:
        """Return where in `rows` each term stands, given its hash before mixing; -1, the last row, where unknown."""
        return self._table.find(keys)

    def of(self, keys: Hashes) -> Floats:
        """Return each term's row, shape (keys, columns)."""
        return self.rows.take(self.find(keys), axis=0)

    def sums(self, holder: Positions, keys: Hashes, holders: int) -> Floats:
        """Return the sum of the rows of each holder's terms, given in order of holder, shape (holders, columns).

        Most pairs and n-grams are unknown. They have one row in common, which is not gathered but multiplied.
        """
        number = self.find(keys)
        known = np.flatnonzero(number != ABSENT)
        holder_of_known = holder.take(known)
        sums = sum_rows(holder_of_known, self.rows.take(number.take(known), axis=0), holders)
        unknown = np.bincount(holder, minlength=holders) - np.bincount(holder_of_known, minlength=holders)
        sums += unknown[:, np.newaxis] * self.rows[-1]
        return sums


def sum_rows(holder: Positions, rows: Floats, holders: int) -> Floats:
    """Return the sum of the rows of each holder, given in order of holder, shape (holders, columns).

    The columns must be even in number: two are added at a time, as the halves of complex numbers, in half the time.
    """
    sums = np.zeros((holders, rows.shape[1]))
    if len(holder):
        opens = np.ones(len(holder), dtype=bool)
        np.not_equal(holder[1:], holder[:-1], out=opens[1:])
        first = np.flatnonzero(opens)
        sums[holder.take(first)] = np.add.reduceat(rows.view(np.complex128), first, axis=0).view(np.float64)
    return sums
