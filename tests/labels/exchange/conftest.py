"""What the tests of exchange share: a codebook of awkward labels, posts, and reading a file of a tool."""

from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.exchange.formats import FORMATS
from classifier.labels.exchange.reading import Reading
from classifier.labels.exchange.record import Incoming


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Three labels with titles of their own."""
    titles = {"keep": "Keep it", "close": "Close the ferry", "other": "Other"}
    return Codebook(version=3, title="Ferry", labels=tuple(CodebookLabel(n, t, n, n) for n, t in titles.items()))


class File:
    """A file of a tool, read: what it says and what is wrong with it."""

    def __init__(self, path: Path, name: str, question: str | None = None) -> None:
        self.faults: list[str] = []
        self.records: list[Incoming] = list(FORMATS[name].read(str(path), Reading(question, self.faults.append)))


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., File]:
    """Read content as a format; the file lies in a folder of its own."""

    def read_as(content: str | bytes | Path, name: str, question: str | None = None, file: str = "file") -> File:
        if isinstance(content, Path):
            return File(content, name, question)
        path = tmp_path / "given" / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return File(path, name, question)

    return read_as
