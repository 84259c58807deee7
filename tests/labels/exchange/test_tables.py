"""Tables: nothing in them runs, they are read as spreadsheets save them, and hostile ones are refused."""

import csv
import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.labels.exchange import csv_file, excel
from classifier.labels.exchange.cells import plain_cell, safe_cell
from classifier.labels.exchange.record import Outgoing
from classifier.records import Post

openpyxl = pytest.importorskip("openpyxl")

FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")')


@given(st.one_of(st.text(), st.text("'=+-@\t\r\n a", max_size=4)))
def test_cells_come_back(text):
    """Marking a text and taking the mark away gives the text."""
    assert plain_cell(safe_cell(text)) == text


@given(st.text("'=+-@\0\t\r\n＝a", max_size=5))
def test_no_cell_is_a_formula(text):
    """Whatever a text begins with, its cell begins with nothing that a spreadsheet runs."""
    assert not safe_cell(text).startswith(tuple("=+-@\0\t\r\n＝＋－＠"))


def _outgoing(*texts):
    return [Outgoing(Post(thread_id="t", id=str(n), order=n, text=text, author=text)) for n, text in enumerate(texts)]


def _written(write, *texts, **options):
    out = io.BytesIO()
    write(_outgoing(*texts), out, **options)
    return out.getvalue()


def test_nothing_runs_in_csv():
    """Posts and authors that are formulas stand in the table as text."""
    text = _written(csv_file.write, *FORMULAS, marked=True).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝"))]


def test_nothing_runs_in_excel():
    """Every cell is a string, also one that looks like a formula, a number or an error."""
    book = openpyxl.load_workbook(io.BytesIO(_written(excel.write, *FORMULAS, "#N/A", "12", "TRUE")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "#N/A" in {cell.value for cell in cells}


def _book(*rows, name="labels"):
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_edited_workbook(read):
    """Numbers, formulas and errors that a person entered are read as what stands there; nothing is worked out."""
    content = _book(
        ["thread_id", "id", "Label", "note", "confidence"],
        ["t", 7, "keep", 1.5, "low"],
        ["t", 8.0, '=HYPERLINK("http://x")', True, None],
        [None, None, None, None, None],
        ["t", 9, "#N/A", "_x0008_a_x005F_x0009_", None],
    )
    records = read(content, "excel").records
    assert [(record.key, record.labels, record.note, record.confidence) for record in records] == [
        (("t", "7"), ("keep",), "1.5", "low"),
        (("t", "8"), ('=HYPERLINK("http://x")',), "True", None),
        (("t", "9"), ("#N/A",), "\ba_x0009_", None),
    ]
    assert [record.where.rpartition(": ")[2] for record in records] == ["row 2", "row 3", "row 5"]


def test_the_sheet_of_labels_is_found(read):
    """The sheet whose first row names a column of labels is read, wherever it stands."""
    book = openpyxl.Workbook()
    book.active.append(["hello"])
    other = book.create_sheet("mine")
    other.append(["text", "label"])
    other.append(["lol", "keep"])
    out = io.BytesIO()
    book.save(out)
    assert [record.labels for record in read(out.getvalue(), "excel").records] == [("keep",)]


@pytest.mark.parametrize(
    "content",
    [
        "text,label\r\nlöl,keep\r\n".encode(),
        "text,label\r\nlöl,keep\r\n".encode("utf-8-sig"),
        "text;label\nlöl;keep\n".encode(),
        "sep=;\r\ntext;label\r\nlöl;keep\r\n".encode(),
        "text\tlabel\nlöl\tkeep\n".encode("utf-16"),
        "text,label\r\nlöl,keep\r\n".encode("cp1252"),
        '\n"text","label"\nlöl,keep\n\n'.encode().lstrip(),
    ],
    ids=["utf-8", "mark", "semicolon", "sep", "utf-16", "cp1252", "quoted"],
)
def test_as_spreadsheets_save(read, content):
    """A table in any of the encodings and separators that spreadsheets save."""
    [record] = read(content, "csv").records
    assert (record.text, record.labels) == ("löl", ("keep",))


def test_rows_of_another_width(read):
    """A row with more or fewer cells than the header is named."""
    found = read("text,label\nlol,keep\na,b,c\n", "csv")
    assert [fault.rpartition(": ")[2] for fault in found.faults] == ["has 3 cells; the header names 2"]
    assert len(found.records) == 1


def test_a_cell_too_large_or_left_open(read):
    """A quote that is never closed makes one endless cell: an error, not a hang."""
    with pytest.raises(SourceError, match="bad table: field larger than field limit"):
        read(b'text,label\n"' + b"x" * (csv_file.LARGEST_CELL + 1), "csv")


def _zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_sheet(xml):
    """Return a workbook whose sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(_book(["text", "label"]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zip({**members, "xl/worksheets/sheet1.xml": xml})


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="inlineStr"><is><t>label</t></is></c></row>'
)


def test_a_bomb_is_refused_unread(read):
    """What would unpack to more than a table of labels ever is, is refused by what the archive says of itself."""
    bomb = _zip({f"xl/{n}.xml": b"\0" * (64 << 20) for n in range(5)})
    with pytest.raises(SourceError, match="unpacks to 320 MiB in 5 parts, too much for a table of labels"):
        read(bomb, "excel")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "'
    + "ha" * 500
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(8))
    + "]>"
)


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<worksheet>",
        LAUGHS + SHEET.format(HEAD + '<row r="2"><c r="A2" t="str"><v>&i;</v></c></row>'),
        "<a>" * 9_000,
    ],
    ids=["empty", "cut off", "laughs", "deep"],
)
def test_damaged_workbooks(read, xml):
    """Whatever is wrong inside a workbook, it is one message and soon."""
    with pytest.raises(SourceError, match=r"cannot be read as an Excel workbook|no column of labels"):
        read(_with_sheet(xml), "excel")


def test_rows_that_are_not_there(read):
    """A row that says it is the thousand-millionth does not have all those before it made up."""
    far = '<row r="1000000000"><c r="A1000000000" t="inlineStr"><is><t>lol</t></is></c></row>'
    assert read(_with_sheet(SHEET.format(HEAD + far)), "excel").records == []


def test_without_the_extra(monkeypatch, read):
    """Where openpyxl is not installed, it is said how to install it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(SourceError, match=r"needs openpyxl; install it with: pip install 'classifier\[excel\]'"):
        read(b"", "excel")
    with pytest.raises(Exception, match=r"pip install 'classifier\[excel\]'"):
        excel.write([], io.BytesIO())
