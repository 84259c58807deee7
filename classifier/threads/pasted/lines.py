"""A document -> its lines with something on them, each with its place."""

from dataclasses import dataclass

TAB_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: document[start:end] is `text`, without the spaces around it."""

    number: int
    start: int
    end: int
    text: str
    indent: int
    blanks_before: int
    """Blank lines between this line and the one before it; 0 for the first line."""


def content_lines(document: str) -> list[Line]:
    r"""Return the lines of a document that are not blank.

    >>> [(line.number, line.indent, line.blanks_before) for line in content_lines("a\n\n  b\n")]
    [(1, 0, 0), (3, 2, 1)]
    """
    lines: list[Line] = []
    place, last = 0, 0
    for number, raw in enumerate(document.split("\n"), start=1):
        text = raw.strip()
        if text:
            start, indent = place, 0
            if raw[0] != text[0]:
                before = raw[: len(raw) - len(raw.lstrip())]
                start += len(before)
                indent = len(before.expandtabs(TAB_WIDTH))
            lines.append(Line(number, start, start + len(text), text, indent, number - last - 1 if lines else 0))
            last = number
        place += len(raw) + 1
    return lines


def blocks_of(lines: list[Line]) -> list[list[Line]]:
    """Return the lines in blocks: what stands between blank lines, or between lines that were taken out."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.number == blocks[-1][-1].number + 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
