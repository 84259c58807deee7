"""What a value of an export is, where it is of the kind that belongs there: an export is never trusted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

Object = Mapping[str, Any]

Pointer = str | None
"""A JSON pointer (RFC 6901) into a document; None where it is too long."""

Placed = tuple[Pointer, Object]
"""An object with its JSON pointer."""

_LONGEST_POINTER = 4000

_DEEPEST = 100
"""Objects and lists inside one another: the json module writes no more than some hundred of them."""

_EARLIEST, _LATEST = 1e8, 4e9
"""Seconds since 1970 that are a post's time (1973 to 2096): a smaller number is a year, a score or an order."""


def text_at(record: Object, *names: str) -> str:
    """Return the first text under one of the names, or nothing."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            return value
    return ""


def name_at(record: Object, *names: str) -> str | None:
    """Return the first name or id under one of the names: text that is not empty, or a whole number."""
    for name in names:
        value = record.get(name)
        if value is not None and (found := as_name(value)) is not None:
            return found
    return None


def as_name(value: object) -> str | None:
    """Return a value as a name or id, None where it is none."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64 else None


def number_at(record: Object, name: str) -> int:
    """Return the whole number under a name, 0 where there is none or a negative one."""
    value = record.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 64 else 0


def object_at(record: Object, *names: str) -> Object:
    """Return the object that some names lead to, one inside the other; an empty one where there is none."""
    for name in names:
        inner = record.get(name)
        record = inner if isinstance(inner, Mapping) else {}
    return record


def inside(pointer: Pointer, path: str) -> Pointer:
    """Return the JSON pointer of what a path leads to from another; None where it becomes too long to be of use.

    Of ten thousand replies, each to the one before, the pointers would together be gigabytes.
    """
    return None if pointer is None or len(pointer) > _LONGEST_POINTER else pointer + path


def placed_objects(value: object, pointer: Pointer) -> Sequence[Placed]:
    """Return the objects of a list with the JSON pointer of each, or nothing; `pointer` is the list's own.

    >>> placed_objects([{"a": 1}, None, {}], "/x")
    [('/x/0', {'a': 1}), ('/x/2', {})]
    """
    if not isinstance(value, list):
        return []
    return [(inside(pointer, f"/{nth}"), part) for nth, part in enumerate(value) if isinstance(part, Mapping)]


def placed_roots(value: object) -> Sequence[Placed]:
    """Return a document's objects with their JSON pointers: the one that it is, or those of the list that it is."""
    return [("", value)] if isinstance(value, Mapping) else placed_objects(value, "")


def first_object(value: object) -> Object:
    """Return the first object of a list; an empty one where there is none."""
    return next((part for part in value if isinstance(part, Mapping)), {}) if isinstance(value, list) else {}


def passed_on(value: object) -> Any:
    """Return a value as it can be written as JSON again: None for NaN, infinity, and what nests very deep or is none.

    >>> passed_on({"a": [1, "b"]}), passed_on(float("nan"))
    ({'a': [1, 'b']}, None)
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, dict | list) and depth < _DEEPEST:
            waiting.extend((inner, depth + 1) for inner in (part.values() if isinstance(part, dict) else part))
        elif not (part is None or isinstance(part, str | int) or (isinstance(part, float) and isfinite(part))):
            return None
    return value


def iso_of_epoch(seconds: object) -> str | None:
    """Return a time given in seconds since 1970, as number or text, in ISO 8601; None where it is no such time.

    >>> iso_of_epoch("1476408245.0")
    '2016-10-14T01:24:05+00:00'
    """
    try:
        return (
            datetime.fromtimestamp(float(seconds), UTC).isoformat() if isinstance(seconds, int | float | str) else None
        )
    except (ValueError, OverflowError, OSError):
        return None


def iso_of_text(written: object) -> str | None:
    """Return a written ISO time with its offset; None for one without, or for anything else."""
    if not isinstance(written, str) or len(written) > 40:
        return None
    try:
        time = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return time.isoformat() if time.tzinfo else None


def time_of(value: object) -> tuple[str | None, str | None]:
    """Return (ISO time, as written) of a time in whatever form: seconds or milliseconds since 1970, or ISO.

    >>> time_of(1476408245000)
    ('2016-10-14T01:24:05+00:00', '1476408245000')
    >>> time_of("yesterday")
    (None, 'yesterday')
    """
    if isinstance(value, datetime):
        return (value.isoformat() if value.tzinfo else None), value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None, None
    written = str(value)[:100].strip()
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return iso_of_text(written), written or None
    for unit in (1, 1_000, 1_000_000):
        if _EARLIEST <= seconds / unit <= _LATEST:
            return iso_of_epoch(seconds / unit), written
    return None, written
