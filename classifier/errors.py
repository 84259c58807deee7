"""The one family of errors; this module imports nothing of the project, so that everything may import it."""

from collections.abc import Iterable

MOST_FAULTS_SHOWN = 50


class ClassifierError(Exception):
    """Something that the user can mend: the message says where, what was found and what to do."""


class SourceError(ClassifierError):
    """A thread file that cannot be read."""


class AnnotationError(ClassifierError):
    """Posts, labels or a codebook that do not hold together."""


class ModelError(ClassifierError):
    """A model folder that cannot be used."""


class DataError(ClassifierError):
    """Data that does not allow what was asked of it: too few threads, one label only, nothing to compare."""


def listed(faults: Iterable[str]) -> str:
    """Return several faults as one message, a line each; past fifty the rest is counted, not shown.

    >>> print(listed(["log:1: bad JSON", "log:2: bad JSON"]))
    2 faults:
      log:1: bad JSON
      log:2: bad JSON
    """
    every = list(faults)
    if len(every) == 1:
        return every[0]
    shown = [f"  {fault}" for fault in every[:MOST_FAULTS_SHOWN]]
    more = len(every) - len(shown)
    if more:
        shown.append(f"  ... and {more} more")
    return "\n".join([f"{len(every)} faults:", *shown])
