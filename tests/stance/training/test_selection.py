"""Choosing a model's strength."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.training.linear import Strength
from classifier.stance.training.selection import FIRST_TRIED, STRENGTHS, choose_strength, lowest


@settings(deadline=None)
@given(st.lists(st.integers(), unique=True, min_size=1, max_size=12), st.data())
def test_the_lowest_point_of_any_valley_is_found_from_anywhere(losses, data):
    """A sequence that falls and then rises, the valley at either end included."""
    fall = data.draw(st.integers(0, len(losses)))
    valley = sorted(losses[:fall], reverse=True) + sorted(losses[fall:])
    start = data.draw(st.integers(0, len(losses) - 1))
    assert lowest(range(len(valley)), start, valley.__getitem__) == valley.index(min(valley))


def test_the_strength_chosen_is_the_best_of_those_tried(training):
    """Both ways of weighing labels are tried, and the least out-of-fold log loss decides."""
    choice = choose_strength(training.corpus, training.corpus.rows[:250], seed=0)
    assert choice.tried[choice.strength] == min(choice.tried.values())
    assert {strength.balanced for strength in choice.tried} == {True, False}
    assert {strength.c for strength in choice.tried} <= set(STRENGTHS)
    assert 0.1 < choice.temperature < 10


def test_the_same_rows_and_seed_give_the_same_choice(training):
    """To the last digit of the losses."""
    rows = training.corpus.rows[33:133]
    assert choose_strength(training.corpus, rows, seed=5) == choose_strength(training.corpus, rows, seed=5)


def test_rows_of_one_thread_get_the_strength_that_is_tried_first(training):
    """One thread cannot be cross-validated."""
    corpus = replace(training.corpus, thread=np.zeros_like(training.corpus.thread))
    choice = choose_strength(corpus, corpus.rows, seed=0)
    assert (choice.strength, choice.temperature, choice.tried) == (Strength(FIRST_TRIED, balanced=True), 1.0, {})


def test_no_rows_get_the_strength_that_is_tried_first(training):
    """Where authors and near-duplicates leave nothing to train on, choosing is no crash."""
    choice = choose_strength(training.corpus, training.corpus.rows[:0], seed=0)
    assert choice.strength == Strength(FIRST_TRIED, balanced=True)


def test_rows_of_one_author_can_be_cross_validated(training):
    """Every fold then trains on nothing; the choice is arbitrary, but it is made."""
    corpus = replace(training.corpus, author=np.zeros_like(training.corpus.author))
    assert choose_strength(corpus, corpus.rows[:50], seed=0).strength.c in STRENGTHS


def test_few_posts_are_not_calibrated(training):
    """A temperature needs two hundred out-of-fold posts."""
    assert choose_strength(training.corpus, training.corpus.rows[:100], seed=0).temperature == 1.0


@pytest.mark.parametrize("field", ["label", "thread", "author"])
def test_nothing_of_other_rows_enters_the_choice(training, field):
    """Held-out posts may carry any label, thread or author: the strength is the same to the last digit."""
    rows = training.corpus.rows[100:200]
    values = getattr(training.corpus, field).copy()
    others = np.setdiff1d(training.corpus.rows, rows)
    values[others] = np.random.default_rng(0).permutation(values[others])
    changed = replace(training.corpus, **{field: values})
    assert choose_strength(changed, rows, seed=0) == choose_strength(training.corpus, rows, seed=0)
