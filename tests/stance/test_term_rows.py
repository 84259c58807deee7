"""What terms add, and sums of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.hashing import mix
from classifier.stance.term_rows import TermRows, sum_rows
from classifier.stance.weights import BlockWeights

HOLDERS = st.lists(st.integers(0, 9), max_size=60).map(sorted)


@settings(deadline=None)
@given(HOLDERS, st.sampled_from([2, 4, 12]))
def test_each_holder_gets_the_sum_of_its_rows(holders, columns):
    """Those without a row get zeros; to the last bit, for multiples of 2**-24."""
    holder = np.array(holders, dtype=np.int64)
    rows = np.random.default_rng(len(holders)).integers(-(2**30), 2**30, (len(holders), columns)) / 2**24
    slowly = np.zeros((10, columns))
    np.add.at(slowly, holder, rows)
    np.testing.assert_array_equal(sum_rows(holder, rows, 10), slowly)


@pytest.mark.parametrize("labels", [1, 2, 3, 4])
def test_rows_hold_the_labels_first_the_square_last_and_are_even(labels):
    """A term that nothing knows has the last row: no label's, and the largest square."""
    keys = np.arange(1, 4, dtype=np.uint64)
    hashes = np.sort(mix(keys))
    coefficients = np.arange(3 * labels, dtype=np.float32).reshape(3, labels)
    block = BlockWeights(hashes, np.array([9, 9, 9], dtype=np.uint32), coefficients)
    terms = TermRows(block, posts=9)
    assert terms.rows.shape[1] % 2 == 0
    found = terms.of(np.append(keys, np.uint64(77)))
    order = np.argsort(mix(keys))
    np.testing.assert_array_equal(found[order, :labels], coefficients)
    np.testing.assert_array_equal(found[:, labels:-1], 0)
    assert found[3, :labels].tolist() == [0] * labels
    assert found[:, -1].tolist() == [1, 1, 1, pytest.approx((np.log(10) + 1) ** 2)]
