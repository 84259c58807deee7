"""The formats that threads come in: how each is recognised by its content, and which reader takes it.

A new format is a line in FORMATS and a reader beside this module: a function of a Source that yields Threads, or
Posts where a file is a stream that may be longer than memory.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.decode import wide_encoding
from classifier.threads.jsonl import read_json_lines
from classifier.threads.listener import Told
from classifier.threads.pasted.read import read_pasted
from classifier.threads.source import Source

OnePer = Literal["auto", "line", "blank"]
ONE_PER: tuple[OnePer, ...] = ("auto", "line", "blank")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of a file, where its content does not tell."""

    format: str | None = None
    """A name of FORMATS; None lets the content decide."""
    one_per: OnePer = "auto"
    """For pasted text: a post is a line, or a block between blank lines, or what the markers say."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognises` looks at a file's first bytes; exactly one of the readers is set."""

    name: str
    recognises: Callable[[bytes], bool]
    threads: Callable[[Source, ReadOptions], Iterator[Thread]] | None = None
    posts: Callable[[Source, Told], Iterator[Post]] | None = None


_BLANK = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"


def _is_json_lines(head: bytes) -> bool:
    return re.match(rb'\{\s*"', _start(head)) is not None


def _start(head: bytes) -> bytes:
    """Return a file's first bytes as UTF-8, without its byte order mark and blanks."""
    wide = wide_encoding(head)
    text = head.decode(wide, "replace").removeprefix("\ufeff").encode("utf-8", "replace") if wide else head
    return text.removeprefix(_MARK).lstrip(_BLANK)


# Formats that are known and not read: a clear word serves better than posts made of mark-up.
_NOT_READ = (
    (re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE), "a saved web page"),
    (re.compile(rb"<\?xml\b", re.IGNORECASE), "an XML file"),
    (re.compile(rb"\[\s*[\[{]"), "a JSON array"),
    (re.compile(rb"MIME-Version:|From: <Saved by ", re.IGNORECASE), "a web archive (MHTML)"),
)


def _read_text(source: Source, options: ReadOptions) -> Iterator[Thread]:
    yield read_pasted(source, options.one_per)


FORMATS = (
    Format("jsonl", _is_json_lines, posts=read_json_lines),
    Format("text", lambda _: True, threads=_read_text),
)
FORMAT_NAMES = tuple(known.name for known in FORMATS)


def format_of(source: Source, forced: str | None) -> Format:
    """Return the format of a file: the forced one, else the first that recognises its content.

    Raises SourceError for a format that is known and not read.
    """
    if forced is not None:
        return next(known for known in FORMATS if known.name == forced)
    head = _start(source.head)
    for pattern, name in _NOT_READ:
        if pattern.match(head):
            raise SourceError(
                f"{source.name}: is {name}, which is not read yet; copy the page's text into a .txt file, "
                "or force a reader with --from"
            )
    return next(known for known in FORMATS if known.recognises(source.head))
