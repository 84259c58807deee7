"""A file -> pieces that can be scored apart from each other, some thousand posts or some megabytes each.

How a file is cut depends on its bytes alone, so that a second run finds the pieces of the first. The lines of JSON
are not parsed here but where they are scored, and neither are small documents (pages, text); of other streams the
posts themselves are sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice

from classifier.errors import SourceError
from classifier.records import Post
from classifier.threads.formats import Apart, ReadOptions, format_of
from classifier.threads.jsonl import Stretch, numbered_lines, thread_named_by
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import of_sources, posts_of_source
from classifier.threads.sources.source import Source, rejoined, source_of

PIECES = 1
"""Raised with each change of how files are cut; what an older program left half done is then done anew."""

MOST_POSTS = 4000
MOST_BYTES = 4 << 20
LARGEST_DOCUMENT = 8 << 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of JSON as they stand in a stream."""

    head: bytes
    """The stream's first bytes, which say what the lines are."""
    raw: tuple[bytes | None, ...]
    at: Stretch

    def renumbered(self, order: int) -> "Lines":
        """Return the same lines where the first post has another order."""
        return replace(self, at=replace(self.at, order=order))


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts that had to be read one after the other."""

    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, unpacked, of which a reader makes threads."""

    name: str
    content: bytes


Piece = Lines | Posts | Document


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
    """Yield the posts of a piece; raise SourceError where a document cannot be read."""
    if isinstance(piece, Posts):
        yield from piece.posts
    elif isinstance(piece, Lines):
        apart = format_of(Source(piece.at.name, BytesIO(), piece.head), options.format).apart
        if apart is not None:
            yield from _apart(apart, piece, listener)
    else:
        yield from posts_of_source(source_of(piece.name, BytesIO(piece.content)), options, listener)


def exact_count(piece: Lines, options: ReadOptions) -> int:
    """Return how many posts some lines are."""
    return sum(1 for _ in posts_of(piece, options, Listener(fault=ignore)))


def _apart(apart: Apart, piece: Lines, listener: Listener) -> Iterator[Post]:
    yield from apart.posts(piece.head, enumerate(piece.raw, piece.at.line), piece.at, listener.fault)


def _cut_source(source: Source, options: ReadOptions, listener: Listener) -> Iterator[Cut]:
    known = format_of(source, options.format)
    if known.apart is not None and known.apart.can_be(source.head):
        yield from _cut_lines(source, options)
        return
    if known.threads is not None:
        content = source.stream.read(LARGEST_DOCUMENT + 1)
        if len(content) <= LARGEST_DOCUMENT:
            yield Cut(Document(source.name, content))
            return
        source = replace(source, stream=rejoined(source.stream, content))
    yield from _cut_posts(posts_of_source(source, options, listener))


def _cut_posts(posts: Iterator[Post]) -> Iterator[Cut]:
    fault: SourceError | None = None

    def until_fault() -> Iterator[Post]:
        nonlocal fault
        try:
            yield from posts
        except SourceError as error:
            fault = error

    remaining = until_fault()
    while some := tuple(_up_to_size(remaining)):
        yield Cut(Posts(some))
    if fault is not None:
        raise fault


def _up_to_size(posts: Iterator[Post]) -> Iterator[Post]:
    size = 0
    for post in islice(posts, MOST_POSTS):
        yield post
        size += len(post.text) + len(post.full_text or "")
        if size > MOST_BYTES:
            return


def _cut_lines(source: Source, options: ReadOptions) -> Iterator[Cut]:
    """Yield the lines of a stream some at a time; those before a fault of the stream come before it."""
    numbering, lines = Numbering(), _Gathered(source)
    try:
        for number, raw in numbered_lines(source):
            lines.add(number, raw)
            if lines.enough:
                yield lines.cut(numbering, options)
    except SourceError:
        if lines.raw:
            yield lines.cut(numbering, options)
        raise
    if lines.raw:
        yield lines.cut(numbering, options)


class _Gathered:
    """Lines of a stream that are to become a piece."""

    def __init__(self, source: Source) -> None:
        self.raw: list[bytes | None] = []
        self._source = source
        self._first = 1
        self._size = 0
        self._blank = 0
        self._thread_id = ""

    @property
    def enough(self) -> bool:
        return len(self.raw) >= MOST_POSTS or self._size >= MOST_BYTES

    def add(self, number: int, raw: bytes | None) -> None:
        if not self.raw:
            self._first = number
        self._thread_id = self._thread_id or thread_named_by(raw)
        self.raw.append(raw)
        self._size += len(raw or b"")
        self._blank += raw is None or raw.isspace()

    def cut(self, numbering: Numbering, options: ReadOptions) -> Cut:
        at = Stretch(self._source.name, self._first, numbering.next, self._thread_id)
        piece = Lines(self._source.head, tuple(self.raw), at)
        expected = exact_count(piece, options) if numbering.exact else len(self.raw) - self._blank
        numbering.next += expected
        self.raw, self._size, self._blank = [], 0, 0
        return Cut(piece, numbering, expected)
