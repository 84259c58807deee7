"""Splits by thread."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.records import LabelledPost, Post
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.folds import leave_one_thread_out, split, thread_folds

TEXTS = (
    "the lane on mill road is empty all winter long",
    "he said the lane on mill road is empty all winter long",
    "nobody asked the shops what they wanted before the paint came",
    "",
    "cars",
)
POST = st.tuples(st.integers(0, 6), st.sampled_from([None, "ann", "bob", "cy"]), st.sampled_from(TEXTS))


def corpus_of(posts):
    """Return the corpus of posts given by thread, author and text, with two labels in turn."""
    labelled = [
        LabelledPost(
            post=Post(thread_id=f"t{thread}", id=f"p{i}", order=i + 1, text=text, author=author),
            label="ab"[i % 2],
            origin="written",
        )
        for i, (thread, author, text) in enumerate(posts)
    ]
    return TrainingSet.of(labelled, ("a", "b")).corpus


def leaks(corpus, fold):
    """Return what a fold's training part shares with its test part."""
    train, test = fold.train, fold.test
    authors = set(corpus.author[train]) & set(corpus.author[test]) - {-1}
    threads = set(corpus.thread[train]) & set(corpus.thread[test])
    return authors, threads, corpus.duplicates[train][:, test].nnz


@settings(deadline=None, max_examples=80)
@given(st.lists(POST, min_size=2, max_size=25), st.integers(2, 5), st.integers(0, 3))
def test_thread_folds_test_every_row_once_and_share_nothing(posts, folds, seed):
    """Threads stay whole, and no author and no near-duplicate stands on both sides."""
    corpus = corpus_of([*posts, (7, None, "cars and more cars")])
    found = thread_folds(corpus, corpus.rows, folds, seed)
    assert sorted(np.concatenate([fold.test for fold in found])) == corpus.rows.tolist()
    assert all(leaks(corpus, fold) == (set(), set(), 0) for fold in found)


@settings(deadline=None, max_examples=80)
@given(st.lists(POST, min_size=2, max_size=25))
def test_leaving_one_thread_out_shares_nothing(posts):
    """Each fold tests one whole thread, and each thread with anything left to train on is tested once."""
    corpus = corpus_of([*posts, (7, None, "cars and more cars")])
    found = leave_one_thread_out(corpus, corpus.rows)
    assert all(leaks(corpus, fold) == (set(), set(), 0) and len(fold.train) for fold in found)
    tested = [thread for fold in found for thread in set(corpus.thread[fold.test])]
    assert len(tested) == len(set(tested)) == len(found)
    assert sum(len(fold.test) for fold in found) == np.isin(corpus.thread, tested).sum()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_folds_of_shipped_posts_share_nothing_and_say_what_they_dropped(training, seed):
    """What is neither tested nor trained on was kept out for its author or for its likeness."""
    corpus = training.corpus
    folds = thread_folds(corpus, corpus.rows, 5, seed)
    assert len(folds) == 5
    assert np.array_equal(np.sort(np.concatenate([fold.test for fold in folds])), corpus.rows)
    for fold in folds:
        assert leaks(corpus, fold) == (set(), set(), 0)
        assert len(fold.train) + len(fold.test) + fold.same_author + fold.near_duplicate == len(corpus.rows)


def test_a_split_counts_posts_of_held_out_authors_and_near_duplicates_apart():
    """A post that is both is counted for its author."""
    corpus = corpus_of([(0, "ann", TEXTS[0]), (1, "ann", TEXTS[1]), (2, "bob", TEXTS[1]), (3, "cy", TEXTS[2])])
    fold = split(corpus, corpus.rows[1:], corpus.rows[:1])
    assert (fold.train.tolist(), fold.same_author, fold.near_duplicate) == ([3], 1, 1)


def test_posts_of_unknown_authors_are_nobodys_in_common():
    """Two unknown authors are not the same author."""
    corpus = corpus_of([(0, None, TEXTS[0]), (1, None, TEXTS[2])])
    assert [fold.train.tolist() for fold in leave_one_thread_out(corpus, corpus.rows)] == [[1], [0]]


def test_folds_over_some_rows_train_on_the_whole_pool():
    """Posts of another origin are there to train on, never to test."""
    corpus = corpus_of([(thread, None, f"text number {thread} of post {i}") for i in range(3) for thread in range(6)])
    rows = np.flatnonzero(corpus.thread < 4)
    for fold in thread_folds(corpus, rows, 2, 0, pool=corpus.rows):
        assert set(corpus.thread[fold.test]) <= {0, 1, 2, 3}
        assert np.array_equal(np.sort(np.append(fold.train, fold.test)), corpus.rows)


def test_leaving_out_a_thread_trains_on_all_other_threads_of_any_origin():
    """Real threads are left out in turn, and all else is trained on."""
    corpus = corpus_of([(thread, None, f"text number {thread}") for thread in range(5)])
    folds = leave_one_thread_out(corpus, corpus.rows[:2])
    assert [(fold.test.tolist(), fold.train.tolist()) for fold in folds] == [([0], [1, 2, 3, 4]), ([1], [0, 2, 3, 4])]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_there_are_no_more_folds_than_threads_and_none_of_one_thread(threads):
    """One thread cannot be held out of itself."""
    corpus = corpus_of([(i % threads, None, f"text number {i}") for i in range(12)])
    assert len(thread_folds(corpus, corpus.rows, 5, 0)) == (threads if threads > 1 else 0)


def test_nothing_to_split_gives_no_folds():
    """Where authors and near-duplicates leave no rows, there is no fold and no crash."""
    corpus = corpus_of([(0, "ann", "cars"), (1, "ann", "bikes")])
    assert thread_folds(corpus, corpus.rows[:0], 3, 0) == []


def test_a_thread_is_not_tested_where_nothing_would_remain_to_train_on():
    """One author wrote everything, so that every other thread is dropped."""
    corpus = corpus_of([(0, "ann", "cars"), (1, "ann", "bikes")])
    assert leave_one_thread_out(corpus, corpus.rows) == []


def test_a_fold_names_the_labels_that_its_training_part_lacks():
    """A label that is to be tested and was never shown cannot be found."""
    corpus = corpus_of([(0, None, "cars"), (1, None, "bikes"), (2, None, "trams")])
    assert split(corpus, corpus.rows[[0, 2]], corpus.rows[[1]]).lacking(corpus) == ("b",)
    assert split(corpus, corpus.rows[[1, 2]], corpus.rows[[0]]).lacking(corpus) == ()
