"""What a report is made of, as plain data: the page and the Markdown file lay out the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from classifier.reports.page.signs import Sign


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and its interval, as text."""

    value: str
    range: str = ""
    """Empty where there is none."""


Cell = str | Sign | Measured


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    kind: ClassVar[str] = "words"
    text: str
    lead: str = ""
    """The words that it begins with, stressed."""
    tone: Literal["plain", "note", "soft"] = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    kind: ClassVar[str] = "items"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what they stand for."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whose first columns are text and whose others are numbers."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    folded: bool = False
    """Whether a page shows it only to those who ask, beneath the chart of the same numbers."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers that stand in a table beside it."""

    kind: ClassVar[str] = "chart"
    svg: Any
    """Markup."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One origin's headline."""

    title: str
    anchor: str
    about: str
    figures: tuple[tuple[str, Measured], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The headline, each origin on its own."""

    kind: ClassVar[str] = "tiles"
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A label with how probable it is, or who gave it."""

    role: str
    sign: Sign
    probability: str = ""


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post with what was said of it."""

    place: str
    """Thread and id."""
    said: tuple[Said, ...]
    text: str
    beginning: str
    """The whole text on one line where it is short."""

    @property
    def shortened(self) -> bool:
        """Whether the beginning leaves words out."""
        return " ".join(self.text.split()) != self.beginning


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts, one below the other."""

    kind: ClassVar[str] = "posts"
    entries: tuple[PostEntry, ...]
    summary: str = ""
    """Where it is given, a page shows the posts only to those who ask, under these words."""


Block = Words | Items | Facts | Table | Chart | Tiles | Posts


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    about: str
    sections: tuple[Section, ...]


def section(title: str, anchor: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Return a section, or nothing where it would be empty."""
    return (Section(title, anchor, tuple(blocks)),) if blocks else ()


def items(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return sentences as a paragraph or a list, or nothing where there are none."""
    if len(lines) > 1:
        return (Items(tuple(lines)),)
    return tuple(Words(line) for line in lines)
