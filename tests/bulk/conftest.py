"""What the tests of bulk runs share: a small model in a folder, inputs of several kinds, real processes."""

import gzip
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WORDS = ("send", "them", "arms", "our", "border", "first", "not", "war", "stop", "china", "now", "who", "won")


def _lines(posts, start=0, **fields):
    return b"".join(
        json.dumps({"text": " ".join(WORDS[(i * k) % len(WORDS)] for k in range(1, 9)), **fields}).encode() + b"\n"
        for i in range(start, start + posts)
    )


def _command(*args):
    return [sys.executable, "-m", "classifier", "predict", *map(str, args)]


def _outputs(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


@pytest.fixture
def lines():
    """Make so many made-up posts as JSON lines."""
    return _lines


@pytest.fixture
def outputs():
    """Return the files of an output folder with their bytes, hidden ones left out."""
    return _outputs


@pytest.fixture(scope="session")
def model_folder(model, tmp_path_factory):
    """A small real model as a folder."""
    folder = tmp_path_factory.mktemp("models") / "small"
    model.save(folder)
    return folder


@pytest.fixture
def predict(model_folder, tmp_path):
    """Predict with the small model as a process of its own; keywords are for subprocess.run."""

    def call(*args, **how):
        whole = _command("--model", model_folder, *args)
        return subprocess.run(whole, cwd=tmp_path, check=False, capture_output=True, **how)

    return call


@pytest.fixture
def shell_predict(model_folder, tmp_path):
    """Predict with the small model in a line of bash."""

    def call(line):
        whole = f"{shlex.join(_command('--model', model_folder))} {line}"
        return subprocess.run(["bash", "-c", whole], cwd=tmp_path, check=False, capture_output=True)

    return call


@pytest.fixture
def start(model_folder, tmp_path):
    """Start such a process in a group of its own, and end it with the test."""
    started = []

    def call(*args):
        process = subprocess.Popen(
            _command("--model", model_folder, *args),
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield call
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stderr.close()


@pytest.fixture
def wait_until():
    """Wait until something is so."""

    def wait(so):
        for _ in range(20_000):
            if so():
                return
            time.sleep(0.003)
        pytest.fail("it never came to that")

    return wait


@pytest.fixture
def folder(tmp_path):
    """A folder of inputs: lines in several pieces with faults among them, packed lines, a table, a thread, a page."""
    made = tmp_path / "in"
    (made / "sub").mkdir(parents=True)
    (made / "big.jsonl").write_bytes(
        _lines(4100) + b"no post\n\n" + _lines(4000, 4100, thread_id="t") + b'{"text": 1}\n' + _lines(10)
    )
    (made / "sub" / "packed.jsonl.gz").write_bytes(gzip.compress(_lines(4500), 1))
    rows = "".join(f'{i},"Send them, ""{i}"" times.\nNow."\n' for i in range(30))
    (made / "sub" / "table.csv").write_text(f"id,text\n{rows}torn\n", "utf-8")
    (made / "thread.txt").write_text("1. Send them more Patriots.\n2. Not our war, our border first.\n", "utf-8")
    (made / "page.html").write_text("<!doctype html><html><body><p>Send them arms.</p></body></html>", "utf-8")
    return made
