"""The sources of evidence for a page's posts, weighed against each other.

Rules for known software, elements that the page itself marks as posts for machines (microdata), and repeated
structure. The first that is there counts, unless the structure holds far more; what disagrees is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from classifier.threads.pages.elements import Element
from classifier.threads.pages.opening import find_opening
from classifier.threads.pages.page import Page
from classifier.threads.pages.platforms import PLATFORMS, Platform
from classifier.threads.pages.refine import refine
from classifier.threads.pages.repeated import find_bodies
from classifier.threads.pages.select import firsts_in, selected
from classifier.threads.pages.structured import marked_posts

DATED = 0.8

MORE = 3.0
"""How many times the words of the platform's posts the repeated structure must hold to be believed instead."""

FULL = 0.5
"""The share of a page's words from which on a platform's posts leave no room for others: none are looked for."""

WORTH_TELLING = 0.5
"""The share of the taken posts' words that other evidence must hold for its count to be told."""


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

    @property
    def confidence(self) -> float:
        """How sure the cuts are: the share of posts that were right on 51 forum pages, 2026-11, rounded down."""
        return 0.99 if self.platform is not None else 0.97


def best_evidence(page: Page, rules: bool = True) -> tuple[Evidence | None, list[str]]:
    """Return the evidence to go by, and notes on what disagrees with it.

    Without `rules` neither platforms nor what the page says for machines count, but repeated structure alone.
    """
    known = _fullest(list(by_platforms(page))) if rules else None
    if known is not None and len(known.bodies) > 1 and _words(known) >= FULL * page.elements[0].words:
        return known, []
    repeated = by_structure(page)
    if rules and known is None:
        known = by_microdata(page, repeated)
    if known is not None and (repeated is None or not _outweighs(repeated, known)):
        return known, _disagreement(known, repeated)
    if repeated is None:
        return None, []
    bodies = refine(page, repeated.bodies)
    taken = replace(repeated, bodies=bodies, opening=find_opening(page, bodies[0]))
    return taken, _disagreement(taken, known)


def by_structure(page: Page) -> Evidence | None:
    """Return what the platform-free finder makes of a page."""
    found = find_bodies(page)
    if found is None:
        return None
    return Evidence("structure", found.elements, tuple(None for _ in found.elements), dated=found.dated)


def by_platforms(page: Page) -> Iterator[Evidence]:
    """Yield what each platform's rules find; a platform whose posts are not on the page yields nothing."""
    for platform in PLATFORMS:
        posts = selected(page, platform.post)
        if not posts or (platform.sign and not selected(page, platform.sign)):
            continue
        found = firsts_in(page, platform.body, posts)
        owners = tuple(post for post in posts if post in found)
        if owners:
            bodies = tuple(found[post] for post in owners)
            yield Evidence(platform.name, bodies, owners, platform, opening=_article(page, platform, bodies[0]))


def by_microdata(page: Page, repeated: Evidence | None) -> Evidence | None:
    """Return the posts that the page marks for machines, where they are no fewer than the repeated structure's."""
    pairs = marked_posts(page)
    if len(pairs) < 2 or (repeated is not None and len(pairs) < len(repeated.bodies)):
        return None
    posts, bodies = zip(*pairs, strict=True)
    return Evidence("microdata", bodies, posts, opening=find_opening(page, bodies[0]))


def _outweighs(repeated: Evidence, known: Evidence) -> bool:
    """Return whether the repeated structure holds so much more, all of it dated, that the rules must have missed."""
    more_posts = len(repeated.bodies) > len(known.bodies)
    return more_posts and repeated.dated >= DATED and _words(repeated) > MORE * max(1, _words(known))


def _fullest(found: list[Evidence]) -> Evidence | None:
    """Return the first in the table's order that holds at least half as many words as the fullest."""
    most = max((_words(evidence) for evidence in found), default=0)
    return next((evidence for evidence in found if 2 * _words(evidence) >= most), None)


def _article(page: Page, platform: Platform, first: Element) -> Element | None:
    """Return the fullest element that the platform's rule names as article, above the first post; or None."""
    for choice in filter(None, platform.article.split(", ")):
        above = [element for element in selected(page, choice) if element.after <= first.index]
        if above:
            return max(above, key=lambda element: element.end - element.start)
    return None


def _words(evidence: Evidence) -> int:
    return sum(body.words for body in evidence.bodies)


def _disagreement(taken: Evidence, other: Evidence | None) -> list[str]:
    """Return a note where other evidence as good finds more posts; one more may be the opening post."""
    if other is None or other.dated < DATED or len(other.bodies) - len(taken.bodies) <= 1:
        return []
    if _words(other) < WORTH_TELLING * _words(taken):
        return []
    return [f"by {taken.method} the page holds {len(taken.bodies)} posts, by {other.method} {len(other.bodies)}"]
