"""Objects as JSON lines or as rows of comma-separated values, always in UTF-8."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

POST_COLUMNS = (
    *("thread_id", "id", "order", "depth", "kind", "parent_id", "author", "posted_at", "title", "source", "text"),
    *("boundary_confidence", "method", "locator"),
)

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPING = json.JSONEncoder(separators=(",", ":"))


def json_line(fields: Mapping[str, Any]) -> bytes:
    """Return an object as one line of JSON; what UTF-8 cannot hold, a lone surrogate, is escaped.

    msgspec writes small numbers otherwise ("1e-6", not "1e-06"): who needs the same bytes in any process imports it.
    """
    # msgspec writes eight times as fast, but importing it takes longer than the json module needs for a thread: so it
    # is used where a reader of long streams, whose posts these may be, has imported it already.
    quick = sys.modules.get("msgspec.json")
    try:
        return (quick.encode(fields) if quick else _ENCODER.encode(fields).encode()) + b"\n"
    except (UnicodeEncodeError, OverflowError):  # msgspec knows no whole numbers of over 64 bits.
        return _ESCAPING.encode(fields).encode() + b"\n"


def csv_header(columns: Sequence[str]) -> bytes:
    """Return the row of the columns' names."""
    return csv_rows(columns, [dict(zip(columns, columns, strict=True))])


def csv_rows(columns: Sequence[str], objects: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a row for each object; fields without a column are left out."""
    rows = io.StringIO(newline="")
    csv.DictWriter(rows, columns, extrasaction="ignore", restval="").writerows(objects)
    return rows.getvalue().encode("utf-8", "replace")
