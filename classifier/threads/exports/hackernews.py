"""Hacker News: items of the Algolia API with their children, its search hits, and items of the Firebase API.

A text is HTML in which a quote is, by custom, a line that begins with ">".
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    first_object,
    inside,
    iso_of_epoch,
    iso_of_text,
    name_at,
    placed_objects,
    placed_roots,
    text_at,
)

ADDRESS = "https://news.ycombinator.com/item?id="
_TYPES = frozenset({"story", "comment", "job", "poll", "pollopt"})
_MOST_REMEMBERED = 1 << 20


def is_tree(value: object) -> bool:
    """Return whether a JSON value is an Algolia item with its children, or a list of such."""
    first = _first(value)
    return isinstance(first.get("children"), list) and "created_at_i" in first


def read_trees(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of each Algolia item; an item may be a comment with what answers it."""
    for at, root in placed_roots(value):
        items: list[Item] = []
        # A stack and not a recursion: replies nest as deep as they like.
        stack: list[tuple[Pointer, Object, str | None]] = [(at, root, None)]
        while stack:
            place, node, above = stack.pop()
            items.append(_algolia_item(node, above, place))
            children = placed_objects(node.get("children"), inside(place, "/children"))
            stack.extend([(below, child, name_at(node, "id")) for below, child in reversed(children)])
        thread_id = name_at(root, "story_id", "id") or "story"
        yield thread_of(items, _about(thread_id, source, text_at(root, "title")))


def is_hits(value: object) -> bool:
    """Return whether a JSON value is a result of the Algolia search, or pages of it."""
    return is_hit(first_object(_first(value).get("hits")))


def is_hit(value: Object) -> bool:
    """Return whether a JSON object is what the Algolia search says of a post."""
    return "objectID" in value and "created_at_i" in value


def read_hits(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of a search result, a story's comments together."""
    threads: dict[str, list[Placed]] = {}
    for at, page in placed_roots(value):
        for place, hit in placed_objects(page.get("hits"), inside(at, "/hits")):
            threads.setdefault(_story(hit), []).append((place, hit))
    for name, hits in threads.items():
        title = next(filter(None, (text_at(hit, "story_title", "title") for _, hit in hits)), "")
        yield thread_of([_algolia_item(hit, None, place) for place, hit in hits], _about(name, source, title))


def post_of_hit(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a search's hit that stands on a line."""
    about = _about(_story(line), source, text_at(line, "story_title", "title"))
    return post_of(_algolia_item(line, None, locator), about, order)


def _story(hit: Object) -> str:
    return name_at(hit, "story_id", "objectID") or "story"


def _algolia_item(node: Object, above: str | None, locator: Pointer) -> Item:
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
        # The pointer to a whole document is empty, and would say that there is none.
        locator="/id" if locator == "" else locator,
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
    placed: Sequence[Placed] = placed_roots(value)
    if isinstance(value, dict) and not is_item(value):
        placed = [("/" + name.replace("~", "~0").replace("/", "~1"), item) for name, item in value.items()]
    # Some scripts put the items themselves where the API has their numbers.
    items: list[Placed] = []
    stack = [(at, item) for at, item in reversed(placed) if is_item(item)]
    while stack:
        at, item = stack.pop()
        items.append((at, item))
        kids = placed_objects(item.get("kids"), inside(at, "/kids"))
        stack.extend([(below, kid) for below, kid in reversed(kids) if is_item(kid)])
    roots = _roots([item for _, item in items])
    threads: dict[str, list[Placed]] = {}
    for at, item in items:
        threads.setdefault(roots[name_at(item, "id") or ""], []).append((at, item))
    for name, together in threads.items():
        title = next(filter(None, (text_at(item, "title") for _, item in together)), "")
        yield thread_of([_firebase_item(item, at) for at, item in together], _about(name or "story", source, title))


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


def _firebase_item(item: Object, locator: Pointer) -> Item:
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
        locator="/id" if locator == "" else locator,
    )


class Lines:
    """Reads Firebase items that come one a line, a story's comments after it: then each knows its story.

    The last million items are remembered; a comment whose parent is not among them begins a thread of its own, called
    by its parent's id.
    """

    def __init__(self) -> None:
        self._threads: OrderedDict[str, str] = OrderedDict()

    def __call__(self, line: Object, order: int, source: str, locator: str) -> Post:
        """Return the post of a line."""
        item = _firebase_item(line, locator)
        thread_id = self.thread_of(item.id, item.parent or item.id or "story")
        return post_of(item, _about(thread_id, source, text_at(line, "title")), order)

    def thread_of(self, name: str | None, above: str) -> str:
        """Return the thread of what answers `above`, and remember it as that of the item `name`."""
        thread_id = self._threads.get(above, above)
        if name is not None:
            self._threads[name] = thread_id
        if len(self._threads) > _MOST_REMEMBERED:
            self._threads.popitem(last=False)
        return thread_id


def _about(name: str, source: str, title: str) -> About:
    return About(
        id=name,
        source=source,
        method="hackernews",
        title=title or None,
        url=ADDRESS + name if name.isdecimal() else None,
    )


def _first(value: object) -> Object:
    return value if isinstance(value, dict) else first_object(value)
