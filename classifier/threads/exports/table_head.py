"""The first line of a table of comments, by which it is known."""

import csv
import re

from classifier.threads.exports.column_names import NAMES, fields_among, normalised
from classifier.threads.sources.decode import foreign_codec

_DELIMITERS = ",;\t|"
_ENDINGS = (".csv", ".tsv", ".tab")
_ALL_NAMES = frozenset(name for names in NAMES.values() for name in names)
MARK = b"\xef\xbb\xbf"

SEPARATOR = re.compile(rb'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
"""The line before the header in which Excel is told of the delimiter."""


def is_table(head: bytes, name: str) -> bool:
    """Return whether a file's first line names columns: a text's and another known one.

    A text's column alone is enough where the file is called .csv.
    """
    header = header_of(head)[0]
    if header is None or not fields_among(header):
        return False
    known = sum(normalised(column) in _ALL_NAMES for column in header)
    return known > 1 or name.lower().endswith(_ENDINGS)


def header_of(head: bytes) -> tuple[list[str] | None, str]:
    """Return (names, delimiter) of a table's first line; no names where it is none."""
    head = head.removeprefix(MARK)
    told = SEPARATOR.match(head)
    line = head[told.end() if told else 0 :].partition(b"\n")[0].rstrip(b"\r")
    try:
        first = line.decode("utf-8")
    except UnicodeDecodeError:
        first = line.decode(foreign_codec(head) or "latin-1", "replace")
    delimiter = told.group(1).decode() if told else max(_DELIMITERS, key=first.count)
    try:
        return next(csv.reader([first], delimiter=delimiter), None), delimiter
    except csv.Error:
        return None, delimiter
