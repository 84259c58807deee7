"""The posts of a thread, in any order -> each below the post that it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.records import Post


@dataclass(frozen=True, slots=True)
class Nested:
    """A post's place in the nesting; posts are named by their index."""

    post: int
    depth: int
    parent: int | None
    answers: tuple[int, ...]


def nest(posts: Sequence[Post]) -> list[Nested]:
    """Return every post of one thread once, answers below what they answer and otherwise in the order given.

    An answer is one level below its parent; those to an article are on its own level, since a thread's comments all
    answer it. A post whose parent is not among the posts keeps the depth that it has. Posts that answer each other
    in a circle begin with the first of them.
    """
    parents = _parents(posts)
    answers: list[list[int]] = [[] for _ in posts]
    for post, parent in enumerate(parents):
        if parent is not None:
            answers[parent].append(post)
    placed: list[Nested] = []
    reached = [False] * len(posts)
    roots = [post for post, parent in enumerate(parents) if parent is None]
    for root in (*roots, *range(len(posts))):
        if not reached[root]:
            placed.extend(_below(root, posts, parents, answers, reached))
    return placed


def _parents(posts: Sequence[Post]) -> list[int | None]:
    places: dict[str, int] = {}
    for place, post in enumerate(posts):
        places.setdefault(post.id, place)
    found = [None if post.parent_id is None else places.get(post.parent_id) for post in posts]
    return [None if parent == place else parent for place, parent in enumerate(found)]


def _below(
    root: int,
    posts: Sequence[Post],
    parents: Sequence[int | None],
    answers: Sequence[Sequence[int]],
    reached: list[bool],
) -> Iterator[Nested]:
    waiting = [(root, posts[root].depth if parents[root] is None else 0)]
    while waiting:
        post, depth = waiting.pop()
        if reached[post]:
            continue
        reached[post] = True
        yield Nested(post, depth, parents[post], tuple(answers[post]))
        below = depth + (posts[post].kind != "article")
        waiting.extend((answer, below) for answer in reversed(answers[post]))
