"""Files that hold no thread, or a strange one: a line on standard error each, never a traceback, and what to do."""

import os
import shutil
import sys

import pytest

BINARY = bytes(range(256)) * 8
UTF16_MARK_ON_TEXT = b"\xff\xfehello"

# What is in the file, and the error that it gives.
UNREADABLE = {
    "binary": (BINARY, "is binary data"),
    "picture": (b"\x89PNG\r\n\x1a\n" + BINARY, "is a PNG picture, not text"),
    "archive": (b"PK\x03\x04" + BINARY, "cannot be unpacked: File is not a zip file"),
    "compressed": (b"\x1f\x8b\x08\x00" + BINARY, "cannot be unpacked: Error -3 while decompressing data"),
    "invalid UTF-8": (b"caf\xe9 \x81\n", "byte 3 is neither UTF-8 nor Windows-1252 text; save the file as UTF-8"),
    "wrong mark": (UTF16_MARK_ON_TEXT, "begins as utf-16-le but byte 6 is not; save it as UTF-8"),
    "JSON array": (b'[{"size": 1}]', "is JSON, but not an export that is known: it is a list of 1"),
    "XML": (b"<?xml version='1.0'?><feed/>", "is an XML file that is no export of Disqus or WordPress"),
    "JSON without posts": (b'{"a": 1}\n{"b": 2}\n', "thread.txt:1: 'text' is missing"),
}

# What is in the file, how many posts it gives, and what is said of it.
STRANGE = {
    "byte order mark": (b"\xef\xbb\xbf1. one\n2. two\n", 2, []),
    "CRLF": (b"1. one\r\n2. two\r\n", 2, []),
    "UTF-16": ("1. one\n2. two\n".encode("utf-16"), 2, []),
    "NUL bytes": (b"1. one and\x00 some more words\n2. two\n", 2, ["1 NUL characters were replaced by U+FFFD"]),
    "Windows-1252": (b"1. caf\xe9\n2. two\n", 2, ["not UTF-8 (byte 6); read as Windows-1252"]),
    "a line of five million": (b"x" * 5_000_000, 1, ["has a line of 5,000,000 characters; is it a thread of posts?"]),
    "empty": (b"", 0, ["holds no post"]),
    "blank": (b" \n\n \t\n", 0, ["holds no post"]),
    "no newline at the end": (b"1. one\n2. two", 2, []),
    "escape characters": (b"1. \x1b[31mred and a few more words to read\n2. two\n", 2, []),
}

both_commands = pytest.mark.parametrize("command", ["segment", "predict"])


def _notes(done):
    """Return the notes without what predict says of its counts."""
    return [line for line in done.err.splitlines() if " posts: " not in line and "abstained" not in line]


