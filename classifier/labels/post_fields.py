"""What is stored of a post beside its words: where it came from, and fields that this project does not know."""

from dataclasses import replace
from pathlib import Path, PureWindowsPath

from classifier.labels.post_files import Documents, text_of_span
from classifier.records import ORIGINS, Post

_KEPT = ("label", "origin")
"""Fields beyond a post's own that do not tell who wrote it."""
MOST_NAMED = 10
"""Fields that a note names."""
MOST_COUNTED = 100
"""Fields that are counted: a stream may hold another one in each line."""
MOST_PATHS = 10_000
"""Sources that are remembered: a stream may name another one in each line."""


class PlaceInProject:
    """Where posts came from, as it can be told to others: from the project's root, or else the file's name alone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.forget()

    def forget(self) -> None:
        """Let go of the documents that were read, and of where files are."""
        self._documents = Documents(self._root)
        self._paths: dict[str, str | None] = {}

    def of(self, post: Post, as_read: Post) -> Post:
        """Return a post with its source so told, and with its place there, where its document has the text as read.

        Where a document is not in the project, or was laid out by the reader, places in it lead nowhere.
        """
        if post.source is None:
            return replace(post, start=None, end=None, locator=None)
        path = self._path(post.source)
        if path is None:
            name = PureWindowsPath(post.source).name or None
            return replace(post, source=name, start=None, end=None, locator=None)
        if post.start is None or post.end is None:
            return replace(post, source=path, start=None, end=None)
        there = text_of_span(replace(as_read, source=path), self._documents)
        stands = there is not None and there == (as_read.full_text or as_read.text)
        return replace(post, source=path, start=post.start if stands else None, end=post.end if stands else None)

    def _path(self, source: str) -> str | None:
        """Return the path from the project's root of a file that lies inside it."""
        if source not in self._paths:
            if len(self._paths) >= MOST_PATHS:
                self._paths.clear()
            self._paths[source] = self._found(source)
        return self._paths[source]

    def _found(self, source: str) -> str | None:
        root = self._root.resolve()
        try:
            path = Path(source).resolve()
            return path.relative_to(root).as_posix() if path.is_file() and path.is_relative_to(root) else None
        except (OSError, ValueError, RuntimeError):
            return None


class FieldsKept:
    """Which fields of the input that this project does not know are stored, and which were not."""

    def __init__(self, every: bool) -> None:
        self._every = every
        self._dropped: dict[str, int] = {}
        self._posts = 0

    def of(self, post: Post) -> Post:
        """Return a post with the fields that are stored."""
        if not post.extra:
            return post
        kept = {name: value for name, value in post.extra.items() if self._is_kept(name, value)}
        dropped = post.extra.keys() - kept.keys()
        if not dropped:
            return post
        self._posts += 1
        for name in dropped:
            if name in self._dropped or len(self._dropped) < MOST_COUNTED:
                self._dropped[name] = self._dropped.get(name, 0) + 1
        return replace(post, extra=kept)

    def _is_kept(self, name: str, value: object) -> bool:
        return value in ORIGINS if name == "origin" else self._every or name in _KEPT

    def notes(self) -> list[str]:
        """Return a sentence on what was not stored, none where all was."""
        if not self._posts:
            return []
        often = sorted(self._dropped, key=lambda name: (-self._dropped[name], name))
        named = ", ".join(repr(name[:40]) for name in often[:MOST_NAMED])
        more = f" and {len(often) - MOST_NAMED} more" if len(often) > MOST_NAMED else ""
        fields = "field" if len(often) == 1 else "fields"
        return [f"{fields} {named}{more} not stored, as this project does not know what they say of people"]
