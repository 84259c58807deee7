"""The figures of a report, as they are drawn from an outcome."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.figures.counts import ABSTAINED, f1, macro_f1
from classifier.evaluation.figures.named import BY_LABEL, COVERAGE, F1, HEADLINE, MACRO_F1
from classifier.evaluation.figures.outcome import Predicted, count_drawn, count_outcome
from classifier.resampling import intervals_of

LABELS = ("a", "b", "c")
FIGURES = {figure.id: figure for figure in (*HEADLINE, *BY_LABEL)}


def predicted(seed=0, threads=15, posts=150):
    """Return predictions with probabilities; on some posts the system abstains, some have no probabilities."""
    random = np.random.default_rng(seed)
    probabilities = random.dirichlet([1, 1, 1], size=posts)
    said = probabilities.argmax(axis=1)
    true = np.where(random.random(posts) < 0.8, said, random.integers(0, 3, size=posts))
    said[::11] = ABSTAINED
    probabilities[::22] = np.nan
    return Predicted(np.arange(posts) % threads, true, said, probabilities=probabilities)


@pytest.fixture(scope="module")
def outcome():
    """What such predictions are worth."""
    return count_outcome("model", LABELS, predicted())


@pytest.mark.parametrize("figure", HEADLINE, ids=lambda figure: figure.id)
def test_an_interval_contains_its_figure_and_is_the_same_for_a_seed(outcome, figure):
    """So that a report can be made again."""
    interval = figure.interval(outcome, seed=1)
    assert interval.low <= figure.value(outcome) <= interval.high
    assert interval == figure.interval(outcome, seed=1)
    assert interval.low < interval.high


@pytest.mark.parametrize("figure", BY_LABEL, ids=lambda figure: figure.id)
def test_each_label_has_a_figure_and_an_interval_around_it(outcome, figure):
    """In the labels' order."""
    for value, interval in zip(figure.values(outcome), figure.intervals(outcome, seed=1), strict=True):
        assert interval.low <= value <= interval.high


def test_figures_are_those_of_the_counts(outcome):
    """One definition of each."""
    assert MACRO_F1.value(outcome) == outcome.figure(macro_f1)
    assert F1.values(outcome) == f1(outcome.counts).tolist()
    assert MACRO_F1.interval(outcome, seed=2) == outcome.interval(macro_f1, seed=2)
    drawn = intervals_of(lambda weights: f1(outcome.weighed(weights)), outcome.threads, seed=2)
    assert F1.intervals(outcome, seed=2) == drawn


@pytest.mark.parametrize("threads", [9, 10])
def test_fewer_than_ten_threads_have_figures_and_no_intervals(threads):
    """Neither a single one nor one a label."""
    few = count_outcome("model", LABELS, predicted(threads=threads))
    assert all(figure.value(few) is not None for figure in HEADLINE)
    assert (MACRO_F1.interval(few, 0) is None, F1.intervals(few, 0) == [None] * 3) == (threads < 10, threads < 10)


def test_a_system_without_probabilities_has_no_figure_of_them(outcome):
    """None, and not a number that means nothing."""
    alone = replace(outcome, scored=None)
    for name in ("log_loss", "brier", "calibration_error", "coverage_at_80"):
        assert (FIGURES[name].value(alone), FIGURES[name].interval(alone, 0)) == (None, None)
    assert FIGURES["average_precision"].values(alone) == FIGURES["average_precision"].intervals(alone, 0) == [None] * 3
    assert COVERAGE.value(alone) == COVERAGE.value(outcome)


def test_posts_without_probabilities_are_in_no_loss_and_in_every_coverage(outcome):
    """Such as those that a model abstained on when it was used."""
    given_, there = predicted(), ~np.isnan(predicted().probabilities).any(axis=1)
    rows = {name: getattr(given_, name)[there] for name in ("thread", "true", "said", "probabilities")}
    without = count_outcome("model", LABELS, Predicted(**rows))
    assert FIGURES["log_loss"].value(outcome) == FIGURES["log_loss"].value(without)
    answered, all_there = (FIGURES["coverage_at_80"].value(of) for of in (outcome, without))
    assert answered == pytest.approx(all_there * there.mean())


def test_a_figure_that_is_not_defined_is_none():
    """All predictions are one label: there is nothing to correlate."""
    one = count_outcome("majority", LABELS, Predicted(np.arange(12), np.arange(12) % 3, np.zeros(12, int)))
    assert (FIGURES["matthews"].value(one), FIGURES["precision"].values(one)) == (
        None,
        [pytest.approx(1 / 3), None, None],
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.sampled_from([3, 5, 7]))
def test_the_correlation_of_a_single_answer_is_not_defined_however_posts_are_shared_out(seed, repeats):
    """A third counted three times is not quite one: noise must not become a figure."""
    random = np.random.default_rng(seed)
    posts = random.integers(2, 60)
    true, thread = (np.repeat(random.integers(0, 4, size=posts), repeats) for _ in range(2))
    said = np.zeros(posts * repeats, int)
    one = count_outcome("majority", ("a", "b", "c", "d"), Predicted(thread, true, said, 1 / repeats))
    assert FIGURES["matthews"].value(one) is None


def test_drawing_labels_counts_what_many_random_draws_count_on_average():
    """Without drawing any."""
    given_ = predicted(posts=12, threads=4)
    shares = np.random.default_rng(1).dirichlet([1, 1, 1], size=12)
    drawn = count_drawn("prior draw", LABELS, replace(given_, probabilities=shares, share=0.5))
    random, total = np.random.default_rng(2), 0
    for _ in range(4000):
        said = (random.random((12, 1)) > shares.cumsum(axis=1)).sum(axis=1)
        total = (
            total + count_outcome("drawn", LABELS, replace(given_, said=said, probabilities=None, share=0.5)).by_thread
        )
    np.testing.assert_allclose(drawn.by_thread, total / 4000, atol=0.03)
    assert drawn.counts.sum() == pytest.approx(6)


def test_a_draw_without_probabilities_is_refused():
    """There is nothing to draw by."""
    with pytest.raises(ValueError, match="needs probabilities"):
        count_drawn("prior draw", LABELS, replace(predicted(), probabilities=None))
