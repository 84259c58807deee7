"""What the terms of a model add to the sums of a post: a row of numbers each, found by the term's key.

Rows are multiples of 2**-24, and 64-bit floats hold the sums of such numbers exactly, up to 2**29. So a post's sums
are the same to the last bit whatever the order of its terms, the posts beside it, or what was met before (but for
words made to share a hash, as `text.hashing` says).
"""

import numpy as np

from classifier.stance.record.weights import BlockWeights, Floats, columns_of
from classifier.stance.text.hash_table import ABSENT, HashTable, Numbers
from classifier.stance.text.hashing import Hashes, Positions, mix, unmix

_GRID = 2.0**24


class TermRows:
    """A block's terms: idf * coefficient for each label, at the end idf squared; one row for all that it does not know.

    At first a term is searched for and its row made whenever it is asked for. Once more was asked for than there are
    terms, a table of all of them is made, which takes longer than all that a thread asks for and answers much faster.
    """

    def __init__(self, block: BlockWeights, posts: int) -> None:
        self._hashes, self._coefficients, self._idf = block.hashes, block.coefficients, block.idf(posts)
        self.labels = block.coefficients.shape[1]
        self._asked = 0
        self._table: HashTable | None = None
        # The label columns come first and the square last; zeros between them make the columns even in number.
        self._columns = self.labels + 1 + (self.labels + 1) % 2
        self._rows: Floats = np.empty((0, self._columns))
        """Shape (terms + 1, columns), the last for unknown terms; without rows before the table is made."""
        self.unknown: Floats = self._made(np.array([ABSENT], dtype=np.int32))[0]
        """The row of unknown terms, shape (columns,)."""

    def find(self, keys: Hashes) -> Numbers:
        """Return the number of each term, given its hash before mixing; ABSENT where unknown."""
        self._asked += len(keys)
        if self._table is None and self._asked > len(self._hashes):
            self._table = HashTable(unmix(self._hashes))
            self._rows = self._made(np.append(np.arange(len(self._hashes), dtype=np.int32), np.int32(ABSENT)))
        if self._table is not None:
            return self._table.find(keys)
        columns = columns_of(mix(keys), self._hashes)
        return np.where(columns == len(self._hashes), ABSENT, columns).astype(np.int32)

    def at(self, numbers: Numbers) -> Floats:
        """Return the rows of terms by their numbers, shape (numbers, columns)."""
        return self._made(numbers) if self._table is None else self._rows.take(numbers, axis=0)

    def of(self, keys: Hashes) -> Floats:
        """Return each term's row, shape (keys, columns)."""
        return self.at(self.find(keys))

    def sums(self, holder: Positions, keys: Hashes, holders: int) -> Floats:
        """Return the sum of the rows of each holder's terms, given in order of holder, shape (holders, columns).

        Most pairs and n-grams are unknown. They have one row in common, which is not gathered but multiplied.
        """
        number = self.find(keys)
        known = np.flatnonzero(number != ABSENT)
        of_known = holder.take(known)
        sums = sum_rows(of_known, self.at(number.take(known)), holders)
        unknown = np.bincount(holder, minlength=holders) - np.bincount(of_known, minlength=holders)
        sums += unknown[:, np.newaxis] * self.unknown
        return sums

    def _made(self, numbers: Numbers) -> Floats:
        idf = self._idf.take(numbers)
        rows: Floats = np.zeros((len(numbers), self._columns))
        known = np.flatnonzero(numbers != ABSENT)
        rows[known, : self.labels] = self._coefficients.take(numbers.take(known), axis=0)
        rows[:, -1] = idf
        # In place: memory for arrays on the way would take longer than the arithmetic.
        rows *= idf[:, np.newaxis]
        rows *= _GRID
        np.rint(rows, out=rows)
        rows /= _GRID
        return rows


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
