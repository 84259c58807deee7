"""Shares by regression on a model's scores."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binomtest

from classifier.evaluation.prevalence.estimate import FEWEST_LABELS, Sampled, alone, corrected, score_interval

SIZE, LABELS = 40, 3


@st.composite
def populations(draw):
    """Labels, scores and weights of a small corpus, and the rows of a sample of it."""
    label = draw(arrays(np.int64, SIZE, elements=st.integers(0, LABELS - 1)))
    scores = draw(arrays(np.float64, (SIZE, LABELS), elements=st.floats(0, 1, width=32)))
    equal = draw(st.booleans())
    weights = np.ones(SIZE) if equal else draw(arrays(np.float64, SIZE, elements=st.floats(0.01, 1)))
    rows = draw(st.permutations(range(SIZE)))[: draw(st.integers(FEWEST_LABELS, SIZE))]
    return np.eye(LABELS)[label], scores, weights, np.array(rows)


def sampled(hits, scores, weights, rows):
    """Return the sample of those rows."""
    means = weights @ scores / weights.sum()
    return Sampled(hits[rows], scores[rows], weights[rows], len(hits), means)


def widths(estimates):
    """Return the width of each estimate's interval."""
    return np.array([one.interval.high - one.interval.low for one in estimates])


def ends(estimates):
    """Return share, low and high end of each estimate."""
    return np.array([(one.share, one.interval.low, one.interval.high) for one in estimates])


@given(populations(), st.sampled_from([corrected, alone]))
def test_shares_are_shares_and_lie_in_their_intervals(population, estimate):
    """Whatever the labels, scores and weights."""
    for one in estimate(sampled(*population)):
        assert 0 <= one.interval.low <= one.share <= one.interval.high <= 1


@given(populations(), st.randoms(use_true_random=False))
def test_the_order_of_the_sample_does_not_matter(population, random):
    """The same labels in another order give the same shares."""
    *corpus, rows = population
    mixed = rows.tolist()
    random.shuffle(mixed)
    once, again = (ends(corrected(sampled(*corpus, np.array(order)))) for order in (rows, mixed))
    np.testing.assert_allclose(once, again, atol=1e-9)


@given(populations(), st.permutations(range(LABELS)))
def test_the_names_of_the_labels_do_not_matter(population, order):
    """Labels in another order get the same shares."""
    hits, scores, weights, rows = population
    moved = ends(corrected(sampled(hits[:, order], scores[:, order], weights, rows)))
    np.testing.assert_allclose(moved, ends(corrected(sampled(*population)))[order], atol=1e-9)


@given(populations())
def test_labels_of_the_whole_corpus_give_the_exact_shares(population):
    """And intervals without width: nothing is left to guess."""
    hits, scores, weights, _ = population
    every = sampled(hits, scores, weights, np.arange(SIZE))
    truth = weights @ hits / weights.sum()
    for estimate in (corrected, alone):
        np.testing.assert_allclose(ends(estimate(every)), np.tile(truth[:, None], 3), atol=1e-7)


@given(populations())
def test_scores_that_say_nothing_leave_the_sample_as_it_is(population):
    """A model that says the same of every post moves no share and no interval."""
    hits, _, weights, rows = population
    sample = sampled(hits, np.full((SIZE, LABELS), 0.3), weights, rows)
    np.testing.assert_allclose(ends(corrected(sample)), ends(alone(sample)), atol=1e-12)


@given(populations())
def test_scores_that_are_wrong_throughout_are_not_used(population):
    """A model that says of each post the contrary gets no weight, not a negative one."""
    hits, _, _, rows = population
    sample = sampled(hits, 1 - hits, np.ones(SIZE), rows)
    np.testing.assert_allclose(ends(corrected(sample)), ends(alone(sample)), atol=1e-12)


@given(populations())
def test_a_perfect_model_gives_the_true_shares(population):
    """Where the sample holds both posts with the label and without, so that the model shows what it can."""
    hits, _, _, rows = population
    share = hits[rows].mean(axis=0)
    assume(((share > 0) & (share < 1)).all())
    sample = sampled(hits, hits, np.ones(SIZE), rows)
    np.testing.assert_allclose(ends(corrected(sample))[:, 0], hits.mean(axis=0), atol=1e-9)


