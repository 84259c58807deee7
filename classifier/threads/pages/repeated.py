"""Finding posts by repeated structure alone, whatever software made the page.

Posts of one page are elements of one kind (same tag, class and id, numbers and states apart), full of words that
differ, with a date between one and the next. Each kind of element on the page is weighed by that; the best one gives
the bodies of the posts.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from classifier.threads.pages.layout import SILENT, Element, Page, Place
from classifier.threads.pages.words import CHROME, DATE, STATE

Kind = tuple[str, ...]

NEVER_BODIES = frozenset(["html", "body", "form", "input", "img", "br", "hr", "a"])

MOST_WORDS_COUNTED = 250
"""Words of one post beyond which more are no more evidence."""

BUDGET = 200
"""How many times the page's length its kinds of elements may hold together."""

MOST_INNER_KINDS = 60

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


def kind_of(element: Element) -> Kind:
    """Return what an element has in common with its like: tag, class and id without numbers and states, itemprop."""
    tokens = sorted(token for token in (element.get("class") or "").split() if not STATE.match(token))
    name = re.sub(r"\d+", "0", element.get("id") or "")
    return (element.tag, name if "0" in name else "", element.get("itemprop") or "", *tokens)


def find_bodies(page: Page) -> list[Bodies]:
    """Return the kinds of elements that may be posts' bodies, the best first."""
    kinds: dict[Kind, list[Element]] = defaultdict(list)
    for element in page.places:
        if element.tag not in NEVER_BODIES and element.tag not in SILENT:
            kinds[kind_of(element)].append(element)
    found = [bodies for elements in _within_budget(page, kinds) if (bodies := weigh(page, elements))]
    return sorted(found, key=lambda bodies: -bodies.score)


def _within_budget(page: Page, kinds: dict[Kind, list[Element]]) -> Iterator[list[Element]]:
    """Yield the elements of each kind that has several, until as much text is looked at as any sane page needs.

    Elements nest, so the texts of all kinds together can be as long as the page is deep times its length.
    """
    left = BUDGET * (len(page.document) + 1000)
    for elements in sorted(kinds.values(), key=len, reverse=True):
        if len(elements) < 2 or left < 0:
            return
        bodies = outermost(page, elements)
        left -= sum(page.places[body].end - page.places[body].start for body in bodies)
        yield bodies


def outermost(page: Page, elements: list[Element]) -> list[Element]:
    """Return the elements in order of the document, without those inside another of them."""
    kept: list[Element] = []
    end = -1
    for element in sorted(elements, key=lambda element: (page.places[element].start, -page.places[element].end)):
        place = page.places[element]
        if place.start >= end:
            kept.append(element)
            end = place.end
    return kept


def weigh(page: Page, bodies: list[Element]) -> Bodies | None:
    """Return how much speaks for some elements, none inside another, being bodies; None where nothing does."""
    if len(bodies) < 2:
        return None
    places = [page.places[body] for body in bodies]
    texts = [page.document[place.start : place.end] for place in places]
    counts = [page.words(place.start, place.end) for place in places]
    words = sum(counts)
    repeated = _repeated_words(texts)
    free = sum(min(count, MOST_WORDS_COUNTED) for count in counts) - 2 * repeated
    if free <= 0:
        return None
    linked = sum(page.linked_words(place.start, place.end) for place in places) / words
    headed = sum(DATE.search(text[:HEAD]) is not None for text in texts) / len(texts)
    dated = max(_dated(page, places), headed)
    covered = words / max(1, page.words(places[0].start, places[-1].end))
    score = free * (1 - min(1, linked)) ** 2 * (0.1 + 0.9 * dated**2) * (1 - 0.5 * headed) * covered**0.4
    return Bodies(tuple(bodies), score, dated)


