"""The posts of an annotations folder, each checked against the document that it was cut from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from classifier.errors import SourceError
from classifier.labels.lines import Fault, numbered_lines
from classifier.records import ORIGINS, Post
from classifier.threads.post_json import parse_object, post_from_json
from classifier.threads.sources.decode import decode
from classifier.threads.spans import text_at


@dataclass(slots=True)
class Documents:
    """The source documents of a project, each read once."""

    root: Path
    texts: dict[str, str | None] = field(default_factory=dict)

    def text_of(self, source: str) -> str | None:
        """Return a document with its newlines folded, or None where it is not there or holds no text."""
        if source not in self.texts:
            path = self.root / source
            inside = path.resolve().is_relative_to(self.root.resolve())
            try:
                self.texts[source] = decode(path.read_bytes(), source).text if inside else None
            except (OSError, SourceError):
                self.texts[source] = None
        return self.texts[source]

    @property
    def missing(self) -> list[str]:
        """The documents that were asked for and are not there."""
        return [source for source, text in self.texts.items() if text is None]


def read_post_file(path: Path, documents: Documents, fault: Fault) -> Iterator[tuple[int, Post, str]]:
    """Yield (line number, post, origin) of a file of posts; what is wrong goes to `fault`.

    A post's `source` is a path from the folder that holds the annotations folder. Where that file is, the post's
    span must give its text.
    """
    order: dict[str, int] = {}
    for number, text in numbered_lines(path, fault):
        try:
            line = parse_object(text)
            if not line.get("thread_id") or not line.get("id"):
                raise ValueError("lacks 'thread_id' or 'id'; together they are the post's key")
            thread_id = str(line["thread_id"])
            order[thread_id] = order.get(thread_id, 0) + 1
            post = post_from_json(line, order[thread_id], thread_id, "")
            origin = post.extra.get("origin", "real")
            if origin not in ORIGINS:
                raise ValueError(f"origin {origin!r} is none of {', '.join(ORIGINS)}")
            _check_span(post, documents)
        except ValueError as error:
            fault(f"{path}:{number}: {error}")
            continue
        yield number, post, origin


def _check_span(post: Post, documents: Documents) -> None:
    found = text_of_span(post, documents)
    if found is not None and found != (post.full_text or post.text):
        raise ValueError(
            f"the span {post.start}-{post.end} of {post.source} gives {found[:40]!r}, not the post's text "
            f"{post.text[:40]!r}; cut the post again"
        )


def text_of_span(post: Post, documents: Documents) -> str | None:
    """Return what a post's document has at its place; None where it has no place or the document is not there."""
    if post.start is None or post.end is None or not post.source:
        return None
    document = documents.text_of(post.source)
    return None if document is None else text_at(document, post.start, post.end)
