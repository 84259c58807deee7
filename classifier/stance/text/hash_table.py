"""Sets of 64-bit keys as arrays: many looked up, added or told apart at once.

Open addressing with linear probing (Knuth 1973, section 6.4): a key stands at the slot that its hash names, or at the
next free one after it. Every step is an array operation over the keys that are not settled yet, and most are settled
by the first. Sorting the keys, or a binary search among them, costs several times as much.
"""

import os

import numpy as np
from numpy.typing import NDArray

from classifier.stance.text.hashing import Hashes, Positions

Numbers = NDArray[np.int32]

ABSENT = -1

_SLOTS_A_KEY = 4
_ROUNDS = 16


def own_factor() -> np.uint64:
    """Return an odd factor of this process's own, which whoever makes up texts cannot know."""
    return np.uint64(int.from_bytes(os.urandom(8), "little") | 1)


# Multiplied by such a factor (Dietzfelbinger et al. 1997), no text's keys can be made to fall into one slot.
_SPREAD = own_factor()


class HashTable:
    """Numbers the keys that are added to it: 0, 1, 2, ... in the order given."""

    def __init__(self, keys: Hashes) -> None:
        self._allot(len(keys))
        self.size = 0
        self.add(keys)

    def find(self, keys: Hashes) -> Numbers:
        """Return the number of each key, ABSENT where it was never added."""
        keys = np.maximum(keys, 1)
        slot = self._slots(keys)
        found = self._keys.take(slot)
        # A free slot's number is ABSENT, so that only those that found another key have to look further.
        numbers: Numbers = self._numbers.take(slot)
        left = np.flatnonzero((found != keys) & (found != 0))
        slot, keys = slot.take(left), keys.take(left)
        while len(left):
            slot = (slot + 1) & self._last
            found = self._keys.take(slot)
            numbers[left] = self._numbers.take(slot)
            on = np.flatnonzero((found != keys) & (found != 0))
            left, slot, keys = left.take(on), slot.take(on), keys.take(on)
        return numbers

    def add(self, keys: Hashes) -> None:
        """Add keys that are different from each other and from those already there."""
        if (self.size + len(keys)) * 2 > len(self._keys):
            self._grow(self.size + len(keys))
        self._insert(np.maximum(keys, 1), np.arange(self.size, self.size + len(keys), dtype=np.int32))
        self.size += len(keys)

    def _allot(self, keys: int) -> None:
        bits = max(keys * _SLOTS_A_KEY - 1, 1).bit_length()
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        """The key at each slot, 0 where it is free: a key of 0 counts as 1."""
        self._numbers = np.full(1 << bits, ABSENT, dtype=np.int32)

    def _grow(self, keys: int) -> None:
        taken = np.flatnonzero(self._keys)
        held, numbers = self._keys[taken], self._numbers[taken]
        self._allot(keys)
        self._insert(held, numbers)

    def _slots(self, keys: Hashes) -> Positions:
        return ((keys * _SPREAD) >> self._shift).view(np.int64)

    def _insert(self, keys: Hashes, numbers: Numbers) -> None:
        slot = self._slots(keys)
        while len(keys):
            free = np.flatnonzero(self._keys.take(slot) == 0)
            # Of several keys at one free slot the last one written stays; the others see that and go on.
            self._keys[slot.take(free)] = keys.take(free)
            settled = self._keys.take(slot) == keys
            self._numbers[slot[settled]] = numbers[settled]
            keys, numbers, slot = keys[~settled], numbers[~settled], (slot[~settled] + 1) & self._last


def one_of_each(keys: Hashes) -> Positions:
    """Return where in `keys` one occurrence of each different key stands, in rising order."""
    return tell_apart(keys)[0]


def tell_apart(keys: Hashes) -> tuple[Positions, NDArray[np.bool_]]:
    """Return where one occurrence of each different key stands, in rising order, and which keys occur more than once.

    Each key writes its place to the slot that it falls into. Whose place stays there is kept; whoever finds its own
    key there is a repetition of it; whoever finds another key tries again among those that did.
    """
    bits = max(len(keys) * _SLOTS_A_KEY - 1, 1).bit_length()
    slot = ((keys * _SPREAD) >> np.uint64(64 - bits)).view(np.int64)
    place = np.empty(1 << bits, dtype=np.int32)
    again = np.zeros(len(keys), dtype=bool)
    kept = np.empty(len(keys), dtype=bool)
    left = np.arange(len(keys), dtype=np.int32)
    for _ in range(_ROUNDS):
        place[slot] = left
        there = place.take(slot)
        kept[left] = there == left
        beaten = np.flatnonzero(there != left)
        there, left, slot = there.take(beaten), left.take(beaten), slot.take(beaten)
        same = keys.take(there) == keys.take(left)
        again[there[same]] = True
        other = np.flatnonzero(~same)
        left, slot = left.take(other), slot.take(other)
        if not len(left):
            break
    else:
        _, first, times = np.unique(keys.take(left), return_index=True, return_counts=True)
        kept[left.take(first)] = True
        again[left.take(first[times > 1])] = True
    return np.flatnonzero(kept), again | ~kept


def strike_repeats(counted: NDArray[np.bool_], places: Positions, keys: Hashes) -> None:
    """Leave, of each key that stands at some places, one occurrence counted."""
    counted[places] = False
    counted[places.take(one_of_each(keys))] = True
