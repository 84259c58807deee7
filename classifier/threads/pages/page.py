"""A page laid out: its text, its elements, and what can be asked of both."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from classifier.threads.closing_phrases import EDIT_NOTE
from classifier.threads.pages.elements import Element, Place
from classifier.threads.pages.lines import Lines
from classifier.threads.pages.times import TIME_ATTRIBUTES, machine_time
from classifier.threads.pages.words import DATE

LONGEST_DATED = 160
"""Characters at the start of a line in which a date says when something was posted, rather than being spoken of."""

# The start of a line that holds what every date does: a digit, or a word for a day.
_DATED_LINE = re.compile(
    rf"^(?=[^\n]{{0,{LONGEST_DATED}}}?(?:[0-9]|today|yesterday|heute|gestern|ayer))"
    rf"[^\n]{{1,{LONGEST_DATED}}}",
    re.MULTILINE,
)


class Page:
    """The text of a page and its elements, in the order in which they open."""

    def __init__(self, document: str, elements: Sequence[Element], unshown: dict[Element, str]) -> None:
        self.document = document
        self.elements = elements
        self.unshown = unshown
        """The text of titles and of structured data, which the document does not show."""

    def inside(self, element: Element, most: int | None = None) -> Sequence[Element]:
        """Return the elements inside an element, or the first of them."""
        end = element.after if most is None else min(element.after, element.index + 1 + most)
        return self.elements[element.index + 1 : end]

    def text_of(self, element: Element | Place) -> str:
        """Return the text of an element, or at a place."""
        return self.document[element.start : element.end]

    def dates(self, start: int, end: int) -> list[Place]:
        """Return the dates that are written in a stretch of the document."""
        starts, ends = self._dates
        first, last = bisect_left(starts, start), bisect_right(ends, end)
        return [Place(*place) for place in zip(starts[first:last], ends[first:last], strict=True)]

    def is_dated(self, start: int, end: int) -> bool:
        """Return whether a date is written in a stretch of the document."""
        starts, ends = self._dates
        return bisect_left(starts, start) < bisect_right(ends, end)

    def has_time(self, start: int, end: int) -> bool:
        """Return whether a stretch of the document shows a date or states a time for machines."""
        return self.is_dated(start, end) or bool(self.times(start, end))

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
        return self._by_attribute.get(name, ())

    @cached_property
    def lines(self) -> Lines:
        """The lines of the document, numbered by what they say."""
        return Lines(self.document)

    @cached_property
    def _dates(self) -> tuple[list[int], list[int]]:
        found: list[tuple[int, int]] = []
        # Of all letters only this one is of another length in lower case, and places must stay what they are.
        lower = self.document.replace("İ", "I").lower()
        for line in _DATED_LINE.finditer(lower):
            dates = [date.span() for date in DATE.finditer(lower, *line.span())]
            # When a post was changed is not when it was written.
            found += [] if dates and EDIT_NOTE.match(lower, line.start()) else dates
        return [start for start, _ in found], [end for _, end in found]

    @cached_property
    def _times(self) -> tuple[list[int], list[str]]:
        elements = {element for name in TIME_ATTRIBUTES for element in self.with_attribute(name)}
        stated = sorted((element.start, time) for element in elements if (time := machine_time(element.attributes)))
        return [place for place, _ in stated], [time for _, time in stated]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.tag].append(element)
        return found

    @cached_property
    def _by_attribute(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            for name in element.attributes:
                found[name].append(element)
        return found

    @cached_property
    def _by_class(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.with_attribute("class"):
            names = element.attributes["class"].split()
            for name in names if len(names) < 2 else set(names):
                found[name].append(element)
        return found
