"""Predictions as fields of a post's JSON object."""

import json
import re

import pytest

from classifier.records import LabelTerms, Prediction, TermWeight
from classifier.stance.prediction_json import prediction_from_json, prediction_to_json

MAKER = {"name": "lanes", "hash": "0123456789abcdef"}
SURE = Prediction(
    predicted="for",
    probability=0.81234567,
    scores={"for": 0.81234567, "against": 0.18765433},
    seen=True,
    terms=(TermWeight("safe", 1.23456789),),
    by_label=(
        LabelTerms(
            label="for", value=1.45678912, intercept=-0.25, terms=(TermWeight("safe", 1.23456789),), rest=0.47222123
        ),
    ),
)
ABSTAINED = Prediction(predicted=None, probability=None, scores=None, abstained="empty")


def test_a_prediction_has_the_fields_of_the_contract():
    """Predicted, probability, scores by label, the reason of an abstention, and who made it."""
    assert prediction_to_json(SURE, MAKER, with_terms=True) == {
        "predicted": "for",
        "probability": 0.812346,
        "scores": {"for": 0.812346, "against": 0.187654},
        "abstained": None,
        "seen": True,
        "model": MAKER,
        "terms": [{"term": "safe", "weight": 1.234568}],
        "by_label": {
            "for": {
                "value": 1.456789,
                "intercept": -0.25,
                "terms": [{"term": "safe", "weight": 1.234568}],
                "rest": 0.472221,
            }
        },
    }


def test_terms_stand_in_the_object_only_where_they_were_asked_for():
    """Otherwise there is no such field."""
    assert {"terms", "by_label"}.isdisjoint(prediction_to_json(SURE, MAKER, with_terms=False))


def test_an_abstention_has_null_scores_and_a_reason():
    """A stance that was not found is null, never an empty text."""
    fields = prediction_to_json(ABSTAINED, MAKER, with_terms=False)
    assert (fields["predicted"], fields["probability"], fields["scores"]) == (None, None, None)
    assert fields["abstained"] == "empty"


@pytest.mark.parametrize("prediction", [SURE, ABSTAINED], ids=["sure", "abstained"])
def test_reading_gives_back_what_was_written(prediction):
    """Through JSON, up to six digits and without the terms."""
    fields = json.loads(json.dumps(prediction_to_json(prediction, MAKER, with_terms=False)))
    read = prediction_from_json(fields)
    assert (read.predicted, read.abstained, read.seen) == (prediction.predicted, prediction.abstained, prediction.seen)
    assert read.scores == (prediction.scores and pytest.approx(prediction.scores, abs=1e-6))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "has no 'predicted'; run `classify predict`"),
        ({"label": "for"}, "has no 'predicted'; run `classify predict`"),
        ({"predicted": 3}, "'predicted' is 3; it must be a label or null"),
        ({"predicted": ["for"]}, "'predicted' is ['for']; it must be a label or null"),
        ({"predicted": ""}, "'predicted' is ''; it must be a label or null"),
        ({"predicted": "for", "scores": [0.5]}, "'scores' must be an object of label and probability"),
    ],
    ids=["nothing", "label only", "number", "list", "empty text", "scores as a list"],
)
def test_an_object_without_a_prediction_is_refused(fields, message):
    """The message says what is wrong with it."""
    with pytest.raises(ValueError, match=re.escape(message)):
        prediction_from_json(fields)
