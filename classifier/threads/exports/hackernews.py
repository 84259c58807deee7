"""Hacker News: items of the Algolia API with their children, its search hits, and items of the Firebase API.

A text is HTML in which a quote is, by custom, a line that begins with ">".
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    first_object,
    iso_of_epoch,
    iso_of_text,
    name_at,
    objects_in,
    text_at,
)

_ADDRESS = "https://news.ycombinator.com/item?id="
_TYPES = frozenset({"story", "comment", "job", "poll", "pollopt"})
_MOST_REMEMBERED = 1 << 20


def is_tree(value: object) -> bool:
    """Return whether a JSON value is an Algolia item with its children, or a list of such."""
    first = _first(value)
    return isinstance(first.get("children"), list) and "created_at_i" in first


def read_trees(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of each Algolia item; an item may be a comment with what answers it."""
    for root in [value] if isinstance(value, dict) else objects_in(value):
        items: list[Item] = []
        # A stack and not a recursion: replies nest as deep as they like.
        stack: list[tuple[Object, str | None]] = [(root, None)]
        while stack:
            node, above = stack.pop()
            items.append(_algolia_item(node, above))
            stack.extend((child, name_at(node, "id")) for child in reversed(objects_in(node.get("children"))))
        thread_id = name_at(root, "story_id", "id") or "story"
        yield thread_of(items, _about(thread_id, source, text_at(root, "title")))


def is_hits(value: object) -> bool:
    """Return whether a JSON value is a result of the Algolia search."""
    first = _first(value.get("hits")) if isinstance(value, dict) else {}
    return "objectID" in first and "created_at_i" in first


def read_hits(value: Any, source: str) -> Iterator[Thread]:
    """Yield the threads of a search result, a story's comments together."""
    threads: dict[str, list[Object]] = {}
    for hit in objects_in(value["hits"]):
        threads.setdefault(name_at(hit, "story_id", "objectID") or "story", []).append(hit)
    for name, hits in threads.items():
        title = next(filter(None, (text_at(hit, "story_title", "title") for hit in hits)), "")
        yield thread_of([_algolia_item(hit, None) for hit in hits], _about(name, source, title))


def _algolia_item(node: Object, above: str | None) -> Item:
    title = text_at(node, "title")
    text = text_at(node, "text", "comment_text", "story_text")
    gone = not text and not title and not name_at(node, "author")
    return Item(
        id=name_at(node, "id", "objectID"),
        text=text or title,
        markup="html with quoted lines",
        parent=name_at(node, "parent_id") or above,
        author=name_at(node, "author"),
        posted_at=iso_of_text(node.get("created_at")) or iso_of_epoch(node.get("created_at_i")),
        kind="deleted" if gone else "article" if title else "comment",
    )


def is_item(value: object) -> bool:
    """Return whether a JSON object is an item of Firebase."""
    kind = value.get("type") if isinstance(value, dict) else None
    return isinstance(value, dict) and "id" in value and isinstance(kind, str) and kind in _TYPES


def is_items(value: object) -> bool:
    """Return whether a JSON value is an item of Firebase, a list of them, or an object of them by id."""
    if isinstance(value, dict) and not is_item(value):
        return (
            bool(value) and all(key.isdecimal() for key in list(value)[:10]) and is_item(_first(list(value.values())))
        )
    return is_item(_first(value))


def read_items(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of some Firebase items in the order of the file; what has no parent in it begins a thread."""
    if isinstance(value, dict):
        value = [value] if is_item(value) else list(value.values())
    items = [item for item in objects_in(value) if is_item(item)]
    roots = _roots(items)
    threads: dict[str, list[Object]] = {}
    for item in items:
        threads.setdefault(roots[name_at(item, "id") or ""], []).append(item)
    for name, together in threads.items():
        title = next(filter(None, (text_at(item, "title") for item in together)), "")
        yield thread_of([_firebase_item(item) for item in together], _about(name or "story", source, title))


def _roots(items: Sequence[Object]) -> dict[str, str]:
    """Return each item's topmost known ancestor: it, its parents, or the parent that is not among the items."""
    parents = {name_at(item, "id") or "": name_at(item, "parent") for item in items}
    roots: dict[str, str] = {}
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at in parents and at not in roots and at not in path:
            path[at] = None
            at = parents[at] or at
        root = roots.get(at, at)
        roots.update(dict.fromkeys(path, root))
    return roots


def _firebase_item(item: Object) -> Item:
    title = text_at(item, "title")
    gone = item.get("deleted") is True or item.get("dead") is True
    return Item(
        id=name_at(item, "id"),
        text="" if gone else text_at(item, "text") or title,
        markup="html with quoted lines",
        parent=name_at(item, "parent", "poll"),
        author=name_at(item, "by"),
        posted_at=iso_of_epoch(item.get("time")),
        kind="deleted" if gone else "article" if title else "comment",
    )


class Lines:
    """Reads Firebase items that come one a line, a story's comments after it: then each knows its story.

    The last million items are remembered; a comment whose parent is not among them begins a thread of its own, called
    by its parent's id.
    """

    def __init__(self) -> None:
        self._threads: OrderedDict[str, str] = OrderedDict()

    def __call__(self, line: Object, order: int, source: str) -> Post:
        """Return the post of a line."""
        item = _firebase_item(line)
        parent = item.parent or item.id or "story"
        thread_id = self._threads.get(parent, parent)
        if item.id is not None:
            self._threads[item.id] = thread_id
        if len(self._threads) > _MOST_REMEMBERED:
            self._threads.popitem(last=False)
        return post_of(item, _about(thread_id, source, text_at(line, "title")), order)


def _about(name: str, source: str, title: str) -> About:
    return About(
        id=name,
        source=source,
        method="hackernews",
        title=title or None,
        url=_ADDRESS + name if name.isdecimal() else None,
    )


def _first(value: object) -> Object:
    return value if isinstance(value, dict) else first_object(value)
