"""Which label to code next."""

import numpy as np
import pytest

from classifier.evaluation.evaluation import CurvePoint
from classifier.evaluation.figures.counts import f1
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.evaluation.next_labels import next_labels


def point(posts, *right, of=100):
    """Return a point of the curve: of each label's posts so many are right, the others taken for the last label."""
    labels = [*(f"label {i}" for i in range(len(right))), "rest"]
    rest = len(right)
    pairs = [(rest, rest)] * 50
    for label, n in enumerate(right):
        pairs += [(label, label)] * n + [(label, rest)] * (of - n)
    true, said = np.array(pairs).T
    return CurvePoint(posts, count_outcome("model", labels, Predicted(np.arange(len(true)), true, said)))


def test_the_label_whose_f1_rose_most_is_next():
    """From the last point but one to the last, whatever came before."""
    curve = [point(10, 90, 1), point(50, 40, 30), point(100, 45, 60)]
    found = next_labels(curve, 0)
    assert (found.gain.label, found.fewer, found.all) == ("label 1", 50, 100)
    expected = [f1(each.outcome.counts)[1] for each in curve[1:]]
    assert [found.gain.before, found.gain.after] == expected
    assert found.gain.gained.value == pytest.approx(expected[1] - expected[0])


@pytest.mark.parametrize("right", [30, 20], ids=["the same", "fewer"])
def test_no_label_is_next_where_none_rose(right):
    """The report can then say that nothing is seen."""
    found = next_labels([point(50, 30, 30), point(100, right, right)], 0)
    assert (found.gain, found.fewer, found.all) == (None, 50, 100)


def test_a_gain_that_other_threads_may_not_show_is_none():
    """One post of a thousand is chance, twenty are not: the whole interval must lie above 0."""
    assert next_labels([point(50, 500, of=1000), point(100, 501, of=1000)], 0).gain is None
    found = next_labels([point(50, 500, of=1000), point(100, 520, of=1000)], 0)
    assert found.gain.label == "label 0"
    assert found.gain.gained.interval.low > 0


def test_a_rare_label_is_not_next_by_its_gain():
    """From nothing to all of four posts is chance; it is told apart as rare."""
    curve = [point(50, 0, of=4), point(100, 4, of=4)]
    assert curve[-1].outcome.rare == ("label 0",)
    found = next_labels(curve, 0)
    assert found.gain is None or found.gain.label == "rest"


@pytest.mark.parametrize("points", [0, 1])
def test_without_two_points_nothing_is_said(points):
    """A curve of few threads is not drawn."""
    assert next_labels([point(10, 5)] * points, 0) is None
