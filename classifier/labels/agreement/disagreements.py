"""The posts on which coders differ."""

from collections.abc import Collection
from dataclasses import dataclass

from classifier.labels.agreement.codings import LabelsByCoder
from classifier.labels.annotations import Annotations
from classifier.labels.log import ADJUDICATED, LabelEvent
from classifier.records import Key, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A post to which coders gave different labels."""

    post: Post
    given: tuple[LabelEvent, ...]
    """What each coder said of it, in order of name; the adjudicated label is not among them."""
    final: str | None
    """The post's final label, None where it is undecided, or where a label that has a say waits to be given again."""
    adjudicated: bool
    """Whether the final label was adjudicated."""


def disagreements(annotations: Annotations, given: LabelsByCoder) -> list[Disagreement]:
    """Return the posts to which these coders gave different labels: the undecided first, else as in the post files."""
    differing = _differing(given)
    by_post: dict[Key, list[LabelEvent]] = {key: [] for key in annotations.posts if key in differing}
    for event in annotations.events:
        if (key := event.key) in by_post:
            by_post[key].append(event)
    final = {labelled.post.key: labelled.label for labelled in annotations.labelled()}
    found = [_disagreement(annotations.posts[key], events, given, final.get(key)) for key, events in by_post.items()]
    return sorted(found, key=lambda one: one.final is not None)


def _differing(given: LabelsByCoder) -> set[Key]:
    first: dict[Key, str] = {}
    return {
        key for labelled in given.values() for key, label in labelled.items() if first.setdefault(key, label) != label
    }


def _disagreement(post: Post, events: list[LabelEvent], coders: Collection[str], final: str | None) -> Disagreement:
    said = (event for event in events if event.coder in coders)
    return Disagreement(
        post=post,
        given=tuple(sorted(said, key=lambda event: event.coder)),
        final=final,
        adjudicated=any(event.coder == ADJUDICATED for event in events),
    )
