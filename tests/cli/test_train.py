"""The command `classify train`."""

import json

import pytest

from classifier.labels.log import read_log
from classifier.records import text_digest
from classifier.stance.model import StanceModel

FAST = ("--no-report", "--strength", 30)


def _keep(lane, *threads):
    """Leave only some threads in a folder of annotations."""
    for path in [*lane.glob("posts/*.jsonl"), *lane.glob("labels/*.jsonl")]:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if json.loads(line)["thread_id"] in threads), "utf-8")


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_model_is_written(run, lane, tmp_path):
    """Training writes a model of the codebook's labels that knows its codebook, and says how to use it."""
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert (done.code, done.out) == (0, "")
    assert f"model written to {tmp_path}/mine; use it with: classify predict --model {tmp_path}/mine FILE" in done.err
    model = StanceModel.load(tmp_path / "mine")
    assert model.labels == ("for-lane", "against-lane", "neither")
    assert model.record.facts["codebook"]["title"] == "A cycle lane on Mill Street"
    assert model.record.facts["training"]["posts"] == {"real": {"against-lane": 7, "for-lane": 7, "neither": 6}}


def test_same_bytes(process, lane, tmp_path):
    """The same data, seed and strength give the same model to the byte, in whatever order Python keeps its sets."""
    for name in ("1", "2"):
        process("train", "--annotations", lane, "--output", tmp_path / name, *FAST, PYTHONHASHSEED=name)
    assert _contents(tmp_path / "1") == _contents(tmp_path / "2")


def test_report(run, lane, tmp_path):
    """The report holds its parts: data with agreement, how posts were held out, and the model beside its baselines."""
    done = run(
        "train", "--annotations", lane, "--output", tmp_path / "mine", "--format", "json", "--jobs", 1, "--quiet"
    )
    assert (done.code, done.err) == (0, "")
    report = json.loads(done.out)
    part = report["parts"]["real"]
    assert report["coders"] == ["ada", "adjudicated", "bo"]
    assert part["data"]["labels"] == {"for-lane": 7, "against-lane": 7, "neither": 6}
    assert part["data"]["agreement"][0]["posts"] == 10
    assert part["protocol"] == "each thread left out in turn, trained on all other threads"
    assert list(part["systems"]) == ["model", "majority", "prior draw", "keywords", "naive Bayes"]


def test_headline_stays_with_the_model(run, lane, tmp_path):
    """The few figures that matter go with the model."""
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", "--format", "json", "--jobs", 1)
    accuracy = json.loads(done.out)["parts"]["real"]["systems"]["model"]["accuracy"]
    assert StanceModel.load(tmp_path / "mine").record.facts["headline"]["real"]["accuracy"] == accuracy


def test_report_as_text(run, lane, tmp_path):
    """For people the report is text of at most eighty columns."""
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", "--jobs", 1)
    assert "REAL POSTS: 20 in 5 threads" in done.out
    assert "Coders ada and bo agree on 5 of 10 posts" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_one_thread(run, lane, tmp_path):
    """Posts of one thread train a model, and the report says that they cannot evaluate one."""
    _keep(lane, "mill-1")
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", "--jobs", 1)
    assert done.code == 0
    assert "All labelled posts stand in one thread, and evaluation holds whole threads out" in done.out
    assert StanceModel.load(tmp_path / "mine").labels == ("for-lane", "against-lane", "neither")


def test_disputed_posts_are_left_out(run, lane, tmp_path):
    """Posts on which coders differ and nobody has decided are not trained on, and the report says how many."""
    (lane / "labels/adjudicated.jsonl").unlink()
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", "--format", "json", "--jobs", 1)
    report = json.loads(done.out)
    assert report["parts"]["real"]["data"]["posts"] == 15
    assert "5 posts are left out: their coders disagree and nobody has adjudicated." in report["notes"]


