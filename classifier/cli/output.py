"""Writing posts to standard output as JSON lines or as a table of comma-separated values, always in UTF-8."""

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

Write = Callable[[Mapping[str, Any]], None]

POST_COLUMNS = (
    *("thread_id", "id", "order", "depth", "kind", "parent_id", "author", "posted_at", "title", "source", "text"),
    *("boundary_confidence", "method", "locator"),
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPING = json.JSONEncoder(separators=(",", ":"))
PREDICTION_COLUMNS = ("predicted", "probability", "abstained", "seen")


def default_format(chosen: str | None, on_terminal: str, piped: str) -> str:
    """Return the format that was asked for, else the one that suits where the output goes."""
    return chosen or (on_terminal if sys.stdout.isatty() else piped)


def json_line(fields: Mapping[str, Any]) -> bytes:
    """Return an object as one line of JSON; what UTF-8 cannot hold, a lone surrogate, is escaped."""
    # msgspec writes eight times as fast, but importing it takes longer than the json module needs for a thread: so it
    # is used where a reader of long streams, whose posts these may be, has imported it already.
    quick = sys.modules.get("msgspec.json")
    try:
        return (quick.encode(fields) if quick else _ENCODER.encode(fields).encode()) + b"\n"
    except (UnicodeEncodeError, OverflowError):  # msgspec knows no whole numbers of over 64 bits.
        return _ESCAPING.encode(fields).encode() + b"\n"


def json_writer(out: BinaryIO | None = None) -> Write:
    """Return a function that writes one object a line, to standard output where nothing else is given."""
    out = out or sys.stdout.buffer

    def write(fields: Mapping[str, Any]) -> None:
        out.write(json_line(fields))

    return write


def csv_writer(columns: Sequence[str], out: BinaryIO | None = None) -> Write:
    """Return a function that writes one row an object, the header first; other fields are left out."""
    out = out or sys.stdout.buffer
    row = io.StringIO(newline="")
    table = csv.DictWriter(row, columns, extrasaction="ignore", restval="")

    def write(fields: Mapping[str, Any]) -> None:
        table.writerow(fields)
        out.write(row.getvalue().encode("utf-8", "replace"))
        row.seek(0)
        row.truncate()

    table.writeheader()
    return write
