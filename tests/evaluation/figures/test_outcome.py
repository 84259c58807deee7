"""Figures from counts, against scikit-learn, and their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from classifier import resampling
from classifier.evaluation.figures.counts import (
    ABSTAINED,
    accuracy,
    coverage,
    f1,
    macro_f1,
    matthews,
    precision,
    recall,
)
from classifier.evaluation.figures.outcome import Predicted, count_outcome

LABELS = ("a", "b", "c")
PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(ABSTAINED, 2)), min_size=1, max_size=40)


def counted(pairs, thread=None, repeats=1):
    """Return the outcome of (true, predicted) pairs, each in a thread of its own if not said otherwise."""
    true, said = np.array(pairs).T
    thread = np.arange(len(true)) if thread is None else np.asarray(thread)
    return count_outcome("model", LABELS, Predicted(thread, true, said, 1 / repeats))


def right_or_wrong(right, thread):
    """Return the outcome of posts of one label, the others being predicted as another."""
    return counted([(0, 0 if hit else 1) for hit in right], thread)


@settings(deadline=None, max_examples=100)
@given(PAIRS)
def test_figures_are_those_of_scikit_learn(pairs):
    """An abstention is a prediction that is never right; a ratio of nothing is not defined."""
    (true, said), counts = np.array(pairs).T, counted(pairs).counts
    scores = {"labels": range(3), "average": None, "zero_division": np.nan}
    assert accuracy(counts) == pytest.approx(metrics.accuracy_score(true, said))
    np.testing.assert_allclose(recall(counts), metrics.recall_score(true, said, **scores))
    np.testing.assert_allclose(precision(counts), metrics.precision_score(true, said, **scores))
    there = np.isin(range(3), true)
    expected = np.where(there, metrics.f1_score(true, said, labels=range(3), average=None, zero_division=0), np.nan)
    np.testing.assert_allclose(f1(counts), expected)
    assert macro_f1(counts) == pytest.approx(metrics.f1_score(true, said, labels=np.unique(true), average="macro"))
    chance = len(set(true)) < 2 or len(set(said)) < 2
    assert matthews(counts) == pytest.approx(np.nan if chance else metrics.matthews_corrcoef(true, said), nan_ok=True)


def test_a_label_that_no_post_carries_is_left_out_of_the_mean():
    """Its F1 is not defined, even where it was predicted; its precision then is none."""
    counts = counted([(0, 0), (0, 2), (1, 1)]).counts
    np.testing.assert_allclose(f1(counts), [2 / 3, 1, np.nan])
    assert macro_f1(counts) == pytest.approx((2 / 3 + 1) / 2)
    assert (np.isnan(recall(counts)[2]), precision(counts)[2]) == (True, 0)


def test_a_label_that_is_never_predicted_counts_as_none_in_the_mean():
    """Its precision is not defined, its F1 is 0: a label is not forgiven for being missed."""
    counts = counted([(0, 0), (1, 0)]).counts
    assert np.isnan(precision(counts)[1])
    assert (f1(counts)[1], macro_f1(counts)) == (0, pytest.approx((2 / 3 + 0) / 2))


def test_an_abstention_is_a_miss_and_no_false_alarm():
    """It lowers recall and accuracy, and no label's precision."""
    counts = counted([(0, 0), (0, ABSTAINED), (1, 1), (1, ABSTAINED)]).counts
    assert (float(accuracy(counts)), float(coverage(counts))) == (0.5, 0.5)
    assert (recall(counts)[0], precision(counts)[0]) == (0.5, 1)


def test_counts_stand_by_true_and_predicted_label_with_abstentions_last():
    """Of shape (labels, labels + 1), and by thread before."""
    result = counted([(0, 0), (0, 1), (2, ABSTAINED), (2, 2)], thread=[7, 7, 7, 3])
    assert result.counts.tolist() == [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1]]
    assert result.by_thread.shape == (2, 3, 4)
    assert result.by_thread[0].sum() == 1
    assert result.support.tolist() == [2, 0, 2]


@pytest.mark.parametrize("repeats", [1, 2, 3, 7])
def test_posts_predicted_several_times_count_once(repeats):
    """Each time is a share of the post, so that support is the number of posts."""
    pairs = [(0, 0), (0, 1), (1, 1), (2, ABSTAINED)] * repeats
    result = counted(pairs, thread=[0, 0, 1, 2] * repeats, repeats=repeats)
    assert result.support.tolist() == [2, 1, 1]
    assert result.figure(accuracy) == pytest.approx(0.5)


