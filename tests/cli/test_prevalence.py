"""The command `classify prevalence`."""

import csv
import io
import json
import sys

import pytest

from classifier.records import text_digest
from classifier.reports.prevalence_json import COLUMNS


def _post(n, **fields):
    """Return a post that carries a prediction: every third says "against", and one is an abstention."""
    against = 0.8 if n % 3 == 0 else 0.3
    post = {
        "thread_id": "t",
        "id": f"p{n}",
        "text": f"post {n}",
        "author": f"a{n % 7}",
        "posted_at": f"2026-0{1 + n % 2}-15T12:00:00+00:00",
        "predicted": "against" if n % 3 == 0 else "for",
        "scores": {"for": 1 - against, "against": against},
    }
    return {**post, **fields}


def _label(n, **fields):
    label = "against" if n % 3 == 0 or n % 10 == 1 else "for"
    return {"thread_id": "t", "id": f"p{n}", "text": f"post {n}", "label": label, "served": "random", **fields}


@pytest.fixture
def corpus(save):
    """Ninety comments with predictions, an abstention among them, and an article."""
    abstained = _post(90, predicted=None, scores=None, abstained="empty")
    return save([*(_post(n) for n in range(90)), abstained, _post(91, kind="article")], "corpus.jsonl")


@pytest.fixture
def sample(save):
    """Thirty labels."""
    return save([_label(n) for n in range(1, 90, 3)] + [_label(n) for n in (3, 9, 30)], "sample.jsonl")


def _json(done):
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_figures(run, corpus, sample):
    """Plain count, sample and correction stand side by side, each share in its interval."""
    done = run("prevalence", corpus, "--labels", sample, "--format", "json")
    found = _json(done)
    assert done.err == ""
    assert (found["comments"], found["labelled"], found["left_out"]["kinds"]) == (91, 33, {"article": 1})
    assert found["labels"]["against"]["predicted"] == 30
    assert found["labels"]["against"]["plain"] == 30 / 91
    assert found["abstained"] == {"predicted": 1, "plain": 1 / 91}
    for label in found["labels"].values():
        for way in ("sample", "corrected"):
            low, high = label[way]["interval"]
            assert 0 <= low <= label[way]["share"] <= high <= 1
        assert label["labels_to_halve"] > 33


def test_text(run, corpus, sample):
    """Eighty columns that say what was counted, how wide it is and what more labels would give."""
    done = run("prevalence", corpus, "--labels", sample)
    assert done.code == 0
    assert done.out.startswith("Shares of 91 comments, 33 of them labelled by hand\n")
    assert max(map(len, done.out.splitlines())) <= 80
    said = " ".join(done.out.split())
    for words in ("To halve that: about", "Not counted, being no comments: article 1.", "Abstentions are in the plain"):
        assert words in said
    assert "does not say" not in said


def test_the_order_of_the_files_does_not_matter(run, save, corpus, sample):
    """Shares are of all of them."""
    lines = corpus.read_text("utf-8").splitlines()
    parts = [save("\n".join(lines[at::2]) + "\n", f"part{at}.jsonl") for at in (0, 1)]
    whole = _json(run("prevalence", corpus, "--labels", sample, "--format", "json"))["labels"]
    parted = _json(run("prevalence", *reversed(parts), "--labels", sample, "--format", "json"))["labels"]
    for label, shares in whole.items():
        for way in ("sample", "corrected"):
            assert parted[label][way]["share"] == pytest.approx(shares[way]["share"])


def test_a_model_predicts_here(run, save, model_folder):
    """As `predict` would, before `prevalence`."""
    posts = [
        {"thread_id": "t", "id": f"{n}", "text": text} for n, text in enumerate(["Send more.", "Not our war."] * 8)
    ]
    labels = [{**post, "label": ("pro-ukraine-aid", "restraint-realist")[n % 2]} for n, post in enumerate(posts[:12])]
    corpus, sample = save(posts, "posts.jsonl"), save(labels, "labels.jsonl")
    options = ("--labels", sample, "--format", "json", "--model", model_folder)
    here = _json(run("prevalence", corpus, *options))
    predicted = run("predict", "--model", model_folder, corpus).out
    piped = _json(run("prevalence", "-", "--labels", sample, "--format", "json", stdin=predicted))
    assert here["labels"].keys() == piped["labels"].keys()
    for label, shares in here["labels"].items():
        assert piped["labels"][label]["predicted"] == shares["predicted"]
        assert piped["labels"][label]["corrected"]["share"] == pytest.approx(shares["corrected"]["share"], abs=1e-5)
    again = _json(run("prevalence", "-", *options, stdin=predicted))
    assert again == here


