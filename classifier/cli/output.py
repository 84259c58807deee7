"""Writing objects to standard output as JSON lines or as a table of comma-separated values, always in UTF-8."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from classifier.threads.post_lines import csv_header, csv_rows, json_line

Write = Callable[[Mapping[str, Any]], None]


def default_format(chosen: str | None, on_terminal: str, piped: str) -> str:
    """Return the format that was asked for, else the one that suits where the output goes."""
    return chosen or (on_terminal if sys.stdout.isatty() else piped)


def json_writer(out: BinaryIO | None = None) -> Write:
    """Return a function that writes one object a line, to standard output where nothing else is given."""
    out = out or sys.stdout.buffer

    def write(fields: Mapping[str, Any]) -> None:
        out.write(json_line(fields))

    return write


def csv_writer(columns: Sequence[str], out: BinaryIO | None = None) -> Write:
    """Return a function that writes one row an object, the header first; other fields are left out."""
    out = out or sys.stdout.buffer

    def write(fields: Mapping[str, Any]) -> None:
        out.write(csv_rows(columns, [fields]))

    out.write(csv_header(columns))
    return write
