"""An evaluation as JSON, beside the text."""

import json
import re
from dataclasses import replace

import pytest

from classifier.reports.evaluation_json import evaluation_to_json, headline
from classifier.reports.evaluation_text import print_evaluation
from classifier.reports.terminal import share

PAIRS = [(0, 0)] * 12 + [(0, 1)] * 3 + [(1, 1)] * 6 + [(1, 0)] * 4 + [(1, -1)] * 2 + [(2, 2)] * 2 + [(2, 0)]
LABELS = ("for", "against", "neither", "mixed")


@pytest.fixture(params=[3, 30], ids=["3 threads", "30 threads"])
def evaluation(request, evaluation_of):
    """Of four labels, one of them rare and one absent."""
    return evaluation_of(LABELS, PAIRS, request.param)


def test_the_report_is_json_without_nan(evaluation):
    """A figure that is not defined is null, so that any reader of JSON can read it."""
    text = json.dumps(evaluation_to_json(evaluation), allow_nan=False)
    model = json.loads(text)["parts"]["real"]["systems"]["model"]
    figures = {**model["labels"]["mixed"]}
    assert figures.pop("support") == 0
    assert {"precision", "recall", "f1", "f1_interval"} <= figures.keys()
    assert set(figures.values()) == {None}


def test_the_text_shows_the_figures_of_the_json(evaluation, printed):
    """Label by label, and the headline."""
    systems = evaluation_to_json(evaluation)["parts"]["real"]["systems"]
    text = " ".join(" ".join(printed(print_evaluation, evaluation)).split())
    for label in ("for", "against", "mixed"):
        figures = systems["model"]["labels"][label]
        row = " ".join(share(figures[name]) for name in ("precision", "recall", "f1"))
        assert f"{label} {figures['support']} {row}" in text
    for name in ("macro_f1", "accuracy"):
        model, majority = (re.escape(share(systems[system][name])) for system in ("model", "majority"))
        assert re.search(rf" {name.replace('macro_f1', 'macro F1')} {model} (-|\S+ to \S+) {majority} ", text)


def test_the_text_shows_the_intervals_of_the_json(evaluation, printed):
    """Those of the model, in the headline and beside each label's F1; null is a dash."""
    model = evaluation_to_json(evaluation)["parts"]["real"]["systems"]["model"]
    text = " ".join(" ".join(printed(print_evaluation, evaluation)).split())
    for title, name in (("macro F1", "macro_f1"), ("accuracy", "accuracy"), ("MCC", "matthews")):
        each = model[f"{name}_interval"]
        shown = "-" if each is None else f"{share(each[0])} to {share(each[1])}"
        assert f" {title} {share(model[name])} {shown} " in text
    for label in ("for", "against"):
        figures = model["labels"][label]
        each = figures["f1_interval"]
        shown = "" if each is None else f" {share(each[0])} to {share(each[1])}"
        assert f"{share(figures['recall'])} {share(figures['f1'])}{shown} " in text


def test_the_confusion_matrix_is_by_name_and_adds_up(evaluation):
    """True label, then predicted label or abstention."""
    model = evaluation_to_json(evaluation)["parts"]["real"]["systems"]["model"]
    assert model["confusion"]["against"] == {"for": 4, "against": 6, "neither": 0, "mixed": 0, "abstained": 2}
    assert {label: sum(row.values()) for label, row in model["confusion"].items()} == {
        label: figures["support"] for label, figures in model["labels"].items()
    }


def test_rare_labels_are_named_and_the_mean_without_them_is_given(evaluation):
    """As in the text."""
    model = evaluation_to_json(evaluation)["parts"]["real"]["systems"]["model"]
    assert model["too_rare_to_evaluate"] == ["neither"]
    expected = (model["labels"]["for"]["f1"] + model["labels"]["against"]["f1"]) / 2
    assert model["macro_f1_without_rare"] == pytest.approx(expected)
    assert model["coverage"] == pytest.approx(28 / 30)


def test_data_protocol_agreement_and_notes_are_there(evaluation):
    """With the threads and labels of the part."""
    found = evaluation_to_json(evaluation)
    part = found["parts"]["real"]
    assert part["data"]["labels"] == {"for": 15, "against": 12, "neither": 3, "mixed": 0}
    assert (part["data"]["posts"], part["data"]["threads"]) == (30, evaluation.parts[0].data.threads)
    agreement = {"coders": ["ann", "bob"], "posts": 30, "agreed": 24, "share": 0.8, "kappa": 0.7123, "alpha": None}
    assert part["data"]["agreement"] == [agreement]
    assert (part["protocol"], part["notes"]) == ("predictions as given", ["A note of the part."])
    assert (found["seed"], found["coders"], found["codebook"]["version"]) == (4, ["ann", "bob"], 3)


def test_the_headline_is_the_models_by_origin(evaluation):
    """What a model's folder carries: the same numbers, no baseline, no pooling."""
    two = replace(evaluation, parts=(evaluation.parts[0], replace(evaluation.parts[0], outcomes=())))
    model = evaluation_to_json(evaluation)["parts"]["real"]["systems"]["model"]
    shown = headline(two)
    assert list(shown) == ["real"]
    assert {name: shown["real"][name] for name in ("macro_f1", "accuracy", "macro_f1_interval")} == {
        name: model[name] for name in ("macro_f1", "accuracy", "macro_f1_interval")
    }
    assert (shown["real"]["posts"], shown["real"]["protocol"]) == (30, "predictions as given")
