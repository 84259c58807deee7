"""Posts -> tokens, as arrays over all posts at once.

A token is a maximal run of letters, digits, marks and inner apostrophes, lower-cased; any other visible character
is a token of its own. A run of more than 65,536 characters is cut there, so that no text can claim unbounded memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.stance.text.characters import APOSTROPHES, INVISIBLE, PUNCTUATION, WORD, character_classes
from classifier.stance.text.hashing import WINDOW, Codes, Hashes, Positions, mix, sum_stretches

LONGEST_TOKEN = 1 << 16


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of several posts in order: one entry a token in every array but `codes`."""

    posts: int
    """How many posts there are, those without a token included."""
    codes: Codes
    """The posts' lower-cased code points, a line feed after each post."""
    post: Positions
    """Which post the token stands in."""
    start: Positions
    end: Positions
    """The token is codes[start:end]."""
    key: Hashes
    """The token's hash before it is mixed, enough to tell tokens apart."""
    speaks: NDArray[np.bool_]
    """Whether the token is more than punctuation: a word, a number, an emoji."""

    @property
    def hash(self) -> Hashes:
        """The tokens' hashes, as a model knows them."""
        return mix(self.key)

    def strings(self, which: Positions) -> list[str]:
        """Return the given tokens as text."""
        return slices(self.codes, self.start[which], self.end[which])


def encode(texts: Sequence[str]) -> Codes:
    """Return the code points of the texts, a line feed after each; a lone surrogate stays what it is."""
    return _codes("\n".join([*texts, ""]))


def _codes(text: str) -> Codes:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)


def decode(codes: Codes) -> str:
    """Return the text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def slices(codes: Codes, start: Positions, end: Positions) -> list[str]:
    """Return codes[start:end] as text for each start and end; decoding all once is quicker than each."""
    text = decode(codes)
    return [text[first:last] for first, last in zip(start.tolist(), end.tolist(), strict=True)]


def find_tokens(texts: Sequence[str]) -> Tokens:
    """Return the tokens of the texts.

    >>> tokens = find_tokens(["Don't stop!", "Stop 🇺🇦"])
    >>> tokens.strings(range(len(tokens.post))), tokens.post.tolist()
    (["don't", 'stop', '!', 'stop', '🇺', '🇦'], [0, 0, 0, 1, 1, 1])
    """
    # All at once: a line feed keeps what is around a letter from its post's neighbours (a sigma ends its word there).
    joined = "\n".join([*texts, ""])
    lowered = joined.lower()
    sizes = list(map(len, texts if len(lowered) == len(joined) else map(str.lower, texts)))
    codes = _codes(lowered)
    classes = character_classes().take(codes)
    start, end = _runs(codes, classes)
    before = np.searchsorted(start, np.cumsum(np.array(sizes, dtype=np.int64) + 1))
    return Tokens(
        posts=len(sizes),
        codes=codes,
        post=np.repeat(np.arange(len(sizes)), np.diff(before, prepend=0)),
        start=start,
        end=end,
        key=_keys(codes, start, end),
        speaks=classes.take(start) != PUNCTUATION,
    )


def _runs(codes: Codes, classes: NDArray[np.uint8]) -> tuple[Positions, Positions]:
    word = classes == WORD
    largest = np.iinfo(codes.dtype).max
    apostrophe = np.concatenate([np.flatnonzero(codes == code) for code in APOSTROPHES if code <= largest])
    # The line feed that ends each post keeps apostrophe + 1 inside the array; an apostrophe at 0 looks at that feed.
    inner = apostrophe[word[apostrophe - 1] & word[apostrophe + 1]]
    word[inner] = True
    # Any visible character opens a token and closes it, but for those that stand inside a word.
    opens = classes != INVISIBLE
    closes = opens.copy()
    parted = ~(word[1:] & word[:-1])
    opens[1:] &= parted
    closes[:-1] &= parted
    start = np.flatnonzero(opens)
    end = np.flatnonzero(closes) + 1
    if len(start) and (end - start).max() > LONGEST_TOKEN:
        start, end = _cut_long(start, end)
    return start, end


def _cut_long(start: Positions, end: Positions) -> tuple[Positions, Positions]:
    pieces = -((start - end) // LONGEST_TOKEN)
    nth = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first = np.repeat(start, pieces) + nth * LONGEST_TOKEN
    return first, np.minimum(first + LONGEST_TOKEN, np.repeat(end, pieces))


def _keys(codes: Codes, start: Positions, end: Positions) -> Hashes:
    keys = np.empty(len(start), dtype=np.uint64)
    done = 0
    while done < len(start):
        base = start[done]
        upto = int(np.searchsorted(end, base + WINDOW, side="right"))
        part = slice(done, upto)
        keys[part] = sum_stretches(codes[base : base + WINDOW], start[part] - base, end[part] - base)
        done = upto
    return keys