def test_a_draw_that_nobody_names_is_said_once(run, save, corpus):
    """The correction holds for a random sample alone."""
    sample = save([_label(n, served=None) for n in range(1, 90, 3)], "sample.jsonl")
    out = " ".join(run("prevalence", corpus, "--labels", sample).out.split())
    assert out.count("holds only if the sample was drawn at random from these comments") == 1


@pytest.fixture
def mixed(save):
    """Twenty labels drawn at random, three that the model was unsure of, two of whole threads."""
    ways = {25: "uncertain", 28: "uncertain", 31: "uncertain", 34: "thread", 37: "thread"}
    return save([_label(n, served=ways.get(n, "random")) for n in range(1, 75, 3)], "sample.jsonl")


def test_labels_that_were_not_drawn_at_random_are_refused(run, corpus, mixed):
    """With how many there are of which kind, and what can be said instead."""
    done = run("prevalence", corpus, "--labels", mixed)
    assert (done.code, done.out) == (1, "")
    assert "5 of 25 labels are of posts that were not drawn at random (served: 3 uncertain, 2 thread)" in done.err
    assert "--not-random leave-out" in done.err


@pytest.mark.parametrize(("choice", "labelled"), [("leave-out", 20), ("use", 25)])
def test_labels_that_were_not_drawn_at_random_by_choice(run, corpus, mixed, choice, labelled):
    """They are left out; or used, and the report says what that means."""
    done = run("prevalence", corpus, "--labels", mixed, "--not-random", choice)
    assert f"{labelled} of them labelled by hand" in done.out
    assert ("NOT drawn at random" in done.out) is (choice == "use")


def test_no_label_was_drawn_at_random(run, save, corpus):
    """Then nothing is left to correct by."""
    sample = save([_label(n, served="rare") for n in range(20)], "sample.jsonl")
    done = run("prevalence", corpus, "--labels", sample, "--not-random", "leave-out")
    assert done.code == 1
    assert "no label is left of a post that was drawn at random" in done.err


def test_labels_that_fit_no_comment_are_named_and_left_out(run, save, corpus):
    """Not in the corpus, another text, an article: each with its count and its posts."""
    strange = [_label(n) for n in range(200, 207)] + [_label(2, text="changed since"), _label(91)]
    sample = save([_label(n) for n in range(1, 60, 3)] + strange, "sample.jsonl")
    done = run("prevalence", corpus, "--labels", sample, "--format", "json")
    assert _json(done)["sample"] | {"not_in_corpus": None} == {
        "labels": 29,
        "used": 20,
        "not_in_corpus": None,
        "text_changed": [["t", "p2"]],
        "no_comments": [["t", "p91"]],
        "trained_on": 0,
        "draw_not_said": 0,
        "not_random": 0,
    }
    notes = done.err.splitlines()
    assert len(notes) == 3
    assert "labels not used because their posts are not in these files: 7, of post 'p200' of thread 't'" in notes[0]
    assert notes[0].endswith("and 2 more")
    assert "have another text here than the one that was coded (" in notes[1]
    assert ": 1, of post 'p2'" in notes[1]
    assert "because their posts are no comments: 1, of post 'p91'" in notes[2]
    assert run("prevalence", corpus, "--labels", sample, "--quiet").err == ""


def test_a_coders_log_is_a_sample(run, save, corpus):
    """By the digest of the text that was coded."""
    log = [
        {"thread_id": "t", "id": f"p{n}", "text_digest": text_digest(f"post {n}"), "label": "for", "served": "random"}
        for n in range(1, 60, 3)
    ]
    log[3]["text_digest"] = "0" * 16
    done = run("prevalence", corpus, "--labels", save(log, "ann.jsonl"), "--format", "json")
    assert _json(done)["labelled"] == 19
    assert "because their posts have another text here" in done.err


