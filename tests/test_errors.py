"""The one family of errors."""

import pytest

from classifier import errors
from classifier.errors import ClassifierError, listed


@pytest.mark.parametrize("name", ["SourceError", "AnnotationError", "ModelError", "DataError"])
def test_one_family(name):
    """Whoever catches ClassifierError catches all kinds."""
    assert issubclass(getattr(errors, name), ClassifierError)


def test_one_fault_stands_alone():
    """A single fault is the whole message."""
    assert listed(["a:1: bad"]) == "a:1: bad"


def test_several_faults():
    """Several faults are counted and stand on lines of their own, in order."""
    assert listed(f"a:{i}: bad" for i in (1, 2, 3)) == "3 faults:\n  a:1: bad\n  a:2: bad\n  a:3: bad"


@pytest.mark.parametrize(("faults", "last"), [(50, "  a:50: bad"), (51, "  ... and 1 more"), (80, "  ... and 30 more")])
def test_many_faults(faults, last):
    """Fifty faults are shown, and the rest is counted."""
    lines = listed(f"a:{i}: bad" for i in range(1, faults + 1)).split("\n")
    assert (lines[0], lines[50], lines[-1]) == (f"{faults} faults:", "  a:50: bad", last)
