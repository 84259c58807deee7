"""Posts that nearly repeat or quote each other, which must not stand on both sides of a split."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array, csr_array

from classifier.stance.hashing import Hashes, Positions, hash_pairs
from classifier.stance.terms import distinct
from classifier.stance.tokens import Tokens, find_tokens

SHINGLE = 5
"""Tokens that one shingle covers; a shorter text is one shingle."""

ALIKE = 0.5
"""Share of the shorter post's shingles that the other must hold."""

MOST_HOLDERS = 1000
"""Posts beyond which a shingle is a saying, not a copy; without a bound one saying costs the square of its posts."""


def near_duplicates(texts: Sequence[str]) -> csr_array:
    """Return where two texts share half of the shorter one's shingles, shape (texts, texts), itself left out.

    Shingles are runs of five tokens (Broder 1997, resemblance by containment). Missed: a quote of less than five
    words, a repeat with another word in every five, and what over a thousand posts repeat.
    """
    found = distinct(*_shingles(find_tokens(texts)))
    kinds, kind = np.unique(found.hash, return_inverse=True)
    kept = np.bincount(kind, minlength=len(kinds))[kind] <= MOST_HOLDERS
    holder, kind = found.holder[kept], kind[kept]
    holds = csr_array((np.ones(len(kind), dtype=np.int32), (holder, kind)), shape=(len(texts), len(kinds)))
    shared = coo_array(holds @ holds.T)
    sizes = np.diff(holds.indptr)
    first, second = shared.coords
    alike = (first != second) & (shared.data >= ALIKE * np.minimum(sizes[first], sizes[second]))
    return csr_array((np.ones(int(alike.sum()), dtype=bool), (first[alike], second[alike])), shape=shared.shape)


def _shingles(tokens: Tokens) -> tuple[Positions, Hashes]:
    """Return (post, hash) of each run of SHINGLE tokens, and of each text that is shorter."""
    told = tokens.hash
    hashes = told.copy()
    length = np.ones(len(hashes), dtype=np.int64)
    for ahead in range(1, SHINGLE):
        first = np.flatnonzero(tokens.post[ahead:] == tokens.post[:-ahead])
        hashes[first] = hash_pairs(hashes[first], told[first + ahead])
        length[first] += 1
    opens = np.ones(len(hashes), dtype=bool)
    opens[1:] = tokens.post[1:] != tokens.post[:-1]
    taken = (length == SHINGLE) | opens
    return tokens.post[taken], hashes[taken]