def test_posts_as_segment_writes_them(run, save, lane, tmp_path):
    """What segment writes of a thread can be labelled and trained on, its places checked against the thread."""
    thread = save("1. Build the lane.\n   1. No lane, no!\n2. When?", "threads/mill.txt")
    posts = run("segment", thread)
    (lane / "posts/more.jsonl").write_text(posts.out, "utf-8")
    said = zip(posts.posts, ["for-lane", "against-lane", "neither"], strict=True)
    lines = [{**post, "text_digest": text_digest(post["text"]), "label": label} for post, label in said]
    (lane / "labels/cy.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert StanceModel.load(tmp_path / "mine").record.facts["training"]["threads"] == 6


def test_faults_are_shown_together(run, lane, tmp_path):
    """Every fault of the annotations is shown with its file and line, and no model is written."""
    path = lane / "labels/bo.jsonl"
    path.write_text(path.read_text("utf-8").replace('"label": "neither"', '"label": "nether"'), "utf-8")
    faults = []
    read_log(path, ("for-lane", "against-lane", "neither"), faults.append)
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert (done.code, done.out) == (1, "")
    assert len(faults) > 1
    assert done.err == f"error: {len(faults)} faults:\n" + "".join(f"  {fault}\n" for fault in faults)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("labels", "error"),
    [
        ("neither", "all 6 carry 'neither'; a classifier needs posts of at least two labels"),
        ("", "labelled posts: there are none; a classifier needs posts of at least two labels"),
    ],
    ids=["one label", "no label"],
)
def test_too_few_labels(run, lane, tmp_path, labels, error):
    """Posts of one label, or of none, teach nothing."""
    for name in ("bo", "adjudicated"):
        (lane / f"labels/{name}.jsonl").unlink()
    path = lane / "labels/ada.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if json.loads(line)["label"] == labels), "utf-8")
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert done.code == 1
    assert error in done.err


def test_changed_texts_are_noted(run, lane, tmp_path):
    """Labels of posts whose text has changed are noted; --quiet silences the notes."""
    path = lane / "posts/real.jsonl"
    path.write_text(path.read_text("utf-8").replace("Tim", "Tom").replace("Same question", "The question"), "utf-8")
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert "note: " in done.err
    assert "post 'mill-5-4' of thread 'mill-5' has another text than when it was coded; label not used" in done.err
    assert run("train", "--annotations", lane, "--output", tmp_path / "mine", "--quiet", *FAST).err == ""


@pytest.mark.parametrize(
    "option",
    [("--jobs", 0), ("--seed", 10**20), ("--strength", "nan"), ("--strength", "inf")],
    ids=lambda option: " ".join(map(str, option)),
)
def test_numbers_that_mean_nothing(run, lane, tmp_path, option):
    """A number that means nothing is wrong usage, and no model is written."""
    done = run("train", "--annotations", lane, "--output", tmp_path / "mine", "--jobs", 1, *option)
    assert (done.code, done.out) == (2, "")
    assert f"Invalid value for '{option[0]}'" in done.err
    assert not (tmp_path / "mine").exists()


def test_missing_annotations(run, tmp_path):
    """A folder that is not there is an error that says what it should hold."""
    done = run("train", "--annotations", tmp_path / "nowhere", "--output", tmp_path / "mine", *FAST)
    assert done.code == 1
    assert "nowhere: no such folder; name one with codebook.toml, posts/ and labels/" in done.err


def test_output_that_cannot_be_written(run, lane, save, tmp_path):
    """A model that cannot be written is an error with its name."""
    done = run("train", "--annotations", lane, "--output", save("a file") / "mine", *FAST)
    assert done.code == 1
    assert f"error: {tmp_path}/thread.txt/mine: cannot be written: " in done.err


def test_retraining_replaces_the_model(run, lane, tmp_path):
    """A new model takes the place of the old one, whole."""
    run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    before = _contents(tmp_path / "mine")
    _keep(lane, "mill-1", "mill-2")
    run("train", "--annotations", lane, "--output", tmp_path / "mine", *FAST)
    assert _contents(tmp_path / "mine").keys() == before.keys()
    assert StanceModel.load(tmp_path / "mine").record.facts["training"]["threads"] == 2
