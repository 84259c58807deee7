"""Tables of comments as comma-, semicolon- or tab-separated values, known by their columns' names."""

import csv
from collections.abc import Iterator
from functools import partial

from classifier.errors import SourceError
from classifier.records import Post, text_digest
from classifier.threads.exports.columns import NAMES, Columns, normalised
from classifier.threads.listener import Listener
from classifier.threads.source import Source

LONGEST_LINE = 16 << 20
LARGEST_FIELD = 16 << 20
_DELIMITERS = ",;\t|"
_ENDINGS = (".csv", ".tsv", ".tab")
_ALL_NAMES = frozenset(name for names in NAMES.values() for name in names)


def is_table(head: bytes, name: str) -> bool:
    """Return whether a file's first line names columns: a text's and another known one.

    A text's column alone is enough where the file is called .csv.
    """
    header = _header(head)
    if header is None or Columns.among(header) is None:
        return False
    known = sum(normalised(column) in _ALL_NAMES for column in header)
    return known > 1 or name.lower().endswith(_ENDINGS)


def _header(head: bytes) -> list[str] | None:
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    try:
        first = line.decode("utf-8").strip("\r")
        return next(csv.reader([first], delimiter=_delimiter(first)), None)
    except (UnicodeDecodeError, csv.Error):
        return None


def _delimiter(first: str) -> str:
    """Return the delimiter between names, the one that the header holds most of."""
    return max(_DELIMITERS, key=first.count)


def read_table(source: Source, listener: Listener) -> Iterator[Post]:
    """Yield the rows of a table as posts, as they come; parents are named and not looked up.

    The columns are known by their names; those that are no field of a post are passed on with it. Rows that are too
    long or too short are given to `listener.fault`. What is not UTF-8 is taken for Windows-1252.
    """
    header = _header(source.head)
    columns = Columns.among(header) if header else None
    if header is None or columns is None:
        names = ", ".join(header[:8]) if header else "none"
        raise SourceError(
            f"{source.name}: no column is a post's text (columns: {names[:200]}); call one of them text, or body"
        )
    lines = _Lines(source)
    rows = csv.reader(lines, delimiter=_delimiter(lines.first), strict=False)
    thread_id, order = "", 0
    for row in _rows(rows, source.name):
        if (rows.line_num <= 1 and row == header) or not row:
            continue
        if len(row) != len(header):
            listener.fault(f"{source.name}:{rows.line_num}: a row of {len(row)} fields; the header names {len(header)}")
            continue
        thread_id = thread_id or text_digest("\n".join(row))
        order += 1
        yield columns.post(dict(zip(header, row, strict=True)), order, source.name, thread_id)
    if lines.windows:
        listener.note(f"{source.name}: {lines.windows} lines are not UTF-8; read as Windows-1252")


def _rows(rows: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    """Yield rows; a field that never ends is an error, since what follows it cannot be known."""
    before = csv.field_size_limit(LARGEST_FIELD)
    try:
        yield from rows
    except csv.Error as error:
        line = getattr(rows, "line_num", 0)
        raise SourceError(f"{name}:{line}: bad table: {error}; is a quote left open?") from None
    finally:
        csv.field_size_limit(before)


class _Lines:
    """The lines of a source as text, each no longer than a row may be."""

    def __init__(self, source: Source) -> None:
        self._name = source.name
        self._lines = iter(partial(source.stream.readline, LONGEST_LINE), b"")
        self.first = (
            source.head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace").strip("\r")
        )
        self.windows = 0
        self._number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = next(self._lines)
        self._number += 1
        if len(raw) == LONGEST_LINE:
            raise SourceError(f"{self._name}:{self._number}: a line of over {LONGEST_LINE >> 20} MiB is no table's")
        if self._number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.windows += 1
            return raw.decode("cp1252", "replace")
