"""What `classify predict` says of a file that looks unlike the posts that the model was trained on."""

import json
import shutil

import pytest

GERMAN = [
    "Das ist doch völliger Unsinn, die Regierung sollte endlich handeln.",
    "Ich glaube nicht, dass wir damit weiterkommen.",
    "Warum fragt eigentlich niemand nach den Kosten?",
    "Meine Oma sagt immer, man soll den Tag nicht vor dem Abend loben.",
    "Die Waffenlieferungen müssen aufhören, sofort!",
    "Ohne Unterstützung verlieren sie den Krieg.",
    "Schöne Grüße aus München an alle hier.",
    "Kann jemand die Quelle verlinken?",
    "So ein Quatsch habe ich lange nicht gelesen.",
    "Wir brauchen Frieden und keine Panzer.",
    "Der Kanzler hat sich gestern dazu geäußert.",
]
TOO_LONG = {"labels": {}, "unknown": [0.1, 0.1, 0.1], "length": [99_999, 1, 1]}  # a logarithm
WARNING = "looks unlike the posts that the model was trained on"


@pytest.fixture(scope="session")
def others(annotations):
    """Written posts that the small model was not trained on."""
    written = [labelled.post.text for labelled in annotations.labelled() if labelled.origin == "written"]
    return [text for nth, text in enumerate(written) if nth % 8 == 3]


def _lines(texts):
    return [{"text": text} for text in texts]


def test_posts_like_the_training_posts_give_no_warning(run, save, model_folder, others):
    """Nobody is told that all is as usual."""
    done = run("predict", "--model", model_folder, save(_lines(others[::7])))
    assert len(done.posts) >= 50
    assert WARNING not in done.err


def test_another_language_gives_a_warning_with_the_figures(run, save, model_folder):
    """Once a file, by the file's name; the share of unknown words, here and usual."""
    path = save(_lines(GERMAN * 3))
    done = run("predict", "--model", model_folder, path)
    assert done.code == 0
    [note] = [line for line in done.err.splitlines() if WARNING in line]
    assert note.startswith(f"note: {path}: {WARNING} (")
    assert " unknown words where " in note
    assert "label some of these posts and evaluate on them" in note


def test_very_long_posts_give_a_warning(run, save, model_folder, others):
    """With the tokens a post, here and usual."""
    long = [" ".join(others[first : first + 30]) for first in range(0, 360, 30)]
    done = run("predict", "--model", model_folder, save(_lines(long)))
    [note] = [line for line in done.err.splitlines() if WARNING in line]
    assert " tokens a post where " in note


def test_each_file_is_warned_of_by_itself(run, save, model_folder, others):
    """A foreign file among others costs these nothing."""
    paths = [save(_lines(GERMAN), "1.txt"), save(_lines(others[:60]), "2.txt"), save(_lines(GERMAN), "3.txt")]
    done = run("predict", "--model", model_folder, *paths)
    assert [line.split(": ")[1] for line in done.err.splitlines() if WARNING in line] == [str(paths[0]), str(paths[2])]


def test_of_under_ten_posts_nothing_is_said(run, save, model_folder):
    """Ten are enough; empty posts do not count."""
    few = run("predict", "--model", model_folder, save(_lines([*GERMAN[:9], "", "!!!"])))
    enough = run("predict", "--model", model_folder, save(_lines(GERMAN[:10])))
    assert (WARNING in few.err, WARNING in enough.err) == (False, True)


def test_the_warning_is_a_note_and_changes_no_prediction(run, save, model_folder, tmp_path):
    """--quiet silences it, and a model without a profile predicts the same without one."""
    path = save(_lines(GERMAN))
    folder = shutil.copytree(model_folder, tmp_path / "small")
    described = json.loads((folder / "model.json").read_text("utf-8"))
    del described["profile"]
    (folder / "model.json").write_text(json.dumps(described), "utf-8")
    noted, quiet, silent = (
        run("predict", "--model", model, *options, path)
        for model, options in ((model_folder, ()), (model_folder, ("--quiet",)), (folder, ()))
    )
    assert noted.out == quiet.out == silent.out
    assert (WARNING in noted.err, quiet.err, WARNING in silent.err) == (True, "", False)


def test_how_sure_a_stance_has_to_be_changes_no_warning(run, save, model_folder):
    """A file looks as it looks."""
    path = save(_lines(GERMAN))
    notes = [
        [line for line in run("predict", "--model", model_folder, *options, path).err.splitlines() if WARNING in line]
        for options in ((), ("--min-confidence", 1))
    ]
    assert notes[0] == notes[1] != []


@pytest.mark.parametrize(
    "profile",
    [None, 7, [], {"labels": 7}, {"labels": {}, "unknown": [1], "length": [1, 1, 1]}, TOO_LONG],
    ids=["null", "number", "list", "no labels", "one number", "no such length"],
)
def test_a_profile_that_is_none(run, save, model_folder, tmp_path, profile):
    """Whatever stands in its place, posts are predicted and nothing is compared."""
    folder = shutil.copytree(model_folder, tmp_path / "small")
    described = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**described, "profile": profile}), "utf-8")
    done = run("predict", "--model", folder, save(_lines(GERMAN)))
    assert (done.code, len(done.posts), WARNING in done.err) == (0, len(GERMAN), False)