def test_posts_as_they_were_found(run, save, lane_model):
    """Labels are of posts as they are stored, names replaced; the file that these came from holds other texts."""
    found = save([{"thread_id": "t", "id": f"p{n}", "text": f"@Bob, lane {n}!"} for n in range(12)], "found.jsonl")
    log = [
        {"thread_id": "t", "id": f"p{n}", "text_digest": text_digest(f"@user7, lane {n}!"), "served": "random"}
        | {"label": "for-lane"}
        for n in range(12)
    ]
    done = run("prevalence", found, "--labels", save(log, "ann.jsonl"), "--model", lane_model)
    assert done.code == 1
    said = (
        "12 are of posts whose text has changed (classify label has posts labelled as it stores them, with pseudonyms"
    )
    assert said in done.err
    assert "name the files in annotations/posts/" in done.err


def test_posts_that_the_model_was_trained_on_are_left_out(run, save):
    """Of corpus and sample alike, and the report says so."""
    posts = [_post(n, seen=n < 10) for n in range(90)]
    sample = save([_label(n) for n in range(1, 90, 3)], "sample.jsonl")
    out = " ".join(run("prevalence", save(posts, "seen.jsonl"), "--labels", sample).out.split())
    assert "Shares of 80 comments, 27 of them labelled by hand" in out
    assert "10 comments, 3 of them labelled, are left out: the model was trained on them" in out


def test_a_model_that_was_trained_on_the_whole_sample(run, save):
    """Nothing is left to correct by: that is an error."""
    posts = [_post(n, seen=n < 30) for n in range(90)]
    done = run("prevalence", save(posts, "seen.jsonl"), "--labels", save([_label(n) for n in range(20)], "s.jsonl"))
    assert (done.code, done.out) == (1, "")
    assert "none of the sample's 20 labels can be used: 20 are of comments that the model was trained on" in done.err


def test_too_few_labels(run, save, corpus):
    """Plain words, no interval."""
    done = run("prevalence", corpus, "--labels", save([_label(1), _label(2)], "sample.jsonl"))
    assert done.code == 0
    assert "Too few labels: 2; for shares with an interval it takes 10." in done.out
    assert "orrected" not in done.out


ERRORS = {
    "a label that is none of the model's": (
        [_label(1, label="bike")],
        "labels 'bike' are not the model's: it knows for,",
    ),
    "no label in the corpus": (
        [_label(500)],
        "none of the sample's 1 labels can be used: 1 are of posts that are not in",
    ),
    "no label at all": ([_post(1)], "sample.jsonl: holds no label"),
}


@pytest.mark.parametrize(("lines", "error"), ERRORS.values(), ids=ERRORS)
def test_samples_that_are_errors(run, save, corpus, lines, error):
    """One message, exit code 1."""
    done = run("prevalence", corpus, "--labels", save(lines, "sample.jsonl"))
    assert (done.code, done.out) == (1, "")
    assert error in done.err


def test_labels_of_another_codebook(run, save, model_folder):
    """Are refused where a model predicts, used or not."""
    posts, sample = save([{"text": "Send more."}], "posts.jsonl"), save([_label(1)], "sample.jsonl")
    done = run("prevalence", posts, "--model", model_folder, "--labels", sample)
    assert (done.code, done.out) == (1, "")
    assert "the sample's labels 'against' are not the model's: it knows pro-ukraine-aid, restraint-realist," in done.err


def test_a_post_without_a_prediction_among_others(run, save, sample):
    """Is named."""
    done = run(
        "prevalence", save([_post(1), {"text": "hm", "id": "x", "thread_id": "t"}], "c.jsonl"), "--labels", sample
    )
    assert done.code == 1
    assert "post 'x' of thread 't' has no 'predicted'" in done.err


def test_unreadable_files(run, corpus, sample, tmp_path):
    """Alone: exit code 1. Among others: 3, and the shares of the others."""
    assert run("prevalence", tmp_path / "none", "--labels", sample).code == 1
    among = run("prevalence", tmp_path / "none", corpus, "--labels", sample)
    assert among.code == 3
    assert among.out.startswith("Shares of 91 comments")


