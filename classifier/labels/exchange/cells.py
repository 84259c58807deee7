"""Cells of tables that a spreadsheet will not run: a text that would be taken for a formula is marked as text."""

import re

_MARK = "'"

# What spreadsheets take for the beginning of a formula, in full width too; or strip to find one (NUL, tab, line ends).
_STARTS = "=+\\-@\0\t\r\n＝＋－＠"
_FORMULA = re.compile(f"'*[{_STARTS}]")
_MARKED = re.compile(f"'+[{_STARTS}]")


def safe_cell(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet might run it.

    A text that has apostrophes there already gets one more, so that `plain_cell` always gives back the same.

    >>> safe_cell("=1+1"), safe_cell("'=1+1"), safe_cell("a=1")
    ("'=1+1", "''=1+1", 'a=1')
    """
    return _MARK + text if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """Return a cell's text without the apostrophe that `safe_cell` put in front.

    >>> plain_cell("'=1+1"), plain_cell("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if _MARKED.match(text) else text