def test_repeats_that_differ_give_their_mean():
    """A post that is found once in two times is half found."""
    result = counted([(0, 0), (0, 1), (1, 1), (1, 1)], thread=[0, 0, 1, 1], repeats=2)
    assert result.counts.tolist() == [[0.5, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert result.figure(accuracy) == pytest.approx(0.75)


@pytest.mark.parametrize(("posts", "rare"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_label_of_one_to_four_posts_is_rare(posts, rare):
    """Their figures say nothing of the label; a label without posts has no figures at all."""
    result = counted([(0, 0)] * 6 + [(1, 1)] * posts)
    assert result.rare == (("b",) if rare else ())


def test_the_mean_without_rare_labels_is_over_the_others_that_posts_carry():
    """Neither the rare label nor the one that no post carries is in it."""
    result = counted([(0, 0)] * 6 + [(0, 1)] * 2 + [(1, 1)] * 2)
    assert result.without_rare() == pytest.approx(f1(result.counts)[0]) != result.figure(macro_f1)


@pytest.mark.parametrize("pairs", [[(0, 0)] * 5 + [(1, 1)] * 5, [(0, 0), (1, 1)]], ids=["none is rare", "all are rare"])
def test_there_is_no_mean_without_rare_labels_where_it_would_say_nothing(pairs):
    """Where no label is rare it is the mean itself; where all are, nothing is left."""
    assert counted(pairs).without_rare() is None


@pytest.mark.parametrize(("threads", "given_"), [(1, False), (9, False), (10, True)])
def test_there_is_no_interval_for_fewer_than_ten_threads(threads, given_):
    """However many posts stand in them."""
    result = right_or_wrong([True, True, False] * 100, np.arange(300) % threads)
    assert (result.interval(accuracy, 0) is not None) == given_
    assert (result.interval(macro_f1, 0) is not None) == given_


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000), st.integers(12, 40))
def test_an_interval_lies_around_its_figure(seed, threads):
    """For accuracy and for macro F1, between 0 and 1."""
    random = np.random.default_rng(seed)
    true, said = random.integers(0, 3, size=(2, 4 * threads))
    said = np.where(random.random(len(true)) < 0.6, true, said)
    result = counted(list(zip(true, said, strict=True)), np.arange(len(true)) % threads)
    for measure in (accuracy, macro_f1):
        interval = result.interval(measure, 0)
        assert 0 <= interval.low <= result.figure(measure) <= interval.high <= 1


def test_an_interval_is_the_same_for_the_same_seed():
    """And another for another."""
    result = right_or_wrong(np.arange(60) % 3 > 0, np.arange(60) % 20)
    mixed = right_or_wrong(np.random.default_rng(0).random(60) < 0.7, np.arange(60) % 20)
    assert mixed.interval(accuracy, 5) == mixed.interval(accuracy, 5)
    assert len({mixed.interval(macro_f1, seed).low for seed in range(5)}) > 1
    assert result.interval(accuracy, 0) is not None


def test_threads_that_are_right_or_wrong_as_a_whole_give_a_wider_interval():
    """Two hundred posts of twenty threads are no two hundred witnesses: the interval is some three times as wide."""
    right = np.repeat(np.arange(20) % 2 == 0, 10)
    alone = right_or_wrong(right, np.arange(200)).interval(accuracy, 0)
    clustered = right_or_wrong(right, np.repeat(np.arange(20), 10)).interval(accuracy, 0)
    assert (clustered.high - clustered.low) / (alone.high - alone.low) == pytest.approx(10**0.5, rel=0.15)


def test_threads_that_all_fare_alike_give_an_interval_without_width():
    """Resampling them changes nothing."""
    interval = right_or_wrong([True, False] * 10, np.arange(20) // 2).interval(accuracy, 0)
    assert interval.low == interval.high == 0.5


@pytest.mark.parametrize("share", [0.6, 0.8])
def test_an_interval_is_as_wide_as_theory_says_for_independent_posts(share):
    """1.96 standard errors to each side of a share of four hundred posts."""
    interval = right_or_wrong(np.arange(400) < 400 * share, np.arange(400)).interval(accuracy, 0)
    expected = 1.96 * (share * (1 - share) / 400) ** 0.5
    assert (interval.high - interval.low) / 2 == pytest.approx(expected, rel=0.1)


def test_figures_of_many_counts_at_once_are_those_of_each():
    """The same function gives a figure and, over resampled threads, its interval."""
    counts = np.random.default_rng(0).integers(0, 4, size=(50, 3, 4)).astype(float)
    for measure in (accuracy, recall, precision, f1, macro_f1, coverage, matthews):
        np.testing.assert_array_equal(measure(counts), [measure(each) for each in counts])


def test_an_interval_is_over_labels_that_posts_carry_in_each_draw():
    """A draw without a rare label's thread leaves that label out of the mean, and is no crash."""
    result = counted([(0, 0)] * 11 + [(1, 0)])
    interval = result.interval(macro_f1, 0)
    assert 0 < interval.low < interval.high == 1
    assert resampling.DRAWS == 2000
