"""Temperature and log loss."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from classifier.stance.record.weights import softmax
from classifier.stance.training.calibration import FEWEST_POSTS, fit_temperature, log_loss


def simulated(temperature, posts, labels=4):
    """Return decision values, and labels drawn from what they say at a temperature."""
    random = np.random.default_rng(3)
    values = random.normal(scale=2.0, size=(posts, labels))
    return values, (values / temperature + random.gumbel(size=values.shape)).argmax(axis=1)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0, 4.0])
def test_the_temperature_that_made_the_labels_is_found(temperature):
    """Decision values that are too sure, or not sure enough, are put right."""
    assert fit_temperature(*simulated(temperature, 5000)) == pytest.approx(temperature, rel=0.1)


@pytest.mark.parametrize(("posts", "scaled"), [(FEWEST_POSTS - 1, False), (FEWEST_POSTS, True)])
def test_fewer_than_two_hundred_posts_leave_the_values_unscaled(posts, scaled):
    """A temperature from few posts would err by more than it mends."""
    assert (fit_temperature(*simulated(3.0, posts)) != 1.0) == scaled
    assert FEWEST_POSTS == 200


def test_the_temperature_stays_within_bounds():
    """Labels that the values say nothing of do not make every probability the same."""
    values, label = simulated(1e6, 2000)
    assert 9 < fit_temperature(values, label) <= 10
    assert fit_temperature(values, values.argmax(axis=1)) == pytest.approx(0.01, rel=0.05)


@settings(deadline=None)
@given(st.integers(2, 5), st.integers(1, 40), st.floats(0.5, 10), st.integers(0, 1000))
def test_log_loss_is_that_of_scikit_learn(labels, posts, temperature, seed):
    """The mean negative log probability of the true labels, in nats."""
    values, label = np.random.default_rng(seed).normal(size=(posts, labels)), np.arange(posts) % labels
    expected = metrics.log_loss(label, softmax(values, temperature), labels=range(labels))
    assert log_loss(values, label, temperature) == pytest.approx(expected, rel=1e-9)


def test_the_loss_of_a_certain_error_is_large_and_finite():
    """A probability of nothing costs some 708 nats, not infinity."""
    assert log_loss(np.array([[1e6, 0.0]]), np.array([1])) == pytest.approx(708.4, abs=0.1)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=5), st.floats(0.1, 10))
def test_probabilities_sum_to_one_in_the_order_of_the_values(values, temperature):
    """However large the values are, without overflow."""
    [shares] = softmax(np.array([values]), temperature)
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == int(np.argmax(values)) or shares.max() == shares[int(np.argmax(values))]
