"""The option `--report` of `classify train` and `classify evaluate`."""

import json
import re
import sys

import pytest

from classifier.reports.page.render import templates
from classifier.version import __version__

FILES = {"report.html", "report.json", "report.md"}
LABELLED = [
    {"thread_id": f"t{n}", "id": str(n), "text": f"post {n}", "label": "ab"[n % 2], "predicted": "a"} for n in range(12)
]
SCORES = {"scores": {"a": 0.9, "b": 0.1}, "probability": 0.9}


def names(folder):
    """Return the names of a folder's files."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def trained(run, project, tmp_path_factory):
    """What training with a report printed, and the folder it made."""
    folder = tmp_path_factory.mktemp("trained")
    lane = project / "tests/cases/cycle-lane"
    options = ("--annotations", lane, "--output", folder / "mine", "--report", folder / "report", "--jobs", 1)
    done = run("train", *options, "--format", "json", "--strength", 30, "--quick", "--seed", 3)
    assert done.code == 0, done.err
    return done, folder


def test_training_writes_three_files_beside_the_model(trained):
    """And nothing else."""
    done, folder = trained
    assert names(folder) == {"mine", "report"}
    assert names(folder / "report") == FILES
    assert f"note: report written to {folder}/report\n" in done.err


def test_the_json_is_what_is_printed_with_the_model(trained):
    """Its name, hash, settings, posts and terms, and how to have it again."""
    done, folder = trained
    report = json.loads((folder / "report/report.json").read_text("utf-8"))
    assert report.items() >= json.loads(done.out).items()
    model = json.loads((folder / "mine/model.json").read_text("utf-8"))
    assert report["model"]["name"] == "mine"
    assert report["model"]["hash"] == model["digest"]
    assert report["model"]["strongest_terms"] == model["strongest_terms"]
    assert report["model"]["training"] == model["training"]
    assert report["version"] == __version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", report["made_on"])
    command = "classify train --annotations ANNOTATIONS --strength 30 --quick --seed 3 --output MODEL --report REPORT"
    assert report["command"] == command


def test_page_and_markdown_say_the_codebook_and_the_model(trained):
    """By title and hash; of folders here they say nothing."""
    _, folder = trained
    for name in ("report.html", "report.md"):
        text = (folder / "report" / name).read_text("utf-8")
        assert "A cycle lane on Mill Street" in text
        assert "Evaluation of the model “mine”" in text
        assert "the model itself is trained on all posts" in text
        assert str(folder) not in text


@pytest.mark.parametrize("scores", [{}, SCORES], ids=["labels alone", "with probabilities"])
def test_given_predictions(run, save, tmp_path, scores):
    """Have a report without a model; what is printed stays as it is."""
    path = save([{**post, **scores} for post in LABELLED])
    done = run("evaluate", path, "--report", tmp_path / "report")
    assert (done.code, done.out) == (0, run("evaluate", path).out)
    assert names(tmp_path / "report") == FILES
    report = json.loads((tmp_path / "report/report.json").read_text("utf-8"))
    assert report["model"] is None
    assert "The model</h2>" not in (tmp_path / "report/report.html").read_text("utf-8")


def test_with_a_model_its_facts_are_there(run, save, tmp_path, model_folder):
    """As it predicts here."""
    path = save(
        [{"text": "Send them more Patriots.", "label": "pro-ukraine-aid"}, {"text": "hm", "label": "off-topic"}]
    )
    assert run("evaluate", path, "--model", model_folder, "--report", tmp_path / "report").code == 0
    report = json.loads((tmp_path / "report/report.json").read_text("utf-8"))
    assert report["model"]["name"] == "small"
    assert report["command"] == "classify evaluate --model MODEL LABELLED --seed 0 --report REPORT"
    assert "Aid to Ukraine" in (tmp_path / "report/report.md").read_text("utf-8")


def test_a_report_replaces_an_older_one(run, save, tmp_path):
    """Whole."""
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "report.json").write_text("old")
    assert run("evaluate", save(LABELLED), "--report", folder).code == 0
    assert names(folder) == FILES
    assert json.loads((folder / "report.json").read_text("utf-8"))["title"] == "given predictions"


def test_a_folder_with_other_files_is_refused_before_anything_is_read(run, tmp_path):
    """Nothing in it is touched."""
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "thesis.doc").write_text("years of work")
    for command in (("evaluate", "nowhere.jsonl"), ("train", "--annotations", "nowhere", "--output", tmp_path / "m")):
        done = run(*command, "--report", folder)
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            f"error: {folder}: holds other files (thesis.doc); a report would replace them: name a new folder\n"
        )
    assert names(folder) == {"thesis.doc"}


def test_what_cannot_be_a_folder_is_refused(run, save):
    """A file, what stands in a file, and no name at all."""
    file = save(LABELLED)
    for folder, error in ((file, "is a file"), (file / "report", "cannot be written"), (".", "names no folder")):
        done = run("evaluate", file, "--report", folder)
        assert (done.code, done.out) == (1, "")
        assert error in done.err


@pytest.mark.parametrize(
    ("output", "report"), [("m", "m"), ("m", "m/report"), ("report/m", "report"), ("m", "../{name}/m")]
)
def test_the_models_folder_and_the_reports_stand_apart(run, lane, tmp_path, output, report):
    """One would replace the other: wrong usage, and nothing is written."""
    report = report.format(name=tmp_path.name)
    options = ("--output", tmp_path / output, "--report", tmp_path / report)
    done = run("train", "--annotations", lane, *options)
    assert (done.code, done.out) == (2, "")
    assert "name two that stand side by side" in done.err
    assert names(tmp_path) == {"cycle-lane"}


def test_a_report_needs_an_evaluation(run, lane, tmp_path):
    """--report and --no-report together are wrong usage."""
    done = run("train", "--annotations", lane, "--report", tmp_path / "r", "--no-report", "--output", tmp_path / "m")
    assert (done.code, done.out) == (2, "")
    assert "give one of them" in done.err
    assert names(tmp_path) == {"cycle-lane"}


@pytest.mark.parametrize("library", ["jinja2", "matplotlib"])
def test_without_a_library_one_message_says_what_to_install(run, lane, tmp_path, monkeypatch, library):
    """Before the long evaluation starts."""
    monkeypatch.setitem(sys.modules, library, None)
    templates.cache_clear()
    done = run("train", "--annotations", lane, "--report", tmp_path / "r", "--output", tmp_path / "m")
    templates.cache_clear()
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "pip install 'classifier[report]'" in done.err
    assert names(tmp_path) == {"cycle-lane"}


def test_without_a_report_nothing_that_draws_is_imported(process, save):
    """Nor what makes pages."""
    done = process("evaluate", save(LABELLED), python=("-X", "importtime"))
    imported = {name.split(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", done.err, re.MULTILINE)}
    assert "numpy" in imported
    assert not imported & {"matplotlib", "jinja2"}
