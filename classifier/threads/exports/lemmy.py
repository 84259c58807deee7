"""Lemmy: comments as its API lists them, each with its author and post; the path to a comment names its parents."""

from collections.abc import Iterator

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Pointer,
    iso_of_text,
    name_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
)


def is_view(value: Object) -> bool:
    """Return whether a JSON object is what the API says of a comment."""
    comment = object_at(value, "comment")
    return "content" in comment and "path" in comment


def is_list(value: object) -> bool:
    """Return whether a JSON value is a list of comments as the API answers it, or pages of it."""
    return any(is_view(view) for _, page in placed_roots(value)[:1] for _, view in placed_objects(_of(page), "")[:1])


def _of(page: Object) -> object:
    return page.get("comments")


def read_list(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of some comments, a post's together, the oldest first."""
    threads: dict[str, list[Item]] = {}
    abouts: dict[str, About] = {}
    for at, page in placed_roots(value):
        for place, view in placed_objects(_of(page), f"{at}/comments"):
            about = _about(view, source)
            abouts.setdefault(about.id, about)
            threads.setdefault(about.id, []).append(_item(view, place))
    for name, items in threads.items():
        yield thread_of(sorted(items, key=lambda item: item.posted_at or ""), abouts[name])


def post_of_line(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a comment that stands on a line."""
    return post_of(_item(line, locator), _about(line, source), order)


def _about(view: Object, source: str) -> About:
    post = object_at(view, "post")
    name = name_at(post, "id") or name_at(object_at(view, "comment"), "post_id") or "post"
    title, url = text_at(post, "name") or None, text_at(post, "ap_id") or None
    return About(id=name, source=source, method="lemmy", title=title, url=url)


def _item(view: Object, locator: Pointer) -> Item:
    comment, creator = object_at(view, "comment"), object_at(view, "creator")
    above = text_at(comment, "path").split(".")[1:-1]
    gone = comment.get("deleted") is True or comment.get("removed") is True
    written = text_at(comment, "published")
    return Item(
        id=name_at(comment, "id"),
        text="" if gone else text_at(comment, "content"),
        markup="markdown",
        parent=above[-1] if above else None,
        author=name_at(creator, "name"),
        author_id=name_at(creator, "actor_id", "id"),
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        kind="deleted" if gone else "comment",
        locator=locator,
    )
