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


def firsts_in(root: Element, choices: str, owners: list[Element]) -> dict[Element, Element]:
    """Return for each owner the first element inside it, and inside no owner nested in it, of the first choice.

    Choices are selectors with ", " between them; one pass over the page for each, however deep owners nest.
    """
    inside = set(owners)
    found: dict[Element, Element] = {}
    for choice in filter(None, choices.split(", ")):
        of_choice: dict[Element, Element] = {}
        for element in selected(root, choice):
            owner = element.getparent()
            while owner is not None and owner not in inside:
                owner = owner.getparent()
            if owner is not None:
                of_choice.setdefault(owner, element)
        found = {**of_choice, **found}
    return found
