"""What the tests of labels share: small codebooks, posts and logs, written as files."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from classifier.records import text_digest

CODEBOOK = """
version = 3
title = "The ferry"
rules = ["A joke is `other`.", "Unsure: choose."]

[[labels]]
id = "keep"
title = "Keep it"
key = "k"
colour = "#000000"
definition = "wants the ferry to go on"
signs = "praise of the ferry"
keywords = ["ferry"]

[[labels]]
id = "other"
title = "Other"
definition = "wants nothing"
signs = "all else"

[[examples]]
text = "Keep the ferry!"
label = "keep"
rule = 1
"""

Lines = Sequence[Mapping[str, object] | str]


class Folder:
    """An annotations folder in the making: two posts of one thread, and one log of one label, unless told otherwise."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.codebook(CODEBOOK)
        self.posts([post("1", "the ferry is fine"), post("2", "lol")])
        self.log("ada", [event("1", "the ferry is fine", "keep")])

    def codebook(self, text: str | bytes) -> Path:
        """Write codebook.toml."""
        return self._write("codebook.toml", text)

    def posts(self, lines: Lines, name: str = "real") -> Path:
        """Write a file of posts/."""
        return self._write(f"posts/{name}.jsonl", _lines(lines))

    def log(self, coder: str, lines: Lines) -> Path:
        """Write a coder's log."""
        return self._write(f"labels/{coder}.jsonl", _lines(lines))

    def _write(self, name: str, content: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def _lines(lines: Lines) -> str:
    return "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)


def post(id_: str, text: str, **fields: object) -> dict[str, object]:
    """Return a post of thread t as a line."""
    return {"thread_id": "t", "id": id_, "text": text, **fields}


def event(id_: str, text: str, label: str | None, **fields: object) -> dict[str, object]:
    """Return the event of labelling a post of thread t as a line."""
    return {"thread_id": "t", "id": id_, "text_digest": text_digest(text), "label": label, **fields}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small annotations folder that is whole."""
    return Folder(tmp_path / "annotations")


@pytest.fixture(name="post")
def make_line_of_post() -> Callable[..., dict[str, object]]:
    """Make a post's line from id and text; other fields by name."""
    return post


@pytest.fixture(name="event")
def make_line_of_event() -> Callable[..., dict[str, object]]:
    """Make a label's line from id, text and label; other fields by name."""
    return event
