"""Codings -> what the coefficients are made of: counts by thread, so that threads can be drawn anew.

The coefficients need the diagonal and the margins of a matrix of label against label, never the whole: these grow with
the labels, not with their square.
"""

import numpy as np
from numpy.typing import NDArray

from classifier.labels.agreement.codings import MISSING, Codings, Ints

Counts = NDArray[np.float64]
"""Shape (..., 3, labels) for two coders in turn, (..., 2, labels) for coincidences; leading axes: threads or draws."""


def pair_counts(codings: Codings, first: int, second: int) -> Counts:
    """Return how many posts of each thread got each label of the posts that two coders labelled, (threads, 3, labels).

    The rows: from both coders, from the first, from the second. The coders are columns of `given`.
    """
    one, other, thread = _both(codings, first, second)
    same = one == other
    rows = ((thread[same], one[same]), (thread, one), (thread, other))
    return np.stack([_by_thread(codings, where, label) for where, label in rows], axis=1)


def coincidence_counts(codings: Codings) -> Counts:
    """Return the diagonal and the margin of Krippendorff's coincidence matrix of each thread, (threads, 2, labels).

    Krippendorff (2011), Computing Krippendorff's alpha-reliability: each post with m labels, two or more, counts each
    of its ordered pairs of labels 1 / (m - 1) times, so that the margin is the number of labels given to such posts.
    """
    others = (codings.given != MISSING).sum(axis=1) - 1
    several = others > 0
    given, thread, others = codings.given[several], codings.thread[several], others[several]
    counts = np.zeros((codings.threads, 2, len(codings.labels)))
    for label in range(len(codings.labels)):
        n = (given == label).sum(axis=1)
        counts[:, 0, label] = np.bincount(thread, n * (n - 1) / others, codings.threads)
        counts[:, 1, label] = np.bincount(thread, n, codings.threads)
    return counts


def coincidences_of_pair(counts: Counts) -> Counts:
    """Return the coincidences of two coders' counts: with two labels a post each pair counts once in either order."""
    return np.stack([2 * counts[..., 0, :], counts[..., 1, :] + counts[..., 2, :]], axis=-2)


def confusion(codings: Codings, first: int, second: int) -> Ints:
    """Return how many posts got which label from each of two coders, shape (labels, labels): [first, second]."""
    one, other, _ = _both(codings, first, second)
    labels = len(codings.labels)
    return np.bincount(one * labels + other, minlength=labels * labels).reshape(labels, labels)


def _both(codings: Codings, first: int, second: int) -> tuple[Ints, Ints, Ints]:
    """Return the first coder's labels, the second's, and the threads, of the posts that both labelled."""
    one, other = codings.given[:, first], codings.given[:, second]
    common = (one != MISSING) & (other != MISSING)
    return one[common], other[common], codings.thread[common]


def _by_thread(codings: Codings, thread: Ints, label: Ints) -> Counts:
    labels = len(codings.labels)
    counted = np.bincount(thread * labels + label, minlength=codings.threads * labels)
    return counted.reshape(codings.threads, labels).astype(np.float64)
