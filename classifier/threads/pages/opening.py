"""The article or opening post above the posts, where it is an element of its own kind."""

from classifier.threads.pages.layout import Element, Page
from classifier.threads.pages.repeated import NEVER_BODIES, names_of
from classifier.threads.pages.words import CHROME, REPLIES_HEADING

FEWEST_WORDS = 15
MOST_LINKED = 0.3
KEPT = 0.9
LONGEST_HEADING = 6
"""Words of a line that may head the replies."""


def find_opening(page: Page, first: Element) -> Element | None:
    """Return the element of the words above the first post, or None where the first post is the opening one.

    Something that heads the replies must stand between the two: "3 Replies", "Comments". Missed: a page that puts
    nothing there.
    """
    before = page.places[first].start
    heading = _heading(page, before)
    if heading is None:
        return None
    title = max((page.places[h].end for h in page.root.iter("h1") if page.places[h].end < heading), default=0)
    fitting = [
        element
        for element, place in page.places.items()
        if title <= place.start < place.end <= heading
        and element.tag not in NEVER_BODIES | {"nav", "header", "aside"}
        and not CHROME.search(names_of(element))
        and _free_words(page, element) >= FEWEST_WORDS
    ]
    if not fitting:
        return None
    most = max(_free_words(page, element) for element in fitting)
    return min(
        (element for element in fitting if _free_words(page, element) >= KEPT * most),
        key=lambda element: page.places[element].end - page.places[element].start,
    )


def _heading(page: Page, before: int) -> int | None:
    """Return where the last line that heads replies begins, above a place."""
    at = before
    for line in reversed(page.document[:before].split("\n")):
        at -= len(line) + 1
        if len(line.split()) <= LONGEST_HEADING and REPLIES_HEADING.search(line):
            return max(0, at + 1)
        if before - at > 1500:
            break
    return None


def _free_words(page: Page, element: Element) -> float:
    place = page.places[element]
    words = page.words(place.start, place.end)
    linked = page.linked_words(place.start, place.end) / words if words else 1
    return words * (1 - linked) if linked <= MOST_LINKED else 0
