"""Prediction <-> the fields that it adds to a post's JSON object."""

from collections.abc import Mapping, Sequence
from typing import Any

from classifier.records import Prediction, TermWeight

_SHOWN_DIGITS = 6

FIELDS = ("predicted", "probability", "scores", "abstained", "seen", "model", "terms", "by_label")


def prediction_to_json(prediction: Prediction, model: Mapping[str, Any], with_terms: bool) -> dict[str, Any]:
    """Return the fields of a prediction; `model` names who made it, and by which codebook that was trained."""
    fields: dict[str, Any] = {
        "predicted": prediction.predicted,
        "probability": _rounded(prediction.probability),
        "scores": None
        if prediction.scores is None
        else {label: _rounded(score) for label, score in prediction.scores.items()},
        "abstained": prediction.abstained,
        "seen": prediction.seen,
        "model": dict(model),
    }
    if with_terms:
        fields["terms"] = _terms(prediction.terms)
        fields["by_label"] = {
            made.label: {
                "value": _rounded(made.value),
                "intercept": _rounded(made.intercept),
                "terms": _terms(made.terms),
                "rest": _rounded(made.rest),
            }
            for made in prediction.by_label
        }
    return fields


def _terms(terms: Sequence[TermWeight]) -> list[dict[str, Any]]:
    return [{"term": term.term, "weight": _rounded(term.weight)} for term in terms]


def prediction_from_json(fields: Mapping[str, Any]) -> Prediction:
    """Return the prediction that a JSON object carries; raise ValueError where it carries none."""
    if "predicted" not in fields:
        raise ValueError("has no 'predicted'; run `classify predict` on it first, or name a model with --model")
    predicted, scores = fields["predicted"], fields.get("scores")
    if predicted is not None and not (isinstance(predicted, str) and predicted):
        raise ValueError(f"'predicted' is {predicted!r}; it must be a label or null")
    if scores is not None and not isinstance(scores, Mapping):
        raise ValueError("'scores' must be an object of label and probability, or null")
    return Prediction(
        predicted=predicted,
        probability=fields.get("probability"),
        scores=scores,
        abstained=fields.get("abstained"),
        seen=fields.get("seen") is True,
    )


def codebook_from_json(fields: Mapping[str, Any]) -> tuple[int, str] | None:
    """Return version and hash of the codebook by which the maker of a prediction was trained; None if not said."""
    model = fields.get("model")
    codebook = model.get("codebook") if isinstance(model, Mapping) else None
    if not isinstance(codebook, Mapping):
        return None
    version, hash_ = codebook.get("version"), codebook.get("hash")
    return (version, hash_) if isinstance(version, int) and isinstance(hash_, str) else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _SHOWN_DIGITS)
