"""A table of labels, a row a post: which column is what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from classifier.errors import SourceError
from classifier.labels.exchange.cells import plain_cell, safe_cell
from classifier.labels.exchange.reading import Reading
from classifier.labels.exchange.record import OURS, QUESTIONS, Incoming, Outgoing, codebook_of, context, details

COLUMNS = (
    *("thread_id", "id", "parent_id", "author", "title", "text", "label", "secondary", "confidence", "note", "coder"),
    *("labelled_at", "codebook_version", "codebook_hash", "text_digest"),
)

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds, also of a file of another kind that it saves."""

_POST_IDS = ("post_id", "id")
"""The first that is there: where other tools have added an `id` of their own, ours is the other."""

Row = tuple[int, Sequence[str]]
"""A row's number, the header's being 1, and its cells."""


def row_of(one: Outgoing) -> dict[str, str]:
    """Return the cells of a label's row by column, each safe to open in a spreadsheet."""
    fields = {**context(one.post), **details(one), "id": one.post.id, "text": one.post.text}
    if one.event is not None and one.event.label is not None:
        fields["label"] = one.event.label
    return {name: safe_cell(fields[name]) for name in COLUMNS if name in fields}


def has_labels(header: Sequence[str], question: str | None) -> bool:
    """Return whether a header names a column of labels."""
    names = _names(header)
    return any(name in names for name in _label_columns(question))


def incoming(name: str, rows: Iterable[Row], reading: Reading) -> Iterator[Incoming]:
    """Yield what the rows of a table say; raise SourceError where its first row does not name the columns needed."""
    found = iter(rows)
    _, header = next(found, (1, ()))
    names = _names(header)
    label = next((column for column in _label_columns(reading.question) if column in names), None)
    if label is None:
        raise SourceError(
            f"{name}: no column of labels (columns: {', '.join(names)[:200] or 'none'}); call one label, or say which "
            "it is with --question"
        )
    post_id = next((column for column in _POST_IDS if column in names), None)
    if "text" not in names and not (post_id and "thread_id" in names):
        raise SourceError(f"{name}: columns thread_id and id, or text, must say which post a row is of")
    for number, cells in found:
        where = f"{name}: row {number}"
        if len(cells) != len(names):
            if any(cells):
                reading.fault(f"{where}: has {len(cells)} cells; the header names {len(names)}")
            continue
        row = {column: plain_cell(cell) for column, cell in zip(names, cells, strict=True) if column}
        if any(row.values()):
            yield _incoming(where, row, row[label], row.get(post_id or "", ""))


def _label_columns(question: str | None) -> tuple[str, ...]:
    return QUESTIONS if question is None else (question.strip().casefold(),)


def _names(header: Sequence[str]) -> list[str]:
    return [plain_cell(name).strip().casefold() for name in header]


def _incoming(where: str, row: Mapping[str, str], label: str, post_id: str) -> Incoming:
    thread_id = row.get("thread_id")
    fields: dict[str, Any] = {name: row.get(name) or None for name in (*OURS, "coder", "text")}
    if fields["text"] and row.get("text_digest") and len(fields["text"]) >= LONGEST_CELL - 1:
        # It may have been cut short; the digest says what it was.
        fields["text"] = None
    return Incoming(
        where=where,
        key=(thread_id, post_id) if thread_id and post_id else None,
        digest=row.get("text_digest") or None,
        labels=(label,) if label.strip() else (),
        codebook=codebook_of(row),
        **fields,
    )
