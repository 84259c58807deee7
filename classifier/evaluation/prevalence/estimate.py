"""Shares of a finite corpus from a random sample of hand labels and a model's scores of every post.

The estimator is the survey statisticians' regression estimator of a mean (Cochran, Sampling Techniques, 3rd ed. 1977,
ch. 7; Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, ch. 6), which machine learning knows as
prediction-powered inference with power tuning (Angelopoulos, Duchi and Zrnic, PPI++, arXiv 2311.01453, 2023):

    share = mean over the corpus of s * f + mean over the sample of (y - s * f)

f is the model's score of a label, y is 1 where the hand label is that label and else 0, and the slope s, from 0 to 1,
is that of least squares in the sample. Whatever f is, right or wrong, the sample corrects it; a better f makes the
interval narrower. Weights, as 1 over the number of the author's posts, make the means weighted ones.

Its variance is that of the sample's residuals with the finite-population correction 1 - n / N. The interval is
Wilson's score interval at the effective sample size (Franco, Little, Louis and Slud, Journal of Survey Statistics and
Methodology 7, 2019), with the quantile of Student's t. Two choices are ours, made by simulation: IMAGINED below, and
degrees of freedom that count the slope as one more parameter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from classifier.resampling import Interval

Floats = NDArray[np.float64]

CONFIDENCE = 0.95

FEWEST_LABELS = 10
"""Labels below which no interval is given."""

_NO_SLOPE = 1e-4
_ALIKE = 1e-10
"""Sum of squares below which scores differ by rounding alone."""

IMAGINED = 2.0
"""Posts on which the model is wholly wrong that are imagined beside the sample's.

A good model errs so seldom on a small sample that the residuals there say it never errs. Without these, the interval
of a model that is right in 98 of 100 posts missed the true share more often than not."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with what its interval follows from."""

    share: float
    """From 0 to 1."""
    labels: int
    """Size of the sample."""
    corpus: int
    """Size of the corpus, the sample's posts included."""
    spread: float
    """Variance over that of as many unweighted labels alone (the design effect): below 1 where the model helps."""
    freedom: float
    """Degrees of freedom of the variance."""

    @property
    def interval(self) -> Interval:
        """The 95% interval: it holds the share, and has no width where every post is labelled."""
        return self._interval(self.labels)

    @property
    def labels_to_halve(self) -> int:
        """How many labels in all would halve the interval's width, if they turn out like these."""
        aim = self._width(self.labels) / 2
        low, high = self.labels, self.corpus
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._width(middle) <= aim else (middle + 1, high)
        return low

    def worth(self, alone: "Estimate") -> float:
        """Return how many labels would give as much without the model, for the sample-alone estimate of the same."""
        left = (1 / self.labels - 1 / self.corpus) * self.spread / alone.spread
        return 1 / (1 / self.corpus + left)

    def _width(self, labels: int) -> float:
        interval = self._interval(labels)
        return interval.high - interval.low

    def _interval(self, labels: int) -> Interval:
        freedom = self.freedom * labels / self.labels
        quantile = float(stdtrit(freedom, (1 + CONFIDENCE) / 2))
        variance = self.spread * (1 - labels / self.corpus) / (labels - 1)
        return score_interval(self.share, quantile**2 * variance)


def score_interval(share: float, doubt: float) -> Interval:
    """Return Wilson's interval of a share; `doubt` is the quantile's square over the effective sample size."""
    centre = (share + doubt / 2) / (1 + doubt)
    half = np.sqrt(doubt * share * (1 - share) + doubt**2 / 4) / (1 + doubt)
    return Interval(float(max(0.0, min(share, centre - half))), float(min(1.0, max(share, centre + half))))


@dataclass(frozen=True, slots=True)
class Sampled:
    """The labelled posts of a corpus, drawn at random without replacement, each as likely as any other."""

    hits: Floats
    """Shape (n, labels): 1 where the post has the label, else 0."""
    scores: Floats
    """The model's scores, shape (n, labels)."""
    weights: Floats
    """Shape (n,), above 0; all alike where posts count alike."""
    corpus: int
    """Posts of the corpus that it was drawn from."""
    corpus_scores: Floats
    """Weighted means of the scores over the whole corpus, shape (labels,)."""

    @property
    def size(self) -> int:
        """How many posts are labelled."""
        return len(self.hits)


def corrected(sample: Sampled) -> list[Estimate]:
    """Return each label's share by the model's scores and the sample; raise ValueError for fewer than ten labels."""
    away, scores = _centred(sample.hits, sample.weights), _centred(sample.scores, sample.weights)
    squared = _relative(sample.weights)[:, None] ** 2
    spread = (squared * scores**2).sum(axis=0)
    slope = np.divide((squared * away * scores).sum(axis=0), spread, out=np.zeros_like(spread), where=spread > _ALIKE)
    # A slope of nought but for rounding is none: it would cost a degree of freedom on one machine and not on another.
    return _estimates(sample, np.where(slope > _NO_SLOPE, np.minimum(slope, 1), 0.0))


def alone(sample: Sampled) -> list[Estimate]:
    """Return each label's share by the sample alone; raise ValueError for fewer than ten labels."""
    return _estimates(sample, np.zeros(sample.hits.shape[1]))


def _estimates(sample: Sampled, slope: Floats) -> list[Estimate]:
    if sample.size < FEWEST_LABELS:
        raise ValueError(f"{sample.size} labels; an interval needs {FEWEST_LABELS}")
    share = _mean(sample.hits, sample.weights)
    residual = _centred(sample.hits - slope * sample.scores, sample.weights)
    moved = share + slope * (sample.corpus_scores - _mean(sample.scores, sample.weights))
    freedom = _freedom(sample.weights)
    left = np.maximum(freedom - (slope > 0), 1)
    spread = _spread(sample, share, residual) * freedom / left
    return [
        Estimate(float(np.clip(m, 0, 1)), sample.size, sample.corpus, float(s), float(f))
        for m, s, f in zip(moved, spread, left, strict=True)
    ]


def _spread(sample: Sampled, share: Floats, residual: Floats) -> Floats:
    """Return the residuals' variance over that of as many yes-or-no answers of the same share."""
    relative = _relative(sample.weights)
    # A heavy post draws the mean to itself; left out in turn, as the jackknife does, it lies farther from it than an
    # equal one would. For equal weights that is all in the n - 1 of Estimate.
    size = sample.size
    drawn = relative * (1 - 1 / size) / (1 - relative / size)
    found = (drawn[:, None] ** 2 * residual**2).sum(axis=0)
    imagined = IMAGINED * (relative**2).mean()
    spread: Floats = (found + imagined) / (size * share * (1 - share) + IMAGINED)
    return spread


def _freedom(weights: Floats) -> float:
    """Return degrees of freedom: n - 1 for equal weights.

    For unequal ones, between Kish's effective sample size, with which intervals were a little too narrow for rare
    labels, and Satterthwaite's, with which they were far too wide: their geometric mean.
    """
    squares = _relative(weights) ** 2
    size = len(weights)
    kish = size**2 / squares.sum() - 1
    satterthwaite = squares.sum() ** 2 / (squares**2).sum() - 1
    return float(max(1.0, np.sqrt(kish * satterthwaite)))


def _relative(weights: Floats) -> Floats:
    """Return weights whose mean is 1."""
    relative: Floats = weights / weights.mean()
    return relative


def _mean(values: Floats, weights: Floats) -> Floats:
    mean: Floats = weights @ values / weights.sum()
    return mean


def _centred(values: Floats, weights: Floats) -> Floats:
    centred: Floats = values - _mean(values, weights)
    return centred
