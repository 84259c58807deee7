"""Discourse: topics (t/ID.json, page by page too), some of their posts, or a site's latest posts (posts.json)."""

from collections.abc import Iterator, Sequence

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    inside,
    iso_of_text,
    name_at,
    number_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
)

_SMALL_ACTION = 3
"""The type of a post that says that a topic was closed, split, pinned."""


def is_topic(value: object) -> bool:
    """Return whether a JSON value holds posts of Discourse."""
    first = next((post for _, page in placed_roots(value)[:1] for _, post in _posts("", page)[:1]), {})
    return is_post(first)


def is_post(value: Object) -> bool:
    """Return whether a JSON object is a post of Discourse."""
    return "post_number" in value and ("cooked" in value or "raw" in value or "topic_id" in value)


def read_topics(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of an export, each sorted by post number: posts.json comes newest first.

    Pages of a topic may repeat posts, which are then taken once. The thread's address is missed: an export does not
    name its site.
    """
    topics: dict[str, dict[str, Placed]] = {}
    wholes: dict[str, Object] = {}
    for at, page in placed_roots(value):
        posts = _posts(at, page)
        for nth, (place, post) in enumerate(posts):
            name = name_at(post, "topic_id") or (name_at(page, "id") if posts[0][1] is not page else None) or "topic"
            number = name_at(post, "post_number") or f"{at}/{nth}"
            topics.setdefault(name, {}).setdefault(number, (place, post))
            wholes.setdefault(name, page)
    for name, numbered in topics.items():
        placed = sorted(numbered.values(), key=lambda placed: number_at(placed[1], "post_number"))
        first, whole = placed[0][1], wholes[name]
        title = text_at(whole, "title") or text_at(first, "topic_title")
        about = About(id=name, source=source, method="discourse", title=title or None)
        items = [_item(post, place) for place, post in placed]
        yield thread_of(items, about, _notes(whole, [post for _, post in placed], source))


def post_of_line(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a post's object that stands on a line."""
    title = text_at(line, "topic_title") or None
    about = About(id=name_at(line, "topic_id") or "topic", source=source, method="discourse", title=title)
    return post_of(_item(line, locator), about, order)


def _posts(at: Pointer, page: Object) -> Sequence[Placed]:
    """Return the posts of a page: what it lists, or what it is itself."""
    if is_post(page):
        return [(at, page)]
    for path, posts in (
        ("/latest_posts", page.get("latest_posts")),
        ("/post_stream/posts", object_at(page, "post_stream").get("posts")),
        ("/posts", page.get("posts")),
    ):
        if posts:
            return placed_objects(posts, inside(at, path))
    return []


def _item(post: Object, locator: Pointer) -> Item:
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
        locator="/id" if locator == "" else locator,  # the pointer to a whole document is empty
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
