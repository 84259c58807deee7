"""Discourse: a topic (t/ID.json), some of its posts (t/ID/posts.json), or a site's latest posts (posts.json)."""

from collections.abc import Iterator, Sequence

from classifier.records import Thread
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.values import (
    Object,
    first_object,
    iso_of_text,
    name_at,
    number_at,
    object_at,
    objects_in,
    text_at,
)

_SMALL_ACTION = 3
"""The type of a post that says that a topic was closed, split, pinned."""


def is_topic(value: object) -> bool:
    """Return whether a JSON value holds posts of Discourse."""
    first = first_object(_posts(value))
    return "post_number" in first and ("cooked" in first or "raw" in first or "topic_id" in first)


def read_topics(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of an export, each sorted by post number: posts.json comes newest first.

    The thread's address is missed: an export does not name its site.
    """
    whole = value if isinstance(value, dict) else {}
    topics: dict[str, list[tuple[int, Object]]] = {}
    for nth, post in enumerate(objects_in(_posts(value))):
        name = name_at(post, "topic_id") or name_at(whole, "id") or "topic"
        topics.setdefault(name, []).append((nth, post))
    for name, posts in topics.items():
        posts.sort(key=lambda placed: number_at(placed[1], "post_number"))
        first = posts[0][1]
        about = About(
            id=name,
            source=source,
            method="discourse",
            title=text_at(whole, "title") or text_at(first, "topic_title") or None,
        )
        pointer = _pointer(value)
        items = [_item(post, f"{pointer}/{nth}") for nth, post in posts]
        yield thread_of(items, about, _notes(whole, [post for _, post in posts], source))


def _posts(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return value.get("latest_posts") or object_at(value, "post_stream").get("posts") or value.get("posts")


def _pointer(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    return (
        "/latest_posts" if value.get("latest_posts") else "/post_stream/posts" if "post_stream" in value else "/posts"
    )


def _item(post: Object, locator: str) -> Item:
    cooked = text_at(post, "cooked")
    gone = post.get("user_deleted") is True or bool(post.get("deleted_at")) or post.get("hidden") is True
    system = post.get("post_type") == _SMALL_ACTION
    written = text_at(post, "created_at")
    number = number_at(post, "post_number")
    return Item(
        id=str(number) if number else None,
        text="" if gone else cooked or text_at(post, "raw"),
        markup="html" if cooked else "markdown",
        parent=name_at(post, "reply_to_post_number"),
        author=name_at(post, "username", "name"),
        author_id=name_at(post, "user_id"),
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        kind="deleted" if gone else "system" if system else "comment",
        locator=locator,
    )


def _notes(whole: Object, posts: Sequence[Object], source: str) -> list[str]:
    """Say how many posts the topic has that this file does not: a topic's first file holds twenty of them."""
    stream = object_at(whole, "post_stream").get("stream")
    there = (
        len(stream)
        if isinstance(stream, list)
        else number_at(whole, "posts_count") or number_at(posts[0], "posts_count")
    )
    missing = there - len(posts)
    return [f"{source}: {missing} more posts of the topic are not in this export"] if missing > 0 else []
