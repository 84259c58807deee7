"""Labelled posts as arrays."""

import numpy as np
import pytest

from classifier.errors import DataError
from classifier.stance.training.corpus import TrainingSet


def test_labels_stand_in_the_codebooks_order_and_only_those_that_occur(label_post):
    """A label that no post carries is not one that a model can learn."""
    posts = [label_post("b", "one"), label_post("c", "two"), label_post("b", "three")]
    corpus = TrainingSet.of(posts, ("c", "a", "b")).corpus
    assert corpus.labels == ("c", "b")
    assert corpus.label.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("labels", "message"), [((), "there are none"), (("a", "a"), "all 2 carry 'a'")], ids=["no post", "one label"]
)
def test_fewer_than_two_labels_are_refused(label_post, labels, message):
    """There must be something to tell apart."""
    with pytest.raises(DataError, match=f"{message}; a classifier needs posts of at least two labels"):
        TrainingSet.of([label_post(label, "text") for label in labels], ("a", "b"))


def test_threads_and_authors_are_numbered_and_an_author_is_its_id_or_name(label_post):
    """An author who is not known is -1, and two unknown authors are nobody in common."""
    posts = [
        label_post("a", "one", thread_id="x", author="Ann", author_id="17"),
        label_post("b", "two", thread_id="y", author="Ann B.", author_id="17"),
        label_post("b", "three", thread_id="x", author="Ann"),
        label_post("a", "four", thread_id="z"),
        label_post("a", "five", thread_id="z", author="Bob"),
    ]
    corpus = TrainingSet.of(posts, ("a", "b")).corpus
    assert corpus.thread.tolist() == [0, 1, 0, 2, 2]
    assert corpus.author.tolist() == [0, 0, 1, -1, 2]


def test_speaking_columns_are_those_that_hold_more_than_punctuation(label_post):
    """Marks alone are no evidence that a model knows a post's words; the last column is for unknown terms."""
    training = TrainingSet.of([label_post("a", "well, ..."), label_post("b", "!! 🚲")], ("a", "b"))
    names = training.counters["words"].get_feature_names_out()
    assert set(names[training.corpus.speaking]) == {"well", "well ,", "🚲", "! 🚲"}


def test_counts_and_duplicates_have_a_row_a_post(training):
    """Every array speaks of the same posts in the same order."""
    corpus, posts = training.corpus, len(training.posts)
    assert {len(row) for row in (corpus.label, corpus.thread, corpus.author, corpus.origin, corpus.rows)} == {posts}
    assert {counts.shape[0] for counts in corpus.counts.values()} == {posts}
    assert corpus.duplicates.shape == (posts, posts)
    assert np.array_equal(corpus.counts["words"].sum(axis=1) > 0, [bool(post.post.text) for post in training.posts])


@pytest.mark.parametrize("text", ["", "!"], ids=["empty", "punctuation"])
def test_posts_without_words_are_counted_too(label_post, text):
    """Image-only posts are posts with empty text, and a corpus of them is no crash."""
    corpus = TrainingSet.of([label_post("a", text), label_post("b", text)], ("a", "b")).corpus
    assert not corpus.speaking.any()
