"""Comments that stand one a line, made into posts without parsing a line as a whole: three to six times as fast.

A dump's line holds up to forty fields, and a post is made of seven of them: the others are checked and passed over.
A line with other fields or types, or one that the json module reads otherwise, is left to be parsed as a whole; tests
hold both ways to the same posts.
"""

import msgspec

from classifier.records import Post
from classifier.threads.exports.hackernews import ADDRESS, Lines
from classifier.threads.exports.markup import words_of
from classifier.threads.exports.reddit import GONE, unescaped
from classifier.threads.exports.values import iso_of_epoch

_FAULTS = (msgspec.MsgspecError, UnicodeError, RecursionError)


class _OfReddit(msgspec.Struct, gc=False):
    """What a post is made of in Pushshift's dumps of comments."""

    author: str
    body: str
    created_utc: int | float | str
    id: str
    link_id: str
    parent_id: str
    author_fullname: str | None = None
    link_title: str | None = None
    title: str | None = None


_of_reddit = msgspec.json.Decoder(_OfReddit).decode


def reddit_post(line: str, order: int, source: str, locator: str) -> Post | None:
    """Return the post of a comment's line, None where the line must be parsed as a whole."""
    try:
        comment = _of_reddit(line)
    except _FAULTS:
        return None
    name, link, parent = comment.id.strip(), comment.link_id.strip(), comment.parent_id.strip()
    own = f"t1_{name}"
    if not (name and link and parent) or parent == own or name.startswith("t1_"):
        return None
    author = comment.author.strip()
    body = comment.body
    gone = body.lstrip()[:1] == "[" and body.strip().lower() in GONE
    words = words_of("" if gone else unescaped(body), "markdown")
    return Post(
        thread_id=link,
        id=own,
        order=order,
        text=words.own,
        kind="deleted" if gone else "comment",
        parent_id=parent,
        parent_source="native",
        author=None if author in GONE else author or None,
        author_id=(comment.author_fullname or "").strip() or None,
        posted_at=iso_of_epoch(comment.created_utc),
        title=(comment.link_title if comment.title is None else comment.title) or None,
        source=source,
        full_text=words.full if words.full != words.own else None,
        spans=words.spans,
        method="reddit",
        locator=locator,
    )


class _OfHackerNews(msgspec.Struct, gc=False):
    """What a post is made of in items of the Firebase API."""

    id: int
    parent: int
    time: int
    type: str
    by: str = ""
    text: str = ""
    title: str = ""
    deleted: bool = False
    dead: bool = False


_of_hackernews = msgspec.json.Decoder(_OfHackerNews).decode
_LARGEST_ID = 1 << 53


class HackerNews:
    """Reads comments of one stream; `threads` knows which story each belongs to."""

    def __init__(self, threads: Lines) -> None:
        self._threads = threads

    def __call__(self, line: str, order: int, source: str, locator: str) -> Post | None:
        """Return the post of a comment's line, None where the line must be parsed as a whole."""
        try:
            item = _of_hackernews(line)
        except _FAULTS:
            return None
        if item.type != "comment" or item.title or item.id == item.parent or not 0 <= item.id < _LARGEST_ID:
            return None
        if not 0 <= item.parent < _LARGEST_ID:
            return None
        own, parent = str(item.id), str(item.parent)
        thread_id = self._threads.thread_of(own, parent)
        gone = item.deleted or item.dead
        words = words_of("" if gone else item.text, "html with quoted lines")
        return Post(
            thread_id=thread_id,
            id=own,
            order=order,
            text=words.own,
            kind="deleted" if gone else "comment",
            parent_id=parent,
            parent_source="native",
            author=item.by.strip() or None,
            posted_at=iso_of_epoch(item.time),
            url=ADDRESS + thread_id if thread_id.isdecimal() else None,
            source=source,
            full_text=words.full if words.full != words.own else None,
            spans=words.spans,
            method="hackernews",
            locator=locator,
        )
