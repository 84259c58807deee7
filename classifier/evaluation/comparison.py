"""Two systems on the same labelled posts: models, or anybody's labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from classifier.errors import DataError
from classifier.evaluation.evaluation import DataSummary, summarise
from classifier.evaluation.figures.counts import f1
from classifier.evaluation.figures.outcome import Outcome, count_outcome
from classifier.evaluation.figures.paired import Difference, difference
from classifier.evaluation.given import codebook_of, labels_of, origin_of, rows_of
from classifier.evaluation.systems import COMPARED
from classifier.labels.codebook import Codebook
from classifier.records import Key, Post, Prediction


@dataclass(frozen=True, slots=True)
class Said:
    """What a system says of posts, by their keys."""

    system: str
    predictions: Mapping[Key, Prediction]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPart:
    """Two systems on the posts of one origin; no figure pools two origins."""

    data: DataSummary
    one: Outcome
    other: Outcome
    differences: Mapping[str, Difference]
    """The first minus the second, by the figure's name."""
    by_label: Mapping[str, Difference]
    """Of F1, for each label that some post carries."""
    both_right: int
    only_one: int
    only_other: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two systems are worth beside each other."""

    systems: tuple[str, str]
    parts: tuple[ComparedPart, ...]
    left_out: int
    """Labelled posts of which one of the two says nothing; an abstention says that it does not know."""
    foreign: tuple[tuple[str, ...], tuple[str, ...]]
    """What each says that none of these posts carries: a miss every time."""
    seed: int
    codebook: Mapping[str, object] = field(default_factory=dict)
    """Version and hash; empty where none that holds all labels is known."""


def compare(posts: Sequence[Post], one: Said, other: Said, codebook: Codebook | None, seed: int) -> Comparison:
    """Return how two systems fare on the labelled posts of which both say something.

    A post's label is its field `label`. Raises DataError where there is no such post.
    """
    labelled = [post for post in posts if post.extra.get("label") is not None]
    shared = [post for post in labelled if post.key in one.predictions and post.key in other.predictions]
    if not shared:
        raise DataError(
            f"none of {len(labelled)} labelled posts is spoken of by both {one.system} and {other.system}: give files "
            "that share the posts' thread_id and id"
        )
    labels = labels_of([(post, said.predictions[post.key]) for said in (one, other) for post in shared], codebook)
    origins = sorted({origin_of(post) for post in shared})
    parts = (
        _part([post for post in shared if origin_of(post) == origin], (one, other), labels, seed) for origin in origins
    )
    return Comparison(
        systems=(one.system, other.system),
        parts=tuple(parts),
        left_out=len(labelled) - len(shared),
        foreign=(_foreign(shared, one), _foreign(shared, other)),
        seed=seed,
        codebook=codebook_of(labels, codebook),
    )


def _foreign(posts: Sequence[Post], said: Said) -> tuple[str, ...]:
    predicted = {said.predictions[post.key].predicted for post in posts} - {post.extra["label"] for post in posts}
    return tuple(sorted(label for label in predicted if label is not None))


def _part(posts: Sequence[Post], both: tuple[Said, Said], labels: Sequence[str], seed: int) -> ComparedPart:
    rows = [rows_of([(post, said.predictions[post.key]) for post in posts], labels) for said in both]
    one, other = (count_outcome(said.system, labels, found) for said, found in zip(both, rows, strict=True))
    right = [found.said == found.true for found in rows]
    return ComparedPart(
        data=summarise(origin_of(posts[0]), [(post, post.extra["label"]) for post in posts], labels),
        one=one,
        other=other,
        differences={name: difference(one, other, measure, seed) for name, measure in COMPARED.items()},
        by_label={
            label: difference(one, other, lambda counts, nth=nth: f1(counts)[..., nth], seed)  # type: ignore[misc]
            for nth, label in enumerate(labels)
            if one.support[nth]
        },
        both_right=int(np.sum(right[0] & right[1])),
        only_one=int(np.sum(right[0] & ~right[1])),
        only_other=int(np.sum(~right[0] & right[1])),
        neither=int(np.sum(~right[0] & ~right[1])),
    )