def test_no_post(run, save, sample):
    """An empty file has no shares."""
    done = run("prevalence", save("", "empty.jsonl"), "--labels", sample)
    assert (done.code, done.out) == (1, "")
    assert "no post; there are no shares" in done.err


def test_by_month(run, corpus, sample):
    """The whole first, then each month with its own labels."""
    found = _json(run("prevalence", corpus, "--labels", sample, "--by", "month", "--format", "json"))
    assert [part["period"] for part in found["periods"]] == ["2026-01", "2026-02"]
    assert sum(part["comments"] for part in found["periods"]) == found["comments"]
    out = run("prevalence", corpus, "--labels", sample, "--by", "month").out
    assert "\n2026-01: 46 comments, " in out


def test_by_author(run, corpus, sample):
    """One voice each; the report names them."""
    found = _json(run("prevalence", corpus, "--labels", sample, "--by", "author", "--format", "json"))
    assert found["authors"] == 7
    assert run("prevalence", corpus, "--labels", sample, "--by", "author").out.startswith(
        "Shares of 7 authors, one voice"
    )


def test_codebook_of_the_predictions(run, save, sample, lane_model):
    """The codebook that all predictions name is named; where they name none or two it is not known."""
    one, two = ({"codebook": {"version": n, "hash": "0123456789abcdef"}} for n in (1, 2))
    for makers, codebook in (([one], one["codebook"]), ([one, two], None), ([one, None], None), ([7], None)):
        posts = [_post(n, model=makers[n % len(makers)]) for n in range(90)]
        done = run("prevalence", save(posts, "corpus.jsonl"), "--labels", sample, "--format", "json")
        assert _json(done)["codebook"] == codebook
    posts = [{"thread_id": "t", "id": str(n), "text": f"lane {n}"} for n in range(30)]
    labels = [{**post, "label": "for-lane", "served": "random"} for post in posts]
    done = run(
        "prevalence", save(posts, "new"), "--labels", save(labels, "l"), "--model", lane_model, "--format", "json"
    )
    assert _json(done)["codebook"]["version"] == 1


def test_csv(run, corpus, sample):
    """A row for each label and the abstentions, of the whole and of each period."""
    done = run("prevalence", corpus, "--labels", sample, "--by", "month", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["period"], row["label"]) for row in rows] == [
        (period, label) for period in ("", "2026-01", "2026-02") for label in ("for", "against", "")
    ]


@pytest.mark.parametrize("output_format", ["table", "json", "csv"])
def test_output(run, corpus, sample, tmp_path, output_format):
    """What goes to a file is what would have been printed."""
    options = ("prevalence", corpus, "--labels", sample, "--format", output_format)
    done = run(*options, "--output", tmp_path / "shares")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "shares").read_bytes().decode() == run(*options).out


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG")])
def test_plot(run, corpus, sample, tmp_path, name, begins):
    """The picture is written, and the shares are printed all the same."""
    for by in ((), ("--by", "month")):
        done = run("prevalence", corpus, "--labels", sample, *by, "--plot", tmp_path / name)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(begins)
        assert done.out.startswith("Shares of 91 comments")


def test_without_matplotlib(run, sample, tmp_path, monkeypatch):
    """One message says what to install, before the corpus is read."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = run("prevalence", "none.jsonl", "--labels", sample, "--plot", tmp_path / "a.svg")
    assert (done.code, done.out) == (1, "")
    assert done.err == "error: a plot needs matplotlib: pip install 'classifier[report]'\n"


def test_the_shipped_example(run, project):
    """README's: the intervals hold the shares by which its comments were made up."""
    example = project / "examples"
    done = run(
        "prevalence",
        example / "harbour-comments.jsonl",
        "--labels",
        example / "harbour-sample.jsonl",
        "--format",
        "json",
    )
    true = {"pro-ukraine-aid": 98, "restraint-realist": 76, "anti-china": 13, "off-topic": 50}
    found = _json(done)
    assert found["comments"] == sum(true.values())
    for label, count in true.items():
        low, high = found["labels"][label]["corrected"]["interval"]
        assert low <= count / 237 <= high
