"""Streams of predicted posts as arrays."""

import numpy as np
import pytest

from classifier.errors import DataError
from classifier.evaluation.prevalence.corpus import ABSTAINED, NOBODY, CorpusReader
from classifier.evaluation.prevalence.periods import NO_DAY
from classifier.records import Prediction, text_digest


def _hard(label):
    return Prediction(predicted=label, probability=None, scores=None)


def test_comments_are_rows(corpus_of, said):
    """With scores, prediction, author and day."""
    corpus = corpus_of(
        [
            ({"author": "ann", "posted_at": "1970-01-03T00:00:00+00:00"}, said(0.75)),
            ({}, said(0.25)),
            ({"author": "ann"}, said(0.5)),
        ],
        [],
    )
    np.testing.assert_allclose(corpus.scores, [[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]])
    assert corpus.predicted.tolist() == [0, 1, 0]
    assert corpus.author[0] == corpus.author[2] != NOBODY
    assert corpus.author[1] == NOBODY
    assert corpus.day.tolist() == [2, NO_DAY, NO_DAY]


def test_an_authors_id_goes_before_the_name(corpus_of, said):
    """One person may change names, and two may share one."""
    corpus = corpus_of(
        [({"author": name, "author_id": known}, said(0.5)) for name, known in (("a", "1"), ("b", "1"), ("a", "2"))], []
    )
    assert corpus.author[0] == corpus.author[1] != corpus.author[2]


def test_other_posts_are_counted_apart(corpus_of, said):
    """Articles, pingbacks and deleted posts are no rows."""
    kinds = ("article", "pingback", "deleted", "system", "comment")
    corpus = corpus_of([({"kind": kind}, said(0.9)) for kind in kinds], [])
    assert len(corpus.predicted) == 1
    assert corpus.kinds == {"article": 1, "pingback": 1, "deleted": 1, "system": 1}


def test_an_abstention_gets_the_mean_of_the_scores(corpus_of, said):
    """It holds no news of the share."""
    corpus = corpus_of([({}, said(0.9)), ({}, said(0.5)), ({}, said(None))], [])
    np.testing.assert_allclose(corpus.scores[2], [0.7, 0.3], atol=1e-6)
    assert corpus.predicted[2] == ABSTAINED


def test_abstentions_alone_score_nothing(corpus_of, said):
    """There is no mean to take."""
    corpus = corpus_of([({}, said(None))], [])
    np.testing.assert_array_equal(corpus.scores, [[0, 0]])


def test_posts_that_the_model_was_trained_on_are_left_out_of_corpus_and_sample(corpus_of, said, hand):
    """Its errors on them are not its errors on the rest."""
    corpus = corpus_of([({}, said(0.9, seen=True)), ({}, said(0.9))], [hand("p1", "for"), hand("p2", "for")])
    assert (len(corpus.predicted), corpus.seen, corpus.matching.trained_on) == (1, 1, 1)
    assert corpus.sampled.tolist() == [0]


def test_a_post_that_comes_again_is_counted_once(corpus_of, said, hand):
    """As where two files hold the same page; the label keeps its post."""
    pairs = [({"id": post_id}, said(0.9)) for post_id in ("a", "b", "a", "c")]
    corpus = corpus_of(pairs, [hand("c", "against")])
    assert (len(corpus.predicted), corpus.repeated) == (3, 1)
    assert (corpus.sampled.tolist(), corpus.hand.tolist()) == ([2], [1])


def test_labels_find_their_posts(corpus_of, said, hand):
    """By thread and id, if the text is still the one that was coded."""
    sample = [
        hand("p1", "against", text_digest=text_digest("post 1")),
        hand("p2", "for", text_digest=text_digest("another text")),
        hand("p3", "for"),
        hand("p9", "for"),
        hand("p1", "for", key=("another thread", "p1")),
    ]
    corpus = corpus_of([({}, said(0.9)), ({}, said(0.9)), ({"kind": "article"}, said(0.9))], sample)
    found = corpus.matching
    assert (corpus.sampled.tolist(), corpus.hand.tolist(), found.used) == ([0], [1], 1)
    assert found.changed == [("t", "p2")]
    assert found.no_comments == [("t", "p3")]
    assert found.missing == [("t", "p9"), ("another thread", "p1")]


def test_labels_of_the_first_scores(corpus_of, said):
    """Where no model says which labels there are, in the scores' order; earlier abstentions get their row."""
    corpus = corpus_of([({}, said(None)), ({}, said(0.75))], [], labels=None)
    assert corpus.labels == ("for", "against")
    np.testing.assert_allclose(corpus.scores, [[0.75, 0.25], [0.75, 0.25]])


def test_predictions_without_scores_are_scores_of_one_and_nought(corpus_of, hand):
    """Labels are those that are predicted or given by hand."""
    corpus = corpus_of([({}, _hard("a")), ({}, _hard("b")), ({}, _hard("a"))], [hand("p1", "c")], labels=None)
    assert corpus.labels == ("a", "b", "c")
    np.testing.assert_array_equal(corpus.scores, [[1, 0, 0], [0, 1, 0], [1, 0, 0]])


def test_predictions_before_and_after_the_first_scores(corpus_of, said):
    """A post without scores among others that have some is taken at its word."""
    corpus = corpus_of([({}, _hard("against")), ({}, said(0.75)), ({}, _hard("for"))], [], labels=None)
    place = [corpus.labels.index(label) for label in ("for", "against")]
    np.testing.assert_allclose(corpus.scores[:, place], [[0, 1], [0.75, 0.25], [1, 0]])


@pytest.mark.parametrize(
    "scores",
    [{"for": 0.5}, {"for": 0.5, "against": "much"}, {"for": 0.5, "against": 1.5}, {"for": 1, "against": 0, "more": 0}],
    ids=["missing", "text", "above one", "too many"],
)
def test_scores_that_are_none(corpus_of, scores):
    """The post is named, with what belongs there."""
    broken = Prediction(predicted="for", probability=0.5, scores=scores)
    with pytest.raises(DataError, match="post 'p1' of thread 't': 'scores' must hold a number from 0 to 1 for each of"):
        corpus_of([({}, broken)], [])


def test_predictions_of_two_models(corpus_of, said):
    """Cannot be one corpus."""
    with pytest.raises(DataError, match="predicted 'bike' is none of the labels that were scored before, for, against"):
        corpus_of([({}, said(0.5)), ({}, _hard("bike"))], [], labels=None)


def test_a_label_that_the_model_does_not_know(corpus_of, said, hand):
    """Is an error: its share cannot be corrected."""
    with pytest.raises(DataError, match="the sample's labels 'bike' are not the model's: it knows for, against"):
        corpus_of([({}, said(0.5))], [hand("p1", "bike")], labels=None)


@pytest.mark.parametrize("seen", [True, False])
def test_nothing_left(corpus_of, said, seen):
    """No comment, no shares."""
    pairs = [({}, said(0.5, seen=True))] if seen else [({"kind": "article"}, said(0.5))]
    with pytest.raises(DataError, match="holds no comment that the model was not trained on"):
        corpus_of(pairs, [])


def test_no_words_are_kept(make_post, said):
    """What a reader holds does not grow with the texts."""
    reader = CorpusReader([])
    reader.add(make_post("word " * 1000, author="somebody"), said(0.5))
    held = [getattr(reader, name) for name in vars(reader)]
    assert not any("word" in repr(part) or "somebody" in repr(part) for part in held)
