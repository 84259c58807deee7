"""How well probabilities rank the posts of a label above the others."""

import numpy as np

from classifier.evaluation.figures.counts import over
from classifier.evaluation.figures.scored import Scored
from classifier.resampling import Floats, Weights


def average_precision(scored: Scored, weights: Weights) -> Floats:
    """Return each label's average precision, shape (draws, labels); NaN where no drawn post carries the label.

    The mean of the precisions at each post of the label, posts ranked by the label's probability; those of equal
    probability share a rank, as in scikit-learn. A label's share of the posts is what chance gives.
    """
    columns = [_of_label(scored, label, weights) for label in range(scored.probabilities.shape[1])]
    return np.stack(columns, axis=-1)


def _of_label(scored: Scored, label: int, weights: Weights) -> Floats:
    score = scored.probabilities[:, label]
    order = np.argsort(-score, kind="stable")
    carries = (scored.true == label)[order]
    drawn = weights[:, scored.thread[order]] * scored.share[order]
    last = _last_of_ties(score[order])
    above = np.cumsum(drawn, axis=1)[:, last]
    hits = np.cumsum(drawn * carries, axis=1)[:, last]
    gained = (drawn * carries * over(hits, above)).sum(axis=1, where=above > 0)
    return over(gained, (drawn * carries).sum(axis=1))


def _last_of_ties(ordered: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each place of a sorted row the last place of the same value."""
    ends = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    return ends[np.searchsorted(ends, np.arange(len(ordered)))]
