"""Only labels of posts drawn at random can say what the other posts hold."""

from collections.abc import Sequence
from typing import Literal

from classifier.errors import DataError
from classifier.evaluation.prevalence.sample import RANDOM, not_random
from classifier.labels.sample import HandLabel

NotRandom = Literal["refuse", "leave-out", "use"]


def random_sample(sample: Sequence[HandLabel], name: str, choice: NotRandom) -> list[HandLabel]:
    """Return the labels to use; raise DataError where some were not drawn at random and nobody said what to do."""
    served = not_random(sample)
    if not served or choice == "use":
        return list(sample)
    if choice == "refuse":
        said = ", ".join(f"{count} {way}" for way, count in served.most_common())
        raise DataError(
            f"{name}: {served.total()} of {len(sample)} labels are of posts that were not drawn at random (served: "
            f"{said}); the correction holds for a random sample alone. Say --not-random leave-out, or --not-random use "
            "if they are as good as drawn at random"
        )
    kept = [label for label in sample if label.served in (None, RANDOM)]
    if not kept:
        raise DataError(f"{name}: no label is left of a post that was drawn at random; label such posts first")
    return kept
