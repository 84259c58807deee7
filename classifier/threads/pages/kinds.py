"""What elements of a page have in common: tag, class and id, numbers and states apart, or the place that they have."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import islice

from classifier.threads.pages.elements import SILENT, Element
from classifier.threads.pages.page import Page
from classifier.threads.pages.words import HASHED, STATE

Kind = tuple[str, ...]

NEVER_BODIES = frozenset(["html", "body", "form", "input", "img", "br", "hr", "a"])

LONGEST_KEPT = 200
"""Characters of class names that are remembered from page to page."""

NARROWER = "narrower"
"""How the name of a kind begins that what is around its elements, or their place in a row, narrows down."""
NARROWED = frozenset(["div", "p", "td", "li", "dd", "pre", "blockquote", "section", "article"])
FARTHEST_TELLING = 3
"""How many elements up one with a class or an id is looked for."""
MOST_CELLS = 9
"""Cells of a row that are told apart by their place in it."""

_DIGITS = re.compile(r"\d+")


def kind_of(element: Element) -> Kind:
    """Return what an element has in common with its like: tag, class and id without numbers and states, itemprop."""
    return _kind(element.tag, element.get("id"), element.get("itemprop"), element.get("class"))


def _kind(tag: str, name: str, item_property: str, classes: str) -> Kind:
    return (tag, _name(name), item_property, *_tokens(classes))


def _name(name: str) -> str:
    return folded if name and (folded := _DIGITS.sub("0", name)) != name else ""


def _tokens(names: str) -> tuple[str, ...]:
    return _short_tokens(names) if len(names) <= LONGEST_KEPT else _stateless(names)


def _stateless(names: str) -> tuple[str, ...]:
    return tuple(sorted(token for token in names.split() if not STATE.match(token) or HASHED.match(token)))


_short_tokens = lru_cache(maxsize=1 << 14)(_stateless)


def by_kind(page: Page) -> dict[Kind, list[Element]]:
    """Return the elements that have words, by kind; what elements with equal attributes have in common is told once.

    Those without class and id are also of a kind with their like in parents of one kind: a comment's paragraph is not
    an article's. Likewise cells of one kind at one place in their rows: the author's is not that of the words.
    """
    kinds: dict[Kind, list[Element]] = defaultdict(list)
    known: dict[tuple[str, str, str, str], list[Element]] = {}
    nested: dict[Kind, list[Element]] = defaultdict(list)
    cells: Counter[Element | None] = Counter()
    beside: dict[tuple[Element | None, str], list[Element]] = {}
    for element in page.elements:
        if element.end == element.start or element.tag in NEVER_BODIES or element.tag in SILENT:
            continue
        get = element.attributes.get
        given = (element.tag, get("id", ""), get("itemprop", ""), get("class", ""))
        alike = known.get(given)
        if alike is None:
            alike = known[given] = kinds[_kind(*given)]
        alike.append(element)
        if element.tag not in NARROWED:
            continue
        place = element.tag
        if place == "td":
            cells[element.parent] += 1
            place = f"td {min(MOST_CELLS, cells[element.parent])}"
        elif given[1] or given[2] or given[3]:
            continue
        alike = beside.get((element.parent, place))
        if alike is None:
            telling = kind_of(element)[1:]
            telling = telling if any(telling) else _telling_parent(element)
            alike = nested[f"{NARROWER} {place}", *telling]
            # A cell's own names may differ from those of its neighbours, not those of what is around a plain element.
            if place == element.tag:
                beside[element.parent, place] = alike
        alike.append(element)
    return {**kinds, **nested}


def _telling_parent(element: Element) -> Kind:
    """Return the kind of the nearest element around one that has a class or an id, and how near it is."""
    for near, around in enumerate(islice(element.ancestors(), FARTHEST_TELLING)):
        kind = kind_of(around)
        if any(kind[1:]):
            return (*kind, str(near))
    return ()
