"""The records of a measurement of shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from classifier.evaluation.prevalence.estimate import Estimate
from classifier.evaluation.prevalence.sample import Matching

By = Literal["author", "day", "week", "month"]
AUTHOR: By = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelShare:
    """One label among some comments."""

    label: str
    predicted: float
    """Voices whose comments the model gave the label: comments, or where authors count alike the sum of their parts."""
    sampled: int
    """Labelled comments that carry the label."""
    corrected: Estimate | None
    """By model and sample; None where the labels are too few."""
    alone: Estimate | None
    """By the sample alone; None where the labels are too few."""

    @property
    def worth(self) -> float | None:
        """How many labels would say as much without the model."""
        return None if self.corrected is None or self.alone is None else self.corrected.worth(self.alone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The labels among the comments of a corpus or of a period of it."""

    period: str | None
    """The period's name; None for the whole corpus, and for the comments without a time."""
    comments: int
    labelled: int
    voices: float
    """What the plain shares are shares of: comments, or authors where these count alike."""
    abstained: float
    """Voices of the comments on which the model abstained."""
    shares: tuple[LabelShare, ...]
    """In the labels' order."""

    def plain(self, share: LabelShare) -> float:
        """Return a label's share by plain count of predictions; abstentions are in the whole."""
        return share.predicted / self.voices

    @property
    def plain_abstained(self) -> float:
        """The share of the voices on which the model abstained."""
        return self.abstained / self.voices

    @property
    def widest(self) -> LabelShare | None:
        """The label whose corrected share is the least certain; None where none has an interval."""
        sure = [share for share in self.shares if share.corrected is not None]
        return max(sure, key=_width, default=None)

    @property
    def total(self) -> float | None:
        """The sum of the corrected shares: each is corrected on its own, so it is near 1, not 1."""
        shares = [share.corrected.share for share in self.shares if share.corrected is not None]
        return sum(shares) if shares else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """Which share of a corpus each label holds."""

    labels: tuple[str, ...]
    by: By | None
    whole: Shares
    periods: tuple[Shares, ...]
    """In order of time, the comments without a time last; none where time was not asked for."""
    matching: Matching
    kinds: Mapping[str, int]
    """Articles, pingbacks, deleted and system posts; none of the shares counts them."""
    seen: int
    """Comments left out because the model was trained on them."""
    repeated: int
    """Posts that came again and were counted once."""
    unknown_authors: int
    """Comments left out because nobody knows whose they are, where authors count alike."""
    authors: int
    """How many authors there are, where they count alike; else 0."""
    codebook: Mapping[str, Any] = field(default_factory=dict)
    """Version and hash of the one by which the model was trained; empty where that is not known."""


def _width(share: LabelShare) -> float:
    interval = share.corrected.interval if share.corrected is not None else None
    return interval.high - interval.low if interval is not None else 0.0
