"""The article above marked comments, among what else a site shows there."""

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.threads.pasted.furniture import furniture_lines
from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.templates import Reading
from classifier.threads.pasted.phrases import BY_LINE
from classifier.threads.pasted.titles import is_title

FEWEST_PROSE_WORDS = 3
LONG_LINE = 25
"""Words from which a line is a paragraph, however it ends."""

MOST_OF_A_LINE = 60
SHORT_LINE, SITE_LINE = -5, -12
"""What a line that is no paragraph takes from a stretch's words: headings stand in articles, menus do not."""

WORDS_AMID_MENUS, WORDS_A_LINE = 60, 12
"""Words that an article has at least where menus stand beside it: for each of their lines, and at most."""

MOST_ABOVE_BODY = 6
FEWEST_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Above:
    """An article as a half-open range of lines, and what the lines around its body say of it."""

    start: int
    end: int
    title: str | None = None
    author: str | None = None
    date: str | None = None


def find_article(lines: Sequence[Line], readings: Sequence[Reading]) -> Above | None:
    """Return the article among the lines above the first marked post, None where there is none.

    It is the stretch with the most words in paragraphs, where lines that are none count against it, with the headline
    above it. By-lines between headline and body are in no post; they part the headline from the body.
    Missed: what a site writes about itself in paragraphs, where the article is shorter.
    """
    site = furniture_lines(list(lines))
    worth = [_worth(line, reading, line.number in site) for line, reading in zip(lines, readings, strict=True)]
    start, end = _best_stretch(worth)
    if start == end:
        return None
    words = sum(value for value in worth[start:end] if value > 0)
    outside = [*lines[: max(0, start - 1)], *lines[end:]]
    menus = sum(line.number not in site for line in outside)
    if words < min(WORDS_AMID_MENUS, WORDS_A_LINE * menus):
        return None
    return _with_headline(lines, readings, start, end)


def _worth(line: Line, reading: Reading, of_site: bool) -> int:
    if of_site or (reading.known and not is_paragraph(line.text)):
        return SITE_LINE
    return min(len(line.text.split()), MOST_OF_A_LINE) if is_paragraph(line.text) else SHORT_LINE


def is_paragraph(text: str) -> bool:
    """Return whether a line reads as a paragraph: some words with a full stop, or many.

    >>> is_paragraph("The ferry sank on Tuesday."), is_paragraph("Harbour News"), is_paragraph("Why?")
    (True, False, False)
    """
    words = len(text.split())
    return (words >= LONG_LINE and (". " in text or ", " in text)) or (
        words >= FEWEST_PROSE_WORDS and text.rstrip("”\"'’»)")[-1:] in tuple(".!?:…")
    )


def _best_stretch(worth: Sequence[int]) -> tuple[int, int]:
    """Return the stretch of the greatest sum, by Kadane's method; an empty one where nothing is above zero."""
    best, best_range = 0, (0, 0)
    total, start = 0, 0
    for i, value in enumerate(worth):
        if total <= 0:
            total, start = 0, i
        total += value
        if total > best:
            best, best_range = total, (start, i + 1)
    return best_range


def _with_headline(lines: Sequence[Line], readings: Sequence[Reading], start: int, end: int) -> Above:
    author = date = None
    titles: list[int] = []
    for i in range(start - 1, max(-1, start - 1 - MOST_ABOVE_BODY), -1):
        text, reading = lines[i].text, readings[i]
        by = BY_LINE.match(text)
        if by or reading.date:
            author, date = author or (reading.author if by else None), date or reading.date
        elif is_title(text) and (text.count(" ") + 1 >= FEWEST_TITLE_WORDS or i == start - 1):
            titles.append(i)
    if not titles:
        return Above(start, end, None, author, date)
    named = [i for i in titles if _is_named_elsewhere(lines, i)]
    title = max(named, key=lambda i: len(lines[i].text), default=titles[0])
    apart = any(readings[i].date or BY_LINE.match(lines[i].text) for i in range(title + 1, start))
    return Above(start if apart else title, end, lines[title].text, author, date)


def _is_named_elsewhere(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line stands in another one, as a headline does in the site's path to the page."""
    text = lines[place].text
    return any(text in line.text for i, line in enumerate(lines) if i != place and line.text != text)
