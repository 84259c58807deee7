"""A run that is said again goes on where it stopped, whatever stopped it, and redoes nothing that is whole."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
from contextlib import suppress

import pytest

from classifier.bulk.output_files import Target
from classifier.bulk.resume import output_folder
from classifier.bulk.sinks import ToFile


@pytest.fixture(autouse=True)
def _big(tmp_path, lines):
    """A file of several pieces."""
    (tmp_path / "big.jsonl").write_bytes(lines(8500))


@pytest.fixture(scope="module")
def _given():
    """What was predicted without interruption, once for all tests."""
    return []


@pytest.fixture
def uninterrupted(_given, predict):
    """The lines of big.jsonl as a run without interruption prints them."""
    if not _given:
        _given.append(predict("big.jsonl").stdout)
    return _given[0]


@pytest.fixture
def long(tmp_path, lines):
    """A file that takes long enough to interrupt its prediction."""
    (tmp_path / "long.jsonl").write_bytes(lines(32_000))


def _small_files_only():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))


def _pieces(out, name):
    """Return how many pieces of an output are listed."""
    for path in (out / ".classify").glob("*.pieces"):
        with suppress(FileNotFoundError):
            first, *rest = path.read_bytes().splitlines() or [b"{}"]
            if json.loads(first).get("made_from", {}).get("path") == name:
                return len(rest)
    return 0


@pytest.mark.usefixtures("folder")
def test_what_is_whole_is_skipped(predict, tmp_path):
    """The second run writes nothing and says what it skipped; faults are said again."""
    first = predict("in", "--output", "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.jsonl")}
    again = predict("in", "--output", "out")
    assert again.returncode == first.returncode == 3
    assert again.stderr.count(b"is whole already; skipped") == 5
    assert again.stderr.endswith(b"note: out: 0 files written\n")
    assert {line for line in first.stderr.splitlines() if line.startswith(b"error")} == {
        line for line in again.stderr.splitlines() if line.startswith(b"error")
    }
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("what", ["input", "model", "option", "output", "gone"])
def test_what_changed_is_done_again(predict, tmp_path, lines, outputs, model_folder, what):
    """Another input, model or option, or an output that was changed or lost: the file is made anew."""
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(lines(3))
    predict("a.jsonl", "b.jsonl", "--output", "out")
    before, args = outputs(tmp_path / "out"), []
    if what == "input":
        (tmp_path / "a.jsonl").write_bytes(lines(4))
    elif what == "model":
        shutil.copytree(model_folder, tmp_path / "other")
        args = ["--model", "other"]
    elif what == "option":
        args = ["--min-confidence", "0.9"]
    elif what == "output":
        (tmp_path / "out" / "a.jsonl").write_bytes(b"mine")
    else:
        (tmp_path / "out" / "a.jsonl").unlink()
    again = predict("a.jsonl", "b.jsonl", "--output", "out", *args)
    assert again.stderr.count(b"skipped") == (0 if args else 1)
    after = outputs(tmp_path / "out")
    assert (after == before) == (what in ("output", "gone"))
    assert outputs(tmp_path / "out").keys() == {"a.jsonl", "b.jsonl"}


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_a_signal(predict, start, wait_until, tmp_path, outputs, number, jobs):
    """It leaves whole files and pieces, says how to go on, and the next run does the rest alone."""
    out = tmp_path / "out"
    args = ("big.jsonl", "long.jsonl", "--output", "out", "--jobs", jobs)
    process = start(*args)
    wait_until(lambda: _pieces(out, "long.jsonl") >= 1)
    # A terminal sends its interrupt to all processes.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    said = process.communicate()[1].decode()
    assert process.returncode == 128 + number
    assert said.endswith(
        f"error: stopped by {number.name}: 1 files in out are whole, and the pieces done of others are kept; the same "
        "command goes on from there\n"
    )
    assert outputs(out).keys() == {"big.jsonl"}
    assert 1 <= _pieces(out, "long.jsonl") < 8
    assert predict(*args).returncode == 0
    assert outputs(out)["long.jsonl"] == predict("long.jsonl").stdout


def test_an_input_that_changes_once_it_is_begun(tmp_path, lines):
    """What was made of it before is not taken for what it would be made now."""
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    path.write_bytes(lines(3))
    target = Target(str(path), out / "a.jsonl", "a.jsonl")
    with output_folder(out, {}) as folder:
        sink = ToFile(folder, target, "jsonl")
        sink.begin()
        path.write_bytes(lines(4))
        sink.add(1, 1, b"{}\n" * 3, {})
        sink.put_in_place({"faults": [], "fault_count": 0})
    with output_folder(out, {}) as folder:
        assert folder.whole(target) is None


def test_killed_at_any_moment(predict, start, tmp_path, outputs, uninterrupted):
    """However often a run is killed outright, in the end there are the bytes of a run that was not."""
    args = ("big.jsonl", "--output", "out", "--jobs", 2)
    random_ = random.Random(20261129)
    for _ in range(4):
        process = start(*args)
        try:
            process.communicate(timeout=random_.uniform(0.5, 2.5))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert set(outputs(tmp_path / "out") if (tmp_path / "out").exists() else ()) <= {"big.jsonl"}
    assert predict(*args).returncode == 0
    assert outputs(tmp_path / "out") == {"big.jsonl": uninterrupted}
    assert sorted(path.name for path in (tmp_path / "out" / ".classify").iterdir()) == ["lock", "whole.jsonl"]


@pytest.mark.parametrize("harm", ["torn list", "lost bytes", "other bytes", "bytes too many"])
def test_pieces_that_are_not_as_listed(predict, tmp_path, outputs, uninterrupted, harm):
    """What never reached the disk, or was changed there, is done again."""
    predict("big.jsonl", "--output", "out", preexec_fn=_small_files_only)
    (part,), (pieces,) = ((tmp_path / "out" / ".classify").glob(f"*.{kind}") for kind in ("part", "pieces"))
    if harm == "torn list":
        pieces.write_bytes(pieces.read_bytes()[:-9])
    elif harm == "lost bytes":
        os.truncate(part, part.stat().st_size - 1000)
    elif harm == "other bytes":
        content = bytearray(part.read_bytes())
        content[10] ^= 1
        part.write_bytes(content)
    else:
        with open(part, "ab") as file:
            file.write(b'{"half a')
    predict("big.jsonl", "--output", "out")
    assert outputs(tmp_path / "out")["big.jsonl"] == uninterrupted


def test_a_full_disk(predict, tmp_path, outputs, uninterrupted):
    """It ends the run with a message that says how to go on; what was written is kept and gone on from."""
    full = predict("big.jsonl", "--output", "out", "--jobs", 2, preexec_fn=_small_files_only)
    assert (full.returncode, full.stdout, full.stderr.count(b"\n")) == (1, b"", 1)
    assert full.stderr.startswith(b"error: out/big.jsonl: cannot be written: File too large; ")
    assert outputs(tmp_path / "out") == {}
    assert _pieces(tmp_path / "out", "big.jsonl") == 1
    assert predict("big.jsonl", "--output", "out").returncode == 0
    assert outputs(tmp_path / "out")["big.jsonl"] == uninterrupted


@pytest.mark.usefixtures("long")
def test_one_run_at_a_time(start, predict, wait_until, tmp_path):
    """A second run in the same folder is refused while the first writes there."""
    start("long.jsonl", "--output", "out")
    wait_until(lambda: _pieces(tmp_path / "out", "long.jsonl") >= 1)
    done = predict("big.jsonl", "--output", "out")
    assert (done.returncode, done.stderr) == (
        1,
        b"error: out: another run writes there; wait for it, or name another\n",
    )


def test_the_list_is_json(predict, tmp_path, lines):
    """What a run keeps is JSON, so that taking it up runs nobody's code."""
    (tmp_path / "a.jsonl").write_bytes(lines(2))
    predict("a.jsonl", "--output", "out")
    (line,) = (tmp_path / "out" / ".classify" / "whole.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["output"] == "a.jsonl"
