"""CSS selectors, compiled once."""

from functools import cache

from lxml.cssselect import CSSSelector

from classifier.threads.pages.layout import Element


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def selected(root: Element, selector: str) -> list[Element]:
    """Return the elements below a root, itself included, that a selector names, in order of the document."""
    return list(_compiled(selector)(root))
