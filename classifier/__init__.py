"""Which stances a comment thread holds, in which posts, and how sure one can be of it.

>>> from classifier import StanceModel, read_thread
>>> model = StanceModel.default()
>>> thread = read_thread("thread.txt")                                          # doctest: +SKIP
>>> [prediction.predicted for prediction in model.predict(thread.posts)]        # doctest: +SKIP
['pro-ukraine-aid', 'off-topic']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from classifier.version import __version__

if TYPE_CHECKING:
    from classifier.stance.model import StanceModel
    from classifier.threads.merge import merge_threads
    from classifier.threads.read import read_posts, read_thread, read_threads

__all__ = ["StanceModel", "__version__", "merge_threads", "read_posts", "read_thread", "read_threads"]

_HOMES = {
    "StanceModel": "classifier.stance.model",
    "merge_threads": "classifier.threads.merge",
    "read_posts": "classifier.threads.read",
    "read_thread": "classifier.threads.read",
    "read_threads": "classifier.threads.read",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for only now: `classify --help` must not wait for numpy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
