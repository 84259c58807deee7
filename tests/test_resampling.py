"""Resampling threads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.resampling import (
    DRAWS,
    Interval,
    draw,
    interval_of,
    intervals_of,
    once,
    percentiles,
    thread_weights,
)


def drawn_share(weights):
    """Return which share of all that was drawn is the first thread: a figure of one number a draw."""
    return weights[:, 0] / weights.sum(axis=1)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 40), st.integers(0, 1000))
def test_each_draw_takes_as_many_threads_as_there_are(threads, seed):
    """With replacement, so that every thread is drawn once on average."""
    weights = thread_weights(threads, seed, draws=300)
    assert weights.shape == (300, threads)
    assert (weights.sum(axis=1) == threads).all()
    assert np.abs(weights.mean(axis=0) - 1).max() < 0.4


def test_draws_are_the_same_for_the_same_seed():
    """And the figures of many draws are those of all weights at once, in their order."""
    weights = thread_weights(12, seed=3, draws=250)
    np.testing.assert_array_equal(draw(drawn_share, 12, seed=3, draws=250), drawn_share(weights))
    assert not np.array_equal(weights, thread_weights(12, seed=4, draws=250))
    assert len(draw(drawn_share, 12, seed=3)) == DRAWS


def test_a_figure_of_several_columns_has_an_interval_for_each():
    """The same as each would have alone."""
    both = intervals_of(lambda weights: weights[:, :2] ** [1, 2], 15, seed=0)
    assert both == [interval_of(lambda weights, i=i: weights[:, i] ** (i + 1), 15, seed=0) for i in range(2)]
    assert both[0] != both[1]


@pytest.mark.parametrize(("threads", "given_"), [(9, False), (10, True)])
def test_fewer_than_ten_threads_give_no_interval(threads, given_):
    """Not one that could be believed."""
    assert (interval_of(drawn_share, threads, seed=0) is not None) == given_


def test_once_counts_every_thread_once():
    """The figure itself."""
    assert once(drawn_share, 4) == 1 / 4


def test_draws_without_a_figure_are_left_out_of_the_interval():
    """Where there is none in any draw there is no interval."""
    figures = np.append(np.arange(101.0), np.full(50, np.nan))
    assert percentiles(figures) == Interval(2.5, 97.5)
    assert percentiles(np.full(5, np.nan)) is None
