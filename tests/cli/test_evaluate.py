"""The command `classify evaluate`."""

import json

import pytest


def _post(n, label, predicted, **fields):
    return {"thread_id": f"t{n}", "id": str(n), "text": f"post {n}", "label": label, "predicted": predicted, **fields}


# Two of four right, one wrong, one abstention.
FOUR = [_post(1, "a", "a"), _post(2, "a", "b"), _post(3, "b", "b"), _post(4, "b", None)]


# What predictions without scores, in fewer threads than an interval needs, do not give.
UNKNOWN = ("average_precision", "average_precision_interval", "precision_interval", "recall_interval", "f1_interval")


def _json(done):
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_figures(run, save):
    """Accuracy, coverage and each label's figures are those of a count by hand; an abstention is a miss."""
    model = _json(run("evaluate", "--format", "json", save(FOUR)))["parts"]["real"]["systems"]["model"]
    assert (model["accuracy"], model["coverage"]) == (2 / 4, 3 / 4)
    unknown = dict.fromkeys(UNKNOWN)
    assert model["labels"] == {
        "a": {"support": 2, "precision": 1, "recall": 1 / 2, "f1": pytest.approx(2 / 3), **unknown},
        "b": {"support": 2, "precision": 1 / 2, "recall": 1 / 2, "f1": 1 / 2, **unknown},
    }
    assert model["confusion"]["b"] == {"a": 0, "b": 1, "abstained": 1}


def test_text(run, save):
    """The report for people says how many posts there are, and which figures mean nothing."""
    done = run("evaluate", save(FOUR))
    assert (done.code, done.err) == (0, "")
    assert "REAL POSTS: 4 in 4 threads" in done.out
    assert "4 threads are too few to say how far these figures would" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_predict_then_evaluate(run, save):
    """What predict writes of labelled posts evaluate reads."""
    posts = [{"text": "Send them more Patriots.", "label": "pro-ukraine-aid"}, {"text": "", "label": "off-topic"}]
    found = _json(run("evaluate", "--format", "json", "-", stdin=run("predict", save(posts)).out))
    assert found["parts"]["real"]["systems"]["model"]["confusion"]["off-topic"]["abstained"] == 1
    assert found["parts"]["real"]["systems"]["model"]["accuracy"] == 1 / 2


def test_model_predicts_here(run, save, model_folder):
    """With --model the posts need no prediction, and the figures are those of predicting first."""
    path = save(
        [{"text": "Send them more Patriots.", "label": "pro-ukraine-aid"}, {"text": "hm", "label": "off-topic"}]
    )
    here = run("evaluate", "--format", "json", "--model", model_folder, path)
    piped = run("evaluate", "--format", "json", "-", stdin=run("predict", "--model", model_folder, path).out)
    assert _near(_json(here)) == _near(_json(piped))


def _near(value):
    """Return a JSON value with its numbers as near as predictions are written."""
    if isinstance(value, dict):
        return {name: _near(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_near(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value


@pytest.fixture
def seen(save, some_posts):
    """A file of posts that the small model was trained on, and one that it was not."""
    known = [{"text": labelled.post.text, "label": labelled.label} for labelled in some_posts[:3]]
    return save([*known, {"text": "something else", "label": "off-topic"}])


@pytest.mark.parametrize("first", [True, False], ids=["predict first", "predict here"])
def test_seen_posts_are_refused(run, seen, model_folder, first):
    """A score on posts that the model was trained on would mean nothing: it is not given."""
    predicted = run("predict", "--model", model_folder, seen).out
    done = run("evaluate", "-", stdin=predicted) if first else run("evaluate", "--model", model_folder, seen)
    assert (done.code, done.out) == (1, "")
    assert "the model was trained on 3 of these 4 posts" in done.err
    assert "leave them out, or say --allow-seen" in done.err


def test_seen_posts_are_allowed(run, seen, model_folder):
    """Who says --allow-seen gets the figures all the same."""
    done = run("evaluate", "--model", model_folder, "--allow-seen", "--format", "json", seen)
    assert _json(done)["parts"]["real"]["data"]["posts"] == 4


def test_posts_without_a_label_are_left_out(run, save):
    """Posts without a hand label count for nothing, which is noted."""
    found = _json(run("evaluate", "--format", "json", save([*FOUR, {"text": "hi", "predicted": "a"}])))
    assert found["parts"]["real"]["data"]["posts"] == 4
    assert found["notes"] == ["1 posts have no label and are left out."]


def test_origins_are_never_pooled(run, save):
    """Real and written posts have figures of their own."""
    found = _json(run("evaluate", "--format", "json", save([*FOUR, _post(5, "a", "a", origin="written")])))
    accuracies = {origin: part["systems"]["model"]["accuracy"] for origin, part in found["parts"].items()}
    assert accuracies == {"real": 1 / 2, "written": 1}


def test_codebook(run, save, lane):
    """With a codebook that holds the labels, its order is the labels', and its keywords are a baseline."""
    posts = [_post(n, "neither", "neither") for n in (1, 2)]
    posts.append({**_post(3, "for-lane", "neither"), "text": "safe bikes"})
    found = _json(run("evaluate", "--annotations", lane, "--format", "json", save(posts)))
    systems = found["parts"]["real"]["systems"]
    assert list(systems["model"]["labels"]) == ["for-lane", "neither"]
    assert systems["keywords"]["accuracy"] == 1


@pytest.mark.parametrize(
    ("posts", "error"),
    [
        ([], "no post has a 'label': evaluation compares predictions with hand labels"),
        ([{"text": "hi", "predicted": "a"}], "no post has a 'label'"),
        ([{"text": "hi", "label": "a"}], "has no 'predicted'; run `classify predict` on it first, or name a model"),
        ([_post(1, "a", 7)], "post '1' of thread 't1' 'predicted' is 7; it must be a label or null"),
        ([_post(1, "a", "")], "post '1' of thread 't1'"),
        ([_post(1, 7, "a")], "post '1' of thread 't1': 'label' is 7; it must be text"),
        ([_post(1, "a", "a", scores=[1])], "'scores' must be an object of label and probability, or null"),
        ([_post(1, "a", "a"), "hi"], "thread.txt:2: holds text; each line must be a JSON object"),
    ],
    ids=["empty", "no label", "no prediction", "number predicted", "nothing predicted", "number", "scores", "bad line"],
)
def test_fault(run, save, posts, error):
    """What cannot be compared is an error that says which post, what was found and what to do."""
    done = run("evaluate", save(posts))
    assert (done.code, done.out) == (1, "")
    assert error in done.err


def test_label_of_another_codebook(run, save, model_folder):
    """A model that does not know a post's label cannot be measured by it."""
    path = save([{"text": "hi", "label": "for-lane"}, {"text": "ho", "label": "off-topic"}])
    done = run("evaluate", "--model", model_folder, path)
    assert (done.code, done.out) == (1, "")
    assert (
        "labels 'for-lane' are not the model's: it was trained for another codebook, with pro-ukraine-aid" in done.err
    )
    assert "train one with this data's codebook" in done.err


def test_missing_codebook(run, save, tmp_path):
    """An annotations folder that is named must be there."""
    done = run("evaluate", "--annotations", tmp_path / "nowhere", save(FOUR))
    assert done.code == 1
    assert "codebook.toml: no such file" in done.err
