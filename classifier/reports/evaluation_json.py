"""An evaluation as JSON: the numbers of the text report, in full."""

import math
from typing import Any

from classifier.evaluation.evaluation import DataSummary, Evaluation, Part
from classifier.evaluation.outcome import Outcome, accuracy, coverage, f1, macro_f1, precision, recall


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as an object for JSON; a figure that is not defined is null."""
    return {
        "title": evaluation.title,
        "codebook": dict(evaluation.codebook),
        "coders": list(evaluation.coders),
        "seed": evaluation.seed,
        "parts": {part.data.origin: _part(part, evaluation.seed) for part in evaluation.parts},
        "notes": list(evaluation.notes),
    }


def headline(evaluation: Evaluation) -> dict[str, Any]:
    """Return the few figures that a model carries with it, real and written posts apart."""
    shown = {}
    for part in evaluation.parts:
        for outcome in part.outcomes[:1]:
            figures = _figures(outcome, evaluation.seed)
            kept = ("macro_f1", "macro_f1_interval", "accuracy", "accuracy_interval", "too_rare_to_evaluate")
            data = {"posts": part.data.size, "threads": part.data.threads, "protocol": part.protocol}
            shown[part.data.origin] = data | {name: figures[name] for name in kept}
    return shown


def _part(part: Part, seed: int) -> dict[str, Any]:
    return {
        "data": _data(part.data),
        "protocol": part.protocol,
        "systems": {outcome.system: _figures(outcome, seed) for outcome in part.outcomes},
        "notes": list(part.notes),
    }


def _data(data: DataSummary) -> dict[str, Any]:
    return {
        "posts": data.size,
        "threads": data.threads,
        "labels": dict(data.posts),
        "agreement": [
            {
                "coders": list(pair.coders),
                "posts": pair.posts,
                "agreed": pair.agreed,
                "share": pair.share,
                "kappa": pair.kappa,
                "alpha": pair.alpha,
            }
            for pair in data.agreements
        ],
    }


def _figures(outcome: Outcome, seed: int) -> dict[str, Any]:
    counts = outcome.counts
    columns = (outcome.support, precision(counts), recall(counts), f1(counts))
    figures: dict[str, Any] = {
        "labels": {
            label: {"support": int(n), "precision": _number(p), "recall": _number(r), "f1": _number(f)}
            for label, n, p, r, f in zip(outcome.labels, *columns, strict=True)
        },
        "too_rare_to_evaluate": list(outcome.rare),
        "macro_f1_without_rare": outcome.without_rare(),
        "confusion": {
            label: dict(zip((*outcome.labels, "abstained"), row, strict=True))
            for label, row in zip(outcome.labels, counts.round(4).tolist(), strict=True)
        },
    }
    for name, measure in (("macro_f1", macro_f1), ("accuracy", accuracy), ("coverage", coverage)):
        interval = outcome.interval(measure, seed)
        figures[name] = _number(outcome.figure(measure))
        figures[f"{name}_interval"] = None if interval is None else [interval.low, interval.high]
    return figures


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
