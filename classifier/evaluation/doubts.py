"""Labels to look at again: ranked, never changed."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.evaluation import Doubt, Twins
from classifier.records import LabelledPost

MOST = 50


def find_doubts(
    posts: Sequence[LabelledPost], labels: Sequence[str], probabilities: NDArray[np.float64], most: int = MOST
) -> list[Doubt]:
    """Return the posts whose label is not the likeliest, the least likely label first.

    `probabilities` are out of fold, shape (posts, labels), NaN for posts that were not predicted. The self-confidence
    ranking of Northcutt et al. (2021). Missed: what coder and model both get wrong.
    """
    given = np.array([labels.index(labelled.label) for labelled in posts], np.int64)
    own = probabilities[np.arange(len(posts)), given]
    likeliest = np.nan_to_num(probabilities, nan=-1).argmax(axis=1)
    doubted = np.flatnonzero(~np.isnan(own) & (likeliest != given))
    order = doubted[np.argsort(own[doubted], kind="stable")][:most]
    return [
        Doubt(
            post=posts[row].post,
            label=posts[row].label,
            probability=float(own[row]),
            likelier=labels[likeliest[row]],
            likelier_probability=float(probabilities[row, likeliest[row]]),
        )
        for row in order.tolist()
    ]


def find_twins(posts: Sequence[LabelledPost]) -> list[Twins]:
    """Return the groups of posts that say the same, but for case and spaces, with more than one label among them."""
    groups: dict[str, list[LabelledPost]] = defaultdict(list)
    for labelled in posts:
        if words := " ".join(labelled.post.text.casefold().split()):
            groups[words].append(labelled)
    return [
        Twins(tuple((labelled.post, labelled.label) for labelled in group))
        for group in groups.values()
        if len({labelled.label for labelled in group}) > 1
    ]
