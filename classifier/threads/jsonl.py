"""Posts as JSON lines, read as they come: what `segment` and `predict` write, or any lines that hold a "text"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from classifier.records import Post, text_digest
from classifier.threads.listener import Told
from classifier.threads.post_json import parse_object, post_from_json
from classifier.threads.sources.source import Source

LONGEST_LINE = 64 << 20

NumberedLines = Iterable[tuple[int, bytes | None]]
"""Lines with their numbers from 1; None stands for one that is too long to be held."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where some lines stand in their stream, and what the lines before them say of them."""

    name: str
    """The stream's."""
    line: int = 1
    order: int = 1
    """The order of the first post."""
    thread_id: str = ""
    """The thread of posts that name none; empty before the stream's first line."""


def read_json_lines(source: Source, fault: Told) -> Iterator[Post]:
    """Yield the posts of a stream of JSON lines, in order.

    A line that is no post is given to `fault` (where, what is wrong, what belongs there) and left out. A post
    without an id gets its order in the stream; one without a thread, a digest of the first line.
    """
    yield from posts_of_lines(numbered_lines(source.stream), Stretch(source.name), fault)


def posts_of_lines(lines: NumberedLines, at: Stretch, fault: Told) -> Iterator[Post]:
    """Yield the posts of some lines of a stream, the same as when it is read as a whole."""
    # Imported here because it takes time to import what it decodes with.
    from classifier.threads.quick_post import quick_post

    order, thread_id, name = at.order, at.thread_id, at.name
    for number, raw in lines:
        try:
            line = line_text(raw)
            if not line or line.isspace():
                continue
            thread_id = thread_id or text_digest(line)
            locator = f"line {number}"
            post = quick_post(line, order, thread_id, name, locator)
            if post is None:
                post = post_from_json(parse_object(line), order, thread_id, name, locator)
        except ValueError as error:
            fault(f"{name}:{number}: {error}")
            continue
        order += 1
        yield post


def thread_named_by(raw: bytes | None) -> str:
    """Return the thread of posts that name none, by their stream's first line; empty for one that is no text."""
    try:
        line = line_text(raw)
    except ValueError:
        return ""
    return text_digest(line) if line and not line.isspace() else ""


def numbered_lines(stream: BinaryIO, first: int = 1) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from `first`, bytes) of a stream's lines; None stands for one that is too long to be held."""
    number, readline = first - 1, stream.readline
    while raw := readline(LONGEST_LINE):
        number += 1
        if len(raw) < LONGEST_LINE or raw.endswith(b"\n"):
            yield number, raw
            continue
        yield number, None
        while raw and not raw.endswith(b"\n"):
            raw = readline(LONGEST_LINE)


def line_text(raw: bytes | None) -> str:
    """Return the text of a line; raise ValueError for one that is too long or not UTF-8."""
    if raw is None:
        raise ValueError(f"a line of over {LONGEST_LINE >> 20} MiB is not a post")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} of the line is not UTF-8; JSON must be UTF-8") from None
