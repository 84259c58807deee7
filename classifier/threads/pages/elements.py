"""What a page is made of: elements that know their place in its text, and which of them show or break a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Elements whose text is no part of the page's words.
SILENT = frozenset(
    [
        *("script", "style", "template", "head", "title", "select", "option", "button", "textarea", "iframe"),
        *("object", "svg", "math"),
    ]
)

# Elements that begin and end a line.
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend"),
        *("li", "main", "menu", "nav", "noscript", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the document: [start, end)."""

    start: int
    end: int


class Element:
    """An element of a page. Its text is [start, end) of the page's document.

    Elements are compared by identity. `index` counts them in the order in which they open; those inside this one have
    the indices from `index + 1` to `after`, `after` left out. Likewise its words are those of the page that count from
    `first_word` to `after_word`, of which `linked` are the words of links.
    """

    __slots__ = (
        *("after", "after_word", "attributes", "end", "first_word", "index", "linked", "parent", "start", "tag"),
    )
    after: int
    after_word: int
    end: int

    def __init__(
        self,
        tag: str,
        attributes: Mapping[str, str],
        parent: "Element | None",
        index: int,
        first_word: int,
        linked: int,
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.index = index
        self.first_word = first_word
        self.linked = linked
        self.start = -1

    @property
    def words(self) -> int:
        """How many words stand in this element."""
        return self.after_word - self.first_word

    def get(self, name: str) -> str:
        """Return an attribute's value, empty where there is none."""
        return self.attributes.get(name, "")

    def holds(self, other: "Element") -> bool:
        """Return whether another element is inside this one, or this one itself."""
        return self.index <= other.index < self.after

    def ancestors(self) -> Iterator["Element"]:
        """Yield the elements around this one, the nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent


def names_of(element: Element) -> str:
    """Return the class and id of an element, as one text in lower case."""
    return f"{element.get('class')} {element.get('id')}".lower()
