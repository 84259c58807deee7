"""Pieces done in several processes of this machine.

Each process has a pipe of its own and one piece at a time, so that the piece which a process died over is known, no
piece waits behind another, and a process whose parent is gone finds its pipe closed and ends. The executors of the
standard library tell neither: when one of their processes dies, all pieces fail.
"""

import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, cast

from classifier.bulk.pieces import Piece
from classifier.bulk.pool import Pending
from classifier.bulk.work import Asked, Failed, Outcome, do_piece
from classifier.errors import ClassifierError
from classifier.stance.model import StanceModel

MOST_TRIES = 2
"""A process that is killed for want of memory may have been unlucky once."""

_READY = "ready"
_PICKLE = 5


@dataclass(frozen=True, slots=True)
class ModelAt:
    """Where workers find the model, and which one it must be."""

    folder: str
    digest: str


@dataclass(slots=True, eq=False)
class _Ticket:
    content: bytes
    tries: int = 0
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    pipe: "Connection[Any, Any]"
    ready: bool = False
    ticket: _Ticket | None = None


@contextmanager
def processes(count: int, model: ModelAt, asked: Asked) -> Iterator["Processes"]:
    """Give so many processes; they end with the context."""
    pool = Processes(count, model, asked)
    try:
        yield pool
    finally:
        pool.close()


class Processes:
    """A pool of processes, each with the model loaded once."""

    def __init__(self, count: int, model: ModelAt, asked: Asked) -> None:
        self._start_with = (model, asked)
        self._waiting: deque[_Ticket] = deque()
        self._workers: list[_Worker] = []
        self._count = count
        for _ in range(count):
            self._start()

    @property
    def in_flight(self) -> int:
        """Three pieces a process: one being done, one ready, one whose turn to be written has not come."""
        return 3 * self._count

    def submit(self, piece: Piece) -> Pending:
        """Have a piece done by the next process that is free."""
        ticket = _Ticket(pickle.dumps(piece, _PICKLE))
        self._waiting.append(ticket)
        self._serve(patience=0)
        return lambda: self._outcome(ticket)

    def close(self) -> None:
        """End the processes; what they are at is dropped."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _outcome(self, ticket: _Ticket) -> Outcome:
        while ticket.outcome is None:
            self._serve(patience=None)
        return ticket.outcome

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._start_with), daemon=True)
        with _no_interrupt():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _serve(self, patience: float | None) -> None:
        """Take what processes have done and give them more; `patience` as `wait` takes it."""
        self._give()
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), patience):
            worker = by_pipe[cast("Connection[Any, Any]", pipe)]
            try:
                self._take(worker, worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._bury(worker)
        self._give()

    def _take(self, worker: _Worker, content: bytes) -> None:
        said = pickle.loads(content)  # from our own process, by our own pipe
        if worker.ready and worker.ticket is not None:
            worker.ticket.outcome, worker.ticket = said, None
        elif said == _READY:
            worker.ready = True
        else:
            raise ClassifierError(str(said))

    def _give(self) -> None:
        for worker in list(self._workers):
            if self._waiting and worker.ready and worker.ticket is None:
                worker.ticket = self._waiting.popleft()
                worker.ticket.tries += 1
                try:
                    worker.pipe.send_bytes(worker.ticket.content)
                except OSError:
                    self._bury(worker)

    def _bury(self, worker: _Worker) -> None:
        """Put a new process in the place of one that died, and its piece first in line, or down as failed."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if not worker.ready:
            raise ClassifierError(f"a process could not start ({_end_of(worker.process)}); is there memory for it?")
        ticket = worker.ticket
        if ticket is not None and ticket.tries < MOST_TRIES:
            self._waiting.appendleft(ticket)
        elif ticket is not None:
            ticket.outcome = Failed(
                f"{MOST_TRIES} processes died over it, the last {_end_of(worker.process)}; with fewer --jobs there is "
                "more memory for each"
            )
        self._start()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start processes that ignore a terminal's interrupt from their first moment: their parent decides."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_of(process: SpawnProcess) -> str:
    code = process.exitcode or 0
    return f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"


def _work(pipe: "Connection[Any, Any]", model_at: ModelAt, asked: Asked) -> None:
    """Do pieces until the pipe is closed, by the parent or by its death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        model = _loaded(model_at)
        pipe.send_bytes(pickle.dumps(_READY if isinstance(model, StanceModel) else model))
        while isinstance(model, StanceModel):
            outcome = do_piece(pickle.loads(pipe.recv_bytes()), model, asked)  # from our own parent
            pipe.send_bytes(pickle.dumps(outcome, _PICKLE))


def _loaded(model_at: ModelAt) -> StanceModel | str:
    """Return the model, or what is wrong with it."""
    try:
        model = StanceModel.load(model_at.folder)
    except ClassifierError as error:
        return str(error)
    return model if model.digest == model_at.digest else f"{model_at.folder}: the model was changed meanwhile"
