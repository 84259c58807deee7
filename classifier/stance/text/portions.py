"""Texts and rows some at a time, so that what is worked out of them stays small."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")

MOST_AT_ONCE = 1 << 22
BATCH_CHARACTERS = 1 << 18
GATHERED_CHARACTERS = 1 << 20
"""A thousand forum posts: some batches of texts that are all ASCII, and some of the others, which go apart."""
GATHERED_ITEMS = 8000
"""Each call costs something: posts of one word take half the time each where so many share it that a thousand take."""


def portions(work: NDArray[np.integer], most: int = MOST_AT_ONCE) -> Iterator[slice]:
    """Yield the rows in turn, as many at a time as take `most` entries, given how many each takes; one at least.

    >>> list(portions(np.array([2, 2, 3, 9, 0]), 5))
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None), slice(4, 5, None)]
    """
    ends = np.cumsum(work, dtype=np.int64)
    first = 0
    while first < len(ends):
        before = ends[first] - work[first]
        end = max(int(np.searchsorted(ends, before + most, side="right")), first + 1)
        yield slice(first, end)
        first = end


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts some at a time: enough for array operations to pay, too few for arrays of many megabytes."""
    ends = np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1)
    first, before = 0, 0
    while first < len(texts):
        upto = max(first + 1, int(np.searchsorted(ends, before + BATCH_CHARACTERS + 1, side="right")))
        yield texts[first:upto]
        first, before = upto, ends[upto - 1]


def gathered(items: Iterable[Item], characters: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield the items of a stream some at a time: GATHERED_ITEMS, or up to the one that fills GATHERED_CHARACTERS.

    By characters, so that posts of many megabytes are not held by the thousand; by number, so that tiny ones are not
    held by the hundred thousand.

    >>> list(gathered(["a" * GATHERED_CHARACTERS, "b", "c"], len))[1:]
    [['b', 'c']]
    """
    some, size = list[Item](), 0
    for item in items:
        some.append(item)
        size += characters(item)
        if size >= GATHERED_CHARACTERS or len(some) >= GATHERED_ITEMS:
            yield some
            some, size = [], 0
    if some:
        yield some
