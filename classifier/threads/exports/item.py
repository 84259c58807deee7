"""What every export says of a post in its own words, and how posts are made of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from classifier.records import Post, PostKind, Thread
from classifier.threads.exports.markup import Markup, words_of
from classifier.threads.post_json import numbered_id
from classifier.threads.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of an export: ids as the platform gives them, the text in its own markup."""

    id: str | None
    text: str = ""
    markup: Markup = "text"
    words: Words | None = None
    """The text's words where the reader made them itself."""
    parent: str | None = None
    author: str | None = None
    author_id: str | None = None
    posted_at: str | None = None
    posted_at_raw: str | None = None
    kind: PostKind = "comment"
    locator: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an export says of the thread as a whole."""

    id: str
    source: str
    method: str
    title: str | None = None
    url: str | None = None


def thread_of(items: Sequence[Item], about: About, notes: Iterable[str] = ()) -> Thread:
    """Return the thread of some items, in their order, parents resolved among them.

    The document is the posts' full texts, a blank line between them. A parent that is not there, that is the post
    itself, or that closes a circle, is none. Of several items with one id the later ones get an id of their own.
    """
    posts = list(_posts(_numbered(items), about))
    parents = sound_parents(posts)
    depths = depths_of(posts, parents)
    whole = tuple(
        replace(
            post,
            parent_id=parents[post.id],
            parent_source="native" if parents[post.id] else None,
            depth=depths[post.id],
        )
        for post in posts
    )
    document = "\n\n".join(post.full_text or post.text for post in posts)
    return Thread(
        id=about.id,
        posts=whole,
        title=about.title,
        url=about.url,
        source=about.source,
        document=document,
        notes=tuple(notes),
        parents_elsewhere={
            post.id: (post.parent_id, "native") for post in posts if post.parent_id and post.parent_id not in depths
        },
    )


def named_apart(threads: Iterable[Thread]) -> Iterator[Thread]:
    """Yield the threads of a file; of several with one id the later ones get an id of their own."""
    seen: set[str] = set()
    repeats: dict[str, int] = {}
    for thread in threads:
        name = thread.id
        while name in seen:
            repeats[thread.id] = nth = repeats.get(thread.id, 1) + 1
            name = f"{thread.id}~{nth}"
        seen.add(name)
        posts = tuple(replace(post, thread_id=name) for post in thread.posts) if name != thread.id else thread.posts
        yield replace(thread, id=name, posts=posts)


def post_of(item: Item, about: About, order: int) -> Post:
    """Return the post of one item of a stream: its parent is named and not looked up."""
    parent = item.parent if item.parent != item.id else None
    words = item.words or words_of(item.text, item.markup)
    return Post(
        thread_id=about.id,
        id=item.id or numbered_id(order),
        order=order,
        kind=item.kind,
        parent_id=parent,
        parent_source="native" if parent else None,
        author=item.author,
        author_id=item.author_id,
        posted_at=item.posted_at,
        posted_at_raw=item.posted_at_raw,
        title=about.title,
        url=about.url,
        source=about.source,
        text=words.own,
        full_text=words.full if words.full != words.own else None,
        spans=words.spans,
        method=about.method,
        locator=item.locator or None,  # the pointer to a whole document is empty
        extra=item.extra,
    )


def _numbered(items: Sequence[Item]) -> Iterator[Item]:
    seen: set[str] = set()
    repeats: dict[str, int] = {}
    for order, item in enumerate(items, 1):
        name = item.id or numbered_id(order)
        while name in seen:
            repeats[item.id or ""] = nth = repeats.get(item.id or "", 1) + 1
            name = f"{item.id or numbered_id(order)}~{nth}"
        seen.add(name)
        yield replace(item, id=name)


def _posts(items: Iterable[Item], about: About) -> Iterator[Post]:
    at = 0
    for order, item in enumerate(items, 1):
        post = post_of(item, about, order)
        length = len(post.full_text or post.text)
        yield replace(post, start=at, end=at + length)
        at += length + 2


def sound_parents(posts: Sequence[Post]) -> dict[str, str | None]:
    """Return each post's parent, where it is there and leads up to a beginning; each step is walked once.

    Of a circle the first post in the thread's order becomes the beginning.
    """
    place = {post.id: nth for nth, post in enumerate(posts)}
    parents = {post.id: post.parent_id if post.parent_id in place else None for post in posts}
    sound: set[str] = set()
    for start in place:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in sound and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            names = list(path)
            parents[min(names[names.index(at) :], key=place.__getitem__)] = None
        sound.update(path)
    return parents


def depths_of(posts: Sequence[Post], parents: Mapping[str, str | None]) -> dict[str, int]:
    """Return how many posts stand above each one."""
    depths: dict[str, int] = {}
    for post in posts:
        path: list[str] = []
        at: str | None = post.id
        while at is not None and at not in depths:
            path.append(at)
            at = parents[at]
        depth = depths[at] + 1 if at is not None else 0
        for name in reversed(path):
            depths[name] = depth
            depth += 1
    return depths
