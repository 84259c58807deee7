"""Who wrote a post, when, and under which id: read around its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.threads.pages.elements import Element, names_of
from classifier.threads.pages.page import Page, Place
from classifier.threads.pages.times import iso_time, machine_time
from classifier.threads.pages.words import AUTHOR, BADGE, BY, NOT_A_NAME, PROFILE, SAYS, TIME_OF_DAY

LONGEST_AUTHOR = 60
MOST_LOOKED_AT = 300
MOST_IN_NAME = 10

_NUMBERED = re.compile(
    r"(?:post|comment|message|msg|reply|entry|status|p|c|t1|t3|r|a)?[-_]?(?:id[-_]?)?(\d{2,}|[a-z0-9]{6,12})$",
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
    named_so = (e for e in inside if e.attributes and AUTHOR.search(f"{names_of(e)} {e.get('itemprop').lower()}"))
    found = _linked_name(page, inside, around.body)
    return found or next(filter(None, (_name(page, element, around.body) for element in named_so)), None)


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
    badges = (e.start for e in page.inside(element, MOST_IN_NAME) if e.attributes and BADGE.search(names_of(e)))
    end = next((start for start in badges if start > element.start), element.end)
    line = page.document[element.start : end].split("\n", 1)[0].strip()
    name = SAYS.sub("", BY.sub("", line)) if len(line) <= 2 * LONGEST_AUTHOR else ""
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
        _time_between(page, *above, last=True)
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
    """Return the first date in a stretch of the page, with the time of day after it."""
    dates = page.dates(start, end)
    if not dates:
        return None
    time = TIME_OF_DAY.match(page.document, dates[0].end, end)
    return page.document[dates[0].start : time.end() if time else dates[0].end]


def native_id(*elements: Element | None) -> str | None:
    """Return the id that the platform gave a post: the first that looks like one on its element, then on its words."""
    for element in filter(None, elements):
        for attribute in _ID_ATTRIBUTES:
            value = element.attributes.get(attribute)
            if value and _NUMBERED.match(value) and any(map(str.isdigit, value)):
                return value
    return None
