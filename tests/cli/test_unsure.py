"""Answering only where the model is sure: `classify predict --min-confidence` and `--target-accuracy`."""

import json
import shutil

import pytest

POSTS = [
    {
        "thread_id": "t",
        "id": "1",
        "text": "Russians invaded and kill Ukrainians; send Ukraine weapons and Patriots now.",
    },
    {"thread_id": "t", "id": "2", "text": "well, another day, who knows"},
    {"thread_id": "t", "id": "3", "text": ""},
    {"thread_id": "t", "id": "4", "text": "zzqx wvvkj"},
]
POINTS = [[0.99, 0.2, 0.97], [0.6, 0.7, 0.9], [0.3, 1.0, 0.75]]


@pytest.fixture
def claiming(model_folder, tmp_path):
    """Give the small model's folder other facts: anybody may write model.json."""

    def write(**facts):
        folder = shutil.copytree(model_folder, tmp_path / "claiming", dirs_exist_ok=True)
        described = json.loads((folder / "model.json").read_text("utf-8"))
        (folder / "model.json").write_text(json.dumps({**described, **facts}), "utf-8")
        return folder

    return write


def _curve(points):
    return {"real": {"posts": 500, "threads": 30, "points": points}}


def _without(post):
    return {name: value for name, value in post.items() if name not in ("predicted", "abstained")}


@pytest.mark.parametrize("least", ["0", "0.9", "1"])
def test_unsure_posts_get_no_stance(run, save, model_folder, least):
    """Below the probability that was asked for a post keeps probability and scores, and gets no stance but a reason."""
    path = save(POSTS)
    plain = run("predict", "--model", model_folder, path).posts
    done = run("predict", "--model", model_folder, "--min-confidence", least, path)
    assert done.code == 0
    for one, other in zip(plain, done.posts, strict=True):
        assert _without(one) == _without(other)
        unsure = one["probability"] is not None and one["probability"] < float(least)
        said = (None, "unsure") if unsure else (one["predicted"], one["abstained"])
        assert (other["predicted"], other["abstained"]) == said
    abstained = [post["abstained"] for post in done.posts]
    assert abstained[2:] == ["empty", "no known word"]
    assert abstained.count("unsure") == {"0": 0, "0.9": 1, "1": 2}[least]


def test_unsure_posts_are_counted_as_abstentions(run, save, model_folder):
    """In the note, and in the table with the reason beside the probability."""
    path = save(POSTS)
    done = run("predict", "--model", model_folder, "--min-confidence", 1, path)
    assert done.err == f"note: {path}: 4 posts: 4 abstained\n"
    table = run("predict", "--model", model_folder, "--min-confidence", 1, "--format", "table", path).out
    assert table.count("(unsure)") == 2


def test_a_target_accuracy_is_a_threshold_that_reached_it(run, save, claiming):
    """The model's own curve says from where on, as --min-confidence would; a note gives the figures."""
    path, folder = save(POSTS), claiming(risk_coverage=_curve(POINTS))
    done = run("predict", "--model", folder, "--target-accuracy", 0.85, path)
    same = run("predict", "--model", folder, "--min-confidence", 0.6, path)
    assert (done.code, done.posts) == (0, same.posts)
    assert (
        "note: answers from a probability of 0.600 on: on real posts of held-out threads that answered 70%, of which "
        "90% were right; other posts can fare worse\n" in done.err
    )
    assert run("predict", "--model", folder, "--target-accuracy", 0.85, "--quiet", path).err == ""


def test_an_accuracy_that_was_never_reached(run, save, claiming):
    """The error says which was."""
    done = run("predict", "--model", claiming(risk_coverage=_curve(POINTS)), "--target-accuracy", 0.98, save(POSTS))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "an accuracy of 0.98 was not reached on real posts" in done.err
    assert "the highest was 0.97: ask for no more" in done.err


def test_a_model_without_a_curve(run, save, lane_model):
    """The error says what to do; nothing is predicted."""
    done = run("predict", "--model", lane_model, "--target-accuracy", 0.8, save(POSTS))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith("error: this model carries no measured accuracy")
    assert done.err.endswith("train it with its report, or say --min-confidence\n")


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "0.9",
        [],
        {"real": None},
        _curve(None),
        _curve([[1]]),
        _curve([["a", "b", "c"]]),
        _curve([[0.1, 0.2, 7]]),
    ],
    ids=lambda value: json.dumps(value)[:40],
)
def test_a_curve_that_is_none(run, save, claiming, value):
    """Whatever stands in its place gives the same error."""
    done = run("predict", "--model", claiming(risk_coverage=value), "--target-accuracy", 0.8, save(POSTS))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "carries no measured accuracy" in done.err


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (("--min-confidence", 0, "--target-accuracy", 0.8), "give one of them"),
        (("--min-confidence", "nan"), "Invalid value for '--min-confidence': nan is no number"),
        (("--target-accuracy", "nan"), "Invalid value for '--target-accuracy': nan is no number"),
        (("--min-confidence", "1.01"), "is not in the range 0<=x<=1"),
        (("--target-accuracy", "80"), "is not in the range 0<=x<=1"),
        (("--min-confidence", "-0.1"), "is not in the range 0<=x<=1"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_wrong_usage(run, save, options, error):
    """Both at once, no number, and no probability are wrong usage."""
    done = run("predict", *options, save(POSTS))
    assert (done.code, done.out) == (2, "")
    assert error in done.err


def test_contributions_add_up(run, save, model_folder):
    """In JSON --terms says of each label what its value is made of, up to the six digits that are written."""
    posts = run("predict", "--model", model_folder, "--terms", 5, save(POSTS)).posts
    assert [len(post["by_label"]) for post in posts] == [4, 4, 0, 0]
    for post in posts[:2]:
        assert list(post["by_label"]) == list(post["scores"])
        for made in post["by_label"].values():
            assert len(made["terms"]) == 5
            parts = [made["intercept"], made["rest"], *(term["weight"] for term in made["terms"])]
            assert sum(parts) == pytest.approx(made["value"], abs=4e-6)
        assert max(post["by_label"], key=lambda label: post["by_label"][label]["value"]) == post["predicted"]
    assert "by_label" not in run("predict", "--model", model_folder, "--terms", 0, save(POSTS)).posts[0]


def test_show_gives_what_predictions_are_worked_out_with(run, claiming):
    """Temperature, curve, profile and strongest terms stand in what `model show` prints."""
    folder = claiming(temperature=1.0, risk_coverage=_curve(POINTS))
    shown = json.loads(run("model", "show", "--model", folder).out)
    assert shown["temperature"] == 1.0
    assert shown["risk_coverage"] == _curve(POINTS)
    assert set(shown["profile"]["labels"]) == set(shown["strongest_terms"]) == set(shown["labels"])
    assert all(0 <= share <= 1 for share in shown["profile"]["unknown"])
    for terms in shown["strongest_terms"].values():
        assert all(term["posts"] >= term["threads"] >= 3 and term["authors"] >= 2 for term in terms)
