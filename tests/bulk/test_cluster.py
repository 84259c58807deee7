"""A Dask cluster: a real scheduler and two real workers on this machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys

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


@pytest.fixture(scope="module")
def scheduler():
    """A scheduler's address."""
    port = _free_port()
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*command, "--no-dashboard"], stderr=subprocess.DEVNULL)
    yield f"tcp://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.fixture
def worker(scheduler, tmp_path):
    """Start a worker of the scheduler; it ends with the test."""
    started = []

    def start(**environment):
        command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler, "--no-nanny", "--nthreads", "1"]
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
