"""What the training posts look like, so that a file that looks otherwise can be told."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LARGEST = 100.0
"""No figure is so large: shares, and logarithms of lengths."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure of posts: its mean, how far posts of one thread differ, and how far threads do."""

    mean: float
    within: float
    between: float

    def error(self, posts: int) -> float:
        """Return the standard error of its mean over so many posts of one thread."""
        return math.sqrt(self.between**2 + self.within**2 / max(posts, 1))


@dataclass(frozen=True, slots=True)
class Profile:
    """The training posts by figures that a prediction can compare."""

    unknown: Spread
    """Share of a post's distinct words that the other threads do not hold."""
    length: Spread
    """Logarithm of 1 + a post's tokens."""
    labels: Mapping[str, Spread]
    """Share of the posts that carry each label."""


def profile_to_json(profile: Profile) -> dict[str, Any]:
    """Return a profile as an object for JSON."""
    return {
        "unknown": _numbers(profile.unknown),
        "length": _numbers(profile.length),
        "labels": {label: _numbers(spread) for label, spread in profile.labels.items()},
    }


def profile_from_json(value: object) -> Profile | None:
    """Return the profile that a model carries, None where it carries none that could be used."""
    if not isinstance(value, Mapping) or not isinstance(value.get("labels"), Mapping):
        return None
    unknown, length = _from_numbers(value.get("unknown")), _from_numbers(value.get("length"))
    labels = {str(label): _from_numbers(spread) for label, spread in value["labels"].items()}
    if unknown is None or length is None or None in labels.values():
        return None
    return Profile(unknown, length, {label: spread for label, spread in labels.items() if spread is not None})


def _numbers(spread: Spread) -> list[float]:
    return [round(spread.mean, 6), round(spread.within, 6), round(spread.between, 6)]


def _from_numbers(value: object) -> Spread | None:
    if not isinstance(value, list) or len(value) != 3:
        return None
    numbers = [number for number in value if isinstance(number, (int, float)) and 0 <= number < LARGEST]
    return Spread(*map(float, numbers)) if len(numbers) == 3 else None
