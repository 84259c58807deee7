"""How a file differs from the training posts, in words."""

import math
from collections.abc import Sequence

from classifier.evaluation.drift import Unlike


def drift_sentence(name: str, found: Sequence[Unlike]) -> str:
    """Return the warning for a file that looks unlike the posts that the model was trained on."""
    return (
        f"{name}: looks unlike the posts that the model was trained on ({'; '.join(map(_difference, found))}): "
        "its predictions are less sure than they say; label some of these posts and evaluate on them"
    )


def _difference(one: Unlike) -> str:
    if one.name == "length":
        return f"{math.expm1(one.here):.0f} tokens a post where {math.expm1(one.usual):.0f} are usual"
    of = one.name if one.name == "unknown words" else f"{one.name} by its probabilities"
    return f"{one.here:.0%} {of} where {one.usual:.0%} are usual"
