"""Counting and weighing some posts at a time."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.stance.record.weights import BLOCKS
from classifier.stance.text import portions as text_portions
from classifier.stance.text.portions import portions
from classifier.stance.training import duplicates, features, linear, train
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.duplicates import near_duplicates
from classifier.stance.training.features import TermCounter
from classifier.stance.training.linear import weigh
from classifier.stance.training.profiling import profile_of
from classifier.stance.training.train import Recipe, train_model


@given(work=st.lists(st.integers(0, 9), max_size=30), most=st.integers(1, 20))
def test_portions_are_all_rows_in_turn_and_no_larger_than_asked(work, most):
    """Only a single row may take more than was asked for."""
    slices = list(portions(np.array(work, dtype=np.int64), most))
    assert [row for rows in slices for row in range(len(work))[rows]] == list(range(len(work)))
    assert all(sum(work[rows]) <= most or rows.stop - rows.start == 1 for rows in slices)
    assert all(rows.stop > rows.start for rows in slices)


@pytest.mark.parametrize("block", BLOCKS)
def test_counts_do_not_depend_on_how_many_texts_are_read_at_a_time(some_posts, block, monkeypatch):
    """To the order of what a row holds: a trained model is the same to the last bit."""
    texts = [labelled.post.text for labelled in some_posts[:150]]
    at_once, counter = TermCounter(block), TermCounter(block)
    expected = at_once.fit_transform(texts)
    monkeypatch.setattr(text_portions, "BATCH_CHARACTERS", 500)
    counts = counter.fit_transform(texts)
    assert counter.terms_ == at_once.terms_
    assert counter.term_hashes_.tolist() == at_once.term_hashes_.tolist()
    assert [counts.indptr.tolist(), counts.indices.tolist(), counts.data.tolist()] == [
        expected.indptr.tolist(),
        expected.indices.tolist(),
        expected.data.tolist(),
    ]
    assert (counter.transform(texts) != expected).nnz == 0


def test_matrices_are_of_32_bits(training):
    """Anything longer would be copied by scikit-learn, or refused."""
    corpus = training.corpus
    for matrix in (*corpus.counts.values(), weigh(corpus, corpus.rows, corpus.rows[:0]).train):
        assert {matrix.data.dtype, matrix.indices.dtype, matrix.indptr.dtype} == {np.dtype("f4"), np.dtype("i4")}


def test_features_are_the_same_some_posts_at_a_time(training, monkeypatch):
    """The same numbers in the same order, of training and test part."""
    corpus = training.corpus
    expected = weigh(corpus, corpus.rows[50:], corpus.rows[:50])
    for module in (features, linear):
        monkeypatch.setattr(module, "portions", partial(portions, most=2000))
    found = weigh(corpus, corpus.rows[50:], corpus.rows[:50])
    assert found.columns.tolist() == expected.columns.tolist()
    for here, there in ((found.train, expected.train), (found.test, expected.test)):
        assert here.indices.tolist() == there.indices.tolist()
        assert here.data.tolist() == there.data.tolist()
        assert here.indptr.tolist() == there.indptr.tolist()


def test_duplicates_and_profile_are_the_same_some_posts_at_a_time(training, monkeypatch):
    """Repeats are found across what is read and compared at a time."""
    texts = [labelled.post.text for labelled in training.posts]
    doubled = texts[:80] + texts[:80]
    expected, profile = near_duplicates(doubled), profile_of(training.corpus, texts, 0)
    monkeypatch.setattr(text_portions, "BATCH_CHARACTERS", 500)
    monkeypatch.setattr(duplicates, "portions", partial(portions, most=300))
    assert (near_duplicates(doubled) != expected).nnz == 0
    assert expected.nnz > 0
    assert profile_of(training.corpus, texts, 0) == profile


def test_a_model_is_the_same_whatever_is_worked_out_at_a_time(annotations, some_posts, model, monkeypatch):
    """To the last bit, its names and facts too."""
    monkeypatch.setattr(text_portions, "BATCH_CHARACTERS", 3000)
    for module in (duplicates, features, linear, train):
        monkeypatch.setattr(module, "portions", partial(portions, most=5000))
    posts = TrainingSet.of(some_posts, annotations.codebook.label_ids)
    again = train_model(posts, Recipe(name="small", codebook=annotations.codebook, c=30.0))
    assert again.record.digest() == model.record.digest()
    assert again.record.facts == model.record.facts
