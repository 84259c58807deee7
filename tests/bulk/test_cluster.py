"""A Dask cluster: a real scheduler and two real workers on this machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest

NO_DISTRIBUTED = """
import sys
sys.modules["distributed"] = None
from classifier.cli.main import classify
classify(prog_name="classify")
"""


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def _scheduler():
    """Give a scheduler's process and its address."""
    port = _free_port()
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*command, "--no-dashboard"], stderr=subprocess.DEVNULL)
    try:
        yield process, f"tcp://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler():
    """A scheduler's address."""
    with _scheduler() as (_, address):
        yield address


@pytest.fixture
def worker(scheduler, tmp_path):
    """Start a worker, of the scheduler where no other is named; it ends with the test."""
    started = []

    def start(of=scheduler, **environment):
        command = [sys.executable, "-m", "distributed.cli.dask_worker", of, "--no-nanny", "--nthreads", "1"]
        process = subprocess.Popen(
            [*command, "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(tmp_path / "dask")],
            stderr=subprocess.DEVNULL,
            cwd=tmp_path,
            env={**os.environ, **environment},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_the_same_bytes_though_a_worker_is_killed(
    predict, start, worker, scheduler, wait_until, tmp_path, lines, folder, outputs
):
    """The cluster gives the bytes of one process; a worker that is killed in the middle costs time and no post."""
    (folder / "long.jsonl").write_bytes(lines(30_000))
    workers = [worker(), worker()]
    process = start("in", "--output", "many", "--cluster", scheduler)
    wait_until((tmp_path / "many" / "big.jsonl").exists)
    workers[0].send_signal(signal.SIGKILL)
    assert process.wait() == 3
    one = predict("in", "--output", "one")
    assert outputs(tmp_path / "many") == outputs(tmp_path / "one")
    assert process.stderr.read().replace(b"many", b"one") == one.stderr


def test_the_scheduler_is_killed(predict, start, worker, wait_until, tmp_path, lines, outputs):
    """The run ends and says so; what was written is kept, and with a new scheduler the same command goes on from it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(lines(4100))
    (tmp_path / "in" / "b.jsonl").write_bytes(lines(80_000))
    part = tmp_path / "many" / ".classify"
    with _scheduler() as (process, address):
        worker(address)
        run = start("in", "--output", "many", "--cluster", address)
        wait_until(lambda: any(map(_is_begun_of_b, part.glob("*.pieces"))))
        process.send_signal(signal.SIGKILL)
        said = run.communicate()[1].decode()
    assert run.returncode == 1
    assert said.splitlines()[-1].startswith(f"error: {address}: the scheduler is gone (")
    assert said.endswith("); what was written is kept: when it is there again, the same command goes on from there\n")
    assert outputs(tmp_path / "many").keys() == {"a.jsonl"}
    (kept,) = part.glob("*.part")
    before = kept.read_bytes()
    assert before
    with _scheduler() as (_, address):
        worker(address)
        again = predict("in", "--output", "many", "--cluster", address)
    assert (again.returncode, again.stderr.count(b"is whole already; skipped")) == (0, 1)
    one = predict("in", "--output", "one", "--jobs", 2)
    assert one.returncode == 0
    made = outputs(tmp_path / "many")
    assert made == outputs(tmp_path / "one")
    assert made["b.jsonl"].startswith(before)


def _is_begun_of_b(path):
    """Return whether a list of pieces is that of b.jsonl, and holds one below its first line."""
    with suppress(FileNotFoundError):
        first, *pieces = path.read_bytes().splitlines() or [b""]
        return b"b.jsonl" in first and len(pieces) > 0
    return False


@pytest.mark.usefixtures("folder")
def test_a_worker_of_another_version(predict, worker, scheduler, project, tmp_path):
    """It is named with its version and this one's, and nothing is done."""
    shutil.copytree(project / "classifier", tmp_path / "old" / "classifier")
    (tmp_path / "old" / "classifier" / "version.py").write_text('"""Old."""\n\n__version__ = "0.0.1"\n')
    worker(PYTHONPATH=str(tmp_path / "old"))
    done = predict("in", "--output", "out", "--cluster", scheduler)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b": has classifier 0.0.1, and this process " in done.stderr


@pytest.mark.usefixtures("folder")
def test_no_worker_and_no_scheduler(predict, scheduler):
    """Either is a line that says what to start."""
    alone = predict("in", "--output", "out", "--cluster", scheduler)
    assert (alone.returncode, alone.stderr.decode()) == (
        1,
        f"error: {scheduler}: has no worker; start some with: dask worker {scheduler}\n",
    )
    nobody = predict("in", "--output", "out", "--cluster", f"tcp://127.0.0.1:{_free_port()}")
    assert (nobody.returncode, nobody.stderr.count(b"\n")) == (1, 1)
    assert b": no Dask scheduler answers (" in nobody.stderr


@pytest.mark.usefixtures("folder")
def test_without_the_extra(model_folder, tmp_path):
    """Where distributed is not installed, the message names the extra."""
    args = ["predict", "--model", str(model_folder), "in", "--output", "out", "--cluster", "tcp://127.0.0.1:1"]
    done = subprocess.run(
        [sys.executable, "-c", NO_DISTRIBUTED, *args], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == (
        "error: --cluster needs dask and distributed; install them with: pip install 'classifier[cluster]'\n"
    )
