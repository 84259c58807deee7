"""Posts that nearly repeat or quote each other, which must not stand on both sides of a split."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from classifier.stance.text.hash_table import ABSENT, HashTable
from classifier.stance.text.hashing import Hashes, Positions, hash_pairs
from classifier.stance.text.portions import batches, portions
from classifier.stance.text.terms import once_a_post
from classifier.stance.text.tokens import Tokens, find_tokens

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
    holds, sizes = _shared_shingles(texts)
    holders = csr_array(holds.T.tocsr())
    firsts, seconds = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int32)]
    for rows in portions(holds @ np.diff(holders.indptr)):
        shared = holds[rows] @ holders
        first = np.repeat(np.arange(len(texts), dtype=np.int32)[rows], np.diff(shared.indptr))
        alike = shared.data >= ALIKE * np.minimum(sizes[first], sizes[shared.indices])
        alike &= first != shared.indices
        firsts.append(first[alike])
        seconds.append(shared.indices[alike])
    places = np.concatenate(firsts), np.concatenate(seconds)
    return csr_array((np.ones(len(places[0]), dtype=bool), places), shape=(len(texts), len(texts)))


def _shared_shingles(texts: Sequence[str]) -> tuple[csr_array, Positions]:
    """Return which text holds which of the shingles that several hold, and how many each holds, sayings left out."""
    found, lengths = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
    for batch in batches(texts):
        post, hashes = _shingles(find_tokens(batch))
        each = once_a_post(hashes, post)
        found.append(hashes.take(each))
        lengths.append(np.bincount(post.take(each), minlength=len(batch)))
    kinds, holders = np.unique(np.concatenate(found), return_counts=True)
    several, sayings = kinds[(holders > 1) & (holders <= MOST_HOLDERS)], kinds[holders > MOST_HOLDERS]
    table = HashTable(np.concatenate([several, sayings]))
    number = np.concatenate([table.find(hashes) for hashes in found])
    sizes = np.concatenate(lengths)
    holder = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    sizes -= np.bincount(holder[number >= len(several)], minlength=len(texts))
    shared = (number != ABSENT) & (number < len(several))
    places = holder[shared], number[shared]
    holds = csr_array((np.ones(len(places[0]), dtype=np.int32), places), shape=(len(texts), len(several)))
    return holds, sizes


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
