"""How likely a post ends at each gap between lines that nothing marks: a linear model of the gap's features.

The model is a logistic regression over gap_features; benchmarks/train_boundaries.py makes it and
benchmarks/boundaries.py measures it. Its weights are data, boundary_model.json, with the facts of how they came about.
Its probabilities are calibrated on sites that it had not seen.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from classifier.errors import ClassifierError
from classifier.threads.pasted.unmarked.choose import Numbers, over_rates
from classifier.threads.pasted.unmarked.gap_features import GAP_FEATURES, gap_features

SHIPPED = Path(__file__).with_name("boundary_model.json")
FORMAT = 3
MOST = 30.0
"""Log-odds beyond this are taken for this, so that no probability is 0 or 1."""


@dataclass(frozen=True, slots=True)
class BoundaryModel:
    """A linear model of gaps: `weights` are of shape (GAP_FEATURES,), for features as they are."""

    weights: Numbers
    intercept: float
    spread: float
    """The standard deviation of what a text's log-odds are all off by: some texts are all short comments."""

    def log_odds(self, texts: Sequence[str]) -> Numbers:
        """Return the log-odds that a post ends at each gap between lines, of shape (lines - 1,) or (0,)."""
        scores = [matrix @ self.weights + self.intercept for matrix in gap_features(texts)]
        found: Numbers = np.clip(np.concatenate(scores) if scores else np.zeros(0), -MOST, MOST)
        return found

    def probabilities(self, texts: Sequence[str]) -> Numbers:
        """Return how likely a post ends at each gap between lines, over all that the text's share may be."""
        return over_rates(self.log_odds(texts), self.spread)


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
    return BoundaryModel(np.array([*kept["weights"].values()]), kept["intercept"], kept["spread"])
