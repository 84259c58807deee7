"""What there is for a coder to do: which posts, in which order, and what may be seen of what others said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from classifier.labelling.orders import draw
from classifier.labels.log import Chain, LabelEvent
from classifier.records import Key, Post

_ONE_IN = 10
"""A tenth of a coder's own posts are served again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Posts to be labelled by one coder."""

    keys: Sequence[Key]
    """In the order in which they are served."""
    served: str
    """How, as the log says it."""
    opinions: Mapping[Key, tuple[LabelEvent, ...]] = field(default_factory=dict)
    """What others said of a post, where the coder is to decide between them."""
    by: str | None = None
    """Who decides, where the log is no one coder's."""

    @property
    def chain(self) -> Chain:
        """The chain of the log that the labels go to."""
        return "again" if self.served == "again" else "label"

    @property
    def best_first(self) -> bool:
        """Whether the first post without a label is always the one to go on with, and not the next one in a thread."""
        return self.served in ("random", "uncertain", "rare")

    @property
    def is_sample(self) -> bool:
        """Whether what is labelled first is a random sample of all."""
        return self.served == "random"


def to_serve(posts: Iterable[Post]) -> list[Key]:
    """Return the posts that a person can label: those with words of their own that a person wrote."""
    return [post.key for post in posts if post.kind not in ("system", "deleted") and post.text.strip()]


def second_keys(keys: Iterable[Key], others: Iterable[LabelEvent], own: Iterable[LabelEvent]) -> list[Key]:
    """Return the posts that another coder has labelled and this one has not, but as a second coder."""
    theirs = {event.key for event in others}
    mine = {event.key for event in own if event.served != "second"}
    return [key for key in keys if key in theirs and key not in mine]


def again_keys(keys: Iterable[Key], own: Iterable[LabelEvent]) -> list[Key]:
    """Return a tenth of the posts that a coder has labelled, at least one, drawn at random and the same each time."""
    labelled = {event.key for event in own}
    drawn = sorted((key for key in keys if key in labelled), key=lambda key: draw(key, 0))
    return drawn[: max(1, len(drawn) // _ONE_IN)]


def disputed_opinions(events: Iterable[LabelEvent], keys: Iterable[Key]) -> dict[Key, tuple[LabelEvent, ...]]:
    """Return what each coder said of the posts on which they differ."""
    said: dict[Key, list[LabelEvent]] = {key: [] for key in keys}
    for event in events:
        if event.key in said:
            said[event.key].append(event)
    return {key: tuple(given) for key, given in said.items() if len({event.label for event in given}) > 1}
