"""Bluesky: what app.bsky.feed.getPostThread gives, a post with its ancestors and the replies to it."""

from collections.abc import Iterator
from typing import Any

from classifier.records import Thread
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.values import Object, iso_of_text, name_at, object_at, objects_in, text_at

_VIEW = "app.bsky.feed.defs#"


def is_thread(value: object) -> bool:
    """Return whether a JSON value is a thread view, alone or as the answer to a call."""
    node = _view(value)
    return text_at(node, "$type").startswith(_VIEW) or (
        "uri" in object_at(node, "post") and "record" in object_at(node, "post")
    )


def _view(value: object) -> Object:
    if not isinstance(value, dict):
        return {}
    return object_at(value, "thread") if "thread" in value else value


def read_view(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of a view: the ancestors first, then the post, then the replies, each after what it answers.

    Posts that are blocked or not found keep their place as deleted ones.
    """
    start = _view(value)
    above: list[Object] = []
    at = object_at(start, "parent")
    while at:
        above.append(at)
        at = object_at(at, "parent")
    items: list[Item] = []
    before: str | None = None
    for node in reversed(above):
        items.append(_item(node, before))
        before = items[-1].id
    # A stack and not a recursion: replies nest as deep as they like.
    stack: list[tuple[Object, str | None]] = [(start, before)]
    while stack:
        node, parent = stack.pop()
        item = _item(node, parent)
        items.append(item)
        stack.extend((reply, item.id) for reply in reversed(objects_in(node.get("replies"))))
    first = object_at(above[-1] if above else start, "post")
    root = name_at(object_at(first, "record", "reply", "root"), "uri") or items[0].id or "thread"
    yield thread_of(items, About(id=root, source=source, method="bluesky", url=_address(first)))


def _item(node: Object, above: str | None) -> Item:
    post = object_at(node, "post")
    author = object_at(post, "author")
    record: Any = object_at(post, "record")
    written = text_at(record, "createdAt") or text_at(post, "indexedAt")
    return Item(
        id=name_at(post, "uri") or name_at(node, "uri"),
        text=text_at(record, "text"),
        parent=name_at(object_at(record, "reply", "parent"), "uri") or above,
        author=name_at(author, "handle", "displayName"),
        author_id=name_at(author, "did"),
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        kind="comment" if post else "deleted",
    )


def _address(post: Object) -> str | None:
    handle = name_at(object_at(post, "author"), "handle")
    uri = text_at(post, "uri")
    return f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}" if handle and uri else None
