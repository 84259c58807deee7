"""Which posts of a page stood on an earlier page of the same thread."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.records import Post
from classifier.threads.post_json import numbered_id

FEWEST_WORDS = 12
"""Of a text that two people whom the page does not name are not taken to have written both."""

MOST_COMPARED = 20
"""Posts of one author with one text that a post is compared with; a bot may have written thousands."""


def is_numbered(post: Post) -> bool:
    """Return whether a post's id only says its order, and so means nothing on another page."""
    return post.id == numbered_id(post.order)


@dataclass(frozen=True, slots=True)
class _Seen:
    nth: int
    post: Post
    scope: str
    opens: bool
    """Whether it is the first of its page, which many forums repeat on each."""


@dataclass(slots=True)
class Repeats:
    """The posts of the pages so far.

    A post repeats one of an earlier page, never of its own, and nothing speaks against it: where both name an author
    or an exact time, these are the same. What speaks for it is

    - its platform's id in the same scope, with the same author, time or text: the text may have been edited since,
      or deleted. An id alone is not enough, for some sites number each page's posts from the beginning;
    - or, where one of the two has no such id, the same words in full by the same author. Where neither has an
      author: two posts that open their pages, or twelve words at least; short ones ("+1") are many people's.

    Missed: posts without words, unless they have ids.
    """

    count: int = 0
    _by_id: dict[tuple[str, str], list[_Seen]] = field(default_factory=dict)
    _by_text: dict[tuple[str | None, str], list[_Seen]] = field(default_factory=dict)

    def of_page(self, posts: Sequence[Post], scope: str) -> list[int | None]:
        """Return for each post of a page which earlier one it repeats, counted from 0 among those that repeat none.

        Ids are compared within a scope: of one platform's thread, or of pages that do not say whose they are.
        """
        page = [_Seen(0, post, scope, nth == 0) for nth, post in enumerate(posts)]
        found = [self._repeated(one) for one in page]
        for one, first in zip(page, found, strict=True):
            if first is None:
                self._remember(_Seen(self.count, one.post, scope, one.opens))
        return found

    def _remember(self, one: _Seen) -> None:
        self.count += 1
        lists = [self._by_text.setdefault(_text_key(one.post), [])]
        if not is_numbered(one.post):
            lists.append(self._by_id.setdefault((one.scope, one.post.id), []))
        for known in lists:
            if len(known) < MOST_COMPARED:
                known.append(one)

    def _repeated(self, one: _Seen) -> int | None:
        same_id = [] if is_numbered(one.post) else self._by_id.get((one.scope, one.post.id), [])
        for known in same_id:
            if _agree(one.post, known.post, by_id=True):
                return known.nth
        for known in self._by_text.get(_text_key(one.post), []):
            ids_tell = known.scope == one.scope and not is_numbered(one.post) and not is_numbered(known.post)
            if not ids_tell and _same_words(one, known) and _agree(one.post, known.post, by_id=False):
                return known.nth
        return None


def _text_key(post: Post) -> tuple[str | None, str]:
    return post.author, " ".join((post.full_text or post.text).split())


def _agree(one: Post, other: Post, *, by_id: bool) -> bool:
    """Return whether nothing known of two posts differs, and, where only an id is the same, something more is."""
    told = [(one.author, other.author), (one.posted_at, other.posted_at)]
    known = [first == second for first, second in told if first is not None and second is not None]
    return all(known) and (not by_id or bool(known) or _text_key(one)[1] == _text_key(other)[1])


def _same_words(one: _Seen, other: _Seen) -> bool:
    """Return whether equal texts are one person's."""
    author, words = _text_key(one.post)
    return bool(words) and (author is not None or (one.opens and other.opens) or words.count(" ") >= FEWEST_WORDS - 1)
