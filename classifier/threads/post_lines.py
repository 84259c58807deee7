"""Objects as JSON lines or as rows of comma-separated values, always in UTF-8."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

POST_COLUMNS = (
    *("thread_id", "id", "order", "depth", "kind", "parent_id", "author", "posted_at", "title", "source", "text"),
    *("boundary_confidence", "method", "locator"),
)


def json_line(fields: Mapping[str, Any]) -> bytes:
    """Return an object as one line of JSON; what UTF-8 cannot hold, a lone surrogate, is escaped."""
    try:
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(fields).encode() + b"\n"


def csv_header(columns: Sequence[str]) -> bytes:
    """Return the row of the columns' names."""
    return csv_rows(columns, [dict(zip(columns, columns, strict=True))])


def csv_rows(columns: Sequence[str], objects: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a row for each object; fields without a column are left out."""
    rows = io.StringIO(newline="")
    csv.DictWriter(rows, columns, extrasaction="ignore", restval="").writerows(objects)
    return rows.getvalue().encode("utf-8", "replace")
