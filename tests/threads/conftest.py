"""What the tests of reading share: cases as data, files from text, and reading without a file."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.records import Thread
from classifier.threads.pasted.read import read_pasted
from classifier.threads.sources.source import Source, source_of

CASES = Path(__file__).parent.parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `pasted_case` once for each case of tests/cases/pasted.json, and so on.

    A case that is known to fail says "expect": "fail".
    """
    for name in metafunc.fixturenames:
        if name.endswith("_case"):
            cases = json.loads((CASES / f"{name.removesuffix('_case')}.json").read_text("utf-8"))
            metafunc.parametrize(name, [_as_parameter(case) for case in cases])


def _as_parameter(case):
    known = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case.get("expect") == "fail" else []
    return pytest.param(case, id=case["label"], marks=known)


def _source(content: str | bytes, name: str = "thread.txt") -> Source:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return source_of(name, io.BytesIO(raw))


@pytest.fixture(scope="session")
def source() -> Callable[..., Source]:
    """Make a source from text or bytes; its name may be given."""
    return _source


@pytest.fixture(scope="session")
def pasted() -> Callable[..., Thread]:
    """Read a pasted text; `one_per` and `posts` may be given."""

    def read(content: str | bytes, one_per: str = "auto", posts: int | None = None) -> Thread:
        return read_pasted(_source(content), one_per, posts)

    return read


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes to a file and return its path; its name may be given."""

    def write(content: str | bytes, name: str = "thread.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
