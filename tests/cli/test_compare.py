"""The command `classify compare`."""

import csv
import json
import os
import shutil

import pytest

from classifier.labels.annotations import read_annotations

BINARY = bytes(range(256)) * 8


@pytest.fixture
def data(lane, save):
    """The labelled posts of the cycle lane, in other words than those that its model was trained on."""
    return save(
        [
            {"thread_id": post.thread_id, "id": post.id, "text": f"{post.text} Truly.", "label": label}
            for post, label in _labelled(lane)
        ],
        "labelled.jsonl",
    )


def _labelled(lane):
    return [(labelled.post, labelled.label) for labelled in read_annotations(lane).labelled()]


@pytest.fixture
def said(lane, save):
    """Write what somebody says of the first posts, as JSON lines: the hand labels, but for some positions."""

    def write(name="tool.jsonl", first=20, field="predicted", **wrong):
        found = [(post, wrong.get(f"at{nth}", label)) for nth, (post, label) in enumerate(_labelled(lane))]
        lines = [{"thread_id": post.thread_id, "id": post.id, field: label} for post, label in found[:first]]
        return save(lines, name)

    return write


def _compared(run, *args):
    done = run("compare", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def _right(found):
    part = found["parts"]["real"]
    return [part[name] for name in ("both_right", "only_one", "only_other", "neither")]


def test_model_against_model(run, lane_model, tmp_path, data):
    """Each by its folder's name; the same words give the same figures."""
    shutil.copytree(lane_model, tmp_path / "copy")
    found = _compared(run, lane_model, tmp_path / "copy", data)
    assert found["systems"] == ["lane", "copy"]
    part = found["parts"]["real"]
    assert (part["posts"], part["threads"], found["left_out"]) == (20, 5, 0)
    assert part["accuracy"]["one"] == part["accuracy"]["other"] > 0.9
    assert part["accuracy"]["difference"] == part["macro_f1"]["difference"] == 0


def test_model_against_json_lines(run, lane_model, data, said):
    """A tool's wrong answer and its abstention are misses."""
    found = _compared(run, lane_model, said(at0="neither", at1=None), data)
    assert _right(found) == [18, 2, 0, 0]
    assert found["parts"]["real"]["accuracy"]["difference"] == pytest.approx(0.1)


def test_predictions_as_predict_writes_them(run, save, lane_model, data):
    """A model's output says what the model says, as JSON lines and as CSV."""
    for output_format in ("jsonl", "csv"):
        made = run("predict", "--model", lane_model, "--format", output_format, data)
        found = _compared(run, lane_model, save(made.out, f"out.{output_format}"), data)
        assert _right(found) == [20, 0, 0, 0]


def test_csv(run, save, lane, lane_model, data):
    """With a line of names, in whatever order; quoted cells may hold lines, an empty prediction is an abstention."""
    path = save("", "coder.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "id", "predicted", "thread_id"])
        for nth, (post, label) in enumerate(_labelled(lane)):
            table.writerow(
                ["two\nlines, " + "long " * 30_000 * (nth == 3), post.id, label if nth else "", post.thread_id]
            )
    assert _right(_compared(run, path, lane_model, data)) == [19, 0, 1, 0]


def test_label_log_with_replaced_and_withdrawn_labels(run, save, lane_model, data, said):
    """The last line of a post stands; of a post whose label was taken back the coder says nothing."""
    path = said("ada.jsonl", field="label", at0="neither", at1="neither")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    again = [{**lines[0], "label": "for-lane", "replaces": 1}, {**lines[1], "label": None, "replaces": 2}]
    later = [{**lines[2], "label": None, "replaces": 3}, {**lines[2], "replaces": 23}]
    found = _compared(run, lane_model, save([*lines, *again, *later], "ada.jsonl"), data)
    assert found["systems"] == ["lane", "ada"]
    assert (found["left_out"], _right(found)) == (1, [19, 0, 0, 0])


def test_numbers_are_ids_too(run, save):
    """What reads a post's id as text reads a tool's number as the same."""
    posts = [{"thread_id": 7, "id": n, "text": "hi", "label": "ab"[n % 2]} for n in range(4)]
    data, path = save(posts, "data.jsonl"), save([{**post, "predicted": "a"} for post in posts], "tool.jsonl")
    assert _right(_compared(run, path, save([{**post, "text": 1} for post in posts], "b.jsonl"), data)) == [2, 0, 2, 0]


def test_the_same_names_are_told_apart(run, data, said):
    """A stands first."""
    one, other = said("1/tool.jsonl"), said("2/tool.jsonl", at0="neither")
    found = _compared(run, one, other, data)
    assert found["systems"] == ["tool (A)", "tool (B)"]
    assert _right(found) == [19, 1, 0, 0]
    assert run("compare", one, other, data).out.startswith("A: tool (A)   B: tool (B)\n")


def test_turned_round(run, lane_model, data, said):
    """A minus B is the negative of B minus A."""
    path = said(at0="neither", at1=None, at9="for-lane")
    there, back = _compared(run, lane_model, path, data), _compared(run, path, lane_model, data)
    for figure in ("accuracy", "macro_f1"):
        one, other = there["parts"]["real"][figure], back["parts"]["real"][figure]
        assert one["difference"] == -other["difference"] != 0
        assert (one["one"], one["other"]) == (other["other"], other["one"])


def test_what_only_one_speaks_of_is_left_out(run, lane_model, data, said):
    """It is counted, and said."""
    path = said(first=12)
    assert _compared(run, path, lane_model, data)["left_out"] == 8
    assert "8 labelled posts are left out: one of the two says nothing of them." in run(
        "compare", path, lane_model, data
    ).out.replace("\n", " ")


def test_under_ten_threads_it_says_so(run, lane_model, data, said):
    """And gives no interval."""
    out = run("compare", lane_model, said(), data).out
    assert "5 threads are too few for intervals of the differences.\n" in out
    assert _compared(run, lane_model, said(), data)["parts"]["real"]["accuracy"]["interval"] is None


def test_foreign_labels_are_told(run, lane_model, data, said):
    """A tool of another codebook is wrong by its names, and the report says so."""
    path = said(at0="pro-lane", at1="anti-lane")
    assert _compared(run, lane_model, path, data)["foreign"] == [[], ["anti-lane", "pro-lane"]]
    assert "tool says anti-lane, pro-lane, which none of these posts carries: a miss." in " ".join(
        run("compare", lane_model, path, data).out.split()
    )


def test_posts_that_a_model_was_trained_on(run, save, lane, lane_model, said):
    """They are refused, for A and for B, unless they are allowed."""
    seen = save(
        [{"thread_id": p.thread_id, "id": p.id, "text": p.text, "label": label} for p, label in _labelled(lane)],
        "seen.jsonl",
    )
    for pair in ((lane_model, said()), (said(), lane_model)):
        done = run("compare", *pair, seen)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert f"{lane_model}: was trained on 20 of these 20 posts" in done.err
        assert "leave them out, or say --allow-seen" in done.err
        assert run("compare", *pair, seen, "--allow-seen").code == 0


WANTED = "give a model's folder, or JSON lines or CSV in UTF-8 with thread_id, id and predicted or label"
BAD = {
    "binary": (BINARY, f"tool:2: is not UTF-8 text; {WANTED}"),
    "Latin-1": ("thread_id,id,label\nm,1,gr\u00fcn\n".encode("latin-1"), f"tool:2: is not UTF-8 text; {WANTED}"),
    "UTF-16": ("thread_id,id,label\n".encode("utf-16"), f"tool:1: is not UTF-8 text; {WANTED}"),
    "semicolons": (b"thread_id;id;label\nm;1;a\n", f"tool: is neither JSON lines nor CSV with the columns; {WANTED}"),
    "prose": (b"The lane is fine.\n" * 99, f"tool: is neither JSON lines nor CSV with the columns; {WANTED}"),
    "JSON array": (b'[{"thread_id": "m"}]', f"tool: is neither JSON lines nor CSV with the columns; {WANTED}"),
    "cut short": (b'{"thread_id": "m", "id": "1", "pred', "tool:1: bad JSON at column 31: Unterminated string"),
    "a bad line": (b'{"thread_id": "m", "id": "1", "label": "a"}\nhm\n', "tool:2: bad JSON at column 1"),
    "no thread_id": (
        b'{"id": "1", "predicted": "a"}\n',
        "tool:1: lacks 'thread_id', by which posts are told apart; `classify segment` gives it",
    ),
    "no id": (b'{"thread_id": "1", "predicted": "a"}', "tool:1: lacks 'id', by which posts are told apart"),
    "an id that is none": (b'{"thread_id": [], "id": 1, "label": "a"}', "tool:1: 'thread_id' is a list"),
    "says nothing": (b'{"thread_id": "m", "id": "1"}', "tool:1: 'label' is None; a line needs 'predicted' or 'label'"),
    "label of another kind": (b'{"thread_id": "m", "id": "1", "label": 7}', "tool:1: 'label' is 7; a line needs"),
    "prediction of another kind": (
        b'{"thread_id": "m", "id": "1", "predicted": 7}',
        "tool:1: 'predicted' is 7; it must be a label or null",
    ),
    "empty": (b"", "none of 20 labelled posts is spoken of by both lane and tool"),
    "names alone": (b"thread_id,id,label\n", "none of 20 labelled posts is spoken of by both lane and tool"),
    "other posts": (b"thread_id,id,label\nm,1,a\n", "none of 20 labelled posts is spoken of by both lane and tool"),
}


@pytest.mark.parametrize(("content", "error"), BAD.values(), ids=BAD)
def test_a_file_that_says_nothing_of_posts(run, save, lane_model, data, content, error):
    """One line: where, what was found, and what to do."""
    done = run("compare", lane_model, save(content, "tool"), data)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert error in done.err


def test_every_bad_line_is_shown(run, save, lane_model, data):
    """Each with its number, fifty at most."""
    done = run("compare", lane_model, save('{"predicted": "for-lane"}\n' * 60, "tool"), data)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: 60 faults:\n")
    assert done.err.endswith("  ... and 10 more\n")


@pytest.mark.parametrize("name", ["nowhere", "x" * 300], ids=["missing", "name too long"])
def test_a_missing_file(run, tmp_path, lane_model, data, name):
    """The error names it and says what could stand there."""
    done = run("compare", tmp_path / name, lane_model, data)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {tmp_path / name}: cannot be read: ")
    assert done.err.endswith(f"{WANTED}\n")


def test_a_folder_that_is_no_model(run, tmp_path, lane_model, data):
    """It is taken for one, and the error says what it lacks."""
    (tmp_path / "empty").mkdir()
    done = run("compare", lane_model, tmp_path / "empty", data)
    assert (done.code, done.out, done.err) == (1, "", f"error: {tmp_path}/empty: not a model: holds no model.json\n")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b'{"text": "hi"}\n', "no post has a 'label': give posts with their hand labels"),
        (b"", "no post has a 'label'"),
        (BINARY, "bad JSON"),
        (b"thread_id,id,label\n", "bad JSON"),
    ],
    ids=["no label", "empty", "binary", "CSV"],
)
def test_data_without_hand_labels(run, save, lane_model, said, content, error):
    """There is nothing to score against."""
    done = run("compare", lane_model, said(), save(content, "data.jsonl"))
    assert (done.code, done.out) == (1, "")
    assert error in done.err


@pytest.mark.parametrize("kind", ["JSON lines", "CSV"])
def test_what_a_pipe_gives_is_read(run, lane_model, data, said, kind):
    """A file that can be read once only, as the shell's <(...) gives it; the data from standard input."""
    rows = [json.loads(line) for line in said().read_text("utf-8").splitlines()]
    table = "thread_id,id,predicted\n" + "".join(f"{r['thread_id']},{r['id']},{r['predicted']}\n" for r in rows)
    ours, theirs = os.pipe()
    os.write(theirs, said().read_bytes() if kind == "JSON lines" else table.encode())
    os.close(theirs)
    done = run("compare", lane_model, f"/dev/fd/{ours}", "-", stdin=data.read_bytes())
    os.close(ours)
    assert (done.code, done.err) == (0, "")
    assert "Both right 20, only A 0, only B 0, neither 0." in done.out