def test_a_better_model_gives_narrower_intervals():
    """From useless by way of good to perfect."""
    rng = np.random.default_rng(3)
    hits = np.eye(2)[rng.integers(0, 2, 2000)]
    rows = rng.choice(2000, 200, replace=False)
    noise = rng.random((2000, 2))
    found = [
        widths(corrected(sampled(hits, part * hits + (1 - part) * noise, np.ones(2000), rows))) for part in (0, 0.5, 1)
    ]
    assert (found[0] > 1.5 * found[1]).all()
    assert (found[1] > 1.5 * found[2]).all()


@given(populations())
def test_the_unit_of_weights_does_not_matter(population):
    """All of them ten times as heavy say the same."""
    hits, scores, weights, rows = population
    once, again = (ends(corrected(sampled(hits, scores, weights * unit, rows))) for unit in (1, 10))
    np.testing.assert_allclose(once, again, atol=1e-9)


@pytest.mark.parametrize("estimate", [corrected, alone])
def test_too_few_labels_give_no_estimate(estimate):
    """Below ten an interval would say next to nothing."""
    rows = np.arange(FEWEST_LABELS - 1)
    sample = sampled(np.eye(2)[np.arange(SIZE) % 2], np.ones((SIZE, 2)), np.ones(SIZE), rows)
    with pytest.raises(ValueError, match="9 labels; an interval needs 10"):
        estimate(sample)


def test_a_sample_that_never_errs_is_not_taken_for_a_model_that_never_errs():
    """As with no error in a hundred posts: some may be among the others."""
    hits = np.eye(2)[np.arange(10_000) % 2]
    sample = sampled(hits, hits, np.ones(10_000), np.arange(100))
    assert (widths(corrected(sample)) > 0.03).all()


def test_the_interval_of_the_sample_alone_is_wilsons():
    """But for Student's t in place of 1.96 and n - 1 in place of n, in a corpus so large that it plays no part."""
    hits = np.zeros((100, 1))
    hits[:12] = 1
    [one] = alone(Sampled(hits, hits, np.ones(100), 10**9, np.zeros(1)))
    ours = score_interval(0.12, 1.984217**2 / 99)
    assert (one.interval.low, one.interval.high) == pytest.approx((ours.low, ours.high), abs=1e-6)


def test_the_score_interval_is_wilsons():
    """As scipy has it, for 12 of 100."""
    ours, theirs = score_interval(0.12, 1.959964**2 / 100), binomtest(12, 100).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_labels_that_halve_the_interval_halve_it():
    """About four times as many in a large corpus, fewer in a small one, never more than there are."""
    rng = np.random.default_rng(0)
    for corpus, most in ((10**6, 4.1), (400, 2.7)):
        hits = np.eye(2)[rng.integers(0, 2, 100)]
        [one, _] = alone(Sampled(hits, hits, np.ones(100), corpus, hits.mean(axis=0)))
        assert 2 < one.labels_to_halve / 100 < most
        assert one.labels_to_halve <= corpus


def test_what_labels_are_worth():
    """As many as they are where the model says nothing; more where it helps; never more than the corpus holds."""
    rng = np.random.default_rng(1)
    hits = np.eye(2)[rng.integers(0, 2, 500)]
    rows = np.arange(100)
    for scores, least, most in ((np.ones((500, 2)), 100, 100), (hits, 300, 500)):
        sample = sampled(hits, scores, np.ones(500), rows)
        worth = corrected(sample)[0].worth(alone(sample)[0])
        assert least - 1e-6 <= worth <= most + 1e-6


def test_coverage_on_a_corpus_made_up():
    """Of 400 samples of 60, drawn with a fixed seed, at least 93 in 100 intervals hold the true share."""
    rng = np.random.default_rng(11)
    hits = np.eye(3)[rng.choice(3, 3000, p=[0.07, 0.33, 0.6])]
    scores = np.clip(0.6 * hits + rng.normal(0.2, 0.2, hits.shape), 0, 1)
    held = np.zeros(3)
    for _ in range(400):
        found = corrected(sampled(hits, scores, np.ones(3000), rng.choice(3000, 60, replace=False)))
        held += [one.interval.low <= true <= one.interval.high for one, true in zip(found, hits.mean(0), strict=True)]
    assert (held / 400 >= 0.93).all()
