"""JSON of platforms, as one document or as lines."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.exports.item import named_apart
from classifier.threads.exports.parse_json import read_json, whole_value
from classifier.threads.exports.shapes import DocumentShape, LineShape, document_shape, line_shape
from classifier.threads.json_value import json_value
from classifier.threads.jsonl import NumberedLines, Stretch, line_text, numbered_lines
from classifier.threads.listener import Listener, Told
from classifier.threads.sources.source import Source

_BLANK = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"


def holds_lines(head: bytes) -> bool:
    """Return whether JSON that begins with an object is one object a line, by the first bytes of the file.

    One line alone is a document if it has a document's shape. A first line of over a mebibyte is one. A first line
    that is broken is passed over where two lines follow that are objects, which no document has.
    """
    first, _, rest = head.removeprefix(_MARK).lstrip(_BLANK).partition(b"\n")
    rest = rest.lstrip(_BLANK)
    value = _object(first)
    if value is None:
        following = rest.split(b"\n", 2)[:2]
        return len(following) == 2 and all(_object(line) is not None for line in following)
    return bool(rest) or document_shape(value) is None


def shape_of_lines(head: bytes, platform: str | None = None) -> LineShape | DocumentShape | None:
    """Return the shape of JSON lines by the first of them that is an object: a post's, else a whole document's."""
    for line in head.removeprefix(_MARK).lstrip(_BLANK).split(b"\n", 100)[:100]:
        value = _object(line)
        if value is not None:
            return line_shape(value, platform) or document_shape(value, platform)
    return None


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json_value(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def read_document(source: Source, platform: str | None = None) -> Iterator[Thread]:
    """Yield the threads of a JSON document of whatever platform, or of the one that is named.

    Raises SourceError for one of no known shape, with what was found.
    """
    value, notes = read_json(source)
    shape = document_shape(value, platform)
    if shape is None:
        wanted = f"an export of {platform}" if platform not in (None, "json") else "an export that is known"
        raise SourceError(
            f"{source.name}: is JSON, but not {wanted}: it is {_described(value)}; give posts as JSON lines"
        )
    for thread in named_apart(shape.read(value, source.name)):
        yield replace(thread, notes=(*notes, *thread.notes)) if notes else thread
        notes = ()


def _described(value: object) -> str:
    """Return what a JSON value is, with the first names in it.

    >>> _described([{"a": 1}])
    "a list of 1, the first an object with 'a'"
    """
    if isinstance(value, list) and value:
        return f"a list of {len(value)}, the first {_kind(value[0])}"
    return _kind(value)


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        names = ", ".join(repr(str(name)[:40]) for name in list(value)[:6])
        return f"an object with {names}" if names else "an empty object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return {str: "a string", bool: "true or false", type(None): "null"}.get(type(value), "a number")


def read_lines(source: Source, listener: Listener, platform: str | None = None) -> Iterator[Post]:
    """Yield the posts of a platform's JSON lines as they come; parents are named and not looked up.

    The first object says of which platform. A line that is no post of it is given to `listener.fault` and left out.
    """
    shape = shape_of_lines(source.head, platform)
    if shape is None:
        raise SourceError(f"{source.name}: no line in its beginning is a post of {platform or 'a known platform'}")
    if isinstance(shape, DocumentShape):
        yield from _documents(shape, source, listener)
    else:
        yield from _posts(shape, source, numbered_lines(source.stream), Stretch(source.name), listener.fault)


def can_be_read_apart(head: bytes, platform: str | None = None) -> bool:
    """Return whether some of a stream's lines can be read without those before them, by its first bytes."""
    shape = shape_of_lines(head, platform)
    return isinstance(shape, LineShape) and shape.apart


def posts_apart(
    head: bytes, lines: NumberedLines, at: Stretch, fault: Told, platform: str | None = None
) -> Iterator[Post]:
    """Yield the posts of some lines of a stream that begins with `head`, the same as when it is read as a whole."""
    shape = shape_of_lines(head, platform)
    if isinstance(shape, LineShape):
        yield from _posts(shape, Source(at.name, io.BytesIO(), head), lines, at, fault)


def _posts(shape: LineShape, source: Source, lines: NumberedLines, at: Stretch, fault: Told) -> Iterator[Post]:
    make = shape.reader(source)
    quick = shape.quick(make)
    order, name = at.order, at.name
    for number, raw in lines:
        locator = f"line {number}"
        try:
            line = line_text(raw)
            post = quick(line, order, name, locator)
            if post is None:
                if line.isspace():
                    continue
                post = make(_checked(line, shape), order, name, locator)
        except ValueError as error:
            fault(f"{name}:{number}: {_fault(error)}")
            continue
        order += 1
        yield post


def _documents(shape: DocumentShape, source: Source, listener: Listener) -> Iterator[Post]:
    """Yield the posts of whole documents that stand one a line, each a thread or several."""
    order, name = 1, source.name
    for number, raw in numbered_lines(source.stream):
        try:
            line = line_text(raw)
            threads = [] if line.isspace() else list(shape.read(_checked(line, shape), name))
        except ValueError as error:
            listener.fault(f"{name}:{number}: {_fault(error)}")
            continue
        for thread in threads:
            for note in thread.notes:
                listener.note(note.replace(name, f"{name}:{number}", 1))
            for post in thread.posts:
                locator = f"line {number} {post.locator or ''}".rstrip()
                yield replace(post, order=order, start=None, end=None, locator=locator)
                order += 1


def _checked(line: str, shape: LineShape | DocumentShape) -> dict[str, Any]:
    """Return the object of a line; raise ValueError where it holds no post of the shape."""
    try:
        value = json_value(line, whole_value)
    except RecursionError:
        raise ValueError("JSON nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError(f"holds {_described(value)}; each line must be a JSON object")
    if not shape.recognises(value):
        raise ValueError(f"is no post of {shape.platform}: {_described(value)}")
    return value


def _fault(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"bad JSON at column {error.colno}: {error.msg}"
    return str(error)
