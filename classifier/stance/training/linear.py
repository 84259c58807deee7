"""Fitting the linear model: logistic regression over the weighted counts of some rows of a corpus."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, get_index_dtype, hstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from classifier.records import OWN
from classifier.stance.record.weights import BLOCKS, Block, BlockWeights, Floats, StanceWeights
from classifier.stance.text.portions import portions
from classifier.stance.training.corpus import Corpus, Rows
from classifier.stance.training.features import TermCounter, TermWeighting

TOLERANCE = 1e-4
"""Largest gradient at which fitting stops: scikit-learn's own."""

ABSENT = -50.0
"""The decision value of a label that the training rows do not hold: a probability of nothing, and still a number."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How closely the model follows its training posts."""

    c: float
    """Inverse strength of the L2 penalty, as in scikit-learn."""
    balanced: bool = False
    """Whether each label weighs the same in training, however many posts it has."""
    own: float = 1.0
    """How many times another post a post of the user's own weighs in training."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The features of some training rows and of the rows to score, weighed by the training rows."""

    weightings: tuple[TermWeighting, ...]
    columns: Rows
    """The columns that the training rows hold; the others could only get a coefficient of zero."""
    train: csr_array
    test: csr_array
    label: Rows
    own: NDArray[np.bool_]
    """Which training rows are of the user's own posts."""


def weigh(corpus: Corpus, train: Rows, test: Rows) -> Weighed:
    """Return the features of both parts of a split, document frequencies from the training part alone."""
    fitted = {block: TermWeighting().fit(corpus.counts[block][train]) for block in BLOCKS}
    columns = np.flatnonzero(np.concatenate([weighting.holding_[:-1] for weighting in fitted.values()]))
    parts = [_side_by_side(corpus, rows, fitted, columns) for rows in (train, test)]
    own = corpus.origin[train] == OWN
    return Weighed(tuple(fitted.values()), columns, parts[0], parts[1], corpus.label[train], own)


def _side_by_side(corpus: Corpus, rows: Rows, fitted: Mapping[Block, TermWeighting], columns: Rows) -> csr_array:
    """Return the given columns of both blocks' features; made some rows at a time, only the result is large."""
    # Each block's last column, of unknown terms, falls away with the other columns: one copy fewer.
    columns = columns + (columns >= corpus.counts[BLOCKS[0]].shape[1] - 1)
    held = sum(np.diff(corpus.counts[block].indptr)[rows] for block in BLOCKS)
    data, places = np.empty(held.sum(), dtype=np.float32), np.empty(held.sum(), dtype=np.int32)
    starts = np.zeros(len(rows) + 1, dtype=get_index_dtype(maxval=held.sum()))
    done = 0
    for part in portions(held):
        features = [fitted[block].weigh(corpus.counts[block][rows[part]]) for block in BLOCKS]
        made = hstack(features, format="csr")[:, columns]
        filled = slice(done, done + made.nnz)
        data[filled], places[filled] = made.data, made.indices
        starts[part.start + 1 : part.stop + 1] = made.indptr[1:] + done
        done = filled.stop
    return csr_array((data[:done], places[:done], starts), shape=(len(rows), len(columns)))


def fit(weighed: Weighed, strength: Strength, labels: int, tolerance: float = TOLERANCE) -> tuple[Floats, Floats]:
    """Return (coefficients, intercepts), shapes (columns, labels) and (labels,).

    Newton's method with conjugate gradients: the fastest of scikit-learn's multinomial solvers on this data at
    equal out-of-fold log loss (see benchmarks/solvers.py). One thread: sums must not depend on how many there are.
    """
    present = np.unique(weighed.label)
    coefficients = np.zeros((len(weighed.columns), labels))
    intercepts = np.full(labels, ABSENT)
    intercepts[present] = 0
    if len(present) > 1:
        weight = "balanced" if strength.balanced else None
        model = LogisticRegression(C=strength.c, class_weight=weight, max_iter=1000, tol=tolerance)
        model = _converged(weighed, model, np.where(weighed.own, strength.own, 1.0) if strength.own != 1 else None)
        # With two labels scikit-learn keeps the difference only; half of it each way is the same model.
        both = len(present) == 2
        coefficients[:, present] = np.vstack([-model.coef_, model.coef_]).T / 2 if both else model.coef_.T
        intercepts[present] = np.concatenate([-model.intercept_, model.intercept_]) / 2 if both else model.intercept_
    return coefficients, intercepts


def _converged(weighed: Weighed, model: LogisticRegression, weight: Floats | None) -> LogisticRegression:
    """Return the model fitted by Newton's method, or by L-BFGS where that finds no way down.

    On a handful of posts the line search can end in the noise of 32-bit sums, with a warning that says nothing to
    whoever trains the model.
    """
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        warnings.simplefilter("error", RuntimeWarning)
        try:
            return model.set_params(solver="newton-cg").fit(weighed.train, weighed.label, weight)
        except (UserWarning, RuntimeWarning):
            warnings.simplefilter("ignore")
            return model.set_params(solver="lbfgs").fit(weighed.train, weighed.label, weight)


def fit_weights(
    corpus: Corpus, counters: Mapping[Block, TermCounter], strength: Strength, temperature: float
) -> StanceWeights:
    """Return the weights of a model trained on the whole corpus, whose terms the counters know."""
    weighed = weigh(corpus, corpus.rows, corpus.rows[:0])
    coefficients, intercepts = fit(weighed, strength, len(corpus.labels))
    blocks: dict[str, BlockWeights] = {}
    done = 0
    for block, weighting in zip(BLOCKS, weighed.weightings, strict=True):
        hashes = counters[block].term_hashes_
        terms = len(hashes)
        blocks[block] = BlockWeights(
            hashes=hashes,
            holding=weighting.holding_[:-1],
            coefficients=coefficients[done : done + terms].astype(np.float32),
        )
        done += terms
    return StanceWeights(len(corpus.label), blocks, intercepts, temperature)