@both_commands
@pytest.mark.parametrize(("content", "error"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_alone(run, save, command, content, error):
    """A file that cannot be read is named with what it is and what to do; alone it ends with 1."""
    path = save(content)
    done = run(command, path)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {path}")
    assert error in done.err


@both_commands
@pytest.mark.parametrize(("content", "error"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_among_others(run, save, command, content, error):
    """Among files that can be read it costs none of these, and the run ends with 3."""
    good = save("1. one\n2. two\n", "good.txt")
    done = run(command, good, save(content), good)
    assert (done.code, [post["text"] for post in done.posts]) == (3, ["one", "two"] * 2)
    assert error in done.err


@both_commands
@pytest.mark.parametrize(("content", "posts", "notes"), STRANGE.values(), ids=STRANGE)
def test_strange(run, save, command, content, posts, notes):
    """A strange file is read, and what a reader should know of it is noted."""
    path = save(content)
    done = run(command, path)
    assert (done.code, len(done.posts)) == (0, posts)
    assert _notes(done) == [f"note: {path}: {note}" for note in notes]


@both_commands
@pytest.mark.parametrize("content", ["", "\n\n"], ids=["empty", "blank lines"])
def test_json_lines_without_a_post(run, save, command, content):
    """JSON lines without a line are like any empty file: no posts, a note, and no error."""
    done = run(command, "--from", "jsonl", save(content))
    assert (done.code, done.out) == (0, "")
    assert "holds no post" in done.err


@both_commands
def test_missing(run, command):
    """A file that is not there is an error."""
    done = run(command, "nowhere.txt")
    assert (done.code, done.out, done.err) == (1, "", "error: nowhere.txt: no such file; check the name\n")


@both_commands
@pytest.mark.parametrize("name", ["x" * 300, "thread.txt/inner"], ids=["name too long", "below a file"])
def test_impossible_name(run, save, command, name):
    """A name that no file can have is an error like that of any missing file."""
    path = save("1. hi").parent / name
    done = run(command, path)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {path}: ")


@pytest.mark.parametrize(
    "args", [("predict", "-", "--model"), ("train", "--no-report", "--annotations")], ids=["model", "annotations"]
)
def test_impossible_folder(run, tmp_path, args):
    """A folder's name that none can have is an error like that of any missing folder."""
    done = run(*args, tmp_path / ("x" * 300), *(("--output", tmp_path / "m") if args[0] == "train" else ()))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {tmp_path}/xxx")


@both_commands
def test_folder_without_threads(run, save, tmp_path, command):
    """A folder without files is an error; the other files are still read."""
    (tmp_path / "empty").mkdir()
    done = run(command, tmp_path / "empty")
    assert (done.code, done.out) == (1, "")
    assert "empty: a folder without files; give thread files or a folder that holds some" in done.err
    assert run(command, tmp_path / "empty", save("1. hi")).code == 3


@both_commands
def test_bad_lines_among_posts(run, save, command):
    """A bad line costs no other line, and the run ends with 3."""
    path = save('{"text": "one"}\nbad\n{"text": "two"}\n')
    done = run(command, path)
    assert (done.code, [post["text"] for post in done.posts]) == (3, ["one", "two"])
    assert f"error: {path}:2: bad JSON at column 1" in done.err


@both_commands
def test_half_an_emoji(run, save, command):
    """A lone surrogate, which JSON can write and UTF-8 cannot, passes through JSON lines; elsewhere it is replaced."""
    path = save('{"text": "send \\ud83d more", "id": "\\udc00"}\n')
    (post,) = run(command, path).posts
    assert (post["text"], post["id"]) == ("send \ud83d more", "\udc00")
    for other in ("csv", "table"):
        done = run(command, "--format", other, path)
        assert (done.code, "more" in done.out) == (0, True)


def test_many_bad_lines(run, save):
    """Of many bad lines twenty are shown and the rest is counted."""
    done = run("segment", save('{"text": "one"}\n' + "bad\n" * 100))
    assert done.err.count("bad JSON") == 20
    assert done.err.endswith("error: and 80 more like these\n")


@pytest.mark.parametrize("content", [BINARY, b"", b"hello\n", b"\xff\xfe"], ids=["binary", "empty", "text", "mark"])
def test_evaluate(run, save, content):
    """What holds no predictions cannot be evaluated: one line says so."""
    done = run("evaluate", save(content))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith("error: ")


def test_evaluate_missing(run):
    """A file that is not there cannot be evaluated."""
    assert run("evaluate", "nowhere.jsonl").err == "error: nowhere.jsonl: no such file; check the name\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("posts/real.jsonl", BINARY),
        ("labels/ada.jsonl", BINARY),
        ("codebook.toml", BINARY),
        ("labels/ada.jsonl", b""),
        ("posts/real.jsonl", b"\x00" * 100),
    ],
    ids=["binary posts", "binary labels", "binary codebook", "empty log", "posts of NUL"],
)
def test_train(run, lane, tmp_path, name, content):
    """Annotations that are no text are an error; an empty log is a coder who has not begun."""
    (lane / name).write_bytes(content)
    done = run("train", "--annotations", lane, "--output", tmp_path / "m", "--no-report", "--strength", 30)
    assert (done.code == 0) == (content == b"")
    assert done.code in (0, 1)


@both_commands
def test_closed_standard_input(shell, command):
    """Standard input that is closed cannot be read: an error, not a traceback."""
    done = shell(f"classify {command} - <&-")
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert done.err.startswith("error: standard input: ")


@pytest.fixture
def without_privileges():
    """The beginning of a command line under which permissions count, also for the superuser."""
    if os.geteuid() != 0:
        return ""
    if sys.platform != "linux" or shutil.which("setpriv") is None:
        pytest.skip("runs as the superuser, whom no permission stops, and setpriv is not there")
    return '"$SETPRIV" --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search '


@pytest.mark.parametrize("locked", ["locked/thread.txt", "locked"], ids=["file", "folder"])
def test_permission_denied(shell, save, tmp_path, without_privileges, locked):
    """A file that may not be read, or in a folder that may not be, is an error with its name; others are read."""
    save("1. hi", "locked/thread.txt")
    save("1. ho", "open.txt")
    (tmp_path / locked).chmod(0)
    line = f'{without_privileges}"$PYTHON" -m classifier segment locked/thread.txt open.txt'
    done = shell(line, PYTHON=sys.executable, SETPRIV=shutil.which("setpriv") or "")
    (tmp_path / locked).chmod(0o700)
    assert "Traceback" not in done.err
    assert (done.code, [post["text"] for post in done.posts]) == (3, ["ho"])
    assert done.err == "error: locked/thread.txt: cannot be opened: Permission denied\n"
