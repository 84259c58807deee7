"""An evaluation as JSON: the numbers of the text report, in full."""

import math
from typing import Any

from classifier.evaluation.evaluation import DataSummary, Evaluation, Extras, Part
from classifier.evaluation.figures.named import BY_LABEL, F1, HEADLINE, MACRO_F1
from classifier.evaluation.figures.outcome import Outcome
from classifier.evaluation.figures.paired import Difference
from classifier.evaluation.figures.scored import reliability
from classifier.evaluation.figures.selective import coverage_curve
from classifier.reports.doubts import doubt_to_json, twins_to_json
from classifier.resampling import Interval


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
            figures = {figure.id: figure.value(outcome) for figure in HEADLINE[:2]}
            intervals = {
                f"{f.id}_interval": interval_to_json(f.interval(outcome, evaluation.seed)) for f in HEADLINE[:2]
            }
            data = {"posts": part.data.size, "threads": part.data.threads, "protocol": part.protocol}
            shown[part.data.origin] = data | figures | intervals | {"too_rare_to_evaluate": list(outcome.rare)}
    return shown


def risk_coverage(evaluation: Evaluation) -> dict[str, Any]:
    """Return by origin what accuracy each confidence gave the model, as stance/abstention reads it from a model."""
    return {
        part.data.origin: {
            "posts": part.data.size,
            "threads": part.data.threads,
            "points": [
                [_rounded_down(point.confidence), round(point.coverage, 4), round(point.accuracy, 4)]
                for point in coverage_curve(scored)
            ],
        }
        for part in evaluation.parts
        for outcome in part.outcomes[:1]
        if (scored := outcome.scored) is not None
    }


def _rounded_down(confidence: float) -> float:
    """Return a threshold in four digits that its own post reaches: rounded up to 1 nothing would."""
    return math.floor(confidence * 1e4) / 1e4


def _part(part: Part, seed: int) -> dict[str, Any]:
    return {
        "data": _data(part.data),
        "protocol": part.protocol,
        "systems": {outcome.system: _figures(outcome, seed, nth == 0) for nth, outcome in enumerate(part.outcomes)},
        "against_best_baseline": {name: _difference(found) for name, found in part.differences.items()},
        **_extras(part.extras, seed),
        "doubts": [doubt_to_json(doubt) for doubt in part.doubts],
        "twins": [twins_to_json(twins) for twins in part.twins],
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


def _figures(outcome: Outcome, seed: int, in_full: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "labels": _by_label(outcome, seed, in_full),
        "too_rare_to_evaluate": list(outcome.rare),
        "macro_f1_without_rare": outcome.without_rare(),
        "confusion": {
            label: dict(zip((*outcome.labels, "abstained"), row, strict=True))
            for label, row in zip(outcome.labels, outcome.counts.round(4).tolist(), strict=True)
        },
    }
    for figure in HEADLINE:
        figures[figure.id] = figure.value(outcome)
        if in_full or figure in HEADLINE[:2]:
            figures[f"{figure.id}_interval"] = interval_to_json(figure.interval(outcome, seed))
    if in_full and outcome.scored is not None:
        figures["reliability"] = [
            {"from": b.low, "to": b.high, "posts": round(b.posts, 4), "promised": b.promised, "right": b.right}
            for b in reliability(outcome.scored)
        ]
        figures["risk_coverage"] = [
            {"confidence": p.confidence, "coverage": p.coverage, "accuracy": p.accuracy}
            for p in coverage_curve(outcome.scored)
        ]
    return figures


def _by_label(outcome: Outcome, seed: int, in_full: bool) -> dict[str, dict[str, Any]]:
    shown: dict[str, dict[str, Any]] = {
        label: {"support": int(n)} for label, n in zip(outcome.labels, outcome.support, strict=True)
    }
    for figure in BY_LABEL:
        intervals = figure.intervals(outcome, seed) if in_full else [None] * len(outcome.labels)
        for label, value, interval in zip(outcome.labels, figure.values(outcome), intervals, strict=True):
            shown[label][figure.id] = value
            if in_full:
                shown[label][f"{figure.id}_interval"] = interval_to_json(interval)
    return shown


def _extras(extras: Extras, seed: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"random_split": None, "names_masked": None, "learning_curve": []}
    if extras.random_split is not None:
        shown["random_split"] = {
            **_short(extras.random_split.changed, seed),
            "macro_f1_difference": _difference(extras.random_split.difference),
        }
    if extras.names is not None:
        shown["names_masked"] = {
            "masked": _short(extras.names.changed, seed),
            "full": _short(extras.names.usual, seed),
            "macro_f1_difference": _difference(extras.names.difference),
        }
    shown["learning_curve"] = [{"posts": point.posts, **_short(point.outcome, seed)} for point in extras.curve]
    return shown


def _short(outcome: Outcome, seed: int) -> dict[str, Any]:
    by_label = zip(outcome.labels, F1.values(outcome), F1.intervals(outcome, seed), strict=True)
    return {
        **{figure.id: figure.value(outcome) for figure in HEADLINE[:2]},
        "macro_f1_interval": interval_to_json(MACRO_F1.interval(outcome, seed)),
        "f1": {label: {"f1": value, "f1_interval": interval_to_json(interval)} for label, value, interval in by_label},
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "system": difference.system,
        "other": difference.other,
        "value": difference.value,
        "interval": interval_to_json(difference.interval),
        "positive": difference.positive,
    }


def interval_to_json(interval: Interval | None) -> list[float] | None:
    """Return an interval as [low, high], None where there is none."""
    return None if interval is None else [interval.low, interval.high]
