"""Tokens -> the terms that are counted: tokens, pairs of neighbours, and the character n-grams inside each token."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from classifier.stance.hashing import WINDOW, Hashes, Positions, hash_pairs, hash_stretches
from classifier.stance.tokens import Codes, Tokens

SHORTEST_GRAM, LONGEST_GRAM = 2, 5

_SPACE = 0x20


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which terms occur in which holder (a post or a token): each pair of holder and term once, sorted by both.

    `example` is the place of one occurrence: a token's index, or the index of a pair's first token.
    """

    holder: Positions
    hash: Hashes
    example: Positions


@dataclass(frozen=True, slots=True)
class Grams:
    """The distinct character n-grams of some tokens, sorted by token; `token` counts from 0 within those.

    A gram is codes[start : start + length], where `codes` are the tokens with a space on each side of each.
    """

    codes: Codes
    token: Positions
    hash: Hashes
    start: Positions
    length: Positions


def distinct(holder: Positions, hashes: Hashes) -> Occurrences:
    """Return each (holder, hash) once; `example` is the index of its first occurrence."""
    order = np.lexsort((hashes, holder))
    holder, hashes = holder[order], hashes[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (holder[1:] != holder[:-1]) | (hashes[1:] != hashes[:-1])
    return Occurrences(holder[first], hashes[first], order[first])


def post_tokens(tokens: Tokens) -> Occurrences:
    """Return the distinct tokens of each post."""
    return distinct(tokens.post, tokens.hash)


def post_pairs(tokens: Tokens) -> Occurrences:
    """Return the distinct pairs of neighbouring tokens of each post."""
    first = np.flatnonzero(tokens.post[1:] == tokens.post[:-1])
    found = distinct(tokens.post[first], hash_pairs(tokens.hash[first], tokens.hash[first + 1]))
    return Occurrences(found.holder, found.hash, first[found.example])


def token_grams(tokens: Tokens, which: Positions) -> Iterator[tuple[slice, Grams]]:
    """Yield the n-grams of the tokens `which`, some tokens at a time: (the slice of `which`, their grams)."""
    sizes = tokens.end[which] - tokens.start[which] + 2
    ends = np.cumsum(sizes)
    done = 0
    while done < len(which):
        base = ends[done] - sizes[done]
        upto = int(np.searchsorted(ends, base + WINDOW, side="right"))
        yield slice(done, upto), _grams(_padded(tokens, which[done:upto]), ends[done:upto] - base)
        done = upto


def _padded(tokens: Tokens, which: Positions) -> Codes:
    inside = tokens.end[which] - tokens.start[which]
    before = np.cumsum(inside) - inside
    nth = np.arange(int(inside.sum())) - np.repeat(before, inside)
    codes = np.full(len(nth) + 2 * len(which), _SPACE, dtype=np.uint32)
    opens = before + 2 * np.arange(len(which)) + 1
    codes[np.repeat(opens, inside) + nth] = tokens.codes[np.repeat(tokens.start[which], inside) + nth]
    return codes


def _grams(codes: Codes, ends: Positions) -> Grams:
    token_of = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    room = ends[token_of] - np.arange(len(codes))
    starts = [np.flatnonzero(room >= length) for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1)]
    length = np.repeat(np.arange(SHORTEST_GRAM, LONGEST_GRAM + 1), [len(start) for start in starts])
    start = np.concatenate(starts)
    found = distinct(token_of[start], hash_stretches(codes, start, start + length))
    return Grams(codes, found.holder, found.hash, start[found.example], length[found.example])
