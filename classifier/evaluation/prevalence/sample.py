"""A hand-labelled sample against the corpus that it was drawn from: which labels can be used, and why others cannot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from classifier.labels.sample import HandLabel
from classifier.records import Key, Post

RANDOM = "random"


def not_random(sample: Iterable[HandLabel]) -> Counter[str]:
    """Return how many labels came to their coder by something else than a random draw, by what."""
    return Counter(label.served for label in sample if label.served not in (None, RANDOM))


@dataclass(slots=True)
class Matching:
    """How the labels of a sample fared in the corpus; filled while the corpus is read."""

    given: int
    """Labels in the sample."""
    unsaid: int
    """Labels that do not say how their post was drawn."""
    otherwise: int
    """Labels that say that their post was not drawn at random."""
    used: int = 0
    changed: list[Key] = field(default_factory=list)
    """Posts whose text is not the one that was coded."""
    no_comments: list[Key] = field(default_factory=list)
    """Labelled articles, pingbacks and the like."""
    trained_on: int = 0
    """Labelled posts that the model was trained on."""
    found: set[Key] = field(default_factory=set)
    keys: tuple[Key, ...] = ()

    @classmethod
    def of(cls, sample: Sequence[HandLabel]) -> Self:
        """Return the matching of a sample of which nothing has been found yet."""
        unsaid = sum(label.served is None for label in sample)
        return cls(len(sample), unsaid, not_random(sample).total(), keys=tuple(label.key for label in sample))

    @property
    def missing(self) -> list[Key]:
        """The labelled posts that are not in the corpus."""
        return [key for key in self.keys if key not in self.found]

    def other_kind(self, hand: HandLabel | None) -> None:
        """Take note of a labelled post that is no comment."""
        if hand is not None:
            self.found.add(hand.key)
            self.no_comments.append(hand.key)

    def seen(self, hand: HandLabel | None) -> None:
        """Take note of a labelled post that the model was trained on."""
        if hand is not None:
            self.found.add(hand.key)
            self.trained_on += 1

    def fitting(self, hand: HandLabel | None, post: Post) -> str | None:
        """Return a post's hand label where it was given to this very text, else None."""
        if hand is None:
            return None
        self.found.add(hand.key)
        if hand.text_digest not in (None, post.text_digest):
            self.changed.append(hand.key)
            return None
        self.used += 1
        return hand.label
