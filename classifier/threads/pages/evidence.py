"""The three sources of evidence for a page's posts, weighed against each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.threads.pages.layout import Element, Page
from classifier.threads.pages.opening import find_opening
from classifier.threads.pages.platforms import PLATFORMS, Platform
from classifier.threads.pages.repeated import find_bodies, refine
from classifier.threads.pages.select import firsts_in, selected

DATED = 0.8

MORE = 3.0
"""How many times the words of the platform's posts the repeated structure must hold to be believed instead."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Elements that hold the posts' words, in order, with the elements of the whole posts where a rule knows them."""

    method: str
    bodies: tuple[Element, ...]
    posts: tuple[Element | None, ...]
    platform: Platform | None = None
    dated: float = 1.0
    """Share of the posts with a date beside them."""
    opening: Element | None = None
    """The words of the article or opening post, where it is none of the bodies."""


def best_evidence(page: Page, rules: bool = True) -> tuple[Evidence | None, list[str]]:
    """Return the evidence to go by, and notes on what disagrees with it."""
    repeated = by_structure(page)
    known = _fullest(page, list(by_platforms(page))) if rules else None
    if known is None:
        return repeated, []
    if repeated is not None and _outweighs(page, repeated, known):
        return repeated, _disagreement(repeated, known)
    return known, _disagreement(known, repeated)


def _outweighs(page: Page, repeated: Evidence, known: Evidence) -> bool:
    """Return whether the repeated structure holds so much more, all of it dated, that the rules must have missed."""
    more_posts = len(repeated.bodies) > len(known.bodies)
    return more_posts and repeated.dated >= DATED and _words(page, repeated) > MORE * max(1, _words(page, known))


def _fullest(page: Page, found: list[Evidence]) -> Evidence | None:
    """Return the first in the table's order that holds at least half as many words as the fullest."""
    most = max((_words(page, evidence) for evidence in found), default=0)
    return next((evidence for evidence in found if 2 * _words(page, evidence) >= most), None)


def by_structure(page: Page) -> Evidence | None:
    """Return what the platform-free finder makes of a page."""
    found = find_bodies(page)
    if not found:
        return None
    bodies = refine(page, found[0].elements)
    opening = find_opening(page, bodies[0])
    return Evidence("structure", bodies, tuple(None for _ in bodies), dated=found[0].dated, opening=opening)


def by_platforms(page: Page) -> Iterator[Evidence]:
    """Yield what each platform's rules find; a platform whose posts are not on the page yields nothing."""
    for platform in PLATFORMS:
        if platform.sign and not selected(page.root, platform.sign):
            continue
        posts = [post for post in selected(page.root, platform.post) if post in page.places]
        found = firsts_in(page.root, platform.body, posts)
        pairs = [(found[post], post) for post in posts if post in found and found[post] in page.places]
        if pairs:
            bodies, owners = zip(*pairs, strict=True)
            yield Evidence(platform.name, bodies, owners, platform, opening=_article(page, platform, bodies[0]))


def _article(page: Page, platform: Platform, first: Element) -> Element | None:
    """Return the fullest element that the platform's rule names as article, above the first post; or None."""
    for choice in filter(None, platform.article.split(", ")):
        above = [
            element
            for element in selected(page.root, choice)
            if element in page.places and page.places[element].end <= page.places[first].start
        ]
        if above:
            return max(above, key=lambda element: len(page.text_of(element)))
    return None


def _words(page: Page, evidence: Evidence) -> int:
    return sum(page.words(page.places[body].start, page.places[body].end) for body in evidence.bodies)


def _disagreement(taken: Evidence, other: Evidence | None) -> list[str]:
    if other is None or len(other.bodies) == len(taken.bodies):
        return []
    return [f"by {taken.method} the page holds {len(taken.bodies)} posts, by {other.method} {len(other.bodies)}"]
