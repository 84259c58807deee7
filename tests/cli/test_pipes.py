"""The commands joined to others, as processes of their own."""

import json
from pathlib import Path

import pytest

THREAD = "1. Send them more Patriots.\n2. Not our war, our border first.\n"


def test_segment_into_predict(shell, save):
    """What segment writes predict reads; the posts are those of predicting the file itself."""
    save(THREAD)
    piped = shell("set -o pipefail; classify segment thread.txt | classify predict -")
    assert (piped.code, len(piped.posts)) == (0, 2)
    assert piped.posts == shell("classify predict thread.txt").posts


def test_predict_into_evaluate(shell, save):
    """What predict writes of labelled posts evaluate reads."""
    save([{"text": "Send them more Patriots.", "label": "pro-ukraine-aid"}, {"text": "", "label": "off-topic"}])
    done = shell("set -o pipefail; classify predict thread.txt | classify evaluate - --format json")
    assert done.code == 0
    assert json.loads(done.out)["parts"]["real"]["systems"]["model"]["accuracy"] == 1 / 2


def test_cat_into_predict(shell, save):
    """A thread comes in by standard input, and is called so."""
    save(THREAD)
    done = shell("cat thread.txt | classify predict -")
    assert [post["source"] for post in done.posts] == ["standard input"] * 2
    assert done.err.startswith("note: standard input: 2 posts: ")


@pytest.mark.parametrize(
    "command",
    [
        "segment posts.jsonl",
        "segment --format csv posts.jsonl",
        "segment --format table posts.jsonl",
        "predict --quiet posts.jsonl",
        "predict --quiet --format table --terms 0 posts.jsonl",
    ],
)
def test_head(shell, save, command):
    """A reader that has read enough, as head has, ends the command without a word and with 0."""
    save([{"text": "Send them more Patriots. " * 10}] * 1500, "posts.jsonl")
    done = shell(f"classify {command} | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)


@pytest.mark.parametrize(
    "command",
    [
        *("segment thread.txt", "segment --format table thread.txt", "segment --format csv thread.txt"),
        *("predict --quiet thread.txt", "predict --quiet --format table thread.txt", "model show"),
        "evaluate labelled.jsonl",
    ],
)
def test_reader_that_has_gone(shell, save, command):
    """A reader that is gone before anything was written is no error either."""
    save(THREAD)
    save([{"text": "hi", "label": "a", "predicted": "a"}], "labelled.jsonl")
    done = shell(f"{{ sleep 0.1; classify {command}; }} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.code, done.err, done.out) == (0, "", "")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["segment thread.txt", "predict -q --format table thread.txt", "model show"])
def test_full_disk(shell, save, command):
    """Output that cannot be written is an error in a line, with exit code 1."""
    save(THREAD)
    done = shell(f"classify {command} > /dev/full")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.err.startswith("error: ")


@pytest.mark.parametrize("command", ["segment thread.txt", "model show"])
def test_closed_output(shell, save, command):
    """Standard output that is closed gives no traceback."""
    save(THREAD)
    assert "Traceback" not in shell(f"classify {command} >&-").err


def test_no_escape_codes_in_a_pipe(process, save):
    """A table that goes into a pipe has no colours."""
    for command in ("segment", "predict"):
        assert "\x1b" not in process(command, "--format", "table", save(THREAD)).out


def test_output_is_utf8_everywhere(process, save):
    """Posts are written in UTF-8, whatever the system's language is."""
    done = process("segment", save("1. нет 🚢"), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert [post["text"] for post in done.posts] == ["нет 🚢"]


@pytest.mark.parametrize("command", ["segment", "predict"])
def test_traceback_is_never_shown(process, save, command):
    """Also as a process of its own a bad file is one line on standard error."""
    done = process(command, save(bytes(range(256)).decode("latin-1").encode("utf-16-le")))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
