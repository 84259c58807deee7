"""Tables of comments as comma-, semicolon- or tab-separated values, known by their columns' names."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.errors import SourceError
from classifier.records import Post, text_digest
from classifier.threads.exports.columns import Columns
from classifier.threads.exports.item import About
from classifier.threads.exports.table_head import MARK, SEPARATOR, header_of
from classifier.threads.listener import Listener
from classifier.threads.sources.decode import foreign_codec
from classifier.threads.sources.source import Source

LONGEST_LINE = 16 << 20
LARGEST_FIELD = 16 << 20


NumberedRow = tuple[int, list[str]]
"""A row's number, the header's being 0, and its fields."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of a table have in common."""

    header: tuple[str, ...]
    columns: Columns
    otherwise: About
    """The thread of rows that name none."""

    def post(self, row: NumberedRow, order: int) -> Post:
        """Return the post of a row."""
        number, values = row
        return self.columns.post(dict(zip(self.header, values, strict=True)), order, self.otherwise, f"row {number}")


def read_table(source: Source, listener: Listener) -> Iterator[Post]:
    """Yield the rows of a table as posts, as they come; parents are named and not looked up.

    The columns are known by their names; those that are no field of a post are passed on with it. Rows that are too
    long or too short are given to `listener.fault`. Lines that are not UTF-8 are taken for Windows-1252, or for what
    they look like, with a note.
    """
    for order, (table, row) in enumerate(read_rows(source, listener), 1):
        yield table.post(row, order)


def read_rows(source: Source, listener: Listener) -> Iterator[tuple[Table, NumberedRow]]:
    """Yield the rows of a table that are posts, and the table with each: to make the posts apart from each other."""
    header, delimiter = header_of(source.head)
    columns = Columns.among(header) if header else None
    if header is None or columns is None:
        names = ", ".join(header[:8]) if header else "none"
        raise SourceError(
            f"{source.name}: no column is a post's text (columns: {names[:200]}); call one of them text, or body"
        )
    lines = _Lines(source)
    rows = csv.reader(lines, delimiter=delimiter, strict=False)
    table: Table | None = None
    for number, row in enumerate(_rows(rows, source.name)):
        if number == 0 or not row:
            continue
        if len(row) != len(header):
            listener.fault(f"{source.name}:{rows.line_num}: a row of {len(row)} fields; the header names {len(header)}")
            continue
        if table is None:
            about = About(id=text_digest("\n".join(row)), source=source.name, method="table")
            table = Table(tuple(header), columns, about)
        yield table, (number, row)
    if lines.foreign:
        listener.note(f"{source.name}: {lines.foreign} lines are not UTF-8; read as {lines.read_as}")


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
    """The lines of a table as text, from the header on, each no longer than a row may be."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._number = 0
        self._codec = ""
        self.foreign = 0

    @property
    def read_as(self) -> str:
        """What lines that are not UTF-8 were taken for."""
        if self._codec == "cp1252":
            return "Windows-1252"
        return f"{self._codec}, which is a guess; if letters look wrong, save the table as UTF-8"

    def __iter__(self) -> Iterator[str]:
        readline = self._source.stream.readline
        while raw := readline(LONGEST_LINE):
            self._number += 1
            if len(raw) == LONGEST_LINE:
                raise SourceError(
                    f"{self._source.name}:{self._number}: a line of over {LONGEST_LINE >> 20} MiB is no table's"
                )
            if self._number == 1:
                raw = raw.removeprefix(MARK)
                if SEPARATOR.fullmatch(raw):
                    continue
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                yield self._foreign(raw)

    def _foreign(self, raw: bytes) -> str:
        """Return the text of a line that is not UTF-8; the first of them and the head say what it is in."""
        self.foreign += 1
        self._codec = self._codec or foreign_codec(self._source.head + raw) or "cp1252"
        return raw.decode(self._codec, "replace")
