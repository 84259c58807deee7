"""A page's mark-up -> one document text, with the place of every element in it.

The document is what a reader of the page would copy: blocks on lines of their own, white space folded, nothing of
scripts and styles. The parser calls `Layout` as it goes and builds no tree of its own: libxml2's stops 2,048 elements
deep and grows with the square of a tag's attributes, and is slower to walk than to parse.
"""

from collections.abc import Mapping

from classifier.threads.pages.elements import BLOCKS, SILENT, Element
from classifier.threads.pages.page import Page

STRUCTURED = "application/ld+json"
NO_ATTRIBUTES: dict[str, str] = {}


class Layout:
    """A target for lxml's parser, which lays a page out as text; `close` returns the page."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._inside: Element | None = None
        self._empty: list[Element] = []
        """Open elements of which no word was put yet."""
        self._pieces: list[str] = []
        self._length = 0
        self._words = 0
        self._linked = 0
        self._due = ""
        """The one separator to put before the next word."""
        self._silent = 0
        self._kept: list[str] | None = None
        self._unshown: dict[Element, list[str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        # lxml's own empty mapping is slow to ask.
        element = Element(
            tag, attributes or NO_ATTRIBUTES, self._inside, len(self._elements), self._words, -self._linked
        )
        self._elements.append(element)
        self._empty.append(element)
        self._inside = element
        if tag in SILENT:
            self._silent += 1
            if tag == "title" or (tag == "script" and element.get("type").lower() == STRUCTURED):
                self._kept = self._unshown[element] = []
        elif tag in BLOCKS and not self._silent:
            self._due = "\n"

    def data(self, text: str) -> None:
        """Put words, after the one separator that is due; separators at the end of a line are never put."""
        if self._silent:
            if self._kept is not None:
                self._kept.append(text)
            return
        if text.isspace():
            self._due = self._due or " "
            return
        words = text.split()
        if text[0].isspace():
            self._due = self._due or " "
        self._words += len(words)
        self._put(" ".join(words))
        self._due = " " if text[-1].isspace() else ""

    def end(self, _tag: str) -> None:
        """Close the element that was opened last."""
        element = self._inside
        if element is None:
            return
        element.after = len(self._elements)
        element.end = self._length
        element.after_word = self._words
        if element.tag == "a":
            self._linked += element.words
        element.linked += self._linked
        if element.start < 0:
            self._empty.pop()
            element.start = self._length
        self._inside = element.parent
        if element.tag in SILENT:
            self._silent -= 1
            self._kept = None
        elif element.tag in BLOCKS and not self._silent:
            self._due = "\n"

    def close(self) -> Page:
        """Return the page, once all of it was parsed."""
        while self._inside is not None:
            self.end(self._inside.tag)
        unshown = {element: "".join(pieces) for element, pieces in self._unshown.items()}
        page = Page("".join(self._pieces), self._elements, unshown)
        # The parser and its target hold each other: what stays here would stay until cycles are looked for.
        self._elements, self._pieces, self._unshown = [], [], {}
        return page

    def _put(self, words: str) -> None:
        if self._due and self._pieces:
            self._pieces.append(self._due)
            self._length += len(self._due)
        if self._empty:
            for element in self._empty:
                element.start = self._length
            self._empty.clear()
        self._pieces.append(words)
        self._length += len(words)
