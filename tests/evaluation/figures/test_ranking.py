"""Average precision, against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from classifier.evaluation.figures.ranking import average_precision

SEEDS = st.integers(0, 2**32 - 1)
LAW = settings(deadline=None, max_examples=60)


def once(scored):
    """Return each label's average precision, every thread counting once."""
    return average_precision(scored, np.ones((1, scored.threads)))[0]


@LAW
@given(SEEDS)
def test_average_precision_is_that_of_scikit_learn(random_posts, random_weights, seed):
    """With ties, with rows that count in part, and with threads drawn several times or never."""
    scored = random_posts(seed)
    weights = random_weights(scored, seed)
    each = weights[scored.thread] * scored.share
    for label, found in enumerate(average_precision(scored, weights[np.newaxis])[0]):
        carries = scored.true == label
        if each[carries].sum():
            expected = average_precision_score(carries, scored.probabilities[:, label], sample_weight=each)
            assert found == pytest.approx(expected)
        else:
            assert np.isnan(found)


@LAW
@given(SEEDS)
def test_a_thread_drawn_twice_counts_as_its_rows_twice(random_posts, random_weights, rows_again, seed):
    """The weights mean nothing else."""
    scored = random_posts(seed)
    weights = random_weights(scored, seed)
    weights[0] = 1
    np.testing.assert_allclose(average_precision(scored, weights[np.newaxis])[0], once(rows_again(scored, weights)))


@LAW
@given(SEEDS)
def test_equal_probabilities_rank_no_post_above_another(random_posts, scored_of, seed):
    """What is left is chance, a label's share of the posts, in whatever order they stand."""
    scored = random_posts(seed)
    flat = scored_of(scored.true, np.full_like(scored.probabilities, 1 / 3), scored.thread, scored.share)
    shares = np.bincount(scored.true, scored.share, minlength=3) / scored.share.sum()
    np.testing.assert_allclose(once(flat), np.where(shares > 0, shares, np.nan))


def test_a_perfect_ranking_has_an_average_precision_of_one(scored_of):
    """Whatever the probabilities are, as long as those of the label's posts are highest."""
    scored = scored_of([0, 0, 1, 1], [[0.4, 0.6], [0.3, 0.7], [0.2, 0.8], [0.1, 0.9]])
    np.testing.assert_allclose(once(scored), [1, 1])


def test_the_order_of_the_rows_is_nothing(random_posts, scored_of):
    """Posts come in the order of files."""
    scored = random_posts(5)
    back = scored_of(scored.true[::-1], scored.probabilities[::-1], scored.thread[::-1], scored.share[::-1])
    np.testing.assert_allclose(once(back), once(scored))
