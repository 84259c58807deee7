"""Tables of comments as Parquet files, with the extra that reads them."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from classifier.errors import SourceError
from classifier.records import Post, text_digest
from classifier.threads.exports.columns import Columns
from classifier.threads.exports.item import About
from classifier.threads.listener import Listener
from classifier.threads.sources.compressed import Allowance
from classifier.threads.sources.source import Source

LARGEST_COPY = 4 << 30
_ROWS = 100
"""Rows in memory at a time: one long value costs few bytes of a file for each row that repeats it."""
_PLAIN = (str, int, float, bool)


def read_parquet(source: Source, listener: Listener) -> Iterator[Post]:
    """Yield the rows of a Parquet table as posts, some rows in memory at a time.

    Columns of lists, structs and bytes are not passed on.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise SourceError(
            f"{source.name}: is a Parquet table, and nothing here reads it; install it with: "
            "pip install 'classifier[parquet]'"
        ) from None
    faults = (pyarrow.ArrowException, OSError, ValueError, KeyError, NotImplementedError)
    with tempfile.TemporaryFile() as copy:
        file = _seekable(source, copy)
        try:
            allowance = Allowance(source.name, packed=file.seek(0, 2))
            yield from _posts(parquet.ParquetFile(file), source, allowance)
        except faults as error:
            reason = str(error).split("\n")[0][:200]
            raise SourceError(f"{source.name}: bad Parquet table: {reason}; write it again") from None
    listener.note(f"{source.name}: read as a table")


def _posts(table: Any, source: Source, allowance: Allowance) -> Iterator[Post]:
    names = list(table.schema_arrow.names)
    columns = Columns.among(names)
    if columns is None:
        raise SourceError(
            f"{source.name}: no column is a post's text (columns: {', '.join(names[:8])[:200]}); call one text, or body"
        )
    wanted = [*columns.of.values(), *columns.others]
    order = 0
    otherwise: About | None = None
    for batch in table.iter_batches(batch_size=_ROWS, columns=wanted):
        allowance.spend(batch.nbytes)
        for row in batch.to_pylist():
            order += 1
            if otherwise is None:
                digest = text_digest(columns.text(row))
                otherwise = About(id=digest, source=source.name, method="table")
            plain = {name: _plain(value) for name, value in row.items()}
            yield columns.post(plain, order, otherwise, f"row {order}")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    return value if isinstance(value, _PLAIN) else value.isoformat() if isinstance(value, date) else None


def _seekable(source: Source, copy: Any) -> Any:
    """Return what can be read from any place: the file itself, or a nameless copy of what comes in by a pipe."""
    if source.stream.seekable():
        return source.stream
    while piece := source.stream.read(1 << 20):
        copy.write(piece)
        if copy.tell() > LARGEST_COPY:
            raise SourceError(f"{source.name}: a table of over {LARGEST_COPY >> 30} GiB in a pipe; give the file")
    copy.seek(0)
    return copy
