"""The formats that threads come in: how each is recognised by its content, and which reader takes it.

A new format is a line in FORMATS and a reader beside this module: a function of a Source that yields Threads, or
Posts where a file is a stream that may be longer than memory. A new platform of JSON is a line in exports/shapes.py.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.exports.table_head import is_table
from classifier.threads.jsonl import NumberedLines, Stretch, posts_of_lines
from classifier.threads.listener import Listener, Told
from classifier.threads.sources.compressed import DEFAULT_WINDOW
from classifier.threads.sources.source import Source

if TYPE_CHECKING:
    from classifier.threads.exports.csv_table import NumberedRow, Table

OnePer = Literal["auto", "line", "blank"]
ONE_PER: tuple[OnePer, ...] = ("auto", "line", "blank")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of a file, where its content does not tell."""

    format: str | None = None
    """A name of FORMAT_NAMES; None lets the content decide."""
    one_per: OnePer = "auto"
    """For pasted text: a post is a line, or a block between blank lines, or what the markers say."""
    max_window: int = DEFAULT_WINDOW
    """The largest window, in bytes, that a compressed file may ask for; it takes as much memory."""
    platform_rules: bool = True
    """For saved pages: whether what is known of platforms' pages is used, or their structure alone, to measure it."""
    posts: int | None = None
    """For pasted text whose comments nothing numbers: how many posts it holds, the article being one."""


ReadThreads = Callable[[Source, ReadOptions], Iterator[Thread]]
ReadPosts = Callable[[Source, Listener], Iterator[Post]]
ReadRows = Callable[[Source, Listener], Iterator[tuple["Table", "NumberedRow"]]]


@dataclass(frozen=True, slots=True)
class Apart:
    """How parts of a stream of lines are read without those before them."""

    posts: Callable[[bytes, NumberedLines, Stretch, Told], Iterator[Post]]
    """Takes the stream's first bytes, some of its lines, where they stand, and whom to tell of faults."""
    can_be: Callable[[bytes], bool]
    """Whether a stream that begins so can be read in parts."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognises` looks at a file's first bytes and its name; either `threads` or `posts` is set."""

    name: str
    recognises: Callable[[bytes, str], bool]
    threads: ReadThreads | None = None
    posts: ReadPosts | None = None
    apart: Apart | None = None
    rows: ReadRows | None = None
    """Of a stream whose rows must be found in order, finds them; their posts are made apart from each other."""


_START = rb"(?:\xef\xbb\xbf)?[ \t\r\n]*"
_PAGE = re.compile(
    _START + rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<(?:!doctype\s+html|html|head|body|!--)|MIME-Version:|From: <Saved by )",
    re.IGNORECASE,
)
_OBJECT = re.compile(_START + rb'\{\s*["}]')
_ARRAY = re.compile(_START + rb"\[\s*(?:[\[{]|null\s*,|\]\s*$)")
_XML = re.compile(_START + rb"<\?xml\b")
_DISQUS = re.compile(rb"<disqus[\s>]")
_WXR = re.compile(rb"""["']https?://wordpress\.org/export/""")
_ROOT = 16_384
"""How far into an XML file its root element is looked for."""


def _is_disqus(head: bytes, _: str) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _DISQUS.search(head, 0, _ROOT) is not None


def _is_wxr(head: bytes, _: str) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _WXR.search(head, 0, _ROOT) is not None


def _is_page(head: bytes, _: str) -> bool:
    return _PAGE.match(head) is not None


# A reader takes time to import, and a file is of one format, so each is imported where it is used.


def _is_mbox(head: bytes, _: str) -> bool:
    if not head.lstrip(b"\r\n").startswith(b"From "):
        return False
    from classifier.threads.exports.mbox import is_mbox

    return is_mbox(head)


def _is_document(head: bytes, _: str) -> bool:
    return _ARRAY.match(head) is not None or (_OBJECT.match(head) is not None and not _holds_lines(head))


def _holds_lines(head: bytes) -> bool:
    from classifier.threads.exports.json_export import holds_lines

    return holds_lines(head)


def _is_lines_of_platform(head: bytes, _: str) -> bool:
    if _OBJECT.match(head) is None:
        return False
    from classifier.threads.exports.json_export import shape_of_lines

    return shape_of_lines(head) is not None


def _is_lines(head: bytes, _: str) -> bool:
    return _OBJECT.match(head) is not None


def _read_text(source: Source, options: ReadOptions) -> Iterator[Thread]:
    from classifier.threads.pasted.read import read_pasted

    yield read_pasted(source, options.one_per, options.posts)


def _read_html(source: Source, options: ReadOptions) -> Iterator[Thread]:
    from classifier.threads.pages.read import read_page

    yield read_page(source, options.platform_rules)


