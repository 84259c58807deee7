"""The command `classify doubts`."""

import json
import shutil

import pytest

from classifier.records import text_digest

BELL = "\x07"
NASTY = "no \x1b[31mlane\x07 please now"


def _append(path, lines):
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)


def _add(folder, *posts):
    """Add (thread, text, label, origin) posts, coded by ada."""
    for nth, (thread, text, label, origin) in enumerate(posts):
        post = {"thread_id": thread, "id": f"{thread}-new{nth}{BELL}", "order": 9, "text": text, "origin": origin}
        _append(folder / "posts/real.jsonl", [post])
        _append(folder / "labels/ada.jsonl", [{**post, "text_digest": text_digest(text), "label": label}])


@pytest.fixture(scope="module")
def folder(project, tmp_path_factory):
    """The cycle lane with twins whose text would steer a terminal, a wrong label, and written posts."""
    cases = tmp_path_factory.mktemp("annotations") / "lane"
    shutil.copytree(project / "tests/cases/cycle-lane", cases)
    _add(
        cases,
        ("new-1", NASTY, "for-lane", "real"),
        ("new-2", NASTY.upper(), "against-lane", "real"),
        ("new-3", "They take our parking for a lane that nobody uses, no lane!", "for-lane", "real"),
        ("new-4", "Safe lanes for our children", "for-lane", "written"),
        ("new-5", "They take our parking, no lane!", "against-lane", "written"),
    )
    return cases


def _contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def before(folder):
    """What that folder holds at first."""
    return _contents(folder)


@pytest.fixture(scope="module")
def lines(run, folder, before):  # noqa: ARG001  # taken before
    """What the command finds there, as JSON lines."""
    done = run("doubts", "--annotations", folder, "--jobs", 1)
    assert (done.code, done.err) == (0, "")
    return done.posts


def test_twins_and_doubts(lines):
    """Posts of the same words with different labels first, then labels found unlikely, the least likely first."""
    real = [line for line in lines if line["origin"] == "real"]
    assert [line["kind"] for line in real[:2]] == ["twins", "doubt"]
    assert [(post["thread_id"], post["label"]) for post in real[0]["posts"]] == [
        ("new-1", "for-lane"),
        ("new-2", "against-lane"),
    ]
    doubts = [line for line in real if line["kind"] == "doubt"]
    assert [doubt["probability"] for doubt in doubts] == sorted(doubt["probability"] for doubt in doubts)
    assert all(doubt["probability"] < doubt["likelier_probability"] for doubt in doubts)
    [wrong] = [doubt for doubt in doubts if doubt["thread_id"] == "new-3"]
    assert (wrong["label"], wrong["likelier"]) == ("for-lane", "against-lane")


def test_real_and_written_posts_apart(lines):
    """All real ones come before all written ones, and no twin is of both."""
    origins = [line["origin"] for line in lines]
    assert origins == sorted(origins)
    written = {"new-4", "new-5"}
    for line in lines:
        threads = {post["thread_id"] for post in line.get("posts", [line])}
        assert threads <= written if line["origin"] == "written" else threads.isdisjoint(written)


def test_the_first_ones_on_a_terminal(run, folder, lines):
    """--top bounds each origin's doubts, never the twins; nothing in a post steers the terminal."""
    done = run("doubts", "--annotations", folder, "--jobs", 1, "--top", 1, "--format", "table")
    assert (done.code, done.err) == (0, "")
    assert all(char.isprintable() or char == "\n" for char in done.out)
    shown = done.out.splitlines()
    codebook = lines[0]["codebook"]
    assert shown[0] == f"codebook {codebook['version']} ({codebook['hash']})"
    assert "REAL POSTS: 23 predicted by models that had not seen their threads" in shown
    assert "    new-1/new-1-new0  for-lane" in shown
    assert "    no [31mlane please now" in shown
    first = next(line for line in lines if line["kind"] == "doubt")
    [doubt] = [line for line in shown if "rather" in line and "new-4" not in line and "new-5" not in line]
    assert doubt.endswith(f"  {first['thread_id']}/{first['id'].removesuffix(BELL)}")
    assert shown[-1] == "A doubt is a place to look, not a fault: model and label can each be wrong."


def test_no_label_is_changed(folder, before, lines):
    """The folder is as it was."""
    assert lines
    assert _contents(folder) == before


def test_one_thread(run, lane):
    """Nothing can be held out: the command says so and what to do, in a table, or in a note beside JSON lines."""
    for path in [*lane.glob("posts/*.jsonl"), *lane.glob("labels/*.jsonl")]:
        kept = [line for line in path.read_text("utf-8").splitlines(keepends=True) if '"mill-1"' in line]
        path.write_text("".join(kept), "utf-8")
    why = "All labelled posts stand in one thread, and evaluation holds whole threads out: label another thread."
    table = run("doubts", "--annotations", lane, "--format", "table", "--jobs", 1)
    assert (table.code, table.err) == (0, "")
    assert why in " ".join(table.out.split())
    assert "No label is in doubt" not in table.out
    lines = run("doubts", "--annotations", lane, "--jobs", 1)
    assert (lines.code, lines.out, lines.err) == (0, "", f"note: real posts: {why}\n")
    assert run("doubts", "--annotations", lane, "--jobs", 1, "--quiet").err == ""


def test_annotations_that_do_not_hold_together(run, lane, tmp_path):
    """A missing folder, a bad line and labels of one kind are errors as in training."""
    done = run("doubts", "--annotations", tmp_path / "nowhere")
    assert (done.code, done.out) == (1, "")
    assert "nowhere: no such folder; name one with codebook.toml, posts/ and labels/" in done.err
    _append(lane / "labels/ada.jsonl", ["hm"])
    done = run("doubts", "--annotations", lane)
    assert (done.code, done.out) == (1, "")
    assert "ada.jsonl:" in done.err


@pytest.mark.parametrize("option", [("--top", "0"), ("--top", "many"), ("--jobs", "0"), ("--format", "csv")])
def test_wrong_usage(run, option):
    """Numbers that mean nothing and formats that it does not have."""
    done = run("doubts", *option)
    assert (done.code, done.out) == (2, "")
    assert f"Invalid value for '{option[0]}'" in done.err
