"""Several processes of this machine: what dies costs time and at most one piece."""

import fcntl
import gc
import multiprocessing
import os
import signal
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import pytest

from classifier.bulk.local import process
from classifier.bulk.local.process import ModelAt, PieceProcess
from classifier.bulk.local.processes import Processes, processes
from classifier.bulk.pieces import Posts
from classifier.bulk.work import Asked, Done, Failed, do_piece
from classifier.errors import ClassifierError
from classifier.threads.formats import ReadOptions

ASKED = Asked(ReadOptions())


@dataclass
class Deadly:
    """A piece that kills the process which unpacks it, as one that wants too much memory does."""

    def __reduce__(self):
        """Unpack to nothing."""
        return _die, ()


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Collecting:
    """A piece in whose process Python collects what is not used any more while files are open."""

    path: str

    def __reduce__(self):
        """Unpack to the posts of no file."""
        return _collect_while_open, (self.path,)


def _collect_while_open(path):
    with suppress(OSError), ExitStack() as opened:
        files = [opened.enter_context(open(path, "rb", buffering=0)) for _ in range(100)]
        gc.collect()
        for file in files:
            file.read()
        return Posts(())
    return Breaking()


class Unused:
    """An open file that only Python's search for what is not used any more closes."""

    def __init__(self, path):
        self.number = os.open(path, os.O_RDONLY)
        self.itself = self

    def __del__(self):
        """Close it."""
        os.close(self.number)


class Breaking:
    """A piece that no reader knows."""


@pytest.fixture
def model_at(model_folder, model):
    """Where workers find the small model."""
    return ModelAt(str(model_folder), model.digest)


def _children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


@pytest.mark.parametrize("copies", [True, False])
def test_a_piece_that_kills_is_named_and_costs_no_other(model_at, model, make_post, copies):
    """It is tried once more in a new process, then failed; the pieces around it are done."""
    with processes(2, model_at, ASKED, model if copies else None) as pool:
        pieces = [Posts((make_post("send arms"),)), Deadly(), Posts((make_post("our border"),)), Breaking()]
        outcomes = [wait() for wait in [pool.submit(piece) for piece in pieces]]
    assert [type(outcome) for outcome in outcomes] == [Done, Failed, Done, Failed]
    assert outcomes[1].reason.startswith("2 processes died over it, the last by SIGKILL")
    assert outcomes[3].reason.startswith("AttributeError: ")


def test_lines_larger_than_what_is_shared(model_at, model, make_post, monkeypatch):
    """They come by the pipe, the others in shared memory, and all are whole."""
    monkeypatch.setattr(process, "_SHARED", 4096)
    pieces = [Posts(tuple(make_post("send arms") for _ in range(count))) for count in (1, 500, 2, 0)]
    with processes(2, model_at, ASKED, model) as pool:
        outcomes = [wait() for wait in [pool.submit(piece) for piece in pieces]]
    assert [outcome.lines for outcome in outcomes] == [do_piece(piece, model, ASKED).lines for piece in pieces]


def test_copies_keep_nothing_open(model_at, model, make_post, tmp_path):
    """A process that is a copy lets go of its parent's files, whose locks and ends others wait for."""
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        pool = Processes(model_at, ASKED)
        pool.start(1, model)
        assert pool.submit(Posts((make_post("send arms"),)))().figures.posts == 1
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    pool.close()


def test_what_a_copy_let_go_of_closes_nothing_of_its_own(model_at, model, tmp_path):
    """A file of the parent's that nothing names any more, found later by the copy, is not one that the copy opened."""
    (tmp_path / "file").touch()
    gc.collect()
    gc.disable()
    try:
        for _ in range(8):
            Unused(tmp_path / "file")
        with processes(1, model_at, ASKED, model) as pool:
            assert isinstance(pool.submit(Collecting(str(tmp_path / "file")))(), Done)
    finally:
        gc.enable()


def test_an_interrupt_while_a_process_starts_is_not_lost(model_at, monkeypatch):
    """It is heard once the process is there."""
    start = multiprocessing.get_context("spawn").Process.start

    def interrupted(new):
        signal.raise_signal(signal.SIGINT)
        start(new)

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        PieceProcess.spawned(model_at, ASKED)
    for child in multiprocessing.active_children():
        child.kill()
        child.join()


def test_the_model_must_be_the_one_that_was_meant(model_at):
    """A model folder that was changed meanwhile is an error, not other predictions."""
    with (
        pytest.raises(ClassifierError, match="the model was changed meanwhile"),
        processes(1, ModelAt(model_at.folder, "0" * 16), ASKED) as pool,
    ):
        pool.submit(Posts(()))()


def test_a_killed_process_costs_no_post(predict, start, wait_until, tmp_path, lines, outputs):
    """A worker that is killed in the middle is replaced, and its piece done again: the bytes are the same."""
    (tmp_path / "long.jsonl").write_bytes(lines(24_000))
    process = start("long.jsonl", "--output", "out", "--jobs", 2)
    work = tmp_path / "out" / ".classify"
    wait_until(lambda: any(len(path.read_bytes().splitlines()) > 1 for path in work.glob("*.pieces")))
    # The first is multiprocessing's own, which keeps count of what is shared.
    os.kill(_children(process.pid)[-1], signal.SIGKILL)
    assert process.wait() == 0
    assert outputs(tmp_path / "out")["long.jsonl"] == predict("long.jsonl").stdout


def test_processes_end_with_their_parent(start, wait_until, tmp_path, lines):
    """Where the parent is killed outright, its processes find their pipes closed and end."""
    (tmp_path / "long.jsonl").write_bytes(lines(24_000))
    process = start("long.jsonl", "--output", "out", "--jobs", 2)
    work = tmp_path / "out" / ".classify"
    wait_until(lambda: any(work.glob("*.pieces")))
    children = _children(process.pid)
    assert len(children) >= 2
    process.kill()
    process.wait()
    wait_until(lambda: not any(_runs(child) for child in children))


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
