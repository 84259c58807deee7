"""64-bit hashes of many stretches of one text at once.

A stretch's hash is the polynomial sum of code * BASE**i over its code points, modulo 2**64. One running sum over
the text gives that of every stretch by a difference, which the inverse power of BASE then moves to the stretch's
own origin (Karp and Rabin 1987). A mixing step (the finaliser of SplitMix64, Steele et al. 2014) spreads the bits.
Two terms share a hash with a chance of about n**2 / 2**65 for n terms. Who knows BASE can make a word that shares the
hash of another on purpose. That spoils the score of the text that holds it; and as the rows of tokens are kept by hash
(`scoring.token_rows`), what the n-grams of that other word add in texts that the same process scores afterwards.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]
Codes = NDArray[np.uint8] | NDArray[np.uint32]
"""Code points, a byte each where all are ASCII."""

WINDOW = 1 << 18
"""Most code points that one running sum covers: its powers, 2 x 2 MB, stay in the processor's cache."""

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_PAIR = np.uint64(0xD1B54A32D192ED03)


@cache
def _powers(base: int, bits: int) -> Hashes:
    """Return the powers of a base from the 0th on, 2**bits of them or as many as a window needs."""
    factors = np.full(min(1 << bits, WINDOW + 1), base % 2**64, dtype=np.uint64)
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


def unmix(mixed: Hashes) -> Hashes:
    """Return the values that `mix` made these of: what is told apart before mixing need not be mixed."""
    values = mixed.copy()
    values ^= values >> np.uint64(31) ^ values >> np.uint64(62)
    values *= np.uint64(pow(0x94D049BB133111EB, -1, 2**64))
    values ^= values >> np.uint64(27) ^ values >> np.uint64(54)
    values *= np.uint64(pow(0xBF58476D1CE4E5B9, -1, 2**64))
    values ^= values >> np.uint64(30) ^ values >> np.uint64(60)
    return values


def sum_stretches(codes: Codes, start: Positions, end: Positions) -> Hashes:
    """Return the hash before mixing of codes[start:end] for each start and end; codes has at most WINDOW entries."""
    size = len(codes)
    bits = size.bit_length()
    sums = np.zeros(size + 1, dtype=np.uint64)
    sums[1:] = codes
    sums[1:] *= _powers(_BASE, bits)[:size]
    np.cumsum(sums[1:], out=sums[1:])
    stretches: Hashes = sums.take(end)
    stretches -= sums.take(start)
    stretches *= _powers(_INVERSE, bits).take(start)
    return stretches


def hash_stretches(codes: Codes, start: Positions, end: Positions) -> Hashes:
    """Return the hash of codes[start:end] for each start and end; codes has at most WINDOW entries."""
    return mix(sum_stretches(codes, start, end))


def open_pairs(first: Hashes) -> Hashes:
    """Return what the first token of a pair puts into it: opened + second is the pair's hash before mixing."""
    return mix(first + _PAIR)


def hash_pairs(first: Hashes, second: Hashes) -> Hashes:
    """Return one hash for each pair of neighbours; the order counts."""
    return mix(open_pairs(first) + second)
