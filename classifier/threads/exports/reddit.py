"""Reddit: the listings that .json gives, and Pushshift's dumps and answers of one flat object a post.

Missed: comments behind "continue this thread" links, which no export holds; they are counted where it counts them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    first_object,
    inside,
    iso_of_epoch,
    name_at,
    number_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
)

GONE = frozenset({"[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]", "[removed by reddit]"})

Things = Sequence[Placed]
"""Objects with a kind and data."""


@dataclass(slots=True)
class _Found:
    """What a document holds of one thread."""

    items: list[Item] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    hidden: int = 0
    stubs: int = 0


def is_listing(value: object) -> bool:
    """Return whether a JSON value is a listing or several: a thread's submission and comments, a subreddit, a user."""
    parts = [part for _, part in _parts(value)]
    return bool(parts) and all(part.get("kind") == "Listing" and "data" in part for part in parts)


def read_listing(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of listings; stubs of comments that a listing leaves out are counted in a note."""
    for pair in _pairs(value):
        yield from _threads([thing for at, part in pair for thing in _children(at, part)], source)


def _pairs(value: object) -> Iterator[Things]:
    """Yield listings that belong together: threads that were put in one list are each a list of two."""
    if isinstance(value, list) and any(isinstance(part, list) for part in value):
        for nth, part in enumerate(value):
            yield placed_objects(part, f"/{nth}") if isinstance(part, list) else [(f"/{nth}", part)]
    else:
        yield placed_roots(value)


def _parts(value: object) -> Things:
    return [(at, part) for pair in _pairs(value) for at, part in pair if isinstance(part, Mapping)]


def is_things(value: object) -> bool:
    """Return whether a JSON value lists comments: of api/morechildren, of an archive's API, of a script for PRAW."""
    first = first_object(_things(value)[1])
    return is_line(first) or ("body" in first and _is_submission(value))


def read_things(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of such a list, the comments of each submission together."""
    at, things = _things(value)
    whole = [("", value)] if _is_submission(value) else []
    yield from _threads([*whole, *placed_objects(things, at)], source)


def _is_submission(value: object) -> TypeGuard[Object]:
    return isinstance(value, dict) and "selftext" in value


def _things(value: object) -> tuple[str, object]:
    if not isinstance(value, dict):
        return "", value
    if "json" in value:
        return "/json/data/things", object_at(value, "json", "data").get("things")
    return ("/data", value["data"]) if "data" in value else ("/comments", value.get("comments"))


def _threads(things: Things, source: str) -> Iterator[Thread]:
    threads: dict[str, _Found] = {}
    # A stack and not a recursion: replies nest as deep as they like. With each goes the thread that it stands in.
    only = _only_submission(things)
    stack: list[tuple[Pointer, Object, str]] = [(at, thing, only) for at, thing in reversed(things)]
    last = ""
    while stack:
        at, thing, above = stack.pop()
        data, at = (object_at(thing, "data"), inside(at, "/data")) if "kind" in thing else (thing, at)
        if thing.get("kind") == "more":
            found = threads.setdefault(above or last or "t3", _Found())
            found.stubs += 1
            found.hidden += number_at(data, "count")
        elif thing.get("kind", "t1") in ("t1", "t3"):
            item = item_of(data, at or "/id")  # the pointer to a whole document is empty
            comment = "body" in data
            last = (name_at(data, "link_id") or above or item.parent or item.id if comment else item.id) or "t3"
            found = threads.setdefault(last, _Found())
            found.items.append(item)
            if not comment:
                found.title, found.url = text_at(data, "title") or None, _address(data)
            stack.extend([(place, reply, last) for place, reply in reversed(_replies(at, data))])
    for name, found in threads.items():
        about = About(id=name, source=source, method="reddit", title=found.title, url=found.url)
        more = f"{source}: {found.hidden or 'some'} more comments are not in this export (stubs: {found.stubs})"
        yield thread_of(found.items, about, [more] if found.stubs else [])


def _only_submission(things: Things) -> str:
    """Return the one submission's name, nothing where there are several or none."""
    names = [_own_name(_data(thing), "t3") for _, thing in things if _is_submission(_data(thing))]
    return (names[0] or "") if len(names) == 1 else ""


def _replies(at: Pointer, data: Object) -> Things:
    """Return what answers a comment: a listing, or a list as scripts make it; of a submission the caller knows."""
    replies = data.get("replies")
    if isinstance(replies, list):
        return placed_objects(replies, inside(at, "/replies"))
    return _children(inside(at, "/replies"), object_at(data, "replies"))


def _children(at: Pointer, listing: Object) -> Things:
    return placed_objects(object_at(listing, "data").get("children"), inside(at, "/data/children"))


def _address(data: Object) -> str | None:
    link = text_at(data, "permalink")
    return f"https://www.reddit.com{link}" if link.startswith("/") else None


def is_line(line: Object) -> bool:
    """Return whether a JSON object is a comment or submission of a dump, bare or as a thing with its kind."""
    line = _data(line)
    return ("body" in line and "link_id" in line) or ("selftext" in line and "subreddit" in line)


def _data(line: Object) -> Object:
    return object_at(line, "data") if line.get("kind") in ("t1", "t3") else line


def post_of_line(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a dump's comment or submission."""
    data = _data(line)
    item = item_of(data, locator)
    about = About(
        id=name_at(data, "link_id") or item.id or "t3",
        source=source,
        method="reddit",
        title=text_at(data, "title", "link_title") or None,
        url=None if "body" in data else _address(data),
    )
    return post_of(item, about, order)


def item_of(data: Object, locator: str | None = None) -> Item:
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
        locator=locator,
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