def _read_disqus(source: Source, _: ReadOptions) -> Iterator[Thread]:
    from classifier.threads.exports.disqus import read_disqus

    yield from read_disqus(source)


def _read_wxr(source: Source, _: ReadOptions) -> Iterator[Thread]:
    from classifier.threads.exports.wordpress import read_wxr

    yield from read_wxr(source)


def _read_document(source: Source, _: ReadOptions, platform: str | None = None) -> Iterator[Thread]:
    from classifier.threads.exports.json_export import read_document

    yield from read_document(source, platform)


def _read_lines(source: Source, listener: Listener, platform: str | None = None) -> Iterator[Post]:
    from classifier.threads.exports.json_export import read_lines

    yield from read_lines(source, listener, platform)


def _of_platform(platform: str | None = None) -> Apart:
    def can_be(head: bytes) -> bool:
        from classifier.threads.exports.json_export import can_be_read_apart

        return can_be_read_apart(head, platform)

    def posts(head: bytes, lines: NumberedLines, at: Stretch, fault: Told) -> Iterator[Post]:
        from classifier.threads.exports.json_export import posts_apart

        yield from posts_apart(head, lines, at, fault, platform)

    return Apart(posts, can_be)


_OWN_LINES = Apart(lambda _, lines, at, fault: posts_of_lines(lines, at, fault), lambda _: True)


def _read_own_lines(source: Source, listener: Listener) -> Iterator[Post]:
    from classifier.threads.jsonl import read_json_lines

    yield from read_json_lines(source, listener.fault)


def _read_mbox(source: Source, listener: Listener) -> Iterator[Post]:
    from classifier.threads.exports.mbox import read_mbox

    yield from read_mbox(source, listener)


def _read_table(source: Source, listener: Listener) -> Iterator[Post]:
    from classifier.threads.exports.csv_table import read_table

    yield from read_table(source, listener)


def _read_rows(source: Source, listener: Listener) -> "Iterator[tuple[Table, NumberedRow]]":
    from classifier.threads.exports.csv_table import read_rows

    yield from read_rows(source, listener)


def _read_parquet(source: Source, listener: Listener) -> Iterator[Post]:
    from classifier.threads.exports.parquet import read_parquet

    yield from read_parquet(source, listener)


# In this order: what begins like no other format first, text last.
FORMATS = (
    Format("parquet", lambda head, _: head.startswith(b"PAR1"), posts=_read_parquet),
    Format("disqus", _is_disqus, threads=_read_disqus),
    Format("wxr", _is_wxr, threads=_read_wxr),
    Format("html", _is_page, threads=_read_html),
    Format("mbox", _is_mbox, posts=_read_mbox),
    Format("json", _is_document, threads=_read_document),
    Format("json", _is_lines_of_platform, posts=_read_lines, apart=_of_platform()),
    Format("jsonl", _is_lines, posts=_read_own_lines, apart=_OWN_LINES),
    Format("csv", is_table, posts=_read_table, rows=_read_rows),
    Format("text", lambda _head, _name: True, threads=_read_text),
)

# Platforms whose exports are JSON, of which a file may be a document or lines.
PLATFORMS = ("bluesky", "convokit", "discourse", "hackernews", "lemmy", "mastodon", "reddit", "telegram", "youtube")
FORMAT_NAMES = tuple(sorted({known.name for known in FORMATS} | set(PLATFORMS)))

# What is known and not read: a clear word serves better than posts made of mark-up.
_NOT_READ = ((_XML, "an XML file that is no export of Disqus or WordPress"),)


def format_of(source: Source, forced: str | None) -> Format:
    """Return the format of a file: the forced one, else the first that recognises its content.

    Raises SourceError for a format that is known and not read.
    """
    if forced is not None:
        return _forced(source, forced)
    known = next(known for known in FORMATS if known.recognises(source.head, source.name))
    if known.name == "text":
        for pattern, name in _NOT_READ:
            if pattern.match(source.head):
                raise SourceError(
                    f"{source.name}: is {name}, which is not read; copy the page's text into a .txt file, "
                    "or force a reader with --from"
                )
    return known


def _forced(source: Source, name: str) -> Format:
    """Return the format of a name; of JSON, the content still decides between a document and lines."""
    if name not in (*PLATFORMS, "json"):
        return next(known for known in FORMATS if known.name == name)
    platform = None if name == "json" else name
    if _OBJECT.match(source.head) and _holds_lines(source.head):
        if platform is None and not _is_lines_of_platform(source.head, ""):
            return Format(name, _is_lines, posts=_read_own_lines, apart=_OWN_LINES)
        return Format(name, _is_lines, posts=partial(_read_lines, platform=platform), apart=_of_platform(platform))
    return Format(name, _is_document, threads=partial(_read_document, platform=platform))
