"""Who wrote the posts of a page that names nobody in its mark-up: read from the lines above their words."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from classifier.threads.closing_phrases import EDIT_NOTE
from classifier.threads.pages.elements import Place
from classifier.threads.pages.page import Page
from classifier.threads.pages.words import BEFORE_DATE, BY, SAYS

FARTHEST = 400
"""Characters above a post's words within which its heading is looked for."""
MOST_LINES = 5
COMMON = 0.6
"""Lines above more than this share of the posts are labels and not names."""
ENOUGH = 0.8
"""The share of the posts in whose headings a name must be found for any to be believed."""
LONGEST_NAME = 60

_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


def names_in_headings(page: Page, places: Sequence[Place]) -> list[str | None]:
    """Return the name above each post: on the date's line before it, else as many lines above as in most posts.

    All are None where too few headings hold one. Missed: names below the words, or in pictures.
    """
    ends = [0, *(place.end for place in places)]
    headings = [_heading(page, end, place.start) for end, place in zip(ends, places, strict=False)]
    seen = Counter(kind for heading in headings for kind in {_kind(line) for line in heading})
    labels = {kind for kind, count in seen.items() if count > max(1, COMMON * len(places))}
    usual = Counter(above for heading in headings if (above := _first_above(heading, labels)) is not None)
    if not usual:
        return [None] * len(places)
    most = usual.most_common(1)[0][0]
    names = [_name(heading, labels, most) for heading in headings]
    enough = sum(name is not None for name in names) >= ENOUGH * len(places)
    return names if enough and len(set(names)) > 1 else [None] * len(places)


def _heading(page: Page, start: int, end: int) -> tuple[str, ...]:
    """Return the lines above a post's words, from what stands before the date on its line upwards; none without one."""
    dates = page.dates(max(start, end - FARTHEST), end)
    if not dates:
        return ()
    above = page.document[max(start, end - FARTHEST) : dates[-1].start].split("\n")
    lines = [line for line in reversed(above[:-1]) if line and not EDIT_NOTE.match(line)]
    return (BEFORE_DATE.sub("", above[-1]).strip(), *lines[:MOST_LINES])


def _first_above(heading: tuple[str, ...], labels: set[str]) -> int | None:
    """Return how far above the date the topmost line stands below which there are no labels; 0 is the date's own.

    Labels that stand between that line and the date, such as how much somebody has written, are passed over.
    """
    if heading and heading[0] and _cleaned(heading[0], labels):
        return 0
    passed = len(list(takewhile(lambda line: _kind(line) in labels, heading[1:])))
    free = list(takewhile(lambda line: _kind(line) not in labels, heading[1 + passed :]))
    return passed + len(free) if free else None


def _name(heading: tuple[str, ...], labels: set[str], most: int) -> str | None:
    own = _first_above(heading, labels)
    tried = (heading[above] for above in (most, own) if above is not None and above < len(heading))
    return next(filter(None, (_cleaned(line, labels) for line in tried)), None)


def _cleaned(line: str, labels: set[str]) -> str | None:
    name = SAYS.sub("", BY.sub("", line.strip()))
    return name if len(name) <= LONGEST_NAME and _LETTER.search(name) and _kind(line) not in labels else None


def _kind(line: str) -> str:
    return _DIGITS.sub("0", line.lower())
