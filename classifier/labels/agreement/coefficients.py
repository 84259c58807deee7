"""Coefficients of agreement, from the counts of `counts.py`; leading axes are draws.

So the same function gives a coefficient and, over resampled threads, its interval. Where a coefficient is not defined
it is NaN, never 0 or 1.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from classifier.labels.agreement.counts import Counts, coincidences_of_pair

Floats = NDArray[np.float64]
Measure = Callable[[Counts], Floats]
"""Counts of shape (..., rows, labels) -> figures of shape (..., columns)."""


def observed(coincidences: Counts) -> Floats:
    """Return the observed agreement: which share of the other coders' labels of a post equals a label given to it.

    For two coders it is the share of the posts to which both gave the same label; for more, one less Krippendorff's
    observed disagreement (2011). NaN without a post of two labels.
    """
    same, given = np.moveaxis(coincidences, -2, 0)
    return _over(same.sum(axis=-1), given.sum(axis=-1))


def cohen_kappa(pair: Counts) -> Floats:
    """Return Cohen's kappa (1960, A coefficient of agreement for nominal scales): (p_o - p_c) / (1 - p_c).

    p_o is the share of the posts given the same label; p_c that share if each coder drew labels by chance, each from
    the labels that he gave. NaN where both gave one and the same label to every post: chance would agree as well.
    """
    same, first, second = np.moveaxis(pair, -2, 0)
    posts = first.sum(axis=-1)
    by_chance = (first * second).sum(axis=-1)
    return _over(posts * same.sum(axis=-1) - by_chance, posts**2 - by_chance)


def krippendorff_alpha(coincidences: Counts) -> Floats:
    """Return Krippendorff's alpha for nominal data (2011; 2018, Content analysis, chapter 12): 1 - D_o / D_e.

    D_o is the share of coincidences of two different labels; D_e that share if all labels given were paired by
    chance, none with itself. NaN where only one label was given, or none.
    """
    same, given = np.moveaxis(coincidences, -2, 0)
    values = given.sum(axis=-1)
    different = values - same.sum(axis=-1)
    return 1 - _over((values - 1) * different, values**2 - (given**2).sum(axis=-1))


def label_alphas(coincidences: Counts) -> Floats:
    """Return Krippendorff's alpha of each label against all others taken as one (2018, chapter 12).

    NaN for a label that was given to no post, or to every one.
    """
    same, given = np.moveaxis(coincidences, -2, 0)
    values = given.sum(axis=-1, keepdims=True)
    return 1 - _over((values - 1) * (given - same), given * (values - given))


def specific_agreement(coincidences: Counts) -> Floats:
    """Return each label's specific agreement: where one coder gave it, which share of the others' labels was it too.

    For two coders it is 2a / (2a + b + c) (Dice 1945; for agreement Fleiss 1975, Measuring agreement between two
    judges on the presence or absence of a trait). NaN for a label that nobody gave.
    """
    same, given = np.moveaxis(coincidences, -2, 0)
    return _over(same, given)


def pair_figures(pair: Counts) -> Floats:
    """Return observed agreement, kappa and alpha of two coders, shape (..., 3)."""
    coincidences = coincidences_of_pair(pair)
    return np.stack([observed(coincidences), cohen_kappa(pair), krippendorff_alpha(coincidences)], axis=-1)


def joint_figures(coincidences: Counts) -> Floats:
    """Return observed agreement and alpha of any number of coders, then each label's alpha, then its specific one."""
    whole = np.stack([observed(coincidences), krippendorff_alpha(coincidences)], axis=-1)
    return np.concatenate([whole, label_alphas(coincidences), specific_agreement(coincidences)], axis=-1)


def _over(part: Floats, whole: Floats) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole != 0)
    return ratio
