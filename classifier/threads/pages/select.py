"""CSS selectors on a page: cssselect reads them, the page's index by class, tag and attribute finds the elements.

Of CSS there is what rules for known software need: tags, classes, ids, attributes (`[a]`, `=`, `^=`, `*=`, `~=`),
one inside another, and lists of choices.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cssselect import parse, parser

from classifier.threads.pages.elements import Element
from classifier.threads.pages.page import Page


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: a selector without spaces."""

    tag: str | None
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    """(name, operator, value)."""

    def candidates(self, page: Page) -> Sequence[Element]:
        """Return elements in order of the page among which those that match are."""
        found = [page.with_class(name) for name in self.classes]
        found += [page.with_attribute(name) for name, _, _ in self.attributes]
        found += [page.with_tag(self.tag)] if self.tag else []
        return min(found, key=len) if found else page.elements

    def matches(self, element: Element) -> bool:
        """Return whether an element is what this says."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.classes and not set(self.classes) <= set(element.get("class").split()):
            return False
        return all(_compares(element, *attribute) for attribute in self.attributes)


def selected(page: Page, selector: str) -> list[Element]:
    """Return the elements of a page that a selector names, each once, in order of the page."""
    found = {element.index: element for chain in _chains(selector) for element in _matching(page, chain)}
    return [found[index] for index in sorted(found)]


def firsts_in(page: Page, choices: str, owners: Sequence[Element]) -> dict[Element, Element]:
    """Return for each owner the first element inside it, and inside no owner nested in it, of the first choice.

    Choices are selectors with ", " between them; owners come in order of the page. One pass over the page for each
    choice, however deep owners nest.
    """
    found: dict[Element, Element] = {}
    for choice in filter(None, choices.split(", ")):
        of_choice: dict[Element, Element] = {}
        for element, owner in _owned(selected(page, choice), owners):
            of_choice.setdefault(owner, element)
        found = {**of_choice, **found}
        if len(found) == len(owners):
            break
    return found


def _owned(elements: Sequence[Element], owners: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Yield each element that is inside an owner, with the nearest one."""
    around: list[Element] = []
    at = 0
    for element in elements:
        while at < len(owners) and owners[at].index < element.index:
            _leave(around, owners[at].index)
            around.append(owners[at])
            at += 1
        _leave(around, element.index)
        if around:
            yield element, around[-1]


def _leave(around: list[Element], index: int) -> None:
    while around and around[-1].after <= index:
        around.pop()


def _matching(page: Page, chain: tuple[Compound, ...]) -> list[Element]:
    """Return the elements of a chain's last link that stand inside elements of the links before it, in order."""
    found = _of_compound(page, chain[0])
    for compound in chain[1:]:
        if not found:
            break
        starts, ends = _outermost(found)
        inside = []
        for element in _of_compound(page, compound):
            at = bisect_right(starts, element.index - 1) - 1
            if at >= 0 and element.index < ends[at]:
                inside.append(element)
        found = inside
    return found


def _of_compound(page: Page, compound: Compound) -> list[Element]:
    return [element for element in compound.candidates(page) if compound.matches(element)]


def _outermost(elements: Sequence[Element]) -> tuple[list[int], list[int]]:
    """Return where the elements that are in no other of them begin and end, as indices."""
    starts: list[int] = []
    ends: list[int] = []
    for element in elements:
        if not ends or element.index >= ends[-1]:
            starts.append(element.index)
            ends.append(element.after)
    return starts, ends


def _compares(element: Element, name: str, operator: str, value: str) -> bool:
    given = element.attributes.get(name)
    if given is None:
        return False
    if operator == "^=":
        return given.startswith(value)
    if operator == "*=":
        return value in given
    if operator == "~=":
        return value in given.split()
    return operator == "exists" or given == value


@cache
def _chains(selector: str) -> tuple[tuple[Compound, ...], ...]:
    """Return a selector's choices, each a chain from the outermost element to the one that is meant."""
    return tuple(_chain(choice.parsed_tree) for choice in parse(selector))


def _chain(tree: parser.Tree) -> tuple[Compound, ...]:
    if isinstance(tree, parser.CombinedSelector):
        if tree.combinator != " ":
            raise ValueError(f"a selector has {tree.combinator!r}; only one inside another is known")
        return (*_chain(tree.selector), _compound(tree.subselector))
    return (_compound(tree),)


def _compound(tree: parser.Tree) -> Compound:
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    while not isinstance(tree, parser.Element):
        if isinstance(tree, parser.Class):
            classes.append(tree.class_name)
        elif isinstance(tree, parser.Hash):
            attributes.append(("id", "=", tree.id))
        elif isinstance(tree, parser.Attrib):
            value = tree.value.value if tree.value else None
            attributes.append((tree.attrib, tree.operator, value or ""))
        else:
            raise ValueError(f"a selector has a {type(tree).__name__}, which is not known")
        tree = tree.selector
    return Compound(tree.element, tuple(reversed(classes)), tuple(reversed(attributes)))
