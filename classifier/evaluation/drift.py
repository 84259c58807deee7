"""Whether a file looks unlike the posts that a model was trained on."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier.records import Prediction
from classifier.stance.record.profile import Profile, Spread

FEWEST_POSTS = 10
"""Posts with words of which nothing is said: so few can look like anything."""

FAR = 3.0
"""Standard errors from the training posts' mean, threads' own differences included."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A figure in which a file is far from the training posts."""

    name: str
    """unknown words, length, or a label."""
    here: float
    usual: float
    errors: float
    """How many standard errors lie between them."""


@dataclass(slots=True)
class Seen:
    """What the posts of a file look like, added up as they are predicted."""

    posts: int = 0
    unknown: float = 0.0
    length: float = 0.0
    labels: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, prediction: Prediction) -> None:
        """Count one post; one without words says nothing."""
        if prediction.words:
            self.posts += 1
            self.unknown += 1 - prediction.known_words / prediction.words
            self.length += math.log1p(prediction.tokens)
            if prediction.scores:
                # By probability, which does not depend on how sure a prediction had to be.
                for label, share in prediction.scores.items():
                    self.labels[label] += share


def unlike(seen: Seen, profile: Profile) -> list[Unlike]:
    """Return in what a file is unlike the training posts, the farthest first; nothing for fewer than ten posts."""
    if seen.posts < FEWEST_POSTS:
        return []
    found = [one for one in _compared(seen, profile) if one.errors > FAR]
    return sorted(found, key=lambda one: -one.errors)


def _compared(seen: Seen, profile: Profile) -> Iterator[Unlike]:
    if (unknown := seen.unknown / seen.posts) > profile.unknown.mean:  # That many are known is no reason to doubt.
        yield _against("unknown words", unknown, profile.unknown, seen.posts)
    yield _against("length", seen.length / seen.posts, profile.length, seen.posts)
    for label, spread in profile.labels.items():
        yield _against(label, seen.labels[label] / seen.posts, spread, seen.posts)


def _against(name: str, here: float, usual: Spread, posts: int) -> Unlike:
    error = usual.error(posts)
    return Unlike(name, here, usual.mean, abs(here - usual.mean) / error if error else 0.0)
