"""Codings as counts by thread."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from classifier.labels.agreement.codings import MISSING, Codings, all_labels
from classifier.labels.agreement.coefficients import cohen_kappa, krippendorff_alpha
from classifier.labels.agreement.counts import coincidence_counts, confusion, pair_counts


def test_codings_have_a_row_a_post_and_a_column_a_coder():
    """Posts of one thread have its number; who gave a post no label is missing there."""
    given_labels = {"ada": {("t", "1"): "x", ("u", "1"): "y"}, "bo": {("u", "1"): "x", ("t", "2"): "z"}}
    codings = Codings.of(given_labels, all_labels(("y", "x", "w"), given_labels))
    assert (codings.coders, codings.labels, codings.threads) == (("ada", "bo"), ("y", "x", "w", "z"), 2)
    assert codings.thread.tolist() == [0, 1, 0]
    assert codings.given.tolist() == [[1, MISSING], [0, 1], [MISSING, 3]]


def test_confusion_counts_first_against_second(codings_of):
    """Posts that only one labelled are in no cell."""
    assert confusion(codings_of(["aab.", "abbb"]), 0, 1).tolist() == [[1, 1], [0, 1]]


def test_the_counts_of_a_post_with_three_labels(codings_of):
    """Of a, a, b each of the six ordered pairs counts a half: two are a with a, none b with b."""
    assert coincidence_counts(codings_of(["a", "a", "b"])).tolist() == [[[1.0, 0.0], [2.0, 1.0]]]


@given(
    rows=st.lists(st.text("abc.", min_size=12, max_size=12), min_size=2, max_size=4),
    times=st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_a_thread_that_counts_twice_is_a_thread_that_is_there_twice(codings_of, rows, times):
    """So weighing the counts of threads measures the posts of the threads that were drawn."""
    codings = codings_of(rows, threads=3)
    assume(codings.threads == 3)
    drawn = codings_of(["".join(label * times[i % 3] for i, label in enumerate(row)) for row in rows])
    weights = np.array([times[thread] for thread in _threads_of(rows)], float)
    for counts_of, measure in ((_counts_of_pair, cohen_kappa), (coincidence_counts, krippendorff_alpha)):
        weighed = np.tensordot(weights, counts_of(codings), axes=1)
        assert measure(weighed) == pytest.approx(measure(counts_of(drawn).sum(axis=0)), nan_ok=True)


def _counts_of_pair(codings):
    return pair_counts(codings, 0, 1)


def _threads_of(rows):
    """Return the threads of the labels in the order in which the codings meet them."""
    return dict.fromkeys(i % 3 for row in rows for i, label in enumerate(row) if label != ".")
