"""Pieces done in several processes of this machine.

Each process has a pipe of its own and one piece at a time, so that the piece which a process died over is known, no
piece waits behind another, and a process whose parent is gone finds its pipe closed and ends. The executors of the
standard library tell neither: when one of their processes dies, all pieces fail.
"""

import pickle
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from classifier.bulk.local.process import ModelAt, PieceProcess, can_fork
from classifier.bulk.pieces import Piece
from classifier.bulk.pool import Pending
from classifier.bulk.work import Asked, Failed, Outcome
from classifier.errors import ClassifierError
from classifier.stance.model import StanceModel

MOST_TRIES = 2
"""A process that is killed for want of memory may have been unlucky once."""


@dataclass(slots=True, eq=False)
class _Ticket:
    content: bytes
    tries: int = 0
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    process: PieceProcess
    ticket: _Ticket | None = None


@contextmanager
def processes(count: int, model: ModelAt, asked: Asked, here: StanceModel | None = None) -> Iterator["Processes"]:
    """Give so many processes; they end with the context. Where the model is `here` already, they start with it."""
    pool = Processes(model, asked)
    try:
        pool.start(count, here)
        yield pool
    finally:
        pool.close()


class Processes:
    """A pool of processes, each with the model loaded once."""

    def __init__(self, model: ModelAt, asked: Asked) -> None:
        self._start_with = (model, asked)
        self._waiting: deque[_Ticket] = deque()
        self._workers: list[_Worker] = []
        self._count = 0

    def start(self, count: int, here: StanceModel | None) -> None:
        """Start so many processes: copies of this one where the model is here and a copy is sound."""
        self._count += count
        for _ in range(count):
            if here is not None and can_fork():
                self._workers.append(_Worker(PieceProcess.forked(here, self._start_with[1])))
            else:
                self._start_anew()

    @property
    def in_flight(self) -> int:
        """Three pieces a process: one being done, one ready, one whose turn to be written has not come."""
        return 3 * self._count

    def submit(self, piece: Piece) -> Pending:
        """Have a piece done by the next process that is free."""
        ticket = _Ticket(pickle.dumps(piece, 5))
        self._waiting.append(ticket)
        self._serve(patience=0)
        return lambda: self._outcome(ticket)

    def close(self) -> None:
        """End the processes; what they are at is dropped."""
        for worker in self._workers:
            worker.process.stop()
        for worker in self._workers:
            worker.process.stopped()
        self._workers.clear()

    def _outcome(self, ticket: _Ticket) -> Outcome:
        while ticket.outcome is None:
            self._serve(patience=None)
        return ticket.outcome

    def _start_anew(self) -> None:
        self._workers.append(_Worker(PieceProcess.spawned(*self._start_with)))

    def _serve(self, patience: float | None) -> None:
        """Take what processes have done and give them more; `patience` as `wait` takes it."""
        self._give()
        by_pipe = {worker.process.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), patience):
            worker = by_pipe[cast("Connection[Any, Any]", pipe)]
            try:
                self._take(worker)
            except (EOFError, OSError):
                self._bury(worker)
        self._give()

    def _take(self, worker: _Worker) -> None:
        outcome = worker.process.receive()
        if worker.ticket is not None and outcome is not None:
            worker.ticket.outcome, worker.ticket = outcome, None

    def _give(self) -> None:
        for worker in list(self._workers):
            if self._waiting and worker.process.ready and worker.ticket is None:
                worker.ticket = self._waiting.popleft()
                worker.ticket.tries += 1
                try:
                    worker.process.pipe.send_bytes(worker.ticket.content)
                except OSError:
                    self._bury(worker)

    def _bury(self, worker: _Worker) -> None:
        """Put a new process in the place of one that died, and its piece first in line, or down as failed."""
        self._workers.remove(worker)
        worker.process.pipe.close()
        end = worker.process.end
        if not worker.process.ready:
            raise ClassifierError(f"a process could not start ({end}); is there memory for it?")
        ticket = worker.ticket
        if ticket is not None and ticket.tries < MOST_TRIES:
            self._waiting.appendleft(ticket)
        elif ticket is not None:
            ticket.outcome = Failed(
                f"{MOST_TRIES} processes died over it, the last {end}; with fewer --jobs there is more memory for each"
            )
        # Not a copy of this one: by now it may have threads, such as one that shows progress.
        self._start_anew()
