"""Pieces done on a Dask cluster.

By dask.distributed's own client, not by joblib's backend for it: it takes a piece when there is one, waits for pieces
in any order and gives a lost worker's pieces to another, where joblib gathers batches and hides which piece failed.

A piece travels inside its task, so the scheduler has it when a worker is lost; scattered to a worker it would be lost
with it. The model goes once to each worker, also to one that joins later, as a plugin named by the model's digest.
Whoever can reach a cluster can run code on it, and this process unpickles what its workers send: a cluster is trusted
as one trusts the machines that it runs on.
"""

import logging
import pickle
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from classifier.bulk.pieces import Lines, Piece
from classifier.bulk.place import InputChangedError
from classifier.bulk.pool import Pending
from classifier.bulk.work import Asked, Failed, Outcome
from classifier.errors import ClassifierError
from classifier.stance.model import StanceModel
from classifier.threads.listener import Told
from classifier.version import __version__

SECONDS_TO_CONNECT = 5
SECONDS_TO_WAIT = 10

_IN_FLIGHT = 3
"""Pieces a worker: one being done, one there already, one whose turn to be written has not come."""
_LOOKED_AT_EVERY = 50


@contextmanager
def cluster(address: str, model: StanceModel, asked: Asked, note: Told) -> Iterator["Cluster"]:
    """Give the cluster of a scheduler's address; raise ClassifierError where it cannot be used, and say why."""
    with _silenced(), _client_of(address) as client:
        _refuse_other_versions(client, address)
        from classifier.bulk.cluster_worker import ModelPlugin

        plugin = ModelPlugin(model.name, model.record)
        with _connected(address):
            client.register_plugin(plugin)
        yield Cluster(client, address, (plugin.name, asked), note)


class Cluster:
    """A pool of the workers that a scheduler has, however many these are at a time."""

    def __init__(self, client: Any, address: str, model_and_asked: tuple[str, Asked], note: Told) -> None:
        self._client = client
        self._address = address
        self._model, self._asked = model_and_asked
        self._note = note
        self._alone = False
        self._submitted = 0
        self.in_flight = _IN_FLIGHT * len(_workers(client))

    def submit(self, piece: Piece) -> Pending:
        """Have a piece done by some worker, and again by another where that is lost."""
        from classifier.bulk.cluster_worker import do_on_worker

        try:
            # A worker may stand on another machine, which need not have the file.
            content = pickle.dumps((piece.read() if isinstance(piece, Lines) else piece, self._asked), 5)
        except InputChangedError as error:
            failed = Failed(str(error))
            return lambda: failed
        self._submitted += 1
        with _connected(self._address):
            if self._submitted % _LOOKED_AT_EVERY == 0:  # Workers may join and leave meanwhile.
                self.in_flight = _IN_FLIGHT * max(1, len(_workers(self._client)))
            future = self._client.submit(do_on_worker, content, self._model, pure=False)
        return lambda: self._outcome(future)

    def _outcome(self, future: Any) -> Outcome:
        from distributed import KilledWorker

        with _connected(self._address):
            try:
                outcome: Outcome = pickle.loads(self._waited_for(future))  # made by do_on_worker
            except KilledWorker:
                return Failed("every worker that it was given to died over it; give them more memory")
            finally:
                future.release()
        return outcome

    def _waited_for(self, future: Any) -> bytes:
        while True:
            with suppress(TimeoutError):
                content: bytes = future.result(timeout=SECONDS_TO_WAIT)
                return content
            alone = not _workers(self._client)
            if alone and not self._alone:
                self._note(f"{self._address}: no worker is left; waiting for one: dask worker {self._address}")
            self._alone = alone


@contextmanager
def _silenced() -> Iterator[None]:
    """Log nothing: what distributed logs of lost connections would stand beside this program's word for the same."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _client_of(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClassifierError(
            "--cluster needs dask and distributed; install them with: pip install 'classifier[cluster]'"
        ) from None
    try:
        return Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = str(error).split("\n")[0] or type(error).__name__
        raise ClassifierError(
            f"{address}: no Dask scheduler answers ({reason}); start one with: dask scheduler, or check the address"
        ) from None


def _workers(client: Any) -> dict[str, int]:
    return dict(client.nthreads())


def _refuse_other_versions(client: Any, address: str) -> None:
    """Raise ClassifierError where no worker comes, or one has other versions than this process."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
    except TimeoutError:
        raise ClassifierError(f"{address}: has no worker; start some with: dask worker {address}") from None
    from classifier.bulk.cluster_worker import versions

    with _connected(address):
        known = client.get_versions()
    for host, found in {"the scheduler": known["scheduler"], **known["workers"]}.items():
        _refuse_difference(host, _dask_of(found), _dask_of(known["client"]))
    try:
        said = client.run(versions)
    except Exception as error:
        raise ClassifierError(
            f"{address}: its workers cannot run this program ({type(error).__name__}: {error}); install "
            f"'classifier[cluster]' {__version__} on each of them"
        ) from None
    for host, found in said.items():
        _refuse_difference(host, found, versions())


def _dask_of(found: Any) -> dict[str, str]:
    return {"distributed": str(found["packages"].get("distributed"))}


def _refuse_difference(host: str, theirs: dict[str, str], ours: dict[str, str]) -> None:
    for what, version in ours.items():
        if theirs[what] != version:
            raise ClassifierError(
                f"{host}: has {what} {theirs[what]}, and this process {version}; install the same everywhere"
            )


@contextmanager
def _connected(address: str) -> Iterator[None]:
    """Make an error of the connection one that says how to go on."""
    try:
        yield
    except (OSError, CancelledError, RuntimeError) as error:
        raise ClassifierError(
            f"{address}: the scheduler is gone ({type(error).__name__}); what was written is kept: when it is there "
            "again, the same command goes on from there"
        ) from None
