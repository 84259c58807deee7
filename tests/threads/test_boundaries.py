"""Measures of boundaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.quality.boundaries import (
    compare_boundaries,
    each_line,
    mean_boundaries,
    total_boundaries,
    window,
)

_gaps = st.lists(st.booleans(), max_size=30)


def _of(text):
    return [mark == "1" for mark in text]


@pytest.mark.parametrize(
    ("cut", "gold", "figures"),
    [
        ("0100", "0100", (1.0, 1.0, 1.0, 1.0, 0.0, 0.0)),
        ("1111", "0100", (0.25, 1.0, 0.4, 0.0, 0.75, 0.75)),
        ("0000", "0100", (None, 0.0, 0.0, 0.0, 0.25, 0.25)),
        ("0110", "0100", (0.5, 1.0, 2 / 3, 0.4, 0.25, 0.25)),
        ("", "", (None, None, None, 1.0, None, None)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_figures(cut, gold, figures):
    """Each figure is the one that can be counted by hand; None where there is nothing to count."""
    found = compare_boundaries(_of(cut), _of(gold))
    assert (found.precision, found.recall, found.f1, found.post_f1, found.pk, found.window_diff) == pytest.approx(
        figures
    )


@pytest.mark.parametrize(("gold", "k"), [("", 1), ("0", 1), ("000", 2), ("0001000", 2), ("1111", 1)])
def test_window(gold, k):
    """The window is half the mean gold post, at least 1 and never more than the gaps."""
    assert window(_of(gold)) == k


@given(gold=_gaps)
def test_the_gold_is_perfect(gold):
    """The gold itself has no wrong post and no wrong window."""
    found = compare_boundaries(gold, gold)
    assert (found.post_f1, found.pk_errors, found.window_errors) == (1.0, 0.0, 0.0)
    assert found.f1 in (None, 1.0)


@given(gold=_gaps)
def test_each_line_finds_every_boundary(gold):
    """Taking each line for a post misses no boundary."""
    assert each_line(gold).recall in (None, 1.0)


@given(first=_gaps, second=_gaps)
def test_totals_add_up(first, second):
    """The counts of several documents are the sums of theirs, and a mean of equals is their figure."""
    one, other = each_line(first), each_line(second)
    both = total_boundaries([one, other])
    assert (both.gaps, both.right, both.windows) == (
        one.gaps + other.gaps,
        one.right + other.right,
        one.windows + other.windows,
    )
    assert mean_boundaries([one, one]).f1 == one.f1


def test_other_lengths_are_refused():
    """A cut of another text cannot be compared."""
    with pytest.raises(ValueError, match="2 gaps were cut and the gold has 1"):
        compare_boundaries([True, False], [True])


def test_nothing_has_no_mean():
    """Without documents there are no means."""
    assert mean_boundaries([]).f1 is None
