"""Answering the surest posts only."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.figures.selective import FEWEST_POSTS, coverage_at, coverage_curve, threshold_for

LAW = settings(deadline=None, max_examples=60)
SEEDS = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="session")
def many_posts(random_posts, scored_of):
    """Make some 120 posts out of random ones, so that there are often enough to answer."""

    def posts(seed):
        some = [random_posts(seed + i) for i in range(4)]
        return scored_of(*(np.concatenate([getattr(of, name) for of in some]) for name in ARRAYS))

    return posts


ARRAYS = ("true", "probabilities", "thread", "share", "answered")


def once(scored, accuracy):
    """Return how many posts can be answered with an accuracy, every thread counting once."""
    return coverage_at(scored, accuracy, np.ones((1, scored.threads)))[0]


def answering(scored, confidence):
    """Return the share of posts that are answered from a confidence on, and their accuracy, by the definition."""
    rows = scored.answered & (scored.top >= confidence)
    return scored.share[rows].sum() / scored.share.sum(), np.average(scored.right[rows], weights=scored.share[rows])


@LAW
@given(SEEDS)
def test_each_point_of_the_curve_is_what_its_confidence_gives(many_posts, seed):
    """All posts as sure as that are answered, ties together, and no other; never one on which the model abstained."""
    scored = many_posts(seed)
    for point in coverage_curve(scored):
        assert (point.coverage, point.accuracy) == pytest.approx(answering(scored, point.confidence))
        assert point.posts == pytest.approx(point.coverage * scored.share.sum())


@LAW
@given(SEEDS)
def test_the_curve_goes_from_the_surest_posts_to_all_that_can_be_answered(many_posts, seed):
    """Confidence falls, coverage rises, from twenty posts on."""
    scored = many_posts(seed)
    curve = coverage_curve(scored)
    assert all(a.confidence > b.confidence and a.coverage < b.coverage for a, b in pairwise(curve))
    assert all(point.posts >= FEWEST_POSTS for point in curve)
    if scored.share[scored.answered].sum() >= FEWEST_POSTS:
        assert curve[-1].coverage == pytest.approx(scored.share[scored.answered].sum() / scored.share.sum())


@LAW
@given(SEEDS, st.sampled_from([0.3, 0.5, 0.8]))
def test_the_share_answered_at_an_accuracy_is_the_best_of_the_curve(many_posts, seed, accuracy):
    """Nothing where no threshold reaches it; the curve in full says the same."""
    scored = many_posts(seed)
    best = threshold_for(coverage_curve(scored, points=10_000), accuracy)
    assert once(scored, accuracy) == pytest.approx(best.coverage if best else 0)


@LAW
@given(SEEDS, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_a_higher_accuracy_is_reached_on_no_more_posts(many_posts, seed, accuracies):
    """And an accuracy of nothing on all that are answered."""
    scored = many_posts(seed)
    found = [once(scored, accuracy) for accuracy in sorted(accuracies)]
    assert found == sorted(found, reverse=True)


@LAW
@given(SEEDS)
def test_a_thread_drawn_twice_counts_as_its_rows_twice(many_posts, random_weights, rows_again, seed):
    """Twenty posts are then those of the draw."""
    scored = many_posts(seed)
    weights = random_weights(scored, seed)
    weights[0] = 1
    assert coverage_at(scored, 0.4, weights[np.newaxis])[0] == pytest.approx(once(rows_again(scored, weights), 0.4))


def test_posts_of_equal_probability_are_answered_together(scored_of):
    """Thirty right and ten wrong at one probability: three in four at best, in whatever order they stand."""
    scored = scored_of(np.repeat([0, 1], [30, 10]), np.tile([0.6, 0.4], (40, 1)))
    assert [(point.coverage, point.accuracy) for point in coverage_curve(scored)] == [(1, 0.75)]
    assert (once(scored, 0.75), once(scored, 0.76)) == (1, 0)


def test_posts_without_an_answer_count_in_every_coverage(scored_of):
    """Forty posts, all right, of which ten were not answered; with twenty more that have no probability at all."""
    answered = np.arange(40) % 4 > 0
    scored = scored_of(np.zeros(40, int), np.tile([0.9, 0.1], (40, 1)), np.zeros(40, int), answered=answered)
    assert once(scored, 0.8) == coverage_curve(scored)[-1].coverage == 30 / 40
    with_others = replace(scored, posts=np.array([60.0]))
    assert once(with_others, 0.8) == coverage_curve(with_others)[-1].coverage == 30 / 60


@pytest.mark.parametrize(("posts", "found"), [(FEWEST_POSTS - 1, 0), (FEWEST_POSTS, 1)])
def test_fewer_than_twenty_posts_reach_no_accuracy(scored_of, posts, found):
    """Of a few, all can be right by luck."""
    scored = scored_of(np.zeros(posts, int), np.tile([0.9, 0.1], (posts, 1)))
    assert once(scored, 0.5) == len(coverage_curve(scored)) == found


def test_a_system_that_answers_nothing_has_no_curve(scored_of):
    """And reaches nothing."""
    scored = scored_of(np.zeros(40, int), np.tile([0.9, 0.1], (40, 1)), answered=np.zeros(40, bool))
    assert (coverage_curve(scored), once(scored, 0.5)) == ([], 0)
    assert threshold_for([], 0.5) is None


def test_a_curve_has_at_most_the_points_asked_for(sure_posts):
    """From the first to the last, thinned evenly."""
    full, few = coverage_curve(sure_posts, points=1000), coverage_curve(sure_posts, points=7)
    assert (len(few), few[0], few[-1]) == (7, full[0], full[-1])
