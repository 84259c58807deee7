"""`classify train --add`: own labelled posts beside those of an annotations folder."""

import json

import pytest

from classifier.stance.model import StanceModel

FAST = ("--no-report", "--strength", 30)


WORDS = (
    *("Our street needs this, and soon", "Nobody rides here in winter", "My daughter could cycle to school at last"),
    *("The shops lose their parking, again", "Cheaper than another car park", "Paint will not slow the buses down"),
)


def _own(n, label):
    return {"thread_id": f"own-{n % 3}", "id": f"o{n}", "text": WORDS[n], "label": label}


@pytest.fixture
def added(tmp_path):
    """Write posts as a file of JSON lines; return its path."""

    def write(posts, name="own.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(post) + "\n" for post in posts), "utf-8")
        return path

    return write


SIX = [_own(n, ("for-lane", "against-lane")[n % 2]) for n in range(6)]


def test_own_posts_are_trained_on_beside_the_others(run, lane, tmp_path, added):
    """The model says how many of which it has seen, and that they are the user's own."""
    done = run("train", "--annotations", lane, "--add", added(SIX), "--output", tmp_path / "mine", *FAST)
    assert (done.code, done.out) == (0, "")
    posts = StanceModel.load(tmp_path / "mine").record.facts["training"]["posts"]
    assert posts["own"] == {"against-lane": 3, "for-lane": 3}
    assert sum(posts["real"].values()) == 20


def test_several_files_are_added(run, lane, tmp_path, added):
    """Each with its own --add."""
    files = ("--add", added(SIX[:3], "1.jsonl"), "--add", added(SIX[3:], "2.jsonl"))
    assert run("train", "--annotations", lane, *files, "--output", tmp_path / "mine", *FAST).code == 0
    assert sum(StanceModel.load(tmp_path / "mine").record.facts["training"]["posts"]["own"].values()) == 6


def test_own_posts_are_evaluated_apart(run, lane, tmp_path, added):
    """The first part of the report is theirs; no figure pools them with others, and what they weigh is said."""
    done = run(
        *("train", "--annotations", lane, "--add", added(SIX), "--output", tmp_path / "mine"),
        *("--format", "json", "--quick", "--jobs", 1),
    )
    assert done.code == 0
    parts = json.loads(done.out)["parts"]
    assert list(parts) == ["own", "real"]
    assert (parts["own"]["data"]["posts"], parts["real"]["data"]["posts"]) == (6, 20)
    assert parts["own"]["protocol"] == "each thread left out in turn, trained on all other threads"
    assert "own posts" in " ".join(parts["own"]["notes"])


@pytest.mark.parametrize(
    ("posts", "message"),
    [
        ([_own(1, "for-bridge")], "has label 'for-bridge'; the labels are for-lane, against-lane, neither"),
        ([SIX[0], SIX[0]], "post 'o0' of thread 'own-0' is there already; give each post a key of its own"),
        ([{**SIX[0], "label": None}], "no post has a 'label': give posts with their hand labels"),
        ([{**SIX[0], "label": 3}], "has label 3; the labels are"),
    ],
    ids=["foreign label", "twice", "no label", "no text"],
)
def test_posts_that_do_not_fit_are_named(run, lane, tmp_path, added, posts, message):
    """With their file and key, before anything is trained; no model is written."""
    path = added(posts)
    done = run("train", "--annotations", lane, "--add", path, "--output", tmp_path / "mine", *FAST)
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert str(path) in done.err
    assert not (tmp_path / "mine").exists()


def test_a_post_of_the_annotations_cannot_be_added_again(run, lane, tmp_path, added):
    """Its label stands in the folder."""
    known = json.loads(next(lane.glob("posts/*.jsonl")).read_text("utf-8").splitlines()[0])
    done = run(
        *("train", "--annotations", lane, "--add", added([{**known, "label": "neither"}])),
        *("--output", tmp_path / "mine", *FAST),
    )
    assert done.code == 1
    assert "is there already" in done.err
