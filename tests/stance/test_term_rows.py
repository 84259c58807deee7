"""A block's terms, found one by one or in a table."""

import numpy as np
import pytest

from classifier.stance.hash_table import ABSENT
from classifier.stance.hashing import unmix
from classifier.stance.term_rows import TermRows
from classifier.stance.weights import BLOCKS


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
    """Idf times coefficient for each label, then idf squared, in steps of 2**-24."""
    idf = block.idf(model.record.weights.posts)
    row = TermRows(block, model.record.weights.posts).of(unmix(block.hashes[7:8]))[0]
    np.testing.assert_allclose(row, [*(idf[7] * block.coefficients[7]), idf[7] ** 2], atol=2**-24)
    assert (row * 2**24 == np.round(row * 2**24)).all()
