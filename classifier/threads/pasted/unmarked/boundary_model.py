"""Where posts likely begin in text that nothing marks: a linear model of the gaps between its lines, and the cuts.

The model is a logistic regression over features of the lines around a gap (gap_features), trained and measured
by benchmarks/train_boundaries.py and benchmarks/boundaries.py; its weights are data, boundary_model.json, with the
facts of how they came about. Its probabilities are calibrated on sites that it had not seen.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.errors import ClassifierError
from classifier.threads.pasted.unmarked.gap_features import GAP_FEATURES, gap_features

Probabilities = npt.NDArray[np.float64]
Cuts = npt.NDArray[np.bool_]

SHIPPED = Path(__file__).with_name("boundary_model.json")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class BoundaryModel:
    """A linear model of gaps: `weights` are of shape (GAP_FEATURES,), for features as they are."""

    weights: Probabilities
    intercept: float
    margin: float
    """How much expected F1 a cut must gain for lines to be joined; below that each line is a post."""

    def probabilities(self, texts: Sequence[str]) -> Probabilities:
        """Return how likely a post ends at each gap between lines, of shape (lines - 1,) or (0,)."""
        scores = [matrix @ self.weights + self.intercept for matrix in gap_features(texts)]
        joined = np.concatenate(scores) if scores else np.zeros(0)
        return 1 / (1 + np.exp(-np.clip(joined, -30, 30)))


@cache
def shipped_model() -> BoundaryModel:
    """Return the model of the package."""
    return read_model(SHIPPED)


def read_model(path: Path) -> BoundaryModel:
    """Return a model from its JSON file; raise ClassifierError where it does not fit the features of this version."""
    kept = json.loads(path.read_text("utf-8"))
    if kept.get("format") != FORMAT or tuple(kept.get("weights", ())) != GAP_FEATURES:
        raise ClassifierError(
            f"{path}: is no boundary model of format {FORMAT} with this version's features; make it again with "
            "benchmarks.train_boundaries"
        )
    return BoundaryModel(np.array([*kept["weights"].values()]), kept["intercept"], kept["margin"])


def choose_cuts(probabilities: Probabilities, margin: float) -> Cuts:
    """Return the cuts that promise the best boundary F1 of the text, by what the probabilities expect.

    Of the k likeliest cuts with probabilities p, 2 sum(p) / (k + all p) is the expected F1, as near as counts are
    (Lipton et al. 2014), so a text of short comments is cut at lower probabilities than one of long posts. Where all
    gaps come within `margin` of the best, each line is a post; where no boundary at all is likelier than the best,
    there is one post.
    """
    if not len(probabilities):
        return np.zeros(0, bool)
    order = np.argsort(-probabilities, kind="stable")
    taken = np.arange(1, len(order) + 1)
    expected = 2 * np.cumsum(probabilities[order]) / (taken + probabilities.sum())
    best = int(expected.argmax())
    cuts = np.zeros(len(order), bool)
    if np.exp(np.log1p(-probabilities).sum()) > expected[best]:
        return cuts
    if expected[-1] >= expected[best] - margin:
        best = len(order) - 1
    cuts[order[: best + 1]] = True
    return cuts


def likeliest_cuts(probabilities: Probabilities, levels: Sequence[int], count: int) -> Cuts:
    """Return the `count` first cuts: those of the highest level, and within a level the likeliest."""
    order = np.lexsort((-probabilities, -np.asarray(levels, np.int64)))
    cuts = np.zeros(len(probabilities), bool)
    cuts[order[:count]] = True
    return cuts
