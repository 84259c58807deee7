"""A file -> pieces that can be scored apart from each other, some thousand posts or some megabytes each.

How a file is cut depends on its bytes alone, so that a second run finds the pieces of the first. The lines of JSON
are not parsed here but where they are scored, and neither are small documents (pages, text); of other streams the
posts themselves are sent. Of a plain file only the place of the lines is sent, not the lines; of a table its rows,
since where a row ends can depend on all before it, but their posts are made where they are scored.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import TypeVar

from classifier.bulk.place import InputChangedError, Place, place_of
from classifier.bulk.sections import sections
from classifier.errors import SourceError
from classifier.records import Post
from classifier.threads.exports.csv_table import NumberedRow, Table
from classifier.threads.formats import Apart, ReadOptions, format_of
from classifier.threads.jsonl import Stretch, numbered_lines
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import of_sources, posts_of_source
from classifier.threads.sources.source import Source, rejoined, source_of

Found = TypeVar("Found")

PIECES = 2
"""Raised with each change of how files are cut; what an older program left half done is then done anew."""

MOST_POSTS = 4000
MOST_BYTES = 4 << 20
LARGEST_DOCUMENT = 8 << 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of JSON as they stand in a stream."""

    head: bytes
    """The stream's first bytes, which say what the lines are."""
    content: bytes | Place
    at: Stretch

    def renumbered(self, order: int) -> "Lines":
        """Return the same lines where the first post has another order."""
        return replace(self, at=replace(self.at, order=order))

    def read(self) -> "Lines":
        """Return the same with the lines themselves; raise InputChangedError where they are gone."""
        return replace(self, content=self.content.read()) if isinstance(self.content, Place) else self


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts that had to be read one after the other."""

    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table."""

    table: Table
    order: int
    """That of the first row's post."""
    rows: tuple[NumberedRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, unpacked, of which a reader makes threads."""

    name: str
    content: bytes


Piece = Lines | Posts | Rows | Document


@dataclass(slots=True)
class Numbering:
    """Which order the posts of a stream of lines have, where those before them are still being read elsewhere.

    That every line is a post is expected until one is found that is none. From then on lines are tried here before
    they are sent.
    """

    next: int = 1
    """The order of the first post in the next piece."""
    settled: int = 1
    """That of the next piece in line whose posts were counted."""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece, and for lines the numbering of their stream with how many posts are expected of them."""

    piece: Piece
    numbering: Numbering | None = None
    expected: int = 0


def cut_file(path: str, options: ReadOptions, listener: Listener) -> Iterator[Cut]:
    """Yield the pieces of a file, in order; what is wrong with it is told as `read_posts` tells it."""
    yield from of_sources(path, options, listener, _cut_source)


def posts_of(piece: Piece, options: ReadOptions, listener: Listener) -> Iterator[Post]:
    """Yield the posts of a piece.

    Raises SourceError where a document cannot be read, InputChangedError where lines are not in their place any more.
    """
    if isinstance(piece, Posts):
        yield from piece.posts
    elif isinstance(piece, Rows):
        for order, row in enumerate(piece.rows, piece.order):
            yield piece.table.post(row, order)
    elif isinstance(piece, Lines):
        apart = format_of(Source(piece.at.name, BytesIO(), piece.head), options.format).apart
        if apart is not None:
            yield from _apart(apart, piece, listener)
    else:
        yield from posts_of_source(source_of(piece.name, BytesIO(piece.content)), options, listener)


def exact_count(piece: Lines, options: ReadOptions) -> int:
    """Return how many posts some lines are; none where they are gone, which whoever scores them will say."""
    try:
        return sum(1 for _ in posts_of(piece, options, Listener(fault=ignore)))
    except InputChangedError:
        return 0


def _apart(apart: Apart, piece: Lines, listener: Listener) -> Iterator[Post]:
    content = piece.content.read() if isinstance(piece.content, Place) else piece.content
    lines = numbered_lines(BytesIO(content), piece.at.line)
    yield from apart.posts(piece.head, lines, piece.at, listener.fault)


def _cut_source(source: Source, options: ReadOptions, listener: Listener) -> Iterator[Cut]:
    known = format_of(source, options.format)
    if known.apart is not None and known.apart.can_be(source.head):
        yield from _cut_lines(source, options)
        return
    if known.rows is not None:
        yield from _cut_rows(known.rows(source, listener), source.name, listener)
        return
    if known.threads is not None:
        content = source.stream.read(LARGEST_DOCUMENT + 1)
        if len(content) <= LARGEST_DOCUMENT:
            yield Cut(Document(source.name, content))
            return
        source = replace(source, stream=rejoined(source.stream, content))
    for posts in _some_at_a_time(posts_of_source(source, options, listener), _size_of_post):
        yield Cut(Posts(posts))


def _cut_rows(rows: Iterator[tuple[Table, NumberedRow]], name: str, listener: Listener) -> Iterator[Cut]:
    order = 1
    for some in _some_at_a_time(rows, _size_of_row):
        yield Cut(Rows(some[0][0], order, tuple(row for _, row in some)))
        order += len(some)
    if order == 1:
        listener.note(f"{name}: holds no post")


def _size_of_post(post: Post) -> int:
    return len(post.text) + len(post.full_text or "")


def _size_of_row(row: tuple[Table, NumberedRow]) -> int:
    return sum(map(len, row[1][1]))


def _some_at_a_time(found: Iterator[Found], size_of: Callable[[Found], int]) -> Iterator[tuple[Found, ...]]:
    """Yield so many at a time, or as come to so many characters; those before a fault come before it."""
    fault: SourceError | None = None

    def until_fault() -> Iterator[Found]:
        nonlocal fault
        try:
            yield from found
        except SourceError as error:
            fault = error

    remaining = until_fault()
    while some := tuple(_up_to_size(remaining, size_of)):
        yield some
    if fault is not None:
        raise fault


def _up_to_size(found: Iterator[Found], size_of: Callable[[Found], int]) -> Iterator[Found]:
    size = 0
    for one in islice(found, MOST_POSTS):
        yield one
        size += size_of(one)
        if size > MOST_BYTES:
            return


def _cut_lines(source: Source, options: ReadOptions) -> Iterator[Cut]:
    """Yield the lines of a stream some at a time; those before a fault of the stream come before it."""
    numbering, line, thread_id = Numbering(), 1, ""
    file = place_of(source.stream)
    for section in sections(source.stream, MOST_POSTS, MOST_BYTES):
        thread_id = thread_id or section.thread()
        content = file.part(section.start, len(section.content)) if file and section.as_it_stands else section.content
        piece = Lines(source.head, content, Stretch(source.name, line, numbering.next, thread_id))
        expected = exact_count(piece, options) if numbering.exact else section.lines - section.blank
        numbering.next += expected
        line += section.lines
        yield Cut(piece, numbering, expected)
