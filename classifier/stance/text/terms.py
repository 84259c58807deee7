"""Tokens -> the terms that are counted: tokens, pairs of neighbours, and the character n-grams inside each token."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from classifier.stance.text.hash_table import one_of_each, own_factor, strike_repeats, tell_apart
from classifier.stance.text.hashing import WINDOW, Codes, Hashes, Positions, mix, open_pairs, sum_stretches
from classifier.stance.text.tokens import Tokens

SHORTEST_GRAM, LONGEST_GRAM = 2, 5

_SPACE = 0x20
_HOLDER = own_factor()
"""Were it known, a word could be made up whose key in one post is that of a given word in the next."""


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
    key: Hashes
    """The n-gram's hash before it is mixed."""
    start: Positions
    length: Positions

    @property
    def hash(self) -> Hashes:
        """The n-grams' hashes, as a model knows them."""
        return mix(self.key)


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


def pair_starts(tokens: Tokens) -> Positions:
    """Return which tokens have a next one in their post."""
    return np.flatnonzero(tokens.post[1:] == tokens.post[:-1])


def pair_keys(tokens: Tokens) -> Hashes:
    """Return the hash, before mixing, of each token and its next one, shape (tokens - 1,).

    The last of a post makes no pair with the first of the next: those keys are made because that is soonest done, and
    `pair_starts` leaves them out.
    """
    hashes = tokens.hash
    return open_pairs(hashes[:-1]) + hashes[1:]


def once_a_post(keys: Hashes, post: Positions) -> Positions:
    """Return where one occurrence of each different key of each post stands, in rising order."""
    return one_of_each(in_posts(keys, post))


def in_posts(keys: Hashes, post: Positions) -> Hashes:
    """Return keys that are the same where both the key and the post are."""
    return keys + post.view(np.uint64) * _HOLDER


def post_pairs(tokens: Tokens) -> Occurrences:
    """Return the distinct pairs of neighbouring tokens of each post."""
    first = pair_starts(tokens)
    found = distinct(tokens.post[first], mix(pair_keys(tokens)[first]))
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
    sizes = np.diff(ends, prepend=0)
    room = np.repeat(ends, sizes) - np.arange(len(codes))
    lengths = np.clip(room - SHORTEST_GRAM + 1, 0, LONGEST_GRAM - SHORTEST_GRAM + 1)
    start = np.repeat(np.arange(len(codes)), lengths)
    length = np.arange(len(start)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + SHORTEST_GRAM
    token = np.repeat(np.repeat(np.arange(len(ends)), sizes), lengths)
    key = sum_stretches(codes, start, start + length)
    # Only what begins with a repeated pair of characters can itself be repeated.
    _, again = tell_apart(_in_tokens(key, token, np.flatnonzero(length == SHORTEST_GRAM)))
    counted = np.ones(len(key), dtype=bool)
    maybe = np.flatnonzero(np.repeat(again, lengths[lengths > 0]))
    strike_repeats(counted, maybe, _in_tokens(key, token, maybe))
    once = np.flatnonzero(counted)
    return Grams(codes, token.take(once), key.take(once), start.take(once), length.take(once))


def _in_tokens(key: Hashes, token: Positions, which: Positions) -> Hashes:
    """Return keys for some n-grams, the same where both n-gram and token are; mixed, so that no sum is another's."""
    return mix(key.take(which)) + token.take(which).view(np.uint64) * _HOLDER
