"""How a row of a table becomes a post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

from classifier.records import POST_KINDS, Post
from classifier.threads.exports.column_names import fields_among
from classifier.threads.exports.item import About, Item, post_of
from classifier.threads.exports.reddit import GONE, unescaped
from classifier.threads.exports.values import as_name, name_at, passed_on, time_of

_OF_POSTS = frozenset(field.name for field in fields(Post))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table is which field of a post; a row is a mapping from the columns' names to values."""

    of: Mapping[str, str]
    others: tuple[str, ...]
    """Columns that are no field of a post and are passed on with it, such as a label."""

    @classmethod
    def among(cls, names: Sequence[str]) -> "Columns | None":
        """Return the columns of a table with these names, None where none of them is a post's text."""
        of = fields_among(names)
        if not of:
            return None
        taken = set(of.values())
        return cls(of, tuple(name for name in names if name and name not in taken and name not in _OF_POSTS))

    def value(self, row: Mapping[str, Any], field: str) -> Any:
        """Return a row's value of a field, None where it has none."""
        name = self.of.get(field)
        return None if name is None else row.get(name)

    def text(self, row: Mapping[str, Any]) -> str:
        """Return a row's text; a number is a text too."""
        value = self.value(row, "text")
        if isinstance(value, float) and not isfinite(value):
            return ""  # what a gap is in a column of numbers
        return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""

    def item(self, row: Mapping[str, Any], locator: str | None) -> Item:
        """Return the item of a row."""
        text = self.text(row)
        name = _name(self.value(row, "id"))
        reddit = "subreddit" in self.of or (name or "").startswith(("t1_", "t3_"))
        kind = self.value(row, "kind")
        gone = kind == "deleted" or text.strip().lower() in GONE
        author = _name(self.value(row, "author"))
        posted_at, raw = self._time(row)
        return Item(
            id=name,
            text="" if gone else unescaped(text) if reddit else text,
            markup="markdown" if reddit else "text",
            parent=_name(self.value(row, "parent")),
            author=None if author in GONE else author,
            author_id=_name(self.value(row, "author_id")),
            posted_at=posted_at,
            posted_at_raw=raw,
            kind="deleted" if gone else kind if kind in POST_KINDS else "comment",
            locator=locator,
            extra={column: passed_on(row[column]) for column in self.others if column in row},
        )

    def about(self, row: Mapping[str, Any], otherwise: About) -> About:
        """Return what a row says of its thread; `otherwise` where it names none."""
        name, title, url = (_name(self.value(row, field)) for field in ("thread", "title", "url"))
        return About(id=name or otherwise.id, source=otherwise.source, method="table", title=title, url=url)

    def post(self, row: Mapping[str, Any], order: int, otherwise: About, locator: str) -> Post:
        """Return the post of a row of a stream; its thread is `otherwise` where the row names none."""
        return post_of(self.item(row, locator), self.about(row, otherwise), order)

    def _time(self, row: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """Return (ISO time, as written): seconds since 1970 are surer than a date without an offset."""
        written = self.value(row, "time")
        since = time_of(self.value(row, "epoch"))
        if since[0] is not None and isinstance(written, str):
            return since[0], written[:100].strip() or since[1]
        iso, raw = time_of(written)
        return since[0] or iso, raw or since[1]


# What programs for statistics write where there is nothing.
_NOTHING = frozenset({"NA", "N/A", "NaN", "nan", "null", "NULL", "None"})


def _name(value: Any) -> str | None:
    if isinstance(value, str):
        return None if value in _NOTHING else value.strip() or None
    if isinstance(value, Mapping):
        return name_at(value, "screen_name", "username", "handle", "name", "id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # whole numbers become floats where a column has gaps
    return as_name(value)
