"""Whom a post speaks to by name at its start: "@Name"."""

from classifier.records import Post

MOST_NAME_WORDS = 5
LONGEST_NAME = 100
_AFTER_NAME = ".,:;!?–—-"


class EarlierAuthors:
    """The authors of the posts so far by their names, each with the last post."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._authors: dict[str, set[str]] = {}

    def add(self, post: Post) -> None:
        """Take the next post."""
        if post.author is None:
            return
        author = post.author_id or _key(post.author)
        self._last[author] = post.id
        for name in {_key(post.author), _key(post.author).replace(" ", "")}:
            self._authors.setdefault(name, set()).add(author)

    def mentioned(self, post: Post) -> str | None:
        """Return the last post of the one earlier author whom a post names first; None for none, several or its own.

        The longest name counts: "@Ada Quill no" is Ada Quill's, where there is also an Ada.
        """
        if not post.text.startswith("@"):
            return None
        words = post.text[1:LONGEST_NAME].partition("\n")[0].split()[:MOST_NAME_WORDS]
        for many in range(len(words), 0, -1):
            name = " ".join(words[:many])
            authors = self._authors.get(_key(name)) or self._authors.get(_key(name.rstrip(_AFTER_NAME)))
            if authors:
                author = next(iter(authors))
                own = post.author is not None and author == (post.author_id or _key(post.author))
                return None if own or len(authors) > 1 else self._last[author]
        return None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
