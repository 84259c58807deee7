"""Who wrote a post, when, and under which id: read around its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.threads.pages.elements import Element, Place, names_of
from classifier.threads.pages.page import Page
from classifier.threads.pages.times import machine_time
from classifier.threads.pages.words import (
    AUTHOR,
    BADGE,
    BEFORE_DATE,
    BY,
    JOINED,
    NOT_A_NAME,
    PROFILE,
    SAYS,
    TIME_OF_DAY,
)
from classifier.threads.times import iso_time

LONGEST_AUTHOR = 60
MOST_LOOKED_AT = 300
MOST_IN_NAME = 10
FARTHEST_JOINED = 30
"""Characters before a date in which a page says that it is when somebody joined."""

_NUMBERED = re.compile(
    r"(?:[a-z]{0,20}(?:[-_][a-z]{1,20}){0,3}[-_]?\d{2,20}|(?:post|comment|message|reply|entry|t1|t3)?[-_]?[a-z0-9]{6,12})$",
    re.IGNORECASE,
)
_ID_ATTRIBUTES = ("data-post-id", "data-comment-id", "data-commentid", "data-fullname", "thingid", "data-id", "id")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where to look for a post's particulars: its own element where there is one, and the text up to its neighbours."""

    post: Element | None
    body: Place
    author: Element | None
    """What a platform's rule names as the author."""
    time: Element | None
    """What a platform's rule names as the time."""
    beside: Sequence[Element]
    """Elements before the post's own, where a platform's rule knows no author inside it."""
    time_below: bool
    """Whether a rule says that the time stands below the post's own element."""
    before: int
    """Where the previous post's words end."""
    after: int
    """Where the next post's words begin."""


def author_of(page: Page, around: Surroundings) -> str | None:
    """Return the author's name as the page shows it, or None.

    What a rule names comes first, then the text of a link to somebody's page, then elements that are named so.
    """
    if around.post is None:
        return None
    if named := around.post.get("data-author") or around.post.get("author"):
        return named
    if around.author is not None:
        by_rule = (around.author, *page.inside(around.author, MOST_LOOKED_AT))
        if name := _linked_name(page, by_rule, around.body) or _name(page, around.author, around.body):
            return name
    inside = page.inside(around.post, MOST_LOOKED_AT)
    tried = (look(page, where, around.body) for where in (inside, around.beside) for look in (_linked_name, _named_so))
    return next(filter(None, tried), None)


def _named_so(page: Page, elements: Sequence[Element], body: Place) -> str | None:
    """Return the text of the first element that is named an author's; of one such inside it, where that holds less."""
    named = [e for e in elements if e.attributes and _is_named_so(e)]
    outer = next((e for e in named if _name(page, e, body)), None)
    if outer is None:
        return None
    inner = (_name(page, e, body) for e in named if e is not outer and outer.holds(e))
    return next(filter(None, inner), None) or _name(page, outer, body)


def _is_named_so(element: Element) -> bool:
    # An itemprop of "name" may be the thread's.
    its_own = AUTHOR.search(f"{names_of(element)} {element.get('itemprop').lower()}")
    return its_own is not None or "name" in element.get("class").split()


def _linked_name(page: Page, elements: Sequence[Element], body: Place) -> str | None:
    """Return the text of the first link to somebody's page; of several to the same page the longest text."""
    address, found = "", None
    for element in elements:
        to = element.get("href")
        if not to or (address and to != address) or not PROFILE.search(to):
            continue
        name = _name(page, element, body)
        if name and not NOT_A_NAME.fullmatch(name) and len(name) > len(found or ""):
            address, found = to, name
    return found


def _name(page: Page, element: Element, body: Place) -> str | None:
    """Return the first line of an element that is not in a post's words, without what is no name in it."""
    if _is_inside(element, body):
        return None
    start, end = element.start, element.end
    for badge in page.inside(element, MOST_IN_NAME):
        if badge.attributes and BADGE.search(names_of(badge)):
            # The letter that stands for a picture comes before the name, all others after it.
            start, end = (badge.end, end) if badge.start == start else (start, min(end, badge.start))
    dates = page.dates(start, end)
    end = dates[0].start if dates and dates[0].start > start else end
    line = page.document[start:end].strip().split("\n", 1)[0].strip()
    name = (
        SAYS.sub("", BY.sub("", BEFORE_DATE.sub("", line) if dates else line))
        if len(line) <= 2 * LONGEST_AUTHOR
        else ""
    )
    return name if 0 < len(name) <= LONGEST_AUTHOR else None


def _is_inside(element: Element, body: Place) -> bool:
    return body.start <= element.start and element.end <= body.end and body.end > body.start


def time_of(page: Page, around: Surroundings) -> tuple[str | None, str | None]:
    """Return (ISO 8601 time, time as written), each None where the page does not say.

    What a rule names comes first, then what stands above the words and below them, in the post's own element and then
    up to its neighbours.
    """
    if around.time is not None and not _is_inside(around.time, around.body):
        exact = _stated_in(page, around.time)
        written = _date_in(page, around.time.start, around.time.end) or page.text_of(around.time)[:LONGEST_AUTHOR]
        if written or exact:
            return iso_time(exact), written or exact
    own = around.post or around.body
    above = (max(around.before, own.start), around.body.start)
    below = (around.body.end, min(around.after, own.end))
    return (
        (_time_between(page, around.body.end, around.after) if around.time_below else None)
        or _time_between(page, *above, last=True)
        or _time_between(page, *below)
        or _time_between(page, around.before, around.body.start, last=True)
        or _time_between(page, around.body.end, around.after)
        or (None, None)
    )


def _stated_in(page: Page, element: Element) -> str | None:
    inside = (element, *page.inside(element, MOST_LOOKED_AT))
    return next(filter(None, (machine_time(one.attributes) for one in inside)), None)


def _time_between(page: Page, start: int, end: int, last: bool = False) -> tuple[str | None, str | None] | None:
    """Return the first or last time that a stretch of the page states for machines, and the first written date."""
    stated, shown = page.times(start, end), _date_in(page, start, end)
    if not stated and not shown:
        return None
    exact = stated[-1 if last else 0] if stated else None
    return iso_time(exact), shown or exact


def _date_in(page: Page, start: int, end: int) -> str | None:
    """Return the first date in a stretch of the page, and the time of day after it; not since when one is there."""
    for date in page.dates(start, end):
        if not JOINED.search(page.document, max(start, date.start - FARTHEST_JOINED), date.start):
            time = TIME_OF_DAY.match(page.document, date.end, end)
            return page.document[date.start : time.end() if time else date.end]
    return None


def native_id(*elements: Element | None) -> str | None:
    """Return the id that the platform gave a post: the first that looks like one on its element, then on its words."""
    for element in filter(None, elements):
        for attribute in _ID_ATTRIBUTES:
            value = element.attributes.get(attribute)
            if value and _NUMBERED.match(value) and any(map(str.isdigit, value)):
                return value
    return None
