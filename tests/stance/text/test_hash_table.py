"""Many keys at once: looked up, added, told apart."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.stance.text import hash_table
from classifier.stance.text.hash_table import ABSENT, HashTable, one_of_each, tell_apart

KEYS = st.one_of(st.integers(1, 2**64 - 1), st.integers(1, 40))


def as_keys(values):
    """Return 64-bit keys."""
    return np.array(values, dtype=np.uint64)


@settings(deadline=None)
@given(st.lists(st.lists(KEYS, max_size=30), max_size=6))
def test_a_table_numbers_its_keys_in_the_order_in_which_they_came(rounds):
    """However many come at a time, and through every growth; what never came is absent."""
    table, numbers = HashTable(as_keys([])), {}
    for given_keys in rounds:
        fresh = [key for key in dict.fromkeys(given_keys) if key not in numbers]
        numbers |= {key: len(numbers) + nth for nth, key in enumerate(fresh)}
        assert table.find(as_keys(fresh)).tolist() == [ABSENT] * len(fresh)
        table.add(as_keys(fresh))
    assert table.size == len(numbers)
    assert table.find(as_keys(list(numbers))).tolist() == list(numbers.values())


def test_a_hundred_thousand_keys_are_found_and_no_others():
    """Random keys, and ones that follow each other."""
    keys = np.concatenate([np.random.default_rng(1).integers(2**20, 2**63, 50_000), np.arange(1, 50_001)])
    table = HashTable(as_keys(keys))
    assert (table.find(as_keys(keys)) == np.arange(100_000)).all()
    assert (table.find(as_keys(keys) + np.uint64(2**63)) == ABSENT).all()


@pytest.mark.parametrize("keys", [[], [0], [0, 7]])
def test_a_table_may_be_empty_and_hold_the_key_zero(keys):
    """Zero marks free slots inside; outside it is a key as any other."""
    table = HashTable(as_keys(keys))
    assert table.find(as_keys([0, 7, 9])).tolist() == [keys.index(key) if key in keys else ABSENT for key in (0, 7, 9)]


@settings(deadline=None)
@given(st.lists(KEYS, max_size=100))
@example([5] * 100)
def test_one_of_each_keeps_every_key_once_and_the_order(keys):
    """Which occurrence stays is left open."""
    kept = one_of_each(as_keys(keys))
    assert sorted(as_keys(keys)[kept].tolist()) == sorted(set(keys))
    assert kept.tolist() == sorted(kept.tolist())


@settings(deadline=None)
@given(st.lists(KEYS, max_size=100), st.sampled_from([1, 2, 16]))
@example([5] * 100, 1)
def test_telling_apart_says_which_keys_are_repeated(keys, rounds):
    """Every occurrence of them, the one that stays too, also when rounds run out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hash_table, "_ROUNDS", rounds)
        _, again = tell_apart(as_keys(keys))
    assert again.tolist() == [keys.count(key) > 1 for key in keys]


@pytest.mark.parametrize("rounds", [1, 2, 16])
def test_keys_that_all_fall_into_one_slot_are_told_apart_too(monkeypatch, rounds):
    """What some rounds leave is sorted."""
    monkeypatch.setattr(hash_table, "_ROUNDS", rounds)
    monkeypatch.setattr(hash_table, "_SPREAD", np.uint64(1))
    keys = as_keys([*range(1, 200), *range(1, 100)])
    assert sorted(keys[one_of_each(keys)].tolist()) == list(range(1, 200))
    assert (HashTable(keys[:199]).find(keys) == keys.astype(np.int64) - 1).all()
