"""A page laid out: its text, its elements, and what can be asked of both."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from classifier.threads.pages.elements import Element
from classifier.threads.pages.times import machine_time
from classifier.threads.pages.words import DATE

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the document: [start, end)."""

    start: int
    end: int


class Page:
    """The text of a page and its elements, in the order in which they open."""

    def __init__(self, document: str, elements: Sequence[Element], unshown: dict[Element, str]) -> None:
        self.document = document
        self.elements = elements
        self.unshown = unshown
        """The text of titles and of structured data, which the document does not show."""

    def inside(self, element: Element) -> Sequence[Element]:
        """Return the elements inside an element."""
        return self.elements[element.index + 1 : element.after]

    def text_of(self, element: Element | Place) -> str:
        """Return the text of an element, or at a place."""
        return self.document[element.start : element.end]

    def words(self, start: int, end: int) -> int:
        """Return how many words begin in a stretch of the document."""
        return bisect_left(self._word_starts, end) - bisect_left(self._word_starts, start)

    def linked_words(self, start: int, end: int) -> int:
        """Return how many words of links begin in a stretch of the document."""
        starts, counts = self._links
        return counts[bisect_left(starts, end)] - counts[bisect_left(starts, start)]

    def dates(self, start: int, end: int) -> list[Place]:
        """Return the dates that are written in a stretch of the document."""
        first = bisect_left(self._dates, start, key=lambda date: date.start)
        last = bisect_right(self._dates, end, key=lambda date: date.end)
        return self._dates[first:last]

    def times(self, start: int, end: int) -> list[str]:
        """Return the times that elements of a stretch of the document, its end included, state for machines."""
        places, times = self._times
        return times[bisect_left(places, start) : bisect_right(places, end)]

    def with_tag(self, tag: str) -> Sequence[Element]:
        """Return the elements of a tag."""
        return self._by_tag.get(tag, ())

    def with_class(self, name: str) -> Sequence[Element]:
        """Return the elements of a class."""
        return self._by_class.get(name, ())

    def with_attribute(self, name: str) -> Sequence[Element]:
        """Return the elements that have an attribute."""
        if name not in self._by_attribute:
            self._by_attribute[name] = [element for element in self.elements if name in element.attributes]
        return self._by_attribute[name]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start() for word in _WORD.finditer(self.document)]

    @cached_property
    def _links(self) -> tuple[list[int], list[int]]:
        """Where links begin, and how many of their words stand before each; a link is never in another."""
        links = [link for link in self.with_tag("a") if link.end > link.start]
        return [link.start for link in links], [0, *accumulate(self.words(link.start, link.end) for link in links)]

    @cached_property
    def _dates(self) -> list[Place]:
        return [Place(*found.span()) for found in DATE.finditer(self.document)]

    @cached_property
    def _times(self) -> tuple[list[int], list[str]]:
        stated = sorted((e.start, time) for e in self.elements if e.attributes and (time := machine_time(e.attributes)))
        return [place for place, _ in stated], [time for _, time in stated]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.tag].append(element)
        return found

    @cached_property
    def _by_class(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.with_attribute("class"):
            for name in set(element.get("class").split()):
                found[name].append(element)
        return found

    @cached_property
    def _by_attribute(self) -> dict[str, list[Element]]:
        return {}
