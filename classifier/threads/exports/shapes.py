"""Which platform a JSON value is an export of, by its shape: one line a shape."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.records import Post, Thread, text_digest
from classifier.threads.exports import bluesky, convokit, discourse, hackernews, reddit, telegram, youtube
from classifier.threads.exports.columns import Columns
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.values import Object, as_name, first_object, objects_in
from classifier.threads.source import Source

PostOfLine = Callable[[Object, int, str], Post]
"""Makes a post of a line's object, its order in the stream and the source's name."""


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """A shape of whole JSON documents."""

    platform: str
    recognises: Callable[[object], bool]
    read: Callable[[Any, str], Iterator[Thread]]


@dataclass(frozen=True, slots=True)
class LineShape:
    """A shape of the objects in JSON lines; `reader` gives what makes posts of one stream of them."""

    platform: str
    recognises: Callable[[Object], bool]
    reader: Callable[[Source], PostOfLine]


def is_rows(value: object) -> bool:
    """Return whether a JSON value is a list of objects with the columns of a table of comments."""
    return Columns.among([name for name in first_object(value) if isinstance(name, str)]) is not None


def read_rows(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of a list of rows, the rows of a thread together."""
    rows = objects_in(value)
    columns = Columns.among(list(dict.fromkeys(name for row in rows[:1000] for name in row)))
    threads: dict[str, list[Item]] = {}
    titles: dict[str, str | None] = {}
    otherwise = text_digest(columns.text(first_object(value)) if columns else source)
    for nth, row in enumerate(rows):
        if columns is not None:
            name = as_name(columns.value(row, "thread")) or otherwise
            titles.setdefault(name, as_name(columns.value(row, "title")))
            threads.setdefault(name, []).append(columns.item(row, f"/{nth}"))
    for name, items in threads.items():
        about = About(id=name, source=source, method="table", title=titles.get(name))
        yield thread_of(items, about)


def _row_reader(_: Source) -> PostOfLine:
    """Return what makes posts of lines whose names are those of a table's columns, which may differ line by line."""
    known: dict[tuple[str, ...], Columns | None] = {}
    otherwise = ""

    def read(line: Object, order: int, name: str) -> Post:
        nonlocal otherwise
        names = tuple(line)
        if names not in known:
            if len(known) > 100:
                known.clear()
            known[names] = Columns.among(names)
        columns = known[names]
        if columns is None:
            raise ValueError(f"no field is a post's text (it has {', '.join(names[:8])[:200]})")
        otherwise = otherwise or text_digest(columns.text(line))
        return columns.post(line, order, name, otherwise)

    return read


DOCUMENTS = (
    DocumentShape("reddit", reddit.is_listing, reddit.read_listing),
    DocumentShape("discourse", discourse.is_topic, discourse.read_topics),
    DocumentShape("hackernews", hackernews.is_tree, hackernews.read_trees),
    DocumentShape("hackernews", hackernews.is_hits, hackernews.read_hits),
    DocumentShape("hackernews", hackernews.is_items, hackernews.read_items),
    DocumentShape("bluesky", bluesky.is_thread, bluesky.read_view),
    DocumentShape("telegram", telegram.is_chat, telegram.read_chats),
    DocumentShape("youtube", youtube.is_api, youtube.read_api),
    DocumentShape("youtube", youtube.is_flat, youtube.read_flat),
    DocumentShape("json", is_rows, read_rows),
)

LINES = (
    LineShape("reddit", reddit.is_line, lambda _: reddit.post_of_line),
    LineShape("hackernews", hackernews.is_item, lambda _: hackernews.Lines()),
    LineShape("convokit", convokit.is_line, convokit.line_reader),
    LineShape("youtube", youtube.is_comment, lambda _: youtube.Lines()),
    LineShape("json", lambda line: "text" not in line and is_rows([line]), _row_reader),
)


def document_shape(value: object, platform: str | None = None) -> DocumentShape | None:
    """Return the shape of a JSON document, None where it is no known one."""
    return next((shape for shape in DOCUMENTS if platform in (None, shape.platform) and shape.recognises(value)), None)


def line_shape(line: Mapping[str, Any], platform: str | None = None) -> LineShape | None:
    """Return the shape of a line's object, None where it is no known one."""
    return next((shape for shape in LINES if platform in (None, shape.platform) and shape.recognises(line)), None)
