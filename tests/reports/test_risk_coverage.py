"""The curve that a model carries of its evaluation, and the thresholds that are chosen from it."""

import json

import numpy as np
import pytest

from classifier.errors import ModelError
from classifier.evaluation.evaluation import DataSummary, Evaluation, Part
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.reports.evaluation_json import risk_coverage
from classifier.stance.record.abstention import threshold_for

LABELS = ("for", "against")


def _evaluation(top, right, threads=12, scored=True):
    """Return an evaluation of posts that a model gave `for` with a probability, and was right with or not."""
    rows = np.arange(len(top))
    found = Predicted(
        thread=rows % threads,
        true=np.where(right, 0, 1),
        said=np.zeros(len(top), dtype=np.int64),
        probabilities=np.stack([top, 1 - top], axis=-1) if scored else None,
    )
    data = DataSummary(origin="real", threads=threads, posts={"for": int(right.sum()), "against": int((~right).sum())})
    outcomes = (count_outcome("model", LABELS, found),)
    return Evaluation(title="", parts=(Part(data=data, protocol="", outcomes=outcomes),), seed=0)


def _drawn(seed, sharpness):
    draw = np.random.default_rng(seed)
    top = 1 - draw.random(400) ** sharpness / 2
    return top, draw.random(400) < top


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sharpness", [1, 5, 30], ids=["unsure", "sure", "very sure"])
@pytest.mark.parametrize("accuracy", [0.5, 0.9, 0.99])
def test_a_threshold_answers_what_it_promises(seed, sharpness, accuracy):
    """On the very posts: the share that it says, and what else is as sure in four digits; its accuracy too."""
    top, right = _drawn(seed, sharpness)
    facts = json.loads(json.dumps({"risk_coverage": risk_coverage(_evaluation(top, right))}))
    try:
        found = threshold_for(facts, accuracy)
    except ModelError:
        assert right[np.argsort(-top)[:20]].mean() < accuracy
        return
    answered = top >= found.confidence
    as_sure = answered & (top < found.confidence + 1e-4)
    assert found.coverage - 5e-5 <= answered.mean() <= found.coverage + 5e-5 + as_sure.mean()
    exactly = np.argsort(-top, kind="stable")[: round(found.coverage * len(top))]
    assert right[exactly].mean() == pytest.approx(found.accuracy, abs=1e-4)


def test_a_model_that_is_all_but_certain_still_answers():
    """A probability just below 1 is not written as 1, which none reaches."""
    top = np.linspace(0.99996, 0.99999, 300)
    facts = {"risk_coverage": risk_coverage(_evaluation(top, top > 0))}
    assert (top >= threshold_for(facts, 1.0).confidence).all()


@pytest.mark.parametrize("threads", [9, 10])
def test_under_ten_threads_a_curve_is_not_used(threads):
    """It is written all the same."""
    facts = {"risk_coverage": risk_coverage(_evaluation(*_drawn(1, 5), threads=threads))}
    assert facts["risk_coverage"]["real"]["threads"] == threads
    if threads < 10:
        with pytest.raises(ModelError, match="no measured accuracy"):
            threshold_for(facts, 0.5)
    else:
        assert threshold_for(facts, 0.5).origin == "real"


def test_without_probabilities_there_is_no_curve():
    """Given labels are not sure or unsure."""
    assert risk_coverage(_evaluation(*_drawn(1, 5), scored=False)) == {}
