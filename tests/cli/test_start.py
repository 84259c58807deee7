"""What a command imports: help answers at once, and predicting text needs numpy alone."""

import re

import pytest

HEAVY = {
    *("scipy", "sklearn", "nltk", "rich", "joblib", "lxml", "jinja2", "matplotlib"),
    *("multiprocessing", "dask", "distributed"),
}


def _modules(done):
    """Return the modules in what `python -X importtime` says."""
    return re.findall(r"^import time:.*\| +(\S+)$", done.err, re.MULTILINE)


def _imported(done):
    """Return the packages in what `python -X importtime` says."""
    return {name.split(".")[0] for name in _modules(done)}


@pytest.mark.parametrize(
    "path", [(), ("segment",), ("predict",), ("prevalence",), ("evaluate",), ("train",), ("model", "export")], ids=str
)
def test_help_imports_no_library(process, path):
    """Help imports click and nothing else that takes long."""
    imported = _imported(process(*path, "--help", python=("-X", "importtime")))
    assert "click" in imported
    assert not imported & {*HEAVY, "numpy"}


def test_segment_imports_no_library(process, save):
    """Cutting a text into posts needs no library, not even numpy."""
    done = process("segment", save("1. one\n2. two"), python=("-X", "importtime"))
    assert len(done.posts) == 2
    assert not _imported(done) & {*HEAVY, "numpy"}


def test_predict_imports_numpy_alone(process, save):
    """Predicting text in a pipe imports numpy, and nothing that takes longer."""
    done = process("predict", save("1. one\n2. two"), python=("-X", "importtime"))
    assert len(done.posts) == 2
    assert "numpy" in _imported(done)
    assert not _imported(done) & HEAVY


def test_predict_imports_nothing_of_labelling(process, save):
    """Predicting needs no labels, and nothing by which people label: logs, pseudonyms, names in texts."""
    modules = _modules(process("predict", save("1. one\n2. two"), python=("-X", "importtime")))
    assert "classifier.threads.read" in modules
    assert not [name for name in modules if name.startswith(("classifier.labels", "classifier.labelling"))]
