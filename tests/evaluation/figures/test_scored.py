"""Figures from probabilities, against scikit-learn and against loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from classifier.evaluation.figures.scored import BINS, brier, calibration_error, log_loss, reliability

SEEDS = st.integers(0, 2**32 - 1)
LAW = settings(deadline=None, max_examples=60)


def once(figure, scored):
    """Return a figure, every thread counting once."""
    return figure(scored, np.ones((1, scored.threads)))[0]


@LAW
@given(SEEDS)
def test_log_loss_is_that_of_scikit_learn(random_posts, seed):
    """In nats, each row counting its share."""
    scored = random_posts(seed)
    expected = metrics.log_loss(scored.true, scored.probabilities, labels=range(3), sample_weight=scored.share)
    assert once(log_loss, scored) == pytest.approx(expected)


@LAW
@given(SEEDS)
def test_the_brier_score_sums_squared_errors_over_the_labels(random_posts, seed):
    """As Brier defined it, and so with two labels twice what is often given."""
    scored = random_posts(seed)
    errors = [
        sum((p - (label == true)) ** 2 for label, p in enumerate(row))
        for row, true in zip(scored.probabilities, scored.true, strict=True)
    ]
    assert once(brier, scored) == pytest.approx(np.average(errors, weights=scored.share))


@LAW
@given(SEEDS)
def test_the_calibration_error_is_the_mean_gap_of_the_bins(random_posts, seed):
    """Between mean top probability and share right, weighted by posts; a direct loop gives the same."""
    scored = random_posts(seed)
    gaps = []
    for low in range(BINS):
        rows = [i for i, top in enumerate(scored.top) if low == min(int(top * BINS), BINS - 1)]
        posts = scored.share[rows].sum()
        if rows:
            promised, right = (np.average(of[rows], weights=scored.share[rows]) for of in (scored.top, scored.right))
            gaps.append(posts * abs(promised - right))
    assert once(calibration_error, scored) == pytest.approx(sum(gaps) / scored.share.sum())


@pytest.mark.parametrize("figure", [log_loss, brier, calibration_error])
@LAW
@given(seed=SEEDS)
def test_a_thread_drawn_twice_counts_as_its_rows_twice(random_posts, random_weights, rows_again, figure, seed):
    """And one that is not drawn not at all; with no row left there is no figure."""
    scored = random_posts(seed)
    weights = random_weights(scored, seed)
    again = rows_again(scored, weights)
    expected = once(figure, again) if len(again.true) else np.nan
    np.testing.assert_allclose(figure(scored, weights[np.newaxis]), [expected])


@pytest.mark.parametrize("figure", [log_loss, brier, calibration_error])
def test_many_draws_at_once_are_those_of_each(sure_posts, figure):
    """One figure a draw."""
    weights = np.random.default_rng(0).integers(0, 3, size=(20, sure_posts.threads)).astype(float)
    np.testing.assert_allclose(
        figure(sure_posts, weights), [figure(sure_posts, each[np.newaxis])[0] for each in weights]
    )


def test_a_certain_system_that_is_always_right_is_perfect(scored_of):
    """No loss, no squared error, no gap."""
    scored = scored_of([0, 1, 2], np.eye(3))
    assert [once(figure, scored) for figure in (log_loss, brier, calibration_error)] == [0, 0, 0]


def test_a_certain_system_that_is_always_wrong_has_the_worst_scores(scored_of):
    """A Brier score of 2, a gap of 1, and a loss that is large and still a number."""
    scored = scored_of([1, 2, 0], np.eye(3))
    assert (once(brier, scored), once(calibration_error, scored)) == (2, 1)
    assert 30 < once(log_loss, scored) < 40


@pytest.mark.parametrize("right", [1, 2, 3])
def test_a_constant_that_is_right_as_often_as_it_says_is_calibrated(scored_of, right):
    """Three of four right at three in four: an error of nothing, however little it knows."""
    true = np.arange(8) % 4 >= right
    scored = scored_of(true.astype(int), np.tile([right / 4, 1 - right / 4], (8, 1)))
    assert once(calibration_error, scored) == pytest.approx(0)


def test_a_system_that_is_right_as_often_as_it_promises_is_nearly_calibrated(sure_posts, scored_of):
    """With few posts chance alone leaves some error; one that promises certainty is off by what it gets wrong."""
    boast = scored_of(sure_posts.true, np.tile([1, 0, 0], (600, 1)))
    assert 0 < once(calibration_error, sure_posts) < 0.06
    assert once(calibration_error, boast) == pytest.approx(1 - boast.right.mean())


@LAW
@given(SEEDS)
def test_the_bins_of_the_reliability_diagram_hold_all_posts(random_posts, seed):
    """Those without posts are left out; a bin's mean promise lies inside it, and the gaps are the calibration error."""
    scored = random_posts(seed)
    bins = reliability(scored)
    assert sum(b.posts for b in bins) == pytest.approx(scored.share.sum())
    assert all(b.low - 1e-9 <= b.promised <= b.high + 1e-9 and 0 <= b.right <= 1 for b in bins)
    gaps = sum(b.posts * abs(b.promised - b.right) for b in bins)
    assert gaps / scored.share.sum() == pytest.approx(once(calibration_error, scored))


def test_a_probability_of_one_stands_in_the_last_bin(scored_of):
    """From .9 to 1."""
    [only] = reliability(scored_of([0], [[1.0, 0.0]]))
    assert (only.low, only.high, only.posts, only.promised, only.right) == (0.9, 1, 1, 1, 1)
