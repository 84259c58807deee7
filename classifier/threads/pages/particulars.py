"""Who wrote a post, when, and under which id: read around its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.threads.pages.elements import Element, names_of
from classifier.threads.pages.page import Page, Place
from classifier.threads.pages.times import iso_time, machine_time
from classifier.threads.pages.words import AUTHOR, BY, SAYS

LONGEST_AUTHOR = 60
MOST_LOOKED_AT = 300

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
    """Return the author's name as the page shows it, or None."""
    if around.post is None:
        return None
    if named := around.post.get("data-author") or around.post.get("author"):
        return named
    for element in _authors(page, around.post, around.author):
        name = _outside(page, element, around.body)
        if name and len(name) <= LONGEST_AUTHOR:
            return name
    return None


def _authors(page: Page, post: Element, by_rule: Element | None) -> Iterator[Element]:
    """Yield what may show the author: the rule's element, else elements named so among the first of the post."""
    if by_rule is not None:
        yield by_rule
    for element in page.inside(post)[:MOST_LOOKED_AT]:
        if element.attributes and AUTHOR.search(f"{names_of(element)} {element.get('itemprop')}"):
            yield element


def _outside(page: Page, element: Element, body: Place) -> str | None:
    """Return the first line of an element that is not in a post's words, without what is no name in it."""
    if body.start <= element.start and element.end <= body.end and body.end > body.start:
        return None
    line = page.text_of(element).split("\n", 1)[0]
    return SAYS.sub("", BY.sub("", line.strip())) or None


def time_of(page: Page, around: Surroundings) -> tuple[str | None, str | None]:
    """Return (ISO 8601 time, time as written), each None where the page does not say."""
    if around.time is not None:
        written = _outside(page, around.time, around.body)
        inside = page.inside(around.time)[:MOST_LOOKED_AT]
        exact = next(filter(None, (machine_time(element.attributes) for element in (around.time, *inside))), None)
        if written or exact:
            return iso_time(exact), _date_in(page, around.time) or written or exact
    return (
        _time_between(page, around.before, around.body.start)
        or _time_between(page, around.body.end, around.after)
        or (None, None)
    )


def _time_between(page: Page, start: int, end: int) -> tuple[str | None, str | None] | None:
    """Return the last time that a stretch of the page states for machines, and its first written date."""
    stated, shown = page.times(start, end), page.dates(start, end)
    if not stated and not shown:
        return None
    exact = stated[-1] if stated else None
    return iso_time(exact), _line_at(page, shown[0].start) if shown else exact


def _date_in(page: Page, element: Element) -> str | None:
    dates = page.dates(element.start, element.end)
    return _line_at(page, dates[0].start, element.end) if dates else None


def _line_at(page: Page, place: int, before: int | None = None) -> str:
    """Return the rest of the line from a place on."""
    end = page.document.find("\n", place, before)
    return page.document[place : end if end >= 0 else before][:LONGEST_AUTHOR].strip()


def native_id(*elements: Element | None) -> str | None:
    """Return the id that the platform gave a post: the first that looks like one on its element, then on its words."""
    for element in filter(None, elements):
        for attribute in _ID_ATTRIBUTES:
            value = element.attributes.get(attribute)
            if value and _NUMBERED.match(value) and any(map(str.isdigit, value)):
                return value
    return None
