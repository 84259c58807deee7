"""A log held for writing: nothing that was said to be kept is ever lost."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import AnnotationError
from classifier.labels.codebook import read_codebook
from classifier.labels.coder_log import CoderLog, Given, log_path
from classifier.labels.log import read_log, read_standing

ENDLESS = Path(__file__).parent / "endless_coder.py"


@pytest.fixture
def codebook(folder):
    """The codebook of a small annotations folder."""
    return read_codebook(folder.path / "codebook.toml")


@pytest.fixture
def path(folder):
    """Where a new coder's log goes."""
    return log_path(folder.path, "bo")


def _given(id_, label, **fields):
    return Given(key=("t", id_), text_digest="0" * 16, label=label, **fields)


def _lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def _labels(path):
    return {event.id: event.label for event in read_log(path, ("keep", "other"), pytest.fail)}


def test_line_of_a_label(path, codebook):
    """A line says the post, the text's digest, what was said, by which codebook, when, and how the post was served."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep", secondary="other", confidence="low", note="hm\n", seconds=2.5, served="thread"))
    (line,) = _lines(path)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "thread_id": "t",
        "id": "1",
        "text_digest": "0" * 16,
        "label": "keep",
        "secondary": "other",
        "confidence": "low",
        "note": "hm\n",
        "codebook": {"version": 3, "hash": codebook.hash},
        "seconds": 2.5,
        "replaces": None,
        "served": "thread",
        "suggested": False,
    }


def test_change_is_a_new_line(path, codebook):
    """A change leaves the first line as it is and says which one it replaces, in a later process too."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep"))
    first = path.read_bytes()
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "other"))
    assert path.read_bytes().startswith(first)
    assert _lines(path)[1]["replaces"] == 1
    assert _labels(path) == {"1": "other"}


def test_take_back(path, codebook):
    """What is taken back is a new line that says again what stood before: nothing, or the label before."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        first = log.append(_given("1", "keep", note="sure"))
        second = log.append(_given("1", "other"))
        log.take_back(second)
        assert _labels(path) == {"1": "keep"}
        log.take_back(first)
    assert _labels(path) == {}
    assert [(line["label"], line["note"], line.get("undo")) for line in _lines(path)] == [
        ("keep", "sure", None),
        ("other", None, None),
        ("keep", "sure", True),
        (None, None, True),
    ]


def test_label_by_the_codebook_before_stays_one(codebook, path):
    """What is said again by taking back was given by the codebook that it was given by."""
    older = {"version": 2, "hash": "22"}
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep", codebook=older))
        log.take_back(log.append(_given("1", "other")))
    assert _lines(path)[2]["codebook"] == older


def test_again_and_skip_replace_no_label(path, codebook):
    """A label given again, blind, and a skip stand beside the label; each can be taken back alone."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep", served="thread"))
        again = log.append(_given("1", "other", served="again"))
        skip = log.append(_given("1", None, skipped=True))
        assert log.label(("t", "1"), "again") == again
        log.take_back(again)
        log.take_back(skip)
        assert log.label(("t", "1"), "again") is None
        assert log.standing.latest("skip", ("t", "1")).skipped is False
    assert _labels(path) == {"1": "keep"}


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.sampled_from("123"), st.sampled_from(["keep", "other"]), st.booleans()),
        st.tuples(st.just("back")),
        st.tuples(st.just("reopen")),
    ),
    max_size=25,
)


@given(actions=ACTIONS)
def test_what_stands_is_what_a_list_would_hold(tmp_path_factory, actions):
    """Giving, taking back the last one and opening anew leave what the same would leave in a plain list."""
    folder = tmp_path_factory.mktemp("log")
    (folder / "codebook.toml").write_text(
        "version = 1\ntitle = 't'\n"
        + "".join(f"[[labels]]\nid='{i}'\ntitle='t'\ndefinition='d'\nsigns='s'\n" for i in ("keep", "other"))
    )
    book, path = read_codebook(folder / "codebook.toml"), folder / "ada.jsonl"
    said, events = [], []
    manager = CoderLog.open(path, book, pytest.fail)
    log = manager.__enter__()
    for action, *rest in actions:
        if action == "give":
            id_, label, again = rest
            said.append((id_, again, label))
            events.append(log.append(_given(id_, label, served="again" if again else "thread")))
        elif action == "back" and said:
            said.pop()
            log.take_back(events.pop())
        elif action == "reopen":
            manager.__exit__(None, None, None)
            manager = CoderLog.open(path, book, pytest.fail)
            log = manager.__enter__()
    manager.__exit__(None, None, None)
    standing = read_standing(path, book.label_ids, pytest.fail)
    for again in (False, True):
        found = {event.id: event.label for event in standing.labels("again" if again else "label")}
        assert found == {id_: label for id_, of_again, label in said if of_again == again}


