"""A page's tree -> one document text, with the place of every element in it.

The document is what a reader of the page would copy: blocks on lines of their own, white space folded, nothing of
scripts and styles. Every element has a place [start, end) in it, so that a post is a stretch of the document.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An element of lxml, which carries no types."""

# Elements whose text is no part of the page's words.
SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "title",
        "select",
        "option",
        "button",
        "textarea",
        "iframe",
        "object",
        "svg",
        "math",
    ]
)

# Elements that begin and end a line.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the document."""

    start: int
    end: int


class Page:
    """A tree laid out as text."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.tree = root.getroottree()
        self.places: dict[Element, Place] = {}
        self.links: list[Place] = []
        """Stretches that are the text of links."""
        self.times: list[tuple[int, str]] = []
        """Machine-readable times: (place in the document, as written)."""
        self._pieces: list[str] = []
        self._length = 0
        self._due = ""
        self._lay_out()
        self.document = "".join(self._pieces)
        self.links.sort(key=lambda link: link.start)
        self._word_starts = [word.start() for word in _WORD.finditer(self.document)]
        self._link_starts = [link.start for link in self.links]
        self._linked = [0, *accumulate(self.words(link.start, link.end) for link in self.links)]

    def words(self, start: int, end: int) -> int:
        """Return how many words begin in a stretch of the document."""
        return bisect_left(self._word_starts, end) - bisect_left(self._word_starts, start)

    def linked_words(self, start: int, end: int) -> int:
        """Return how many words of links begin in a stretch of the document."""
        first, last = bisect_left(self._link_starts, start), bisect_left(self._link_starts, end)
        return self._linked[last] - self._linked[first]

    def text(self, start: int, end: int) -> str:
        """Return the document's text at a place, without the white space around it."""
        return self.document[start:end].strip()

    def text_of(self, element: Element) -> str:
        """Return an element's text, without the white space around it."""
        place = self.places[element]
        return self.text(place.start, place.end)

    def _lay_out(self) -> None:
        # A loop and not a recursion: pages nest as deep as they like.
        silent = 0
        starts: list[int] = []
        for event, element in etree.iterwalk(self.root, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                self._say(element.tail, silent)
                continue
            tag = element.tag
            if event == "start":
                silent += tag in SILENT
                self._break(tag in BLOCKS and not silent)
                starts.append(self._length)
                self._note_time(element)
                self._say(element.text, silent)
            else:
                start = starts.pop()
                self.places[element] = Place(start, self._length)
                if tag == "a" and self._length > start:
                    self.links.append(Place(start, self._length))
                self._break(tag in BLOCKS and not silent)
                silent -= tag in SILENT
                self._say(element.tail if element is not self.root else None, silent)

    def _say(self, text: str | None, silent: int) -> None:
        """Put words, after the one separator that is due; separators at the end of a line are never put."""
        if silent or not text:
            return
        words = " ".join(text.split())
        if text[0].isspace() or not words:
            self._due = self._due or " "
        if words:
            self._put(self._due if self._pieces else "")
            self._put(words)
            self._due = " " if text[-1].isspace() else ""

    def _break(self, wanted: bool) -> None:
        if wanted:
            self._due = "\n"

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _note_time(self, element: Element) -> None:
        is_date = "date" in (element.get("itemprop") or "").lower()
        written = element.get("datetime") or (element.get("content") if is_date else None)
        if written:
            self.times.append((self._length, written))
