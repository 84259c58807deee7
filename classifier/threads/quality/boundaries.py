"""How well the boundaries between posts were found, over the gaps between a text's paragraphs.

The unit is the paragraph: a line with something on it. A document of n paragraphs has n - 1 gaps, each of which is a
boundary or not; a cut is given as one truth value a gap. Boundaries are compared exactly (no near misses). A post is
right where it begins and ends where a gold post does; the beginning and end of the document are given to both.

Pk (Beeferman et al. 1999) and WindowDiff (Pevzner & Hearst 2002) slide a window of k over the gaps and count
windows that disagree; they are nltk's, which has N - k + 1 windows for N gaps and weighs each window alike. k is half
the mean gold post, as nltk reckons it from the gaps, and at least 1. Not said by any of these: whose post is which,
and whether a wrong boundary stands a line or twenty beside the right one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from nltk.metrics.segmentation import pk, windowdiff

Gaps = Sequence[bool]


@dataclass(frozen=True, slots=True)
class BoundaryCounts:
    """Counts of one document, or of several added up."""

    gaps: int
    gold: int
    """Boundaries of the gold."""
    cut: int
    """Boundaries that were made."""
    right: int
    """Boundaries of both."""
    gold_posts: int
    cut_posts: int
    right_posts: int
    windows: int
    """Windows that Pk and WindowDiff slide over the gaps."""
    pk_errors: float
    """Windows whose two ends are in one post in the one cut and in two in the other."""
    window_errors: float
    """Windows that hold another number of boundaries."""

    @property
    def precision(self) -> float | None:
        """The share of the made boundaries that the gold has; None where none was made."""
        return self.right / self.cut if self.cut else None

    @property
    def recall(self) -> float | None:
        """The share of the gold's boundaries that were made; None where the gold has none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where neither side has a boundary."""
        return 2 * self.right / (self.cut + self.gold) if self.cut + self.gold else None

    @property
    def post_f1(self) -> float | None:
        """F1 of posts that begin and end as in the gold; None without posts."""
        return 2 * self.right_posts / (self.cut_posts + self.gold_posts) if self.gold_posts else None

    @property
    def pk(self) -> float | None:
        """The share of windows wrong by Pk; None where the text has no gap."""
        return self.pk_errors / self.windows if self.windows else None

    @property
    def window_diff(self) -> float | None:
        """The share of windows wrong by WindowDiff; None where the text has no gap."""
        return self.window_errors / self.windows if self.windows else None


@dataclass(frozen=True, slots=True)
class BoundaryMeans:
    """Means over documents, of those documents that have the figure; None where none has."""

    f1: float | None
    post_f1: float | None
    pk: float | None
    window_diff: float | None


def compare_boundaries(cut: Gaps, gold: Gaps) -> BoundaryCounts:
    """Return the counts of one document; raise ValueError where the two are not of one length."""
    if len(cut) != len(gold):
        raise ValueError(f"{len(cut)} gaps were cut and the gold has {len(gold)}")
    gold_posts, cut_posts = _posts(gold), _posts(cut)
    k = window(gold)
    windows = max(len(gold) - k + 1, 0) if gold else 0
    made, true = ("".join("1" if here else "0" for here in gaps) for gaps in (cut, gold))
    return BoundaryCounts(
        gaps=len(gold),
        gold=sum(map(bool, gold)),
        cut=sum(map(bool, cut)),
        right=sum(1 for one, other in zip(cut, gold, strict=True) if one and other),
        gold_posts=len(gold_posts),
        cut_posts=len(cut_posts),
        right_posts=len(gold_posts & cut_posts),
        windows=windows,
        pk_errors=pk(true, made, k) * windows if windows else 0.0,
        window_errors=windowdiff(true, made, k) * windows if windows else 0.0,
    )


def window(gold: Gaps) -> int:
    """Return k: half the mean gold post in paragraphs, rounded, at least 1 and at most the gaps.

    >>> window([False] * 7 + [True] + [False] * 7)
    4
    """
    posts = sum(map(bool, gold)) + 1
    return max(1, min(round((len(gold) + 1) / posts / 2), len(gold)))


def each_line(gold: Gaps) -> BoundaryCounts:
    """Return the counts of taking each line for a post: what any cut has to do better than."""
    return compare_boundaries([True] * len(gold), gold)


def total_boundaries(counts: Iterable[BoundaryCounts]) -> BoundaryCounts:
    """Return the counts of several documents as of one: figures over all gaps."""
    every = list(counts)
    return BoundaryCounts(
        gaps=sum(one.gaps for one in every),
        gold=sum(one.gold for one in every),
        cut=sum(one.cut for one in every),
        right=sum(one.right for one in every),
        gold_posts=sum(one.gold_posts for one in every),
        cut_posts=sum(one.cut_posts for one in every),
        right_posts=sum(one.right_posts for one in every),
        windows=sum(one.windows for one in every),
        pk_errors=sum(one.pk_errors for one in every),
        window_errors=sum(one.window_errors for one in every),
    )


def mean_boundaries(counts: Iterable[BoundaryCounts]) -> BoundaryMeans:
    """Return the figures averaged over documents, each weighing alike."""
    every = list(counts)
    return BoundaryMeans(
        f1=_mean(one.f1 for one in every),
        post_f1=_mean(one.post_f1 for one in every),
        pk=_mean(one.pk for one in every),
        window_diff=_mean(one.window_diff for one in every),
    )


def _mean(figures: Iterable[float | None]) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return fmean(known) if known else None


def _posts(gaps: Gaps) -> set[tuple[int, int]]:
    """Return the posts as half-open ranges of paragraphs."""
    begins = [0, *(i + 1 for i, here in enumerate(gaps) if here)]
    return set(zip(begins, [*begins[1:], len(gaps) + 1], strict=True))
