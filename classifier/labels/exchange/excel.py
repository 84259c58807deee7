"""Excel workbooks, with the extra that reads and writes them.

Looked at: the code of openpyxl 3.1.5, of its read-only and write-only modes. In a workbook's strings _xHHHH_ stands for
a character that XML cannot hold. Every cell is written as a string, and read as the text that stands in it: of a
formula that is the formula, which nothing here works out.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any, BinaryIO

from classifier.errors import ClassifierError, DataError, SourceError
from classifier.labels.exchange.reading import Reading
from classifier.labels.exchange.record import Incoming, Outgoing
from classifier.labels.exchange.table import COLUMNS, LONGEST_CELL, Row, has_labels, incoming, row_of
from classifier.records import post_named

_CUT = ("text", "title")
"""Columns that may be cut short: they are there to be read, and text_digest says what the text was."""

LARGEST_BOOK = 256 << 20
"""Bytes of all that is in a workbook, unpacked: what openpyxl makes of them is several times as large."""
MOST_MEMBERS = 1000
_MOST_ROWS = 1 << 20
_MOST_COLUMNS = 200

_NOT_INSTALLED = "needs openpyxl; install it with: pip install 'classifier[excel]'"

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def write(outgoing: Iterable[Outgoing], out: BinaryIO) -> None:
    """Write a workbook of one sheet, a row for each label; raise DataError where a note is longer than a cell."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise ClassifierError(f"an Excel workbook {_NOT_INSTALLED}") from None

    # Made before the workbook is begun: one that is never saved complains when it is let go of.
    rows = [{name: _fitting(name, _escaped(text), one) for name, text in row_of(one).items()} for one in outgoing]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("labels")
    sheet.freeze_panes = "A2"

    def cell(text: str) -> Any:
        made = WriteOnlyCell(sheet, value=text)
        # By its value alone, openpyxl would take "=..." for a formula and "#N/A" for an error.
        made.data_type = "s"
        return made

    sheet.append([cell(name) for name in COLUMNS])
    for row in rows:
        sheet.append([cell(row.get(name, "")) for name in COLUMNS])
    book.save(out)


def _escaped(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def _fitting(name: str, text: str, one: Outgoing) -> str:
    if len(text) <= LONGEST_CELL:
        return text
    if name in _CUT:
        return text[: LONGEST_CELL - 1] + "…"
    raise DataError(
        f"{post_named(one.post.key)}: its {name} of {len(text):,} characters does not fit into a cell of Excel, which "
        f"holds {LONGEST_CELL:,}; write another format"
    )


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the rows of a workbook's sheet of labels say: the first sheet whose first row names such a column."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise SourceError(f"{path}: {_NOT_INSTALLED}") from None
    _check_size(path)
    # Opened here: openpyxl would refuse a workbook whose name ends otherwise.
    with open(path, "rb") as file, warnings.catch_warnings():
        # Of parts of a workbook that hold no cell: pictures, rules for what may be entered.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except Exception as error:  # openpyxl lets through whatever goes wrong inside it
            raise _damaged(path, error) from None
        try:
            yield from incoming(path, _rows(path, _sheet_of_labels(path, book.worksheets, reading.question)), reading)
        finally:
            book.close()


def _sheet_of_labels(path: str, sheets: Sequence[Any], question: str | None) -> Any:
    for sheet in sheets:
        _, header = next(_rows(path, sheet, most=1), (1, ()))
        if has_labels(header, question):
            return sheet
    if not sheets:
        raise SourceError(f"{path}: holds no sheet")
    return sheets[0]


def _check_size(path: str) -> None:
    """Raise SourceError where a path is no workbook, or one that unpacks to more than it may."""
    try:
        with zipfile.ZipFile(path) as zipped:
            members = zipped.infolist()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{path}: is no Excel workbook: {reason}; save it as .xlsx or CSV") from None
    # A member that is longer than the archive says is cut off there, so that what it says can be gone by.
    size = sum(member.file_size for member in members)
    if size > LARGEST_BOOK or len(members) > MOST_MEMBERS:
        raise SourceError(
            f"{path}: unpacks to {size >> 20:,} MiB in {len(members):,} parts, too much for a table of labels; save "
            "the sheet as CSV"
        )


def _damaged(path: str, error: Exception) -> SourceError:
    reason = " ".join(str(error)[:200].split()) or type(error).__name__
    return SourceError(f"{path}: cannot be read as an Excel workbook: {reason}; open it in Excel and save it again")


def _rows(path: str, sheet: Any, most: int = _MOST_ROWS) -> Iterator[Row]:
    """Yield a sheet's rows, as wide as the first."""
    width = 0
    try:
        rows = sheet.iter_rows(max_row=most, max_col=_MOST_COLUMNS, values_only=True)
        for number, row in enumerate(rows, 1):
            cells = [_text(value) for value in row]
            if number == 1:
                width = max((nth for nth, cell in enumerate(cells, 1) if cell), default=0)
            if any(cells) or number == 1:
                yield number, cells[:width]
    except Exception as error:  # openpyxl lets through whatever goes wrong inside it
        raise _damaged(path, error) from None


def _text(value: object) -> str:
    """Return what stands in a cell as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return str(int(value))
    # A formula over several cells is an object that has its text.
    return str(getattr(value, "text", value))
