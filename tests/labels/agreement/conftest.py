"""Codings of a few coders, each as a text: one character a post, a space or a point for no label."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from classifier.labels.agreement.codings import Codings, all_labels

By = Mapping[str, Mapping[tuple[str, str], str]]


def labels_by(rows: Sequence[str], threads: int = 1) -> By:
    """Return what coders gave, named c0, c1 and so on, to posts that stand in so many threads in turn."""
    return {
        f"c{nth}": {(f"t{i % threads}", str(i)): label for i, label in enumerate(row) if label not in " ."}
        for nth, row in enumerate(rows)
    }


def make_codings(rows: Sequence[str], threads: int = 1) -> Codings:
    """Return codings of the same."""
    given = labels_by(rows, threads)
    return Codings.of(given, all_labels((), given))


@pytest.fixture(scope="session")
def given_by() -> Callable[..., By]:
    """Make what coders gave, as mappings."""
    return labels_by


@pytest.fixture(scope="session")
def codings_of() -> Callable[..., Codings]:
    """Make what coders gave, as arrays."""
    return make_codings
