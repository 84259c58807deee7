"""The command `classify agreement`."""

import json
import re

import pytest

from classifier.cli import agreement
from classifier.records import ORIGINS

BELL = "\x07"


def _lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _append(path, lines):
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)


def _again(lane, coder, labels):
    """Have a coder label the first posts of the own log again."""
    path = lane / f"labels/{coder}.jsonl"
    first = zip(_lines_of(path), labels, strict=False)
    _append(path, [{**line, "label": label, "served": "again"} for line, label in first])


def test_table(run, lane):
    """Agreement, labels, confusion, why no interval, and the first posts on which coders differ."""
    done = run("agreement", "--annotations", lane, "--format", "table", "--top", 1)
    assert (done.code, done.err) == (0, "")
    shown = done.out.splitlines()
    assert shown[:2] == ["codebook 1 (ee23e841f31ff65d)", "REAL POSTS: 20 in 5 threads; ada 20, bo 10"]
    assert "  ada, bo     10    5: 50.0%   .286   .286" in shown
    assert "  3 neither            1  0  1" in shown
    assert "5 threads are too few to say how far these figures would move on others: no" in done.out
    assert "5 posts on which coders differ, 0 undecided; the first 1 (--top)" in shown
    assert "mill-1/mill-1-4  adjudicated: for-lane" in shown
    assert "mill-2/mill-2-4" not in done.out
    assert max(map(len, shown)) <= 80


def test_json_lines(run, lane):
    """In a pipe: all coders, each label, each pair, all disagreements, of however many --top shows."""
    done = run("agreement", "--annotations", lane, "--top", 0)
    assert (done.code, done.err) == (0, "")
    assert [line["kind"] for line in done.posts] == ["all", *["label"] * 3, "pair", *["disagreement"] * 5]
    assert all(line["codebook"] == {"version": 1, "hash": "ee23e841f31ff65d"} for line in done.posts)
    pair = done.posts[4]
    assert (pair["coders"], pair["posts"], pair["agreed"]) == (["ada", "bo"], 10, 5)
    assert pair["kappa"] == pytest.approx(2 / 7)
    assert (pair["kappa_interval"], pair["no_interval"]) == (None, "too few threads")


def test_the_shipped_annotations(run):
    """Without a folder the shipped ones, real and written posts apart, with intervals for the many written threads."""
    lines = run("agreement").posts
    pairs = {line["origin"]: line for line in lines if line["kind"] == "pair"}
    assert {origin: (pair["agreed"], pair["posts"]) for origin, pair in pairs.items()} == {
        "real": (32, 33),
        "written": (3364, 3373),
    }
    low, high = pairs["written"]["kappa_interval"]
    assert low < pairs["written"]["kappa"] < high
    assert pairs["real"]["kappa_interval"] is None
    [origin] = {line["origin"] for line in run("agreement", "--origin", "written").posts}
    assert origin == "written"


def test_the_seed_moves_intervals_alone(run):
    """And the same seed gives the same bytes."""

    def pair(*args):
        [line] = [line for line in run("agreement", "--origin", "written", *args).posts if line["kind"] == "pair"]
        return line

    assert pair() == pair("--seed", 0) != pair("--seed", 1)
    assert pair()["kappa"] == pair("--seed", 1)["kappa"]


def test_labels_given_again(run, lane):
    """A coder against the own labels, which stay what they were."""
    before = run("agreement", "--annotations", lane).posts
    _again(lane, "ada", ["for-lane", "neither"])
    lines = run("agreement", "--annotations", lane).posts
    [own] = [line for line in lines if line["kind"] == "again"]
    assert (own["coder"], own["posts"], own["agreed"]) == ("ada", 2, 1)
    assert [line for line in lines if line["kind"] != "again"] == before
    alone = run("agreement", "--annotations", lane, "--coder", "ada", "--format", "table")
    assert (alone.code, "  ada, again      2    1: 50.0%" in alone.out) == (0, True)


def test_chosen_coders(run, lane):
    """One alone has nobody to agree with; one without labels is an error that names the coders."""
    alone = run("agreement", "--annotations", lane, "--coder", "bo", "--format", "table")
    assert "All are labelled by bo alone: there is nothing to compare." in alone.out
    nobody = run("agreement", "--annotations", lane, "--coder", "bo", "--coder", "cy")
    assert (nobody.code, nobody.out) == (1, "")
    assert nobody.err == "error: no labels of 'cy'; the coders are: ada, bo\n"


def test_an_origin_without_labels(run, lane):
    """Is an error, not an empty answer."""
    done = run("agreement", "--annotations", lane, "--origin", "written")
    assert (done.code, done.out) == (1, "")
    assert done.err == "error: no written posts are labelled; there is nothing to compare\n"


def test_notes_and_quiet(run, lane):
    """A label of a text that has changed is set aside with a note; --quiet leaves that out."""
    path = lane / "labels/bo.jsonl"
    lines = _lines_of(path)
    path.write_text("".join(f"{json.dumps({**line, 'text_digest': '0' * 16})}\n" for line in lines[:1]), "utf-8")
    _append(path, lines[1:])
    done = run("agreement", "--annotations", lane)
    assert "bo.jsonl:1: post 'mill-1-2' of thread 'mill-1' has another text than when it was coded" in done.err
    assert done.posts[0]["posts"] == 9
    assert run("agreement", "--annotations", lane, "--quiet").err == ""


def test_nothing_steers_the_terminal(run, lane):
    """Neither a note nor a post's text."""
    path = lane / "labels/bo.jsonl"
    lines = _lines_of(path)
    path.write_text("".join(f"{json.dumps({**line, 'note': f'x{BELL}y'})}\n" for line in lines), "utf-8")
    done = run("agreement", "--annotations", lane, "--format", "table")
    assert "    bo: neither; note: x y" in done.out.splitlines()
    assert all(char.isprintable() or char == "\n" for char in done.out)


def test_annotations_that_do_not_hold_together(run, lane, tmp_path):
    """A missing folder and a bad line are errors as in training."""
    done = run("agreement", "--annotations", tmp_path / "nowhere")
    assert (done.code, done.out) == (1, "")
    assert "nowhere: no such folder; name one with codebook.toml, posts/ and labels/" in done.err
    _append(lane / "labels/ada.jsonl", ["hm"])
    assert re.search(r"ada\.jsonl:21: ", run("agreement", "--annotations", lane).err)


@pytest.mark.parametrize("option", [("--top", "-1"), ("--origin", "own"), ("--format", "csv"), ("--seed", "x")])
def test_wrong_usage(run, option):
    """Numbers that mean nothing, origins and formats that it does not have."""
    done = run("agreement", *option)
    assert (done.code, done.out) == (2, "")
    assert f"Invalid value for '{option[0]}'" in done.err


def test_origins():
    """The command offers the origins that there are."""
    assert agreement.ORIGINS == ORIGINS


def test_shipped_annotations_are_said_to_be_those(run, tmp_path, monkeypatch):
    """Where there is no folder annotations/ those of the package are read, and not taken for one's own."""
    monkeypatch.chdir(tmp_path)
    said = "note: no folder annotations/ here: these are the annotations that ship with the package\n"
    assert run("codebook", "show").err == said
    assert run("labels", "export", "--to", "csv").err == said
    assert run("labels", "export", "--to", "csv", "--quiet").err == ""
    (tmp_path / "annotations").mkdir()
    assert said not in run("agreement").err