def refine(page: Page, bodies: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements inside the bodies that hold the words alone, where there is one in each.

    What would be left out, over what repeats and what is named as beside the point, may be a few words of each.
    """
    often = _often([page.text_of(body) for body in bodies])
    chrome = [_chrome(page, body) for body in bodies]
    best, least = bodies, sum(_size(page, body) for body in bodies)
    for inner in islice(_inner_kinds(page, bodies), MOST_INNER_KINDS):
        size = sum(_size(page, element) for element in inner)
        if size < least and _loses_little(page, list(zip(bodies, inner, chrome, strict=True)), often):
            best, least = inner, size
    return best


def _size(page: Page, element: Element) -> int:
    place = page.places[element]
    return page.words(place.start, place.end)


def _chrome(page: Page, body: Element) -> list[Place]:
    return [page.places[e] for e in body.iterdescendants() if e in page.places and CHROME.search(names_of(e))]


def _inner_kinds(page: Page, bodies: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Yield, for each kind of element that nearly every body holds, the first of it in each body, else the body."""
    firsts: dict[Kind, dict[int, Element]] = defaultdict(dict)
    for nth, body in enumerate(bodies):
        for element in body.iterdescendants():
            if element in page.places and element.tag not in NEVER_BODIES:
                firsts[kind_of(element)].setdefault(nth, element)
    for found in firsts.values():
        if len(found) >= 0.8 * len(bodies):
            yield tuple(found.get(nth, body) for nth, body in enumerate(bodies))


def _loses_little(page: Page, trial: list[tuple[Element, Element, list[Place]]], often: set[str]) -> bool:
    lost = 0
    for body, kept, chrome in trial:
        outer, place = page.places[body], page.places[kept]
        around = _without(page, outer.start, place.start, chrome) + "\n" + _without(page, place.end, outer.end, chrome)
        free = sum(
            len(line.split()) for line in around.split("\n") if _folded(line) not in often and not DATE.search(line)
        )
        lost += free > max(6, 0.2 * page.words(place.start, place.end))
    return lost <= 0.05 * len(trial)


def _without(page: Page, start: int, end: int, chrome: list[Place]) -> str:
    kept, at = [], start
    for place in chrome:
        if at <= place.start and place.end <= end:
            kept.append(page.document[at : place.start])
            at = place.end
    kept.append(page.document[at:end])
    return "\n".join(kept)


def names_of(element: Element) -> str:
    """Return the class and id of an element, as one text."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _repeated_words(texts: list[str]) -> int:
    """Return how many words stand in lines that repeat, numbers apart, in more than 40% of the texts."""
    often = _often(texts)
    return sum(len(line.split()) for text in texts for line in text.split("\n") if _folded(line) in often)


def _often(texts: list[str]) -> set[str]:
    """Return the lines that stand, numbers apart, in more than 40% of the texts."""
    holding = Counter(line for text in texts for line in {_folded(line) for line in text.split("\n")})
    return {line for line, n in holding.items() if n > max(1, 0.4 * len(texts))}


def _folded(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip().lower())


def _dated(page: Page, places: list[Place]) -> float:
    """Return the share of bodies with a date before them, or after them, whichever is more, up to their neighbour."""
    ends = [max(0, places[0].start - NEAR), *(place.end for place in places)]
    starts = [*(place.start for place in places), min(len(page.document), places[-1].end + NEAR)]
    gaps = [_has_date(page, start, end) for start, end in zip(ends, starts, strict=True)]
    return max(sum(gaps[:-1]), sum(gaps[1:])) / len(places)


def _has_date(page: Page, start: int, end: int) -> bool:
    first = bisect_left(page.times, (start, ""))
    marked = first < len(page.times) and page.times[first][0] <= end
    return marked or DATE.search(page.document, start, end) is not None


def without_frame(page: Page, places: list[Place]) -> list[Place]:
    """Return bodies without what frames the words in most of them: lines up to a date above, repeated lines below."""
    texts = [page.document[place.start : place.end] for place in places]
    if sum(DATE.search(text[:HEAD]) is not None for text in texts) < 0.6 * len(texts):
        return places
    often = _often(texts)
    return [_unframed(text, place, often) for text, place in zip(texts, places, strict=True)]


def _unframed(text: str, place: Place, often: set[str]) -> Place:
    start, end = place.start, place.end
    dated = DATE.search(text[:HEAD])
    if dated is not None:
        after = text.find("\n", dated.end())
        start = place.start + after + 1 if after >= 0 else place.start
    while (last := text.rfind("\n", 0, end - place.start)) >= 0 and _folded(
        text[last + 1 : end - place.start]
    ) in often:
        end = place.start + last
    return Place(start, max(start, end))
