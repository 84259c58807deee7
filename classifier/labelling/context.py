"""What stands around a post in its thread: what it answers, or what was said just before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from classifier.records import Key, Post

MOST_ABOVE = 4
"""Posts above a post that are shown; a long dispute would push the post itself off the screen."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a coder may need to understand a post."""

    title: str | None
    """Of the thread."""
    above: tuple[Post, ...]
    """The posts that it answers, one below the other, the nearest last."""
    before: Post | None
    """The post before it, where nobody knows which one it answers."""


class Threads:
    """The posts of many threads, each to be found with what stands around it."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts: dict[str, dict[str, Post]] = defaultdict(dict)
        self._before: dict[Key, Post] = {}
        for post in posts:
            thread = self._posts[post.thread_id]
            if thread:
                self._before[post.key] = next(reversed(thread.values()))
            thread[post.id] = post

    def post(self, key: Key) -> Post:
        """Return the post of a key."""
        return self._posts[key[0]][key[1]]

    def around(self, post: Post) -> Around:
        """Return what stands around a post."""
        above = self._above(post)
        title = post.title or next((each.title for each in self._posts[post.thread_id].values() if each.title), None)
        return Around(title, above, None if above else self._before.get(post.key))

    def _above(self, post: Post) -> tuple[Post, ...]:
        thread = self._posts[post.thread_id]
        above: list[Post] = []
        met = {post.id}
        # Threads come from strangers: a post may name itself, or two each other, as their parents.
        while post.parent_id in thread and post.parent_id not in met and len(above) < MOST_ABOVE:
            post = thread[post.parent_id]
            met.add(post.id)
            above.append(post)
        return tuple(reversed(above))
