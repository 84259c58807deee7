"""Bluesky: threads as app.bsky.feed.getPostThread gives them, feeds of an author or a search, and posts one a line."""

from collections.abc import Iterator, Sequence
from typing import Any

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    first_object,
    inside,
    iso_of_text,
    name_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
)

_VIEW = "app.bsky.feed.defs#"


def is_thread(value: object) -> bool:
    """Return whether a JSON value is a thread view, alone or as the answer to a call."""
    node = _view(value)[1]
    return "feed" not in node and (
        text_at(node, "$type").startswith((f"{_VIEW}threadView", f"{_VIEW}notFound", f"{_VIEW}blocked"))
        or is_post(object_at(node, "post"))
    )


def _view(value: object) -> Placed:
    if not isinstance(value, dict):
        return "", {}
    return ("/thread", object_at(value, "thread")) if "thread" in value else ("", value)


def read_view(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of a view: the ancestors first, then the post, then the replies, each after what it answers.

    Posts that are blocked or not found keep their place as deleted ones.
    """
    start = _view(value)
    above: list[Placed] = []
    at, node = inside(start[0], "/parent"), object_at(start[1], "parent")
    while node:
        above.append((at, node))
        at, node = inside(at, "/parent"), object_at(node, "parent")
    items: list[Item] = []
    before: str | None = None
    for place, ancestor in reversed(above):
        items.append(_item_of_node(ancestor, before, place))
        before = items[-1].id
    # A stack and not a recursion: replies nest as deep as they like.
    stack: list[tuple[Pointer, Object, str | None]] = [(*start, before)]
    while stack:
        place, node, parent = stack.pop()
        item = _item_of_node(node, parent, place)
        items.append(item)
        replies = placed_objects(node.get("replies"), inside(place, "/replies"))
        stack.extend([(below, reply, item.id) for below, reply in reversed(replies)])
    first = object_at((above[-1] if above else start)[1], "post")
    yield thread_of(items, _about(_root(first) or items[0].id or "thread", source, first))


def is_feed(value: object) -> bool:
    """Return whether a JSON value is a feed, a search's answer or a list of posts, or pages of them."""
    return any(is_post(post) for _, post in _posts(value)[:1])


def read_feed(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of a feed, oldest post first: feeds come newest first. A post that comes again counts once."""
    threads: dict[str, dict[str, Placed]] = {}
    for at, post in _posts(value):
        name = name_at(post, "uri") or at or ""
        threads.setdefault(_root(post) or name, {}).setdefault(name, (at, post))
    for name, posts in threads.items():
        placed = sorted(posts.values(), key=lambda placed: _written(placed[1]))
        yield thread_of([_item(post, None, at) for at, post in placed], _about(name, source, placed[0][1]))


def _posts(value: object) -> Sequence[Placed]:
    posts: list[Placed] = []
    for at, page in placed_roots(value):
        listed = next((name for name in ("feed", "posts") if isinstance(page.get(name), list)), None)
        inner = placed_objects(page.get(listed), inside(at, f"/{listed}")) if listed else [(at, page)]
        for place, part in inner:
            posts.append((inside(place, "/post"), object_at(part, "post")) if "post" in part else (place, part))
    return posts


def is_post(value: Object) -> bool:
    """Return whether a JSON object is a post's view."""
    return "uri" in value and "record" in value


def is_line(line: Object) -> bool:
    """Return whether a line's object is a post's view, or a feed's entry that holds one."""
    return is_post(object_at(line, "post") or line)


def post_of_line(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a line's view."""
    view = first_object([line.get("post"), line])
    item = _item(view, None, locator)
    return post_of(item, _about(_root(view) or item.id or "thread", source, view), order)


def _root(post: Object) -> str | None:
    return name_at(object_at(post, "record", "reply", "root"), "uri")


def _written(post: Object) -> str:
    return text_at(object_at(post, "record"), "createdAt") or text_at(post, "indexedAt")


def _about(name: str, source: str, first: Object) -> About:
    return About(id=name or "thread", source=source, method="bluesky", url=_address(first))


def _item_of_node(node: Object, above: str | None, at: Pointer) -> Item:
    post = object_at(node, "post")
    if not post:
        return Item(id=name_at(node, "uri"), parent=above, kind="deleted", locator=at or "/uri")
    return _item(post, above, inside(at, "/post"))


def _item(post: Object, above: str | None, locator: Pointer) -> Item:
    author = object_at(post, "author")
    record: Any = object_at(post, "record")
    written = _written(post)
    return Item(
        id=name_at(post, "uri"),
        text=text_at(record, "text"),
        parent=name_at(object_at(record, "reply", "parent"), "uri") or above,
        author=name_at(author, "handle", "displayName"),
        author_id=name_at(author, "did"),
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        locator=locator,
    )


def _address(post: Object) -> str | None:
    handle = name_at(object_at(post, "author"), "handle")
    uri = text_at(post, "uri")
    return f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}" if handle and uri else None
