"""A block's terms, found one by one or in a table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.record.weights import BLOCKS, BlockWeights
from classifier.stance.scoring.term_rows import TermRows, sum_rows
from classifier.stance.text.hash_table import ABSENT
from classifier.stance.text.hashing import unmix

HOLDERS = st.lists(st.integers(0, 9), max_size=60).map(sorted)


@pytest.fixture(params=BLOCKS)
def block(request, model):
    """A block of the shipped model."""
    return model.record.weights.blocks[request.param]


def test_a_table_changes_no_number_and_no_bit_of_a_row(block, model):
    """Whether few terms were asked for before or many, known ones and unknown ones."""
    terms = len(block.hashes)
    some = np.concatenate([unmix(block.hashes[:: terms // 50]), np.arange(3, dtype=np.uint64)])
    few, many = (TermRows(block, model.record.weights.posts) for _ in range(2))
    many.find(unmix(block.hashes))
    many.find(some)
    numbers = [*range(0, terms, terms // 50), ABSENT, ABSENT, ABSENT]
    assert few.find(some).tolist() == many.find(some).tolist() == numbers
    assert few.of(some).tobytes() == many.of(some).tobytes()
    assert few.of(some)[-1].tobytes() == few.unknown.tobytes() == many.unknown.tobytes()


def test_a_row_is_what_a_term_adds(block, model):
    """Idf times coefficient for each label, a zero (its columns are even), then idf squared, in steps of 2**-24."""
    idf = block.idf(model.record.weights.posts)
    row = TermRows(block, model.record.weights.posts).of(unmix(block.hashes[7:8]))[0]
    np.testing.assert_allclose(row, [*(idf[7] * block.coefficients[7]), 0, idf[7] ** 2], atol=2**-24)
    assert (row * 2**24 == np.round(row * 2**24)).all()


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
@pytest.mark.parametrize("asked", [0, 9], ids=["one by one", "table"])
def test_sums_are_those_of_the_rows_for_any_number_of_labels(labels, asked):
    """Known terms and unknown ones, of holders with and without any; the columns are even in number."""
    hashes = np.arange(1, 7, dtype=np.uint64) << np.uint64(60)
    coefficients = np.random.default_rng(labels).normal(size=(6, labels)).astype(np.float32)
    terms = TermRows(BlockWeights(hashes, np.arange(6, dtype=np.uint32), coefficients), posts=9)
    terms.find(np.zeros(asked, dtype=np.uint64))
    keys, holder = unmix(hashes[[0, 3, 5]]), np.array([0, 0, 2])
    keys[1] += np.uint64(1)
    rows = terms.of(keys)
    assert rows.shape[1] % 2 == 0
    np.testing.assert_array_equal(terms.sums(holder, keys, 4), [rows[0] + rows[1], 0 * rows[0], rows[2], 0 * rows[0]])
