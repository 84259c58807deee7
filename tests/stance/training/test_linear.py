"""Fitting the linear model."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from classifier.stance.record.weights import softmax
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.linear import Strength, fit, weigh
from classifier.stance.training.selection import decide
from classifier.stance.training.train import Recipe, train_model

STRENGTH = Strength(30.0, balanced=True)


@pytest.mark.parametrize("name", ["lanes_training", "training"], ids=["two labels", "four labels"])
@pytest.mark.parametrize("strength", [Strength(3.0), STRENGTH], ids=["plain", "balanced"])
def test_probabilities_are_those_of_scikit_learns_logistic_regression(request, name, strength):
    """Two labels, where scikit-learn keeps the difference only, included."""
    corpus = request.getfixturevalue(name).corpus
    weighed = weigh(corpus, corpus.rows, corpus.rows)
    weight = "balanced" if strength.balanced else None
    model = LogisticRegression(C=strength.c, class_weight=weight, solver="newton-cg", max_iter=1000)
    expected = model.fit(weighed.train, weighed.label).predict_proba(weighed.test)
    shares = softmax(decide(weighed, strength, len(corpus.labels)))
    np.testing.assert_allclose(shares, expected, atol=1e-5)


def test_a_training_part_with_one_label_gives_that_label(training):
    """There is nothing to fit, and it is no crash."""
    corpus = training.corpus
    train = np.flatnonzero(corpus.label == 2)
    shares = softmax(decide(weigh(corpus, train, corpus.rows[:20]), STRENGTH, 4))
    np.testing.assert_allclose(shares, np.tile([0, 0, 1, 0], (20, 1)), atol=1e-12)


@pytest.mark.parametrize("absent", [0, 3])
def test_a_label_that_the_training_part_lacks_gets_a_probability_of_nothing(training, absent):
    """The other labels share what there is."""
    corpus = training.corpus
    train = np.flatnonzero(corpus.label != absent)
    shares = softmax(decide(weigh(corpus, train, corpus.rows[:20]), STRENGTH, 4))
    assert (shares[:, absent] < 1e-12).all()
    np.testing.assert_allclose(shares.sum(axis=1), 1)


def test_no_training_posts_say_nothing(training):
    """Without evidence all labels are as likely."""
    corpus = training.corpus
    shares = softmax(decide(weigh(corpus, corpus.rows[:0], corpus.rows[:3]), STRENGTH, 4))
    np.testing.assert_allclose(shares, 0.25)


def test_the_test_part_is_weighed_by_the_training_part_alone(training):
    """Other test posts change nothing in the features of one."""
    corpus = training.corpus
    train = corpus.rows[100:200]
    alone, among = weigh(corpus, train, corpus.rows[:1]), weigh(corpus, train, corpus.rows[:50])
    assert np.array_equal(alone.columns, among.columns)
    assert (alone.test != among.test[:1]).nnz == 0


@pytest.mark.parametrize("rows", [slice(0, 120), slice(33, 250)])
def test_a_fold_scores_as_a_model_trained_on_its_rows_alone_would(training, annotations, rows):
    """Cross-validation on a shared count matrix measures the models that users get."""
    corpus, posts = training.corpus, training.posts
    train, test = corpus.rows[rows], corpus.rows[300:]
    in_fold = decide(weigh(corpus, train, test), STRENGTH, 4)
    alone = TrainingSet.of([posts[row] for row in train], corpus.labels)
    model = train_model(alone, Recipe(name="fold", codebook=annotations.codebook, c=30.0))
    assert model.labels == corpus.labels
    np.testing.assert_allclose(model.scorer.score([posts[row].post.text for row in test]).values, in_fold, atol=1e-4)


def test_coefficients_have_a_row_a_column_that_the_training_part_holds(training):
    """The others could only get zero, and are not carried along."""
    corpus = training.corpus
    weighed = weigh(corpus, corpus.rows[:30], corpus.rows[30:])
    coefficients, intercepts = fit(weighed, STRENGTH, 4)
    assert coefficients.shape == (len(weighed.columns), 4)
    assert intercepts.shape == (4,)
    assert weighed.test.shape[1] == len(weighed.columns) < sum(counts.shape[1] for counts in corpus.counts.values())
