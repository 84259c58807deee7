"""The posts on which coders differ."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from classifier.labels.annotations import Annotations, final_label
from classifier.labels.log import ADJUDICATED, Key, LabelEvent
from classifier.records import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A post to which coders gave different labels."""

    post: Post
    given: tuple[LabelEvent, ...]
    """What each coder said of it, in order of name; the adjudicated label is not among them."""
    final: str | None
    """The post's final label, None where it is undecided."""
    adjudicated: bool
    """Whether the final label was adjudicated."""


def disagreements(annotations: Annotations, origin: str, coders: Collection[str]) -> list[Disagreement]:
    """Return the posts of an origin on which these coders differ: the undecided first, else as in the post files."""
    by_post: dict[Key, list[LabelEvent]] = defaultdict(list)
    for event in annotations.events:
        by_post[event.key].append(event)
    found = []
    for key, post in annotations.posts.items():
        if annotations.origins[key] != origin:
            continue
        events = sorted(by_post.get(key, ()), key=lambda event: event.coder)
        given = tuple(event for event in events if event.coder in coders and event.coder != ADJUDICATED)
        if len({event.label for event in given}) > 1:
            decided = any(event.coder == ADJUDICATED for event in events)
            found.append(Disagreement(post=post, given=given, final=final_label(events), adjudicated=decided))
    return sorted(found, key=lambda one: one.final is not None)
