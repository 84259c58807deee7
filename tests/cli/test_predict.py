"""The command `classify predict`."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.model import StanceModel
from classifier.stance.prediction_lines import PREDICTION_COLUMNS
from classifier.threads.post_json import post_to_json

POSTS = [
    {"thread_id": "t", "id": "1", "text": "Send them the Patriots they ask for."},
    {"thread_id": "t", "id": "2", "text": "Not our war, our border first."},
    {"thread_id": "u", "id": "1", "text": ""},
    {"thread_id": "u", "id": "2", "text": "zzqx wvvkj"},
]
ADDED = ["predicted", "probability", "scores", "abstained", "seen", "model"]

_JSON = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_NAMES = st.sampled_from(["label", "votes", "origin", "forum post", "ключ", ""])


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(), max_size=30), max_size=6),
    extra=st.dictionaries(_NAMES, _JSON, max_size=3),
)
def test_posts_in_are_posts_out(run, model_folder, texts, extra):
    """Every post comes out once, in order, with its key, its text and every field that nobody knows."""
    given_posts = [{"thread_id": "t", "id": f"i{i}", "text": text, **extra} for i, text in enumerate(texts)]
    stdin = "".join(f"{json.dumps(post)}\n" for post in given_posts)
    done = run("predict", "--model", model_folder, "--from", "jsonl", "-", stdin=stdin)
    assert done.code == 0
    assert [{name: post[name] for name in ("thread_id", "id", "text", *extra)} for post in done.posts] == given_posts


def test_many_posts(run, model_folder):
    """More posts than are held at a time come out once and in order."""
    lines = "".join(f'{{"text": "post {i}", "id": {i}}}\n' for i in range(2500))
    done = run("predict", "--model", model_folder, "-", stdin=lines)
    assert [post["id"] for post in done.posts] == [str(i) for i in range(2500)]


def test_fields(run, save, make_post):
    """A prediction adds its fields to the post's, and nothing else."""
    post = run("predict", save(POSTS)).posts[0]
    assert list(post) == [*post_to_json(make_post("hi")), *ADDED]


def test_prediction(run, save):
    """The stance is the label of the highest score, its probability that score, and the scores sum to 1."""
    for post in run("predict", save(POSTS[:2])).posts:
        assert post["predicted"] == max(post["scores"], key=post["scores"].get)
        assert post["probability"] == post["scores"][post["predicted"]]
        assert sum(post["scores"].values()) == pytest.approx(1, abs=1e-5)
        assert post["abstained"] is None


def test_stances(run, save):
    """A call for arms and a call to stay out are told apart."""
    assert [post["predicted"] for post in run("predict", save(POSTS[:2])).posts] == [
        "pro-ukraine-aid",
        "restraint-realist",
    ]


@pytest.mark.parametrize(("nth", "reason"), [(2, "empty"), (3, "no known word")], ids=["empty", "unknown"])
def test_abstention(run, save, nth, reason):
    """Of an empty post, or one whose every word is unknown, nothing is said, and why stands there."""
    post = run("predict", save(POSTS)).posts[nth]
    assert {name: post[name] for name in ("predicted", "probability", "scores", "abstained")} == {
        "predicted": None,
        "probability": None,
        "scores": None,
        "abstained": reason,
    }


def test_model(run, save, model_folder):
    """Each prediction names its model, with its hash and its codebook; --model chooses another than the shipped one."""
    shipped, chosen = StanceModel.default(), StanceModel.load(model_folder)
    path = save(POSTS)
    for model, args in ((shipped, ()), (chosen, ("--model", model_folder))):
        facts = model.record.facts["codebook"]
        assert run("predict", *args, path).posts[0]["model"] == {
            "name": model.name,
            "hash": model.digest,
            "codebook": {"version": facts["version"], "hash": facts["hash"]},
        }


def test_no_model_of_the_current_folder(run, save, model_folder, tmp_path, monkeypatch):
    """A model that merely lies in the current folder is not used."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models/default").symlink_to(model_folder)
    monkeypatch.chdir(tmp_path)
    assert run("predict", save(POSTS)).posts[0]["model"]["hash"] == StanceModel.default().digest


def test_terms(run, save):
    """--terms adds the terms that weighed most, strongest first; without it there are none."""
    posts = run("predict", "--terms", 2, save(POSTS)).posts
    assert [len(post["terms"]) for post in posts] == [2, 2, 0, 0]
    weights = [term["weight"] for term in posts[0]["terms"]]
    assert weights == sorted(weights, reverse=True)
    assert "terms" not in run("predict", save(POSTS)).posts[0]


def test_predicting_again(run, save, model_folder):
    """Predictions of predictions are the second model's, terms included."""
    first = run("predict", "--model", model_folder, "--terms", 2, save(POSTS))
    again = run("predict", "-", stdin=first.out)
    assert again.posts == run("predict", save(POSTS)).posts


def test_own_words_only(run, save):
    """Quotes do not count: the classifier sees what the author wrote."""
    text = POSTS[0]["text"]
    quoting = {"text": text, "full_text": f"> not our war\n{text}", "spans": [{"kind": "quote", "start": 0, "end": 13}]}
    plain, quoted = run("predict", save([{"text": text}, quoting])).posts
    assert quoted["scores"] == plain["scores"]


def test_seen_posts_are_noted(run, save, some_posts, model_folder):
    """Posts that the model was trained on are marked, and a note says what that means."""
    known = {"text": some_posts[0].post.text}
    done = run("predict", "--model", model_folder, save([known, {"text": "something else"}]))
    assert [post["seen"] for post in done.posts] == [True, False]
    assert "the model was trained on 1 of these posts" in done.err


def test_counts_are_noted(run, save):
    """In a pipe a note says how many posts got which stance."""
    path = save(POSTS)
    assert run("predict", path).err == f"note: {path}: 4 posts: 1 pro-ukraine-aid, 1 restraint-realist, 2 abstained\n"
    assert run("predict", "--quiet", path).err == ""


def test_csv(run, save):
    """As comma-separated values a post has its prediction beside it; an abstention leaves the stance empty."""
    done = run("predict", "--format", "csv", save(POSTS))
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["text"] for row in rows] == [post["text"] for post in POSTS]
    assert list(rows[0])[-4:] == list(PREDICTION_COLUMNS)
    assert [(row["predicted"], row["abstained"]) for row in rows[1:3]] == [("restraint-realist", ""), ("", "empty")]


def test_table(run, save):
    """As a table each post has stance, probability and beginning, with terms below it and counts at the end."""
    out = run("predict", "--format", "table", save(POSTS)).out
    assert "\n1          comment  pro-ukraine-aid " in out
    assert "(empty)" in out
    assert "(no known word)" in out
    assert any(line.split() == ["all", "4", "100%", "0"] for line in out.splitlines())
    assert out.endswith("Plain counts of predictions, not corrected for the classifier's errors.\n")


def test_another_subject(run, save, lane_model):
    """A model of another codebook speaks of its own labels."""
    (post,) = run("predict", "--model", lane_model, save([{"text": "safe bikes for the children"}])).posts
    assert post["predicted"] == "for-lane"
    assert set(post["scores"]) == {"for-lane", "against-lane", "neither"}
