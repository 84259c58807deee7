"""Post <-> the JSON object that every stage reads and writes, one a line."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from classifier.records import POST_KINDS, Post, Span
from classifier.threads.json_value import json_value

_TEXTS = (
    "parent_id",
    "parent_source",
    "author",
    "author_id",
    "posted_at",
    "posted_at_raw",
    "title",
    "url",
    "source",
    "full_text",
    "method",
    "locator",
)
_WHOLE = ("depth", "start", "end")
_WRITTEN = (
    *("thread_id", "id", "order", "depth", "kind", "parent_id", "parent_source", "author", "author_id"),
    *("posted_at", "posted_at_raw", "title", "url", "source", "text", "full_text", "spans", "start", "end"),
    *("boundary_confidence", "method", "locator"),
)
_KNOWN = frozenset(_WRITTEN)


def post_to_json(post: Post) -> dict[str, Any]:
    """Return the post as a JSON object: every field, null where not known, then the unknown ones as they came."""
    fields = {name: getattr(post, name) for name in _WRITTEN}
    fields["spans"] = [_span_to_json(span) for span in post.spans]
    return {**fields, **post.extra}


def _span_to_json(span: Span) -> dict[str, Any]:
    return {
        "kind": span.kind,
        "start": span.start,
        "end": span.end,
        "author": span.author,
        "post_id": span.post_id,
    }


def post_from_json(
    line: Mapping[str, Any], order: int, thread_id: str, source: str, locator: str | None = None
) -> Post:
    """Return the post of a JSON object; what it does not say comes from the other arguments.

    A post that names another file as its source keeps the place that it has there, or none.
    Raises ValueError with what is wrong and what belongs there, for the caller to say where.
    """
    text = line.get("text")
    if not isinstance(text, str):
        found = "missing" if text is None else _found(text)
        raise ValueError(f"'text' is {found}; a post needs its text there, as a string")
    kind = line.get("kind") or "comment"
    if not isinstance(kind, str) or kind not in POST_KINDS:
        raise ValueError(f"'kind' is {kind!r:.80}; the kinds are {', '.join(POST_KINDS)}")
    fields: dict[str, Any] = {}
    for name in _TEXTS:
        value = line.get(name)
        fields[name] = (value if type(value) is str else _text(line, name)) or None
    for name in _WHOLE:
        value = line.get(name)
        fields[name] = value if type(value) is int and value >= 0 else _whole(line, name)
    fields["depth"] = fields["depth"] or 0
    if fields["source"] is None:
        fields["source"] = source
        fields["locator"] = fields["locator"] or locator
    spans = line.get("spans")
    return Post(
        thread_id=identifier(line, "thread_id") or thread_id,
        id=identifier(line, "id") or numbered_id(order),
        order=_whole(line, "order") or order,
        text=text,
        kind=kind,
        spans=tuple(spans_from_json(spans, fields["full_text"] or text)),
        boundary_confidence=_share(line, "boundary_confidence"),
        extra={} if line.keys() <= _KNOWN else {name: value for name, value in line.items() if name not in _KNOWN},
        **fields,
    )


def numbered_id(order: int) -> str:
    """Return the id of a post whose platform gave it none.

    >>> numbered_id(7)
    'p0007'
    """
    return f"p{order:04d}"


def parse_object(line: str) -> dict[str, Any]:
    """Return the JSON object that a line holds; raise ValueError, saying what it holds instead."""
    try:
        value = json_value(line.strip(), _strict_value)
    except json.JSONDecodeError as error:
        raise ValueError(f"bad JSON at column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise ValueError("JSON nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError(f"holds {_found(value)}; each line must be a JSON object")
    return value


def _strict_value(text: str) -> Any:
    return json.loads(text, parse_constant=_no_number, parse_float=_finite)


def _no_number(name: str) -> float:
    raise ValueError(f"bad JSON: {name} is not a number that JSON has")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"bad JSON: {digits[:20]} is too large a number")
    return number


def _found(value: object) -> str:
    names = {type(None): "null", str: "text", bool: "true or false", dict: "an object", list: "a list"}
    return names.get(type(value), "a number")


def _text(line: Mapping[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name!r} is {_found(value)}; it must be text or null")
    return value or None


def identifier(line: Mapping[str, Any], name: str) -> str | None:
    """Return a field by which posts are told apart, None where it is not given; raise ValueError for another kind."""
    value = line.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{name!r} is {_found(value)}; it must be text or a whole number")
    return str(value)


def _whole(line: Mapping[str, Any], name: str) -> int | None:
    value = line.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise ValueError(f"{name!r} is {value!r:.80}; it must be a whole number from 0, or null")
    return value


def _share(line: Mapping[str, Any], name: str) -> float | None:
    value = line.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{name!r} is {value!r:.80}; it must be a number from 0 to 1, or null")
    return float(value)


def spans_from_json(value: object, text: str) -> Iterator[Span]:
    """Yield the spans of a JSON list, places in a text; raise ValueError where they are not in order inside it."""
    if value is None or value == []:
        return
    if not isinstance(value, list) or not all(isinstance(span, dict) for span in value):
        raise ValueError("'spans' must be a list of objects")
    before = 0
    for span in value:
        start, end = _whole(span, "start"), _whole(span, "end")
        if start is None or end is None or not before <= start <= end <= len(text):
            raise ValueError(f"span {start!s:.20}-{end!s:.20} is not in order inside the post's {len(text)} characters")
        before = end
        yield Span(_text(span, "kind") or "quote", start, end, _text(span, "author"), _text(span, "post_id"))
