"""Coefficients with their intervals over resampled threads."""

import numpy as np
import pytest

from classifier.labels.agreement.coefficients import joint_figures, pair_figures
from classifier.labels.agreement.counts import coincidence_counts, pair_counts
from classifier.labels.agreement.figures import Figure, Measured, figures_of
from classifier.resampling import DRAWS, FEWEST_THREADS, thread_weights

ADA, BO = "aabbcabcaabbcabcaabb", "aabbcabbaabacabcacbb"


def _pair(codings):
    return Measured(pair_counts(codings, 0, 1), pair_figures)


def test_an_interval_is_that_of_the_draws_of_threads(codings_of):
    """Of 2,000 draws of as many threads as there are, the 2.5th and the 97.5th percentile."""
    measured = _pair(codings_of([ADA, BO], threads=20))
    [figures] = figures_of([measured], seed=5)
    kinds, threads = np.unique(measured.counts, axis=0, return_counts=True)
    draws = np.random.default_rng(5).multinomial(20, threads / 20, size=DRAWS)
    drawn = np.array([pair_figures(np.tensordot(weights, kinds, axes=1)) for weights in draws])
    for figure, column in zip(figures, drawn.T, strict=True):
        assert (figure.interval.low, figure.interval.high) == pytest.approx(tuple(np.percentile(column, [2.5, 97.5])))
        assert figure.interval.low < figure.value < figure.interval.high


def test_threads_that_are_alike_are_drawn_as_one_kind_without_another_interval(codings_of):
    """Drawn each by itself they give the same, but for the luck of the draws."""
    measured = _pair(codings_of([ADA * 5, BO * 5], threads=100))
    [figures] = figures_of([measured], seed=0)
    each = pair_figures(np.tensordot(thread_weights(100, seed=1), measured.counts, axes=1))
    for figure, column in zip(figures, each.T, strict=True):
        low, high = np.percentile(column, [2.5, 97.5])
        assert (figure.interval.low, figure.interval.high) == pytest.approx((low, high), abs=0.02)


def test_figures_do_not_depend_on_what_is_measured_beside_them(codings_of):
    """Each of several has the values that it has alone, whether the draws are shared or not."""
    codings = codings_of([ADA, BO, "." * 10 + BO[10:]], threads=20)
    pairs = [Measured(pair_counts(codings, *columns), pair_figures) for columns in ((0, 1), (0, 2), (1, 2))]
    all_of_them = figures_of([Measured(coincidence_counts(codings), joint_figures), *pairs], seed=1)
    assert [[figure.value for figure in figures] for figures in all_of_them[1:]] == [
        [figure.value for figure in figures_of([pair], seed=1)[0]] for pair in pairs
    ]


@pytest.mark.parametrize(("threads", "some"), [(FEWEST_THREADS - 1, False), (FEWEST_THREADS, True)])
def test_few_threads_have_no_interval(codings_of, threads, some):
    """The same rule as everywhere: ten are needed."""
    [figures] = figures_of([_pair(codings_of([ADA, BO], threads))], seed=0)
    assert [figure.interval is not None for figure in figures] == [some] * 3


def test_threads_without_a_post_in_common_do_not_count(codings_of):
    """Neither among the ten nor in the draws."""
    [figures] = figures_of([_pair(codings_of([ADA + "abcab", BO[:9] + "." * 11 + "....."], threads=25))], seed=0)
    assert figures[0].interval is None
    [alone] = figures_of([_pair(codings_of([ADA, BO], threads=20))], seed=0)
    [beside] = figures_of([_pair(codings_of([ADA + "abcab", BO + "....."], threads=25))], seed=0)
    assert alone == beside


def test_coders_who_never_differ_have_no_interval(codings_of):
    """All draws give the same: to print 1 to 1 would promise what was not seen."""
    assert figures_of([_pair(codings_of([ADA, ADA], threads=20))], seed=0) == [[Figure(1.0)] * 3]


def test_what_is_not_defined_is_none(codings_of):
    """Neither value nor interval."""
    [figures] = figures_of([_pair(codings_of(["a" * 20, "a" * 20], threads=20))], seed=0)
    assert figures == [Figure(1.0), Figure(None), Figure(None)]
    assert figures_of([_pair(codings_of(["ab..", "..ab"], threads=4))], seed=0) == [[Figure(None)] * 3]


def test_the_same_seed_gives_the_same(codings_of):
    """And another one other draws."""
    measured = [_pair(codings_of([ADA, BO], threads=20))]
    assert figures_of(measured, seed=3) == figures_of(measured, seed=3)
    assert figures_of(measured, seed=3) != figures_of(measured, seed=4)
