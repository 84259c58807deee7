"""Which post answers which, as a page shows it: by nesting, by indent, or not at all."""

from collections.abc import Iterator, Sequence

from classifier.threads.pages.elements import Element
from classifier.threads.pages.page import Page

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
    above: list[tuple[int, int]] = []
    for nth, post in enumerate(posts):
        depth = _indent(page, post) if post is not None else None
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
