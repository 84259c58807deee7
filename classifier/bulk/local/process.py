"""One process of this machine that does pieces: how it is started, what it is sent and what it sends back.

Where this process has the model already and can be forked, the other has program and model from its first moment, and
the lines of a piece come back in memory that both see. Otherwise the other loads both, and lines come by the pipe.
"""

import mmap
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running
from typing import Any

from classifier.bulk.work import Asked, Done, Outcome, do_piece
from classifier.errors import ClassifierError
from classifier.stance.model import StanceModel

_SHARED = 8 << 20
"""Bytes of lines that come back in shared memory; the lines of a larger piece come by the pipe."""

_PICKLE = 5
_READY = "ready"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class ModelAt:
    """Where workers find the model, and which one it must be."""

    folder: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process is started with."""

    pipe: "Connection[Any, Any]"
    model: StanceModel | ModelAt
    asked: Asked
    shared: mmap.mmap | None = None
    inherited: Sequence[int] = ()
    """Files of its parent that it has open by being forked."""


class PieceProcess:
    """A process that does one piece at a time."""

    def __init__(self, process: BaseProcess, pipe: "Connection[Any, Any]", shared: mmap.mmap | None) -> None:
        self.pipe = pipe
        self._process = process
        self._shared = shared
        self._ready = False

    @classmethod
    def forked(cls, model: StanceModel, asked: Asked) -> "PieceProcess":
        """Start a copy of this process."""
        _ = model.scorer  # made here, once for all copies
        shared = mmap.mmap(-1, _SHARED)
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        task = _Task(theirs, model, asked, shared, [each for each in _open_files() if each != theirs.fileno()])
        process = context.Process(target=_work, args=(task,), daemon=True)
        with _signals_wait():
            process.start()
        theirs.close()
        return cls(process, ours, shared)

    @classmethod
    def spawned(cls, model: ModelAt, asked: Asked) -> "PieceProcess":
        """Start a process that has nothing of this one."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(_Task(theirs, model, asked),), daemon=True)
        ensure_running()  # it lets signals through again, where starting the process would start it
        with _signals_wait():
            process.start()
        theirs.close()
        return cls(process, ours, None)

    @property
    def ready(self) -> bool:
        """Whether it can be given a piece: it has the model."""
        return self._ready

    @property
    def end(self) -> str:
        """How a process that is no more ended."""
        self._process.join()
        code = self._process.exitcode or 0
        return f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"

    def receive(self) -> Outcome | None:
        """Return what came of the piece, None where the process only says that it is ready.

        Raises EOFError or OSError where the process is no more, ClassifierError where it cannot load the model.
        """
        said = pickle.loads(self.pipe.recv_bytes())  # from our own process, by our own pipe
        if not self._ready:
            if said != _READY:
                raise ClassifierError(str(said))
            self._ready = True
            return None
        outcome: Outcome = said[0]
        if self._shared is not None and isinstance(outcome, Done) and said[1]:
            return replace(outcome, lines=self._shared[: said[1]])
        return outcome

    def stop(self) -> None:
        """Ask it to end, whatever it is at."""
        self.pipe.close()
        self._process.terminate()

    def stopped(self) -> None:
        """Wait for its end, and end it where that does not come."""
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def can_fork() -> bool:
    """Return whether a copy of this process is sound: on Linux, where no other thread may hold what the copy needs."""
    return sys.platform == "linux" and threading.active_count() == 1


def _open_files() -> list[int]:
    """Return the open files of this process but for the standard ones."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # the folder's own is closed again
            os.fstat(int(name))
            found.append(int(name))
    return [each for each in found if each > 2]


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Have signals wait while a process starts: here until it is there, and there until it has ways to take them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(task: _Task) -> None:
    """Do pieces until the pipe is closed, by the parent or by its death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    _let_go(task.inherited)
    pipe = task.pipe
    with suppress(EOFError, OSError):
        model = task.model if isinstance(task.model, StanceModel) else _loaded(task.model)
        pipe.send_bytes(pickle.dumps(_READY if isinstance(model, StanceModel) else model))
        while isinstance(model, StanceModel):
            outcome = do_piece(pickle.loads(pipe.recv_bytes()), model, task.asked)  # from our own parent
            pipe.send_bytes(pickle.dumps(_shared(outcome, task.shared), _PICKLE))


def _let_go(files: Sequence[int]) -> None:
    """Let go of open files: whoever waits for their end, pipes' and the output folder's lock's, waits for this too.

    Their numbers stay taken, by files of nothing: an object of the parent's that is found unused here closes its
    number, which must be none that this process opened since.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for each in files:
        os.dup2(nothing, each, inheritable=False)
    os.close(nothing)


def _shared(outcome: Outcome, shared: mmap.mmap | None) -> tuple[Outcome, int]:
    """Return an outcome, and the size of its lines where they are not in it but at the start of the shared memory."""
    size = len(outcome.lines) if isinstance(outcome, Done) else 0
    if shared is None or not isinstance(outcome, Done) or size > len(shared):
        return outcome, 0
    shared[:size] = outcome.lines
    return replace(outcome, lines=b""), size


def _loaded(model_at: ModelAt) -> StanceModel | str:
    """Return the model, or what is wrong with it."""
    try:
        model = StanceModel.load(model_at.folder)
    except ClassifierError as error:
        return str(error)
    return model if model.digest == model_at.digest else f"{model_at.folder}: the model was changed meanwhile"
