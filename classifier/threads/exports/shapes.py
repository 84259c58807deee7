"""Which platform a JSON value is an export of, by its shape: one line a shape."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.records import Post, Thread, text_digest
from classifier.threads.exports import (
    bluesky,
    convokit,
    discourse,
    hackernews,
    lemmy,
    mastodon,
    reddit,
    telegram,
    youtube,
)
from classifier.threads.exports.columns import Columns
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.values import Object, first_object, placed_objects
from classifier.threads.sources.source import Source

PostOfLine = Callable[[Object, int, str, str], Post]
"""Makes a post of a line's object, its order in the stream, the source's name and its place there."""


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """A shape of whole JSON documents."""

    platform: str
    recognises: Callable[[object], bool]
    read: Callable[[Any, str], Iterator[Thread]]


QuickPost = Callable[[str, int, str, str], Post | None]
"""Makes a post of a line as it stands, or returns None where it must be parsed as a whole."""


def _never(_line: str, _order: int, _source: str, _locator: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class LineShape:
    """A shape of the objects in JSON lines; `reader` gives what makes posts of one stream of them."""

    platform: str
    recognises: Callable[[Object], bool]
    reader: Callable[[Source], PostOfLine]
    quick: Callable[[PostOfLine], QuickPost] = lambda _: _never
    """Gives the quick way of reading the stream that a reader was made for."""
    apart: bool = False
    """Whether a line's post depends on that line and its order alone, so that parts of a stream can be read apart."""


def is_rows(value: object) -> bool:
    """Return whether a JSON value is a list of objects with the columns of a table of comments."""
    first = first_object(value)
    columns = Columns.among([name for name in first if isinstance(name, str)])
    return columns is not None and not isinstance(columns.value(first, "text"), dict | list)


def read_rows(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of a list of rows, the rows of a thread together."""
    rows = placed_objects(value, "")
    columns = Columns.among(list(dict.fromkeys(name for _, row in rows[:1000] for name in row)))
    if columns is None:
        return
    threads: dict[str, list[Item]] = {}
    abouts: dict[str, About] = {}
    otherwise = About(id=text_digest(columns.text(rows[0][1])), source=source, method="table")
    for at, row in rows:
        about = columns.about(row, otherwise)
        abouts.setdefault(about.id, about)
        threads.setdefault(about.id, []).append(columns.item(row, at))
    for name, items in threads.items():
        yield thread_of(items, abouts[name])


def _row_reader(_: Source) -> PostOfLine:
    """Return what makes posts of lines whose names are those of a table's columns, which may differ line by line."""
    known: dict[tuple[str, ...], Columns | None] = {}
    otherwise: About | None = None

    def read(line: Object, order: int, name: str, locator: str) -> Post:
        nonlocal otherwise
        names = tuple(line)
        if names not in known:
            if len(known) > 100:
                known.clear()
            known[names] = Columns.among(names)
        columns = known[names]
        if columns is None:
            raise ValueError(f"no field is a post's text (it has {', '.join(names[:8])[:200]})")
        otherwise = otherwise or About(id=text_digest(columns.text(line)), source=name, method="table")
        return columns.post(line, order, otherwise, locator)

    return read


# What decodes quickly takes time to import, so it is imported when it is used.
def _quick_reddit(_: PostOfLine) -> QuickPost:
    from classifier.threads.exports.quick_lines import reddit_post

    return reddit_post


def _quick_hackernews(reader: PostOfLine) -> QuickPost:
    from classifier.threads.exports.quick_lines import HackerNews

    return HackerNews(reader) if isinstance(reader, hackernews.Lines) else _never


DOCUMENTS = (
    DocumentShape("reddit", reddit.is_listing, reddit.read_listing),
    DocumentShape("reddit", reddit.is_things, reddit.read_things),
    DocumentShape("discourse", discourse.is_topic, discourse.read_topics),
    DocumentShape("hackernews", hackernews.is_tree, hackernews.read_trees),
    DocumentShape("hackernews", hackernews.is_hits, hackernews.read_hits),
    DocumentShape("hackernews", hackernews.is_items, hackernews.read_items),
    DocumentShape("bluesky", bluesky.is_thread, bluesky.read_view),
    DocumentShape("bluesky", bluesky.is_feed, bluesky.read_feed),
    DocumentShape("mastodon", mastodon.is_statuses, mastodon.read_statuses),
    DocumentShape("lemmy", lemmy.is_list, lemmy.read_list),
    DocumentShape("telegram", telegram.is_chat, telegram.read_chats),
    DocumentShape("youtube", youtube.is_api, youtube.read_api),
    DocumentShape("youtube", youtube.is_flat, youtube.read_flat),
    DocumentShape("convokit", convokit.is_corpus, convokit.read_corpus),
    DocumentShape("json", is_rows, read_rows),
)

LINES = (
    LineShape("reddit", reddit.is_line, lambda _: reddit.post_of_line, _quick_reddit, apart=True),
    LineShape("hackernews", hackernews.is_item, lambda _: hackernews.Lines(), _quick_hackernews),
    LineShape("hackernews", hackernews.is_hit, lambda _: hackernews.post_of_hit, apart=True),
    LineShape("discourse", discourse.is_post, lambda _: discourse.post_of_line, apart=True),
    LineShape("bluesky", bluesky.is_line, lambda _: bluesky.post_of_line, apart=True),
    LineShape("mastodon", mastodon.is_status, lambda _: mastodon.post_of_line, apart=True),
    LineShape("lemmy", lemmy.is_view, lambda _: lemmy.post_of_line, apart=True),
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