def test_second_process_is_refused(path, codebook):
    """Who would write to a log that another process holds is told so, and what to do."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep"))
        command = [sys.executable, ENDLESS, path, path.parents[1] / "codebook.toml"]
        said = subprocess.run(command, check=False, capture_output=True, text=True)
        assert said.returncode == 1
    assert f"{path}: another process writes to it; close that one, or give another name with --coder" in said.stderr
    assert len(_lines(path)) == 1


@pytest.mark.parametrize(
    ("tail", "labels", "torn"),
    [
        (b'{"thread_id": "t", "id": "2", "te', {"1": "keep"}, True),
        (b'{"thread_id": "t", "id": "2", "text_digest": "0", "label": "other"}', {"1": "keep", "2": "other"}, False),
        (b"\xff\xfe", {"1": "keep"}, True),
        (b'{"a": 1', {"1": "keep"}, True),
    ],
    ids=["half", "whole without its end", "no text", "short"],
)
def test_line_that_was_cut_off(path, codebook, tail, labels, torn):
    """A half line at the end is set aside and said; one that only lacks its end is ended. The log goes on."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep"))
    with open(path, "ab") as file:
        file.write(tail)
    notes = []
    with CoderLog.open(path, codebook, notes.append) as log:
        assert _labels(path) == labels
        log.append(_given("3", "other"))
    assert _labels(path) == {**labels, "3": "other"}
    aside = path.with_name("bo.torn")
    if torn:
        assert notes == [f"{path}: its last line was cut off, {len(tail)} bytes; set aside in bo.torn"]
        assert aside.read_bytes() == tail + b"\n"
    else:
        assert (notes, aside.exists()) == ([], False)


def test_log_with_faults_is_not_written_to(path, codebook, folder, event):
    """A log that does not hold together is named with its lines, and left as it is."""
    folder.log("bo", [event("1", "hi", "keep"), event("2", "hi", "gone")])
    content = path.read_bytes()
    with pytest.raises(AnnotationError, match=r"bo.jsonl:2: label 'gone' is not in the codebook"):
        CoderLog.open(path, codebook, pytest.fail).__enter__()
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["", "../ada", "a/b", ".ada", "a" * 65, "ada\n", "a b"])
def test_name_of_a_coder(tmp_path, name):
    """A name that no file should have is refused."""
    with pytest.raises(AnnotationError, match="a coder's name is letters, digits"):
        log_path(tmp_path, name)


def test_disk_that_takes_no_more(path, codebook):
    """A label that the disk does not take is said not to be kept, and leaves nothing behind; the next one is kept."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep"))
        content = path.read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) + 20, old[1]))
        try:
            with pytest.raises(AnnotationError, match="cannot be written: File too large; the label was not kept"):
                log.append(_given("2", "other"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, old)
        assert path.read_bytes() == content
        log.append(_given("3", "other"))
    assert _labels(path) == {"1": "keep", "3": "other"}


@pytest.mark.parametrize("name", ["bo.jsonl", "bo.torn"])
def test_links_are_not_followed(path, codebook, tmp_path, name):
    """A log that came with a project writes to no file that a link in its place leads to."""
    outside = tmp_path / "settings"
    outside.write_bytes(b"a = 1\nno end of the line")
    path.write_bytes(b"cut off")
    linked = path.with_name(name)
    linked.unlink(missing_ok=True)
    linked.symlink_to(outside)
    with pytest.raises(AnnotationError, match=r"is a link|cannot be set aside"), CoderLog.open(path, codebook, print):
        pass
    assert outside.read_bytes() == b"a = 1\nno end of the line"


def _replace(path):
    path.with_name("new").write_bytes(path.read_bytes())
    path.with_name("new").replace(path)


def _append(path):
    with path.open("ab") as file:
        file.write(b"{}\n")


@pytest.mark.parametrize("change", [_replace, _append, Path.unlink])
def test_log_that_is_another_meanwhile(path, codebook, change):
    """A label is never said to be kept where it went to a file that was put aside, or where its line is another."""
    with CoderLog.open(path, codebook, pytest.fail) as log:
        log.append(_given("1", "keep"))
        change(path)
        for _ in range(2):
            with pytest.raises(AnnotationError, match="was changed or replaced meanwhile"):
                log.append(_given("2", "keep"))
        assert log.label(("t", "2")) is None


def test_killed_a_hundred_times(path, codebook):
    """Killed with SIGKILL at any moment, a hundred times over, a coder loses no label that was said to be kept."""
    book = path.parents[1] / "codebook.toml"
    kept = 0
    for nth in range(100):
        coder = subprocess.Popen([sys.executable, ENDLESS, path, book], stdout=subprocess.PIPE, text=True)
        assert coder.stdout.readline() == f"{kept}\n"
        time.sleep((nth % 10) / 1000)
        coder.kill()
        said = coder.communicate()[0].split("\n")[:-1]
        kept += 1 + len(said)
        with CoderLog.open(path, codebook, lambda _: None) as log:
            assert kept <= len(log.events) <= kept + 1
            kept = len(log.events)
    assert [line["id"] for line in _lines(path)] == [str(nth) for nth in range(kept)]
