"""Making probabilities mean what they say: one temperature for all decision values, fitted out of fold."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from classifier.stance.record.weights import Floats, softmax

FEWEST_POSTS = 200
"""Out-of-fold posts below which a temperature is not fitted: its own error would exceed what it mends."""

_COLDEST, _HOTTEST = 0.01, 10.0


def log_loss(values: Floats, label: NDArray[np.int64], temperature: float = 1.0) -> float:
    """Return the mean negative log probability of the true labels, in nats; values of shape (posts, labels)."""
    true = softmax(values, temperature)[np.arange(len(label)), label]
    return float(-np.log(np.maximum(true, np.finfo(np.float64).tiny)).mean())


def fit_temperature(values: Floats, label: NDArray[np.int64]) -> float:
    """Return the temperature that gives out-of-fold decision values their least log loss (Guo et al. 2017).

    1.0, no scaling, for fewer than 200 posts.
    """
    return best_temperature(values, label) if len(label) >= FEWEST_POSTS else 1.0


def best_temperature(values: Floats, label: NDArray[np.int64]) -> float:
    """Return the temperature of least log loss, however few the posts are."""
    found = minimize_scalar(
        lambda logarithm: log_loss(values, label, float(np.exp(logarithm))),
        bounds=(np.log(_COLDEST), np.log(_HOTTEST)),
        method="bounded",
        options={"xatol": 1e-4},
    )
    return float(np.exp(found.x))
