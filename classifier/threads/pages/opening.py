"""The article or opening post above the posts, where it is an element of its own kind."""

import re
from collections.abc import Iterator

from classifier.threads.pages.elements import Element, names_of
from classifier.threads.pages.kinds import NEVER_BODIES
from classifier.threads.pages.page import Page
from classifier.threads.pages.words import CHROME, COUNTED_REPLIES, REPLIES_HEADING

NEVER_OPENING = NEVER_BODIES | {"nav", "header", "aside"}
FEWEST_WORDS = 15
MOST_LINKED = 0.3
KEPT = 0.9
LONGEST_HEADING = 6
"""Words of a line that may head the replies."""
FARTHEST_DATE = 200
"""Characters above and below the words within which their date is looked for."""
FARTHEST_HEADING = 1500
"""Characters above the first post within which the heading of the replies is looked for."""

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def find_opening(page: Page, first: Element) -> Element | None:
    """Return the element of the words above the first post, or None where the first post is the opening one.

    Something that heads the replies must stand between the two, "3 Replies" or "Comments", and a date beside the words:
    rules of a forum and search boxes have none. Missed: a page that puts nothing there.
    """
    heading = _heading(page, first.start)
    if heading is None:
        return None
    title = max((h.end for h in page.with_tag("h1") if h.end < heading), default=0)
    fitting = {
        element: words
        for element in _shown(page, first.index)
        if title <= element.start < element.end <= heading
        and element.tag not in NEVER_OPENING
        and (words := _free_words(element)) >= FEWEST_WORDS
        and not CHROME.search(names_of(element))
    }
    most = max(fitting.values(), default=0)
    full = [element for element, words in fitting.items() if words >= KEPT * most]
    opening = min(full, key=lambda element: element.end - element.start, default=None)
    if opening is None or not page.has_time(
        max(0, opening.start - FARTHEST_DATE), min(heading, opening.end + FARTHEST_DATE)
    ):
        return None
    return opening


def _shown(page: Page, before: int) -> Iterator[Element]:
    """Yield the elements up to an index, without those that their own style hides and what is in them."""
    at = 0
    while at < before:
        element = page.elements[at]
        is_hidden = _HIDDEN.search(element.get("style")) is not None
        if not is_hidden:
            yield element
        at = element.after if is_hidden else at + 1


def _heading(page: Page, before: int) -> int | None:
    """Return where the last line that heads replies begins, above a place."""
    at = before
    for line in reversed(page.document[max(0, before - FARTHEST_HEADING) : before].split("\n")):
        at -= len(line) + 1
        is_short = len(line.split()) <= LONGEST_HEADING
        if (is_short and REPLIES_HEADING.search(line)) or COUNTED_REPLIES.match(line):
            return max(0, at + 1)
    return None


def _free_words(element: Element) -> int:
    words = element.words
    return words - element.linked if words and element.linked <= MOST_LINKED * words else 0
