"""The difference between two systems on the same posts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.figures.counts import accuracy, macro_f1
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.evaluation.figures.paired import difference

SEEDS = st.integers(0, 2**32 - 1)
LABELS = ("a", "b", "c")


def outcome(true, said, thread, system="model"):
    """Return what a system's predictions of labelled posts in threads were worth."""
    return count_outcome(system, LABELS, Predicted(np.asarray(thread), np.asarray(true), np.asarray(said)))


def two_systems(seed, threads=20, alike=0.5):
    """Return the outcomes of two systems of which one says, of a share of the posts, what the other says."""
    random = np.random.default_rng(seed)
    true, one, other = random.integers(0, 3, size=(3, 5 * threads))
    one = np.where(random.random(len(true)) < 0.5, true, one)
    other = np.where(random.random(len(true)) < alike, one, other)
    thread = np.arange(len(true)) % threads
    return outcome(true, one, thread, "one"), outcome(true, other, thread, "other")


@settings(deadline=None, max_examples=20)
@given(SEEDS, st.sampled_from([accuracy, macro_f1]))
def test_a_difference_the_other_way_round_is_its_negative(seed, measure):
    """Value and interval; what is no tie is won by one of the two."""
    one, other = two_systems(seed)
    there, back = difference(one, other, measure, 1), difference(other, one, measure, 1)
    assert (there.system, there.other, back.system) == ("one", "other", "other")
    assert there.value == -back.value == pytest.approx(one.figure(measure) - other.figure(measure))
    assert (there.interval.low, there.interval.high) == pytest.approx((-back.interval.high, -back.interval.low))
    assert 0 < there.positive + back.positive <= 1


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_the_interval_lies_around_the_difference_and_is_the_same_for_a_seed(seed):
    """As for any figure."""
    one, other = two_systems(seed)
    found = difference(one, other, accuracy, 3)
    assert found.interval.low <= found.value <= found.interval.high
    assert found == difference(one, other, accuracy, 3)


def test_the_paired_interval_is_narrower_than_the_two_apart():
    """Both systems find the same threads easy: what they share does not blur the difference."""
    one, other = two_systems(0, threads=40, alike=0.9)
    paired = difference(one, other, accuracy, 0).interval
    low, high = one.interval(accuracy, 0), other.interval(accuracy, 0)
    assert paired.high - paired.low < 0.5 * min(low.high - low.low, high.high - high.low)


def test_a_system_does_not_differ_from_itself():
    """Nor is it better in any draw."""
    one, _ = two_systems(0)
    found = difference(one, one, macro_f1, 0)
    assert (found.value, found.interval.low, found.interval.high, found.positive) == (0, 0, 0, 0)


def test_a_system_that_is_better_in_every_thread_is_better_in_every_draw():
    """And its interval lies above nothing."""
    true, thread = np.zeros(60, int), np.arange(60) // 3
    found = difference(outcome(true, true, thread), outcome(true, np.arange(60) % 3, thread), accuracy, 0)
    assert (found.positive, found.interval.low > 0) == (1, True)


@pytest.mark.parametrize(("threads", "given_"), [(9, False), (10, True)])
def test_fewer_than_ten_threads_give_a_value_alone(threads, given_):
    """As for any figure."""
    found = difference(*two_systems(0, threads), accuracy, 0)
    assert (found.interval is not None, found.positive is not None) == (given_, given_)


TRUE, THREAD = [0, 0, 1, 1], [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("true", "thread"),
    [([0, 0, 1], [0, 0, 1]), (TRUE, [0, 0, 1, 2]), (TRUE, [0, 1, 1, 1]), ([0, 1, 1, 1], THREAD)],
    ids=["fewer posts", "more threads", "other threads", "other labels"],
)
def test_outcomes_of_other_posts_are_refused(true, thread):
    """Their difference would compare posts, not systems."""
    with pytest.raises(ValueError, match="not of the same posts"):
        difference(outcome(TRUE, TRUE, THREAD), outcome(true, true, thread), accuracy, 0)


def test_outcomes_in_other_labels_are_refused():
    """A column must mean the same in both."""
    one = outcome(TRUE, TRUE, THREAD)
    with pytest.raises(ValueError, match="not of the same posts"):
        difference(one, replace(one, labels=("x", "y", "z")), accuracy, 0)
