"""What runs on the workers of a Dask cluster, and travels there by name: they have this program too."""

import pickle
import sys
from threading import Lock
from typing import Any

from distributed import WorkerPlugin

from classifier.bulk.work import do_piece
from classifier.stance.model import StanceModel
from classifier.stance.record.model_record import ModelRecord
from classifier.version import __version__

_MODELS: dict[str, StanceModel] = {}
_ONE_AT_A_TIME = Lock()


class ModelPlugin(WorkerPlugin):
    """Gives a worker the model; the scheduler keeps it for workers that join later."""

    def __init__(self, name: str, record: ModelRecord) -> None:
        self.name = f"classifier-model-{name}-{record.digest()}"
        self._content = pickle.dumps((name, record), 5)

    def setup(self, worker: Any) -> None:  # noqa: ARG002
        """Unpack the model, once in the worker's life."""
        name, record = pickle.loads(self._content)  # from the client, whom a cluster's workers trust
        _MODELS[self.name] = StanceModel(record, name)


def do_on_worker(content: bytes, model: str) -> bytes:
    """Return what comes of a piece, packed, as it travels; one at a time, whatever threads the worker has."""
    piece, asked = pickle.loads(content)  # from the client
    with _ONE_AT_A_TIME:
        return pickle.dumps(do_piece(piece, _MODELS[model], asked), 5)


def versions() -> dict[str, str]:
    """Return the versions that must be the same everywhere: this program's and Python's."""
    return {"classifier": __version__, "Python": f"{sys.version_info.major}.{sys.version_info.minor}"}
