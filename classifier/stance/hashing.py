"""64-bit hashes of many stretches of one text at once.

A stretch's hash is the polynomial sum of code * BASE**i over its code points, modulo 2**64. One running sum over
the text gives that of every stretch by a difference, which the inverse power of BASE then moves to the stretch's
own origin (Karp and Rabin 1987). A mixing step (the finaliser of SplitMix64, Steele et al. 2014) spreads the bits.
Two terms share a hash with a chance of about n**2 / 2**65 for n terms; a text can be made to collide on purpose,
which can at worst spoil that text's own score.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

WINDOW = 1 << 18
"""Most code points that one running sum covers: its powers, 2 x 2 MB, stay in the processor's cache."""

_BASE = 0x9E3779B97F4A7C15
_PAIR = np.uint64(0xD1B54A32D192ED03)


@cache
def _powers(base: int) -> Hashes:
    factors = np.full(WINDOW + 1, base % 2**64, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def mix(values: Hashes) -> Hashes:
    """Return the values with their bits spread, so that near ones land far apart; one to one."""
    mixed = values.copy()
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def hash_stretches(codes: NDArray[np.uint32], start: Positions, end: Positions) -> Hashes:
    """Return the hash of codes[start:end] for each start and end; codes has at most WINDOW entries."""
    size = len(codes)
    sums = np.zeros(size + 1, dtype=np.uint64)
    np.cumsum(codes * _powers(_BASE)[:size], out=sums[1:])
    return mix((sums[end] - sums[start]) * _powers(pow(_BASE, -1, 2**64))[start])


def hash_pairs(first: Hashes, second: Hashes) -> Hashes:
    """Return one hash for each pair of neighbours; the order counts."""
    return mix(mix(first + _PAIR) + second)
