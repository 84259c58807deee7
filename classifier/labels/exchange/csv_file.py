"""Comma-separated values, as spreadsheets open and save them.

Looked at: RFC 4180 and Python's csv module; OWASP ASVS 1.2.10 and CWE-1236 for what must not begin a cell. Excel
takes a file for UTF-8 only where it begins with a byte order mark, so a file gets one; a pipe, which a program reads,
none.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from classifier.errors import SourceError
from classifier.labels.exchange.reading import Reading, sources_of
from classifier.labels.exchange.record import Incoming, Outgoing
from classifier.labels.exchange.table import COLUMNS, Row, incoming, row_of
from classifier.threads.exports.table_head import MARK, SEPARATOR, header_of
from classifier.threads.post_lines import csv_header, csv_rows
from classifier.threads.sources.decode import decode
from classifier.threads.sources.source import Source

LARGEST_FILE = 256 << 20
LARGEST_CELL = 16 << 20


def write(outgoing: Iterable[Outgoing], out: BinaryIO, marked: bool) -> None:
    """Write a row for each label; half characters become question marks, which UTF-8 has to be without."""
    out.write((MARK if marked else b"") + csv_header(COLUMNS))
    for one in outgoing:
        out.write(csv_rows(COLUMNS, [row_of(one)]))


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the rows of a table say."""
    for source in sources_of(path):
        yield from incoming(source.name, _rows(source), reading)


def _rows(source: Source) -> Iterator[Row]:
    raw = source.stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise SourceError(f"{source.name}: over {LARGEST_FILE >> 20} MiB is too much for a table of labels; split it")
    _, delimiter = header_of(source.head)
    raw = raw.removeprefix(MARK)
    told = SEPARATOR.match(raw)
    text = _text(raw[told.end() if told else 0 :], source.name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        for number, row in enumerate(rows, 1):
            if row or number == 1:
                yield number, row
    except csv.Error as error:
        raise SourceError(f"{source.name}:{rows.line_num}: bad table: {error}; is a quote left open?") from None
    finally:
        csv.field_size_limit(before)


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw, name).text
