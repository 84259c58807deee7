"""Which lines belong to the site and to no post."""

from itertools import pairwise

from classifier.threads.pasted.lines import Line, blocks_of
from classifier.threads.pasted.phrases import (
    BY_LINE,
    DATE_LINE,
    FURNITURE_HEADING,
    FURNITURE_LINE,
    LONGEST_FURNITURE_LINE,
)
from classifier.threads.pasted.titles import is_title


def furniture_lines(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of the lines that are furniture: above the headline, boxes with a heading, known lines.

    Missed: a section or author name that stands above the headline without a blank line between them, and a box
    whose heading is not among the known ones.
    """
    taken = known_lines(lines)
    return frozenset(taken | _above_headline([line for line in lines if line.number not in taken]))


def known_lines(lines: list[Line]) -> set[int]:
    """Return the numbers of the lines that words tell for furniture, wherever they stand."""
    taken = {line.number for line in lines if _is_known(line.text)}
    for block in blocks_of(lines):
        for i, line in enumerate(block):
            if FURNITURE_HEADING.match(line.text) and not _goes_on(block[i + 1 :]):
                taken.update(inside.number for inside in block[i:])
                break
    return taken


def _goes_on(below: list[Line]) -> bool:
    """Return whether a link and then a sentence stand below a heading: somebody's own words, such as "Read more:"."""
    return len(below) > 1 and below[0].text.startswith(("http", "www.")) and below[-1].text[-1] in ".!?"


def _is_known(text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE_LINE and FURNITURE_LINE.match(text) is not None


def _above_headline(lines: list[Line]) -> set[int]:
    above: set[int] = set()
    for line, after in pairwise(lines):
        dated = DATE_LINE.match(line.text) or BY_LINE.match(line.text)
        if not dated and not _is_section(line, after):
            break
        above.add(line.number)
    return above


def _is_section(line: Line, after: Line) -> bool:
    """Return whether a short line above a longer headline names the section or the author."""
    short = len(line.text) < len(after.text) and line.text != after.text
    return short and after.blanks_before > 0 and is_title(line.text) and is_title(after.text)
