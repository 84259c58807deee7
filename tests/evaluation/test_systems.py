"""Held-out predictions to outcomes."""

import numpy as np
import pytest

from classifier.evaluation.baselines import bayes_labels, label_shares
from classifier.evaluation.evaluation import BAYES, MAJORITY, MODEL, PRIOR
from classifier.evaluation.figures.counts import ABSTAINED, accuracy, macro_f1
from classifier.evaluation.figures.named import HEADLINE
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.evaluation.held_out.plan import Protocol
from classifier.evaluation.held_out.predict import TrialResult, predict_held_out
from classifier.evaluation.systems import differences_to_best, mean_probabilities, outcomes_of, predicted_by
from classifier.stance.training.folds import Fold, split

LOG_LOSS = next(figure for figure in HEADLINE if figure.id == "log_loss")


@pytest.fixture(scope="module")
def results(few):
    """Two folds that test the posts 0 to 19 and 10 to 29, the ten between them twice."""
    rows = few.corpus.rows
    folds = [split(few.corpus, rows[60:], rows[first : first + 20]) for first in (0, 10)]
    return list(predict_held_out(few.corpus, folds, Protocol(c=3.0), jobs=1))


def tried(test, probabilities, known=True):
    """Return what a trial gave for some rows."""
    test = np.array(test)
    return TrialResult(Fold(test, test, 0, 0), np.array(probabilities), np.full(len(test), known))


def test_each_system_is_scored_on_the_same_posts(few, few_annotations, results):
    """Each post once, however often it was predicted."""
    outcomes = list(outcomes_of(few, few_annotations.codebook, results))
    assert len(outcomes) == 5
    for outcome in outcomes:
        np.testing.assert_allclose(outcome.by_thread.sum(axis=2), outcomes[0].by_thread.sum(axis=2))
        assert outcome.counts.sum() == pytest.approx(30)


def test_the_baselines_know_the_training_part_alone(few, few_annotations, results):
    """The commonest label there, the shares there, the words there."""
    by_name = {of.system: of for of in outcomes_of(few, few_annotations.codebook, results[:1])}
    [fold] = [result.fold for result in results[:1]]
    shares = label_shares(few.corpus.label[fold.train], len(few.corpus.labels))
    true, said = few.corpus.label[fold.test], bayes_labels(few.corpus, fold.train, fold.test)
    assert by_name[MAJORITY].figure(accuracy) == pytest.approx((true == shares.argmax()).mean())
    assert by_name[PRIOR].figure(accuracy) == pytest.approx(shares[true].mean())
    assert LOG_LOSS.value(by_name[PRIOR]) == pytest.approx(-np.log(shares[true]).mean())
    assert by_name[BAYES].figure(accuracy) == pytest.approx((true == said).mean())


def test_a_post_that_was_predicted_twice_counts_half_in_each(few):
    """And one that is not known is abstained on, with its probabilities all the same."""
    flat, sure = [0.4, 0.2, 0.2, 0.2], [0.0, 1.0, 0.0, 0.0]
    found = predicted_by(few.corpus, [tried([0, 1], [flat, sure]), tried([1, 2], [flat, sure], known=False)])
    assert found.share.tolist() == [1, 0.5, 0.5, 1]
    assert found.said.tolist() == [0, 1, ABSTAINED, ABSTAINED]
    assert found.probabilities.tolist() == [flat, sure, flat, sure]


def test_a_posts_probabilities_are_the_mean_of_its_folds(few):
    """NaN where no fold held it out."""
    found = mean_probabilities(few.corpus, [tried([0, 1], [[1, 0, 0, 0]] * 2), tried([1], [[0, 1, 0, 0]])])
    assert found[:2].tolist() == [[1, 0, 0, 0], [0.5, 0.5, 0, 0]]
    assert np.isnan(found[2:]).all()


def test_the_model_is_compared_with_the_baseline_that_is_best_by_each_figure():
    """The commonest label is best by accuracy; one that finds the rare label at some cost is best by macro F1."""
    true = np.repeat([0, 1], [16, 4])
    said = {MODEL: true, MAJORITY: np.zeros(20, int), BAYES: np.repeat([0, 1], [11, 9])}
    outcomes = [count_outcome(name, ("a", "b"), Predicted(np.arange(20), true, each)) for name, each in said.items()]
    found = differences_to_best(outcomes, seed=0)
    assert {name: each.other for name, each in found.items()} == {"macro F1": BAYES, "accuracy": MAJORITY}
    assert found["accuracy"].value == pytest.approx(1 - 16 / 20)
    assert found["macro F1"].value == pytest.approx(1 - outcomes[2].figure(macro_f1))
