"""The commands `classify model show` and `classify model export`, and what is said of folders that hold no model."""

import json
import shutil

import joblib
import numpy as np
import pytest

from classifier.stance.model import StanceModel


def test_show(run, lane_model):
    """A model says what it was made from, as JSON."""
    done = run("model", "show", "--model", lane_model)
    shown = json.loads(done.out)
    assert (done.code, shown["name"], shown["labels"]) == (0, "lane", ["for-lane", "against-lane", "neither"])
    assert shown["hash"] == StanceModel.load(lane_model).digest
    assert (shown["training"]["threads"], shown["strength"]) == (5, {"c": 30, "balanced": True, "own": 1.0})


def test_show_shipped(run):
    """Without --model it is the shipped model that is shown."""
    assert json.loads(run("model", "show").out)["name"] == "default"


def test_export(run, lane_model, tmp_path):
    """The exported Pipeline gives the model's probabilities, and a note warns of what loading such a file does."""
    done = run("model", "export", "--model", lane_model, "--joblib", tmp_path / "lane.joblib")
    assert (done.code, done.out) == (0, "")
    assert "lane.joblib runs code when it is loaded" in done.err
    texts = ["safe bikes for the children", "parking first", "", "zzqx"]
    found = joblib.load(tmp_path / "lane.joblib").predict_proba(texts)
    np.testing.assert_allclose(found, StanceModel.load(lane_model).predict_proba(texts), atol=1e-6)


def test_export_that_cannot_be_written(run, lane_model, tmp_path):
    """A Pipeline that cannot be written is an error with its name."""
    done = run("model", "export", "--model", lane_model, "--joblib", tmp_path / "nowhere/lane.joblib")
    assert done.code == 1
    assert "nowhere/lane.joblib: cannot be written: No such file or directory" in done.err


def _missing(folder):
    shutil.rmtree(folder)


def _empty(folder):
    for path in folder.iterdir():
        path.unlink()


def _no_weights(folder):
    (folder / "weights.npz").unlink()


def _foreign(folder):
    (folder / "model.json").write_text('{"architectures": ["Bert"]}')


def _no_json(folder):
    (folder / "model.json").write_bytes(b"\x80\x04")


def _cut_short(folder):
    raw = (folder / "weights.npz").read_bytes()
    (folder / "weights.npz").write_bytes(raw[: len(raw) // 2])


def _flipped(folder):
    raw = bytearray((folder / "weights.npz").read_bytes())
    raw[len(raw) // 2] ^= 1
    (folder / "weights.npz").write_bytes(raw)


def _newer(folder):
    described = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**described, "format": 99}))


def _of_another_model(folder):
    described = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**described, "temperature": 2.5}))


def _pickle(folder):
    np.savez(folder / "weights.npz", intercepts=np.array([{}], dtype=object))


DAMAGE = {
    _missing: "no such folder; name one that `classify train` wrote",
    _empty: "not a model: holds no model.json",
    _no_weights: "damaged: holds no weights.npz",
    _foreign: "foreign: not written by this program",
    _no_json: "damaged: not JSON",
    _cut_short: "damaged or cut short",
    _flipped: "damaged",
    _newer: "written by a newer version of this program (format 99",
    _of_another_model: "damaged: the numbers are not those that were written",
    _pickle: "damaged: holds other arrays than model.json says",
}


@pytest.mark.parametrize(
    ("damage", "error"), DAMAGE.items(), ids=[damage.__name__.strip("_").replace("_", " ") for damage in DAMAGE]
)
def test_no_model(run, save, lane_model, tmp_path, damage, error):
    """A folder that is missing, foreign, newer or damaged is an error that says which, before anything is predicted."""
    folder = tmp_path / "model"
    shutil.copytree(lane_model, folder)
    damage(folder)
    for args in (("predict", save("hi")), ("evaluate", save('{"text": "hi", "label": "a"}')), ("model", "show")):
        done = run(*args, "--model", folder)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(f"error: {folder}")
        assert error in done.err


def test_model_that_is_a_file(run, save):
    """A file is no model folder."""
    done = run("predict", "--model", save("hi", "model"), save("hi"))
    assert done.code == 1
    assert "model: no such folder; name one that `classify train` wrote" in done.err
