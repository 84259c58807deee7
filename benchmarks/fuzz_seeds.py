"""What the fuzzer starts from: small files of every format that is read, those of the tests among them."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TESTS = Path(__file__).parent.parent / "tests"
_EXPORTS = _TESTS / "threads" / "exports" / "files"
_CASES = _TESTS / "cases"

_KINDS = {
    ".html": "html",
    ".mhtml": "mhtml",
    ".xml": "xml",
    ".mbox": "mbox",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
}
_PLATFORMS = ("bluesky", "discourse", "hackernews", "reddit", "telegram", "youtube")


@dataclass(frozen=True, slots=True)
class Seed:
    """A small file: its format as `--from` calls it, the grammar that it is written in, the end of its name."""

    format: str
    grammar: str
    ending: str
    raw: bytes


OWN_LINES = (
    {"text": "The quay is closed.", "thread_id": "t", "id": "p0001", "order": 1, "kind": "article", "label": "against"},
    {
        "text": "He did.",
        "full_text": "> He said no.\nHe did.",
        "spans": [{"kind": "quote", "start": 0, "end": 13, "author": "Ada", "post_id": "p0001"}],
        **{"thread_id": "t", "id": "p0002", "order": 2, "depth": 1, "parent_id": "p0001", "parent_source": "quote"},
        **{"author": "bo", "posted_at": "2020-09-13T12:26:40+00:00", "start": 21, "end": 42, "locator": "line 3"},
        **{"boundary_confidence": 0.5, "method": "own", "url": "https://example.org/", "title": "Quay"},
    },
)


def seeds() -> list[Seed]:
    """Return the seeds, those of one format together."""
    return sorted((*_files(), *_texts(), _own_lines(), *_parquet()), key=lambda seed: (seed.format, seed.raw))


def _files() -> Iterator[Seed]:
    for path in sorted((*_EXPORTS.rglob("*.*"), *(_CASES / "pages").iterdir())):
        if path.parent.name == "pages" and path.suffix == ".json":
            continue  # what must come out of the page of that name
        grammar = _KINDS.get(path.suffix)
        if grammar is not None and path.name.partition(".")[0] not in ("conversations", "corpus", "speakers"):
            yield Seed(_format(path, grammar), grammar, path.suffix, path.read_bytes())


def _format(path: Path, grammar: str) -> str:
    if grammar in ("mhtml", "html"):
        return "html"
    if grammar in ("mbox", "csv"):
        return grammar
    known = {"disqus": "disqus", "wordpress": "wxr", "utterances": "convokit", "pushshift": "reddit"}
    name = path.stem.partition("_")[0]
    return name if name in _PLATFORMS else known.get(name, "json")


def _texts() -> Iterator[Seed]:
    for case in json.loads((_CASES / "pasted.json").read_text("utf-8")):
        text = case["text"]
        yield Seed("text", "text", ".txt", text.encode("utf-8", "surrogatepass"))


def _own_lines() -> Seed:
    return Seed("jsonl", "lines", ".jsonl", b"".join(json.dumps(line).encode() + b"\n" for line in OWN_LINES))


def _parquet() -> Iterator[Seed]:
    """Yield a Parquet table where the extra that writes it is installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return
    rows = {"id": ["a", "b"], "body": ["The quay is closed.", None], "parent_id": [None, "a"], "score": [1.5, None]}
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(rows), out)
    yield Seed("parquet", "parquet", ".parquet", out.getvalue())
