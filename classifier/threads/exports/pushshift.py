"""Lines of Pushshift's comment dumps, read in a third of the time that parsing them as a whole takes.

A dump's line holds some forty fields, and a post is made of seven of them. What stands in a line as "body": with its
quotes and colon is a key of JSON and no text: inside a string its quotes would be escaped. So the values of such keys
are scanned where they stand, in the order of the line before, which is nearly always that of the next. A line with
another order, without one of the keys, or with objects inside that could hold a key of the same name, is parsed as a
whole. What is missed: that a line is broken outside those seven values.
"""

from classifier.records import Post
from classifier.threads.exports.markup import words_of
from classifier.threads.exports.parse_json import scan_string
from classifier.threads.exports.reddit import GONE, unescaped
from classifier.threads.exports.values import iso_of_epoch

_NEEDED = ("author", "body", "created_utc", "id", "link_id", "parent_id")
_FULLNAME = "author_fullname"
_FULLNAME_KEY = '"author_fullname":'


class QuickReader:
    """Reads the comments of one dump; it remembers in what order the keys stand."""

    def __init__(self) -> None:
        self._order: tuple[tuple[str, str], ...] = ()

    def post(self, line: str, order: int, source: str) -> Post | None:
        """Return the post of a comment's line, None where the line must be parsed as a whole."""
        if not _is_plain(line):
            return None
        values = self._values(line)
        if values is None or (_FULLNAME not in values and _FULLNAME_KEY in line):
            values = self._values_in_new_order(line)
        if values is None:
            return None
        body, name, author = values["body"], values["id"], values["author"].strip()
        link, parent = values["link_id"], values["parent_id"]
        if not (name and link and parent and author) or name.startswith("t1_"):
            return None
        own = f"t1_{name}"
        if parent == own:
            return None
        gone = body[:1] in "[ \n" and body.strip().lower() in GONE
        words = words_of("" if gone else unescaped(body), "markdown")
        return Post(
            thread_id=link,
            id=own,
            order=order,
            text=words.own,
            kind="deleted" if gone else "comment",
            parent_id=parent,
            parent_source="native",
            author=None if author in GONE else author,
            author_id=values.get(_FULLNAME) or None,
            posted_at=iso_of_epoch(values["created_utc"]),
            source=source,
            full_text=words.full if words.spans else None,
            spans=words.spans,
            method="reddit",
        )

    def _values(self, line: str) -> dict[str, str] | None:
        """Return the values of the keys, None where they do not stand in the known order."""
        values: dict[str, str] = {}
        at = 0
        for name, key in self._order:
            start = line.find(key, at)
            if start < 0:
                return None
            at = start + len(key)
            if key[-1] == '"':
                try:
                    values[name], at = scan_string(line, at)
                except ValueError:
                    return None
            else:
                values[name] = line[at : at + 40].partition(",")[0].rstrip("}\r\n ")
        return values or None

    def _values_in_new_order(self, line: str) -> dict[str, str] | None:
        """Learn in what order the keys stand, and whether a space and a quote follow their colons."""
        names = (*_NEEDED, _FULLNAME) if _FULLNAME_KEY in line else _NEEDED
        places: dict[int, tuple[str, str]] = {}
        for name in names:
            key = f'"{name}":'
            start = line.find(key)
            if start < 0:
                return None
            key += " " * line.startswith(" ", start + len(key))
            key += '"' * line.startswith('"', start + len(key))
            if key[-1] == '"' or name == "created_utc":
                places[start] = name, key
            elif name != _FULLNAME or not line.startswith("null", start + len(key)):
                return None
        self._order = tuple(places[start] for start in sorted(places))
        return self._values(line)


def _is_plain(line: str) -> bool:
    """Return whether a line is one object without keys further in, or with none that a comment has too."""
    if not line.startswith("{") or line[-3:].rstrip()[-1:] != "}":
        return False
    if line.find("{", 1) < 0 or line.count("{") == 1 + line.count("{}"):
        return True
    return all(line.count(f'"{name}":') == 1 for name in _NEEDED)
