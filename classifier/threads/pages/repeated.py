"""Finding posts by repeated structure alone, whatever software made the page.

Posts of one page are elements of one kind (same tag, class and id, numbers and states apart), full of words that
differ, with a date between one and the next. Each kind of element on the page is weighed by that; the best one gives
the bodies of the posts. The idea that dates tell records from other repeated blocks is of Song et al., CIKM 2010.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classifier.threads.pages.elements import Element, Place
from classifier.threads.pages.kinds import NARROWER, Kind, by_kind, kind_of
from classifier.threads.pages.lines import often
from classifier.threads.pages.page import Page

MOST_WORDS_COUNTED = 250
"""Words of one post beyond which more are no more evidence."""

BUDGET = 200
"""How many times the page's length the kinds of elements that are looked at may hold together."""

PREFERRED = 1.1
"""How much more counts a kind that its parents or its place in a row narrow down."""
PLAIN = 0.7
"""How much less counts a kind of elements that have neither class nor id, nor parents that have."""
LEAST_DATED = 0.5
"""From this share of dated bodies on, those without a date between them may be parts of one post."""
PICTURES = frozenset(["img", "picture", "video", "audio", "iframe", "embed", "object"])
MOST_IN_EMPTY = 30
"""Elements of a body without words among which a picture is looked for."""

HEAD = 120
"""Characters at the start of a body in which a date is its heading, so that the body is more than its words."""

NEAR = 400
"""Characters before the first and after the last body in which their date is looked for."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Elements that may be the bodies of the page's posts, in order, and how much speaks for it."""

    elements: tuple[Element, ...]
    score: float
    dated: float
    """Share of them with a date between it and its neighbour."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind's elements, none inside another, and the most that can speak for them."""

    elements: list[Element]
    free: int
    """Words, of each element up to MOST_WORDS_COUNTED."""
    share: float
    """What links and words between the elements leave of the score."""

    @property
    def most(self) -> float:
        """The score should no word repeat and every element be dated."""
        return self.free * self.share


def find_bodies(page: Page) -> Bodies | None:
    """Return the kind of elements that most speaks for being the posts' bodies; None where nothing does."""
    best: Bodies | None = None
    left = BUDGET * (len(page.document) + 1000)
    for candidate in sorted(_candidates(page), key=lambda candidate: -candidate.most):
        if left < 0 or (best is not None and candidate.most <= best.score):
            break
        left -= sum(element.end - element.start for element in candidate.elements)
        bodies = _weighed(page, candidate)
        if bodies is not None and (best is None or bodies.score > best.score):
            best = bodies
    return best and replace(best, elements=_joined(page, _with_pictures(page, best.elements), best.dated))


def _with_pictures(page: Page, bodies: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return bodies with those of their kind among them that hold a picture and no word."""
    kind, first, after = kind_of(bodies[0]), bodies[0].index, bodies[-1].after
    if kind[0] == "td" and not any(kind[1:]):
        # Cells without a name hold all there is on a page, its buttons too.
        return bodies
    empty = [
        e for e in page.elements[first:after] if e.start == e.end and e.tag == bodies[0].tag and kind_of(e) == kind
    ]
    pictured = [e for e in empty if any(inner.tag in PICTURES for inner in page.inside(e, MOST_IN_EMPTY))]
    return tuple(outermost(sorted([*bodies, *pictured], key=lambda element: element.index)))


def _joined(page: Page, bodies: tuple[Element, ...], dated: float) -> tuple[Element, ...]:
    """Return the elements around the bodies, where those beside each other in one of them have no date between them.

    A post may be cut into paragraphs, or by its quotes.
    """
    around = {id(body.parent): body.parent for body in bodies if body.parent is not None}
    joined = outermost(sorted(around.values(), key=lambda element: element.index))
    if dated < LEAST_DATED or not 1 < len(around) == len(joined) < len(bodies):
        return bodies
    for before, after in pairwise(bodies):
        if before.parent is after.parent and page.has_time(before.end, after.start):
            return bodies
    return tuple(joined)


def _candidates(page: Page) -> Iterator[Candidate]:
    """Yield each kind that has several elements with words in them."""
    for kind, elements in by_kind(page).items():
        bodies = outermost(elements)
        if len(bodies) > 1:
            counts = [body.after_word - body.first_word for body in bodies]
            words = sum(counts)
            linked = sum([body.linked for body in bodies]) / words
            covered = words / (bodies[-1].after_word - bodies[0].first_word)
            free = sum([min(count, MOST_WORDS_COUNTED) for count in counts])
            yield Candidate(bodies, free, (1 - min(1, linked)) ** 2 * covered**0.4 * _telling(kind))


def _telling(kind: Kind) -> float:
    """Return how much a kind counts for what it is: less where only a tag says so, more where its place does."""
    if not any(kind[1:]):
        return PLAIN
    return PREFERRED if kind[0].startswith(NARROWER) else 1


def outermost(elements: Sequence[Element]) -> list[Element]:
    """Return those of some elements, given in order of the page, that are inside no other of them."""
    kept: list[Element] = []
    for element in elements:
        if not kept or element.index >= kept[-1].after:
            kept.append(element)
    return kept


def _weighed(page: Page, candidate: Candidate) -> Bodies | None:
    """Return how much speaks for a candidate; None where nothing does."""
    places = [Place(body.start, body.end) for body in candidate.elements]
    kinds = [page.lines.kinds(place) for place in places]
    common = often(kinds)
    repeated = (
        sum(page.lines.words(kind) for line_kinds in kinds for kind in line_kinds if kind in common) if common else 0
    )
    free = candidate.free - 2 * repeated
    if free <= 0:
        return None
    headed = share_headed(page, places)
    dated = max(_share_dated(page, places), headed)
    score = free * candidate.share * (0.1 + 0.9 * dated**2) * (1 - 0.5 * headed)
    return Bodies(tuple(candidate.elements), score, dated)


def share_headed(page: Page, places: Sequence[Place]) -> float:
    """Return the share of bodies with a date in their heading."""
    return sum(page.is_dated(place.start, min(place.end, place.start + HEAD)) for place in places) / len(places)


def _share_dated(page: Page, places: Sequence[Place]) -> float:
    """Return the share of bodies with a date before them, or after them, whichever is more, up to their neighbour."""
    ends = [max(0, places[0].start - NEAR), *(place.end for place in places)]
    starts = [*(place.start for place in places), min(len(page.document), places[-1].end + NEAR)]
    gaps = [page.has_time(start, end) for start, end in zip(ends, starts, strict=True)]
    return max(sum(gaps[:-1]), sum(gaps[1:])) / len(places)
