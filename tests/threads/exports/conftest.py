"""What the tests of exports share: small files of every format, written for this, and what must come out of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.records import Post, Thread
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener
from classifier.threads.read import read_posts, read_threads

FILES = Path(__file__).parent / "files"
EXPECTED = json.loads((FILES.parent / "expected.json").read_text("utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `sample` once for each file."""
    if "sample" in metafunc.fixturenames:
        metafunc.parametrize("sample", sorted(EXPECTED))


@pytest.fixture(scope="session")
def files() -> Path:
    """The folder of the small files."""
    return FILES


@pytest.fixture(scope="session")
def expected() -> dict[str, list[list[str | None]]]:
    """By file, each post's thread, id, parent, kind, author, time and text."""
    return EXPECTED


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Post]]:
    """Read bytes, text or a JSON value as the posts of a file; notes and faults go to the lists that are given."""

    def posts(content: object, name: str = "export", notes: list[str] | None = None, **options: object) -> list[Post]:
        path = _saved(tmp_path, name, content)
        listener = Listener() if notes is None else Listener(notes.append, notes.append)
        return list(read_posts(path, ReadOptions(**options), listener))

    return posts


@pytest.fixture
def read_all(tmp_path: Path) -> Callable[..., list[Thread]]:
    """Read bytes, text or a JSON value as the threads of a file."""

    def threads(content: object, name: str = "export") -> list[Thread]:
        return list(read_threads(_saved(tmp_path, name, content)))

    return threads


def _saved(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode("utf-8", "surrogatepass")
    path.write_bytes(content)
    return path
