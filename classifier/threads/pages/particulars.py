"""Who wrote a post, when, and under which id: read around its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from classifier.threads.pages.layout import Element, Page, Place
from classifier.threads.pages.repeated import names_of
from classifier.threads.pages.words import AUTHOR, DATE, SAYS

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
    for attribute in ("data-author", "author"):
        if around.post.get(attribute):
            return str(around.post.get(attribute))
    for element in _authors(around):
        name = _outside(page, element, around.body)
        if name and len(name) <= LONGEST_AUTHOR:
            return name
    return None


def _authors(around: Surroundings) -> Iterator[Element]:
    """Yield what may show the author: the rule's element, else elements named so among the first of the post."""
    if around.author is not None:
        yield around.author
    inside = around.post.iterdescendants() if around.post is not None else ()
    for element in islice(inside, MOST_LOOKED_AT):
        if isinstance(element.tag, str) and AUTHOR.search(f"{names_of(element)} {element.get('itemprop') or ''}"):
            yield element


def _outside(page: Page, element: Element, body: Place) -> str | None:
    place = page.places.get(element)
    if place is None or (body.start <= place.start and place.end <= body.end and body.end > body.start):
        return None
    lines = page.document[place.start : place.end].strip().split("\n")
    return SAYS.sub("", lines[0].strip()) or None


def time_of(page: Page, around: Surroundings) -> tuple[str | None, str | None]:
    """Return (ISO 8601 time, time as written), each None where the page does not say."""
    if around.time is not None:
        written = _outside(page, around.time, around.body)
        exact = around.time.get("datetime") or around.time.get("title")
        if written or exact:
            return iso_time(exact), _date_in(written) or written or exact
    marked = [time for place, time in page.times if around.before <= place <= around.body.start]
    shown = DATE.search(page.document, around.before, around.body.start)
    if shown is None and not marked:
        shown = DATE.search(page.document, around.body.end, around.after)
        marked = [time for place, time in page.times if around.body.end <= place <= around.after]
    line = _line_at(page, shown.start()) if shown else None
    return iso_time(marked[-1] if marked else None), line or (marked[-1] if marked else None)


def _date_in(written: str | None) -> str | None:
    found = DATE.search(written) if written else None
    return written[found.start() :].strip()[:LONGEST_AUTHOR] if found and written else None


def _line_at(page: Page, place: int) -> str:
    end = page.document.find("\n", place)
    return page.document[place : end if end >= 0 else None].strip()[:LONGEST_AUTHOR]


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$")


def iso_time(written: str | None) -> str | None:
    """Return a machine-readable time that names its offset, else None: an offset is not the reader's to guess."""
    if written is None or not _ISO.match(written.strip()):
        return None
    exact = written.strip().replace(" ", "T")
    if exact.endswith("Z"):
        return exact[:-1] + "+00:00"
    if re.search(r"[+-]\d{4}$", exact):
        return f"{exact[:-2]}:{exact[-2:]}"
    return exact if re.search(r"[+-]\d\d:\d\d$", exact) else None


def native_id(post: Element | None, body: Element) -> str | None:
    """Return the id that the platform gave a post, or None."""
    for element in filter(lambda element: element is not None, (post, body)):
        for attribute in _ID_ATTRIBUTES:
            value = element.get(attribute)
            if value and _NUMBERED.match(value) and any(char.isdigit() for char in value):
                return str(value)
    return None
