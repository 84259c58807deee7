"""Reddit: the listing that .json gives for a thread, and Pushshift's dumps of one object a line.

Missed: comments behind "continue this thread" links, which no export holds; they are counted where it counts them.
"""

from collections.abc import Iterator, Sequence

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    iso_of_epoch,
    name_at,
    number_at,
    object_at,
    objects_in,
    text_at,
)

GONE = frozenset({"[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]", "[removed by reddit]"})


def is_listing(value: object) -> bool:
    """Return whether a JSON value is a thread's listing: the submission's and the comments', or one of them."""
    parts = objects_in([value] if isinstance(value, dict) else value)
    return bool(parts) and all(part.get("kind") == "Listing" and "data" in part for part in parts)


def read_listing(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of a listing; stubs of comments that the listing leaves out are counted in a note."""
    things = [thing for part in objects_in([value] if isinstance(value, dict) else value) for thing in _children(part)]
    submission = next((object_at(thing, "data") for thing in things if thing.get("kind") == "t3"), {})
    items: list[Item] = []
    hidden = stubs = 0
    # A stack and not a recursion: replies nest as deep as they like.
    stack = list(reversed(things))
    while stack:
        thing = stack.pop()
        data = object_at(thing, "data")
        if thing.get("kind") == "more":
            stubs += 1
            hidden += number_at(data, "count")
        elif thing.get("kind") in ("t1", "t3"):
            items.append(item_of(data))
            stack.extend(reversed(_children(data.get("replies"))))
    about = About(
        id=_own_name(submission, "t3") or (items and _thread_name(items[0])) or "t3",
        source=source,
        method="reddit",
        title=text_at(submission, "title") or None,
        url=_address(submission),
    )
    notes = (
        [f"{source}: {hidden or 'some'} more comments are not in this export, behind {stubs} stubs"] if stubs else []
    )
    yield thread_of(items, about, notes)


def _thread_name(item: Item) -> str | None:
    return item.parent or item.id


def _children(listing: object) -> Sequence[Object]:
    return objects_in(object_at({"": listing}, "", "data").get("children"))


def _address(data: Object) -> str | None:
    link = text_at(data, "permalink")
    return f"https://www.reddit.com{link}" if link.startswith("/") else None


def is_line(line: Object) -> bool:
    """Return whether a JSON object is a comment or submission of a dump."""
    return ("body" in line and "link_id" in line) or ("selftext" in line and "subreddit" in line)


def post_of_line(line: Object, order: int, source: str) -> Post:
    """Return the post of a dump's comment or submission."""
    item = item_of(line)
    about = About(
        id=name_at(line, "link_id") or item.id or "t3",
        source=source,
        method="reddit",
        title=text_at(line, "title") or None,
        url=None if "body" in line else _address(line),
    )
    return post_of(item, about, order)


def item_of(data: Object) -> Item:
    """Return the item of a comment or submission. Reddit's texts are Markdown with three characters escaped."""
    comment = "body" in data
    text = text_at(data, "body" if comment else "selftext")
    gone = text.strip().lower() in GONE
    author = name_at(data, "author")
    return Item(
        id=_own_name(data, "t1" if comment else "t3"),
        text="" if gone else unescaped(text if comment else f"{text_at(data, 'title')}\n{text}"),
        markup="markdown",
        parent=name_at(data, "parent_id"),
        author=None if author in GONE else author,
        author_id=name_at(data, "author_fullname"),
        posted_at=iso_of_epoch(data.get("created_utc")),
        kind="deleted" if gone else "comment" if comment else "article",
    )


def _own_name(data: Object, kind: str) -> str | None:
    name = name_at(data, "id")
    if name is None:
        return name_at(data, "name")
    return name if name.startswith(f"{kind}_") else f"{kind}_{name}"


def unescaped(text: str) -> str:
    """Return a text of Reddit as its author wrote it.

    >>> unescaped("&gt; R&amp;D is &lt;10%")
    '> R&D is <10%'
    """
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text
