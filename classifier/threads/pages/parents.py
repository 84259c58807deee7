"""Which post answers which, as a page shows it: by nesting, by indent, or not at all."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from classifier.threads.pages.elements import Element
from classifier.threads.pages.kinds import Kind, kind_of
from classifier.threads.pages.page import Page

MOST_CLIMBED = 12
"""Elements around a post's words among which that of the whole post is looked for."""

_INDENTED = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,5})", re.IGNORECASE)
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent|nest(?:ing|ed)?)[-_]*(\d{1,3})(?:$|\s)", re.IGNORECASE)

FARTHEST_INDENT = 30
"""Elements at the start of a row among which its indent stands."""


def parents_of(page: Page, posts: Sequence[Element | None], way: str) -> list[int | None]:
    """Return for each post, in order of the page, which of them it answers; None where the page does not show it."""
    if way == "flat":
        return [None] * len(posts)
    return list(_by_depth(page, posts) if way == "depth" else _by_nesting(posts))


def _by_nesting(posts: Sequence[Element | None]) -> Iterator[int | None]:
    """Yield for each post the nearest one before it that is around it."""
    order = sorted((post.index, nth) for nth, post in enumerate(posts) if post is not None)
    parents: dict[int, int] = {}
    around: list[int] = []
    for _, nth in order:
        while around and not _holds(posts[around[-1]], posts[nth]):
            around.pop()
        if around and around[-1] < nth:
            parents[nth] = around[-1]
        around.append(nth)
    yield from (parents.get(nth) for nth in range(len(posts)))


def _holds(outer: Element | None, inner: Element | None) -> bool:
    return outer is not None and inner is not None and outer.holds(inner)


def _by_depth(page: Page, posts: Sequence[Element | None]) -> Iterator[int | None]:
    """Yield for each post the last one before it that stands less deep: Hacker News shows depth as an indent."""
    yield from _by_numbers([_indent(page, post) if post is not None else None for post in posts])


def _by_numbers(depths: Sequence[int | None]) -> Iterator[int | None]:
    above: list[tuple[int, int]] = []
    for nth, depth in enumerate(depths):
        if depth is None:
            yield None
            continue
        while above and above[-1][0] >= depth:
            above.pop()
        yield above[-1][1] if above else None
        above.append((depth, nth))


def _indent(page: Page, post: Element) -> int | None:
    row = post if post.tag == "tr" else next((around for around in post.ancestors() if around.tag == "tr"), None)
    for element in page.inside(row, FARTHEST_INDENT) if row is not None else ():
        size = element.get("indent") or (element.get("width") if element.tag == "img" else "")
        if size.isdecimal():
            return int(size[:9])
    return None


def parents_by_shape(bodies: Sequence[Element]) -> list[int | None]:
    """Return for each post that was found by its words alone which of them it answers.

    By what its words stand in: nested in another's, else indented, or with its depth in a class. None where not shown.
    """
    wholes = _wholes_of(bodies)
    nested = list(_by_nesting(wholes))
    if any(parent is not None for parent in nested):
        return nested
    depths = [_shown_depth(body, whole) for body, whole in zip(bodies, wholes, strict=True)]
    known = [depth for depth in depths if depth is not None]
    ranks = {depth: rank for rank, depth in enumerate(sorted(set(known)))}
    steps = [ranks[after] - ranks[before] for before, after in pairwise(known)]
    if len(known) < len(bodies) or len(ranks) < 2 or ranks[known[0]] or max(steps) > 1:
        return nested
    return list(_by_numbers(depths))


def _shown_depth(body: Element, whole: Element | None) -> int | None:
    """Return how far an element is indented by its style or said to be by its class, or what is around it."""
    for element in (body, *islice(body.ancestors(), MOST_CLIMBED)):
        if whole is None or element.index < whole.index:
            break
        shown = _INDENTED.search(element.get("style")) or _DEPTH.search(element.get("class"))
        if shown:
            return int(shown.group(1))
    return None


def _wholes_of(bodies: Sequence[Element]) -> list[Element | None]:
    """Return for each body the element of its whole post: the outermost of a kind that all have, each one of its own.

    Where posts were found by their words alone, their nesting shows in what is around these. None where there is none.
    """
    if not bodies:
        return []
    around = [dict(_first_of_kinds(body)) for body in bodies]
    for kind in reversed(around[0]):
        wholes = [kinds.get(kind) for kinds in around]
        if None not in wholes and len({id(whole) for whole in wholes}) == len(bodies):
            return wholes
    return [None] * len(bodies)


def _first_of_kinds(body: Element) -> Iterator[tuple[Kind, Element]]:
    """Yield the nearest element of each kind around a body, the nearest first."""
    seen = set()
    for element in islice(body.ancestors(), MOST_CLIMBED):
        if (kind := kind_of(element)) not in seen:
            seen.add(kind)
            yield kind, element
