"""Predictions for posts of held-out threads."""

from dataclasses import replace

import numpy as np
import pytest

from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import predict_held_out
from classifier.stance.record.weights import softmax
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.folds import Fold, split, thread_folds
from classifier.stance.training.linear import weigh
from classifier.stance.training.selection import choose_strength, decide
from classifier.stance.training.train import Recipe, train_model


@pytest.fixture(scope="module")
def folds(few):
    """Three folds of whole threads."""
    return thread_folds(few.corpus, few.corpus.rows, 3, seed=0)


@pytest.fixture(scope="module")
def results(few, folds):
    """What is predicted in them."""
    return list(predict_held_out(few.corpus, folds, Protocol(), jobs=1))


def assert_same(some, others):
    """Assert that results are the same to the last bit."""
    for one, other in zip(some, others, strict=True):
        assert one.strength == other.strength
        np.testing.assert_array_equal(one.probabilities, other.probabilities)
        np.testing.assert_array_equal(one.known, other.known)


def test_two_processes_predict_what_one_predicts(few, folds, results):
    """To the last bit, and in the order of the folds."""
    assert_same(predict_held_out(few.corpus, folds[:2], Protocol(), jobs=2), results[:2])


def test_the_labels_of_held_out_posts_enter_neither_choice_nor_probabilities(few, folds, results):
    """Strength, class weights, temperature and coefficients are made on the training part alone."""
    label = few.corpus.label.copy()
    label[folds[0].test] = (label[folds[0].test] + 1) % len(few.corpus.labels)
    assert_same(predict_held_out(replace(few.corpus, label=label), folds[:1], Protocol(), jobs=1), results[:1])


def test_the_words_of_other_held_out_posts_enter_nothing(few, folds, results):
    """A held-out post is predicted as if it were the only one: document frequencies are the training part's."""
    test = folds[0].test[:5]
    alone = replace(folds[0], test=test)
    [result] = predict_held_out(few.corpus, [alone], Protocol(), jobs=1)
    np.testing.assert_allclose(result.probabilities, results[0].probabilities[:5], rtol=1e-9)


def test_a_fold_is_predicted_with_the_strength_and_temperature_that_its_training_part_chose(training):
    """Two hundred posts and more are enough to calibrate; the probabilities sum to 1."""
    corpus = training.corpus
    fold = split(corpus, corpus.rows[100:330], corpus.rows[340:380])
    [result] = predict_held_out(corpus, [fold], Protocol(), jobs=1)
    choice = choose_strength(corpus, fold.train, seed=0)
    values = decide(weigh(corpus, fold.train, fold.test), choice.strength, len(corpus.labels))
    assert (result.strength, choice.temperature != 1.0) == (choice.strength, True)
    np.testing.assert_array_equal(result.probabilities, softmax(values, choice.temperature))
    np.testing.assert_allclose(result.probabilities.sum(axis=1), 1)


def test_posts_are_known_where_a_model_trained_on_the_training_part_knows_them(few, few_annotations, folds, results):
    """By a word, number or symbol; evaluation abstains where prediction would."""
    for fold, result in zip(folds, results, strict=True):
        training = TrainingSet.of([few.posts[row] for row in fold.train], few.corpus.labels)
        model = train_model(training, Recipe(name="fold", codebook=few_annotations.codebook, c=1.0))
        texts = [few.posts[row].post.text for row in fold.test]
        np.testing.assert_array_equal(result.known, model.scorer.score(texts).known)


def test_a_post_of_unknown_words_is_not_known(few):
    """Punctuation in common does not count."""
    texts = ["Cars, cars!", "Bikes, bikes!", "Zebras, zebras!", "Cars?"]
    posts = [
        replace(given, post=replace(given.post, thread_id=f"t{i > 1}", text=text), label=few.corpus.labels[i % 2])
        for i, (given, text) in enumerate(zip(few.posts, texts, strict=False))
    ]
    corpus = TrainingSet.of(posts, few.corpus.labels).corpus
    fold = Fold(corpus.rows[:2], corpus.rows[2:], 0, 0)
    [result] = predict_held_out(corpus, [fold], Protocol(), jobs=1)
    assert result.known.tolist() == [False, True]


@pytest.mark.parametrize("origin", ["real", "written"])
def test_a_plan_tests_every_post_of_its_origin_as_often_as_it_repeats(few, origin):
    """And no post of another origin."""
    plan = Plan.of(few.corpus, origin, Protocol(folds=4, repeats=3, seed=2))
    tested = np.concatenate([fold.test for fold in plan.folds])
    rows = np.flatnonzero(few.corpus.origin == origin)
    np.testing.assert_array_equal(np.sort(tested), np.repeat(rows, plan.repeats))


def test_few_threads_are_left_out_in_turn_and_many_are_split_into_folds(few):
    """There are four real threads; the sentence says which it was."""
    real, written = (Plan.of(few.corpus, origin, Protocol(folds=4, repeats=3)) for origin in ("real", "written"))
    assert (len(real.folds), real.repeats) == (4, 1)
    assert real.sentence == "each thread left out in turn, trained on all other threads"
    assert (len(written.folds), written.repeats) == (12, 3)
    assert written.sentence == "4 folds of whole threads, 3 times"


def test_real_posts_are_predicted_by_models_trained_on_all_else(few):
    """The other real threads and the written posts, less what shares an author or a text."""
    for fold in Plan.of(few.corpus, "real", Protocol()).folds:
        dropped = fold.same_author + fold.near_duplicate
        assert len(fold.train) + len(fold.test) + dropped == len(few.corpus.label)
        assert set(few.corpus.origin[fold.train]) == {"real", "written"}


def test_repeats_split_the_threads_in_other_ways(few):
    """Each repeat draws with a seed of its own."""
    plan = Plan.of(few.corpus, "written", Protocol(folds=3, repeats=2))
    first, second = ({tuple(fold.test) for fold in plan.folds[part]} for part in (slice(0, 3), slice(3, 6)))
    assert first != second


def test_a_strength_that_was_given_is_the_one_that_is_evaluated(few):
    """Else the report would be about another model than the one that is written."""
    folds = (
        Plan.of(few.corpus, "real", Protocol(folds=2, repeats=1)).folds
        or Plan.of(few.corpus, "written", Protocol(folds=2, repeats=1)).folds
    )
    [result] = predict_held_out(few.corpus, folds[:1], Protocol(c=3.0), jobs=1)
    assert (result.strength.c, result.strength.balanced) == (3.0, True)


@pytest.mark.parametrize(("lost", "kept"), [(0, (2, 5)), (4, (3, 5))], ids=["of the first repeat", "of the second"])
def test_a_fold_with_nothing_to_train_on_is_missing_in_its_own_repeat_alone(few, monkeypatch, lost, kept):
    """The first repeat's folds stay those of the first repeat."""
    splits = [
        fold
        for repeat in range(2)
        for fold in thread_folds(few.corpus, few.corpus.rows[few.corpus.origin == "written"], 3, repeat)
    ]
    splits[lost] = replace(splits[lost], train=splits[lost].train[:0])
    made = iter([splits[:3], splits[3:]])
    monkeypatch.setattr("classifier.evaluation.held_out.plan.thread_folds", lambda *_, **__: next(made))
    plan = Plan.of(few.corpus, "written", Protocol(folds=3, repeats=2))
    assert (plan.first, len(plan.folds)) == kept
    assert all(any(fold is one for one in splits[:3]) for fold in plan.folds[: plan.first])
