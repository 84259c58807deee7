"""The record of an evaluation: what the data is, how posts were held out, what each system's predictions were worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from classifier.evaluation.outcome import Outcome
from classifier.labels.agreement import Agreement
from classifier.records import Post

MODEL, MAJORITY, KEYWORDS = "model", "majority", "keywords"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSummary:
    """The labelled posts of one origin."""

    origin: str
    threads: int
    posts: Mapping[str, int]
    """How many carry each label, in the codebook's order."""
    agreements: tuple[Agreement, ...] = ()

    @property
    def size(self) -> int:
        """How many posts there are."""
        return sum(self.posts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How the posts of one origin fared; no figure pools two origins."""

    data: DataSummary
    protocol: str
    """How the posts came to be predicted, a sentence."""
    outcomes: tuple[Outcome, ...] = ()
    """The model's first, then the baselines'; none where nothing could be held out."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation found."""

    title: str
    parts: tuple[Part, ...]
    seed: int
    """What the intervals' draws start from."""
    codebook: Mapping[str, object] = field(default_factory=dict)
    """Version and hash; empty where the labels came without one."""
    coders: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def summarise(
    origin: str, posts: Sequence[tuple[Post, str]], labels: Iterable[str], agreements: Sequence[Agreement] = ()
) -> DataSummary:
    """Return what (post, label) pairs of one origin hold."""
    counted = Counter(label for _, label in posts)
    return DataSummary(
        origin=origin,
        threads=len({post.thread_id for post, _ in posts}),
        posts={label: counted[label] for label in labels},
        agreements=tuple(agreements),
    )
