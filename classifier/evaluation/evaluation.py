"""The record of an evaluation: what the data is, how posts were held out, what each system's predictions were worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from classifier.evaluation.figures.outcome import Outcome
from classifier.evaluation.figures.paired import Difference
from classifier.labels.agreement.pairs import Agreement
from classifier.records import Post

MODEL, MAJORITY, PRIOR, KEYWORDS, BAYES = "model", "majority", "prior draw", "keywords", "naive Bayes"

GIVEN = "given predictions"
"""The title where posts came with their predictions, and none was held out here."""


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


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How a model fares that was trained on some of the threads alone."""

    posts: float
    """Mean number of posts to train on."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Check:
    """The model under another condition, and as it is, on the same posts."""

    changed: Outcome
    usual: Outcome
    difference: Difference
    """Of macro F1, changed minus usual."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A post whose label a model that has not seen its thread finds unlikely."""

    post: Post
    label: str
    probability: float
    """Of that label; a mean over the repeats."""
    likelier: str
    likelier_probability: float


@dataclass(frozen=True, slots=True)
class Twins:
    """Posts of the same words with different labels."""

    posts: tuple[tuple[Post, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    """The labels of one origin's posts that deserve a second look."""

    origin: str
    posts: int
    """How many were predicted by a model that had not seen their thread."""
    doubts: tuple[Doubt, ...]
    """The least likely label first."""
    twins: tuple[Twins, ...]
    note: str = ""
    """Why no post could be predicted, where none could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What else was looked at with the same posts; empty where it was not asked for or cannot be."""

    random_split: Check | None = None
    """In folds of single posts, with threads and authors on both sides."""
    names: Check | None = None
    """With all names masked."""
    curve: tuple[CurvePoint, ...] = ()
    """From few threads to all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How the posts of one origin fared; no figure pools two origins."""

    data: DataSummary
    protocol: str
    """How the posts came to be predicted, a sentence."""
    outcomes: tuple[Outcome, ...] = ()
    """The model's first, then the baselines'; none where nothing could be held out."""
    differences: Mapping[str, Difference] = field(default_factory=dict)
    """The model minus the baseline that is best by each figure, by the figure's name."""
    extras: Extras = field(default_factory=Extras)
    doubts: tuple[Doubt, ...] = ()
    """The least likely label first."""
    twins: tuple[Twins, ...] = ()
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
