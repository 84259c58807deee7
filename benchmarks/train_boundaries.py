"""Train the model of boundaries in unmarked text and write it where the package reads it.

Run: python -m benchmarks.train_boundaries --data DATA [--output FILE]

Logistic regression over standardised features, each gap weighing alike; features of lines further off and of the
whole text are scaled down, so that the penalty holds them more. Everything that is chosen (strength, calibration,
margin) is chosen on predictions for sites left out of the fit, within the documents given.
"""

import argparse
import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

from benchmarks.boundary_data import Document, Values, read_documents
from classifier.files import write_file
from classifier.threads.pasted.unmarked.boundary_model import FORMAT, SHIPPED, choose_cuts
from classifier.threads.pasted.unmarked.gap_features import GAP_FEATURES
from classifier.threads.quality.boundaries import compare_boundaries, mean_boundaries, total_boundaries

WHERE = "threads/pasted/unmarked/documents.jsonl"
STRENGTHS = (0.005, 0.01, 0.02)
MARGINS = (0.0, 0.01, 0.02, 0.03)
LOSS_ALLOWED = 0.01
"""Of F1 over gaps plus F1 over documents: the largest margin that costs no more is taken, so that short comments stay
whole lines where joining them promises little."""
GROUPS = 8
SMALLEST_SPREAD = 0.02

_SCALES = {"2 ": 0.6, "3 ": 0.4, "before, by": 0.4, "after, by": 0.4, "text": 0.5, "place": 0.5}
SCALES = np.array([next((s for start, s in _SCALES.items() if name.startswith(start)), 1.0) for name in GAP_FEATURES])


@dataclass(frozen=True)
class Fitted:
    """A linear model for features as they are, with what was chosen on the way."""

    weights: Values
    intercept: float
    margin: float = 0.0
    strength: float = 0.0

    def probabilities(self, document: Document) -> Values:
        """Return the probability of each gap."""
        return 1 / (1 + np.exp(-(document.features @ self.weights + self.intercept)))


def fit(documents: Sequence[Document], strength: float) -> Fitted:
    """Return the regression without calibration."""
    features = np.vstack([document.features for document in documents])
    mean, spread = features.mean(0), np.maximum(features.std(0), SMALLEST_SPREAD) / SCALES
    gold = np.concatenate([document.gold for document in documents])
    model = LogisticRegression(C=strength, max_iter=1000).fit((features - mean) / spread, gold)
    weights = model.coef_[0] / spread
    return Fitted(weights, float(model.intercept_[0] - mean @ weights))


def train(documents: Sequence[Document]) -> Fitted:
    """Return the model with strength, calibration and margin chosen on sites left out of the fit."""
    held = {strength: _held_out(documents, strength) for strength in STRENGTHS}
    gold = np.concatenate([document.gold for document in documents])
    strength = min(STRENGTHS, key=lambda c: _loss(np.concatenate(held[c]), gold))
    scores = [_logit(part) for part in held[strength]]
    slope, shift = _calibrate(np.concatenate(scores), gold)
    calibrated = [1 / (1 + np.exp(-(slope * part + shift))) for part in scores]
    scored = {margin: _f1(documents, calibrated, margin) for margin in MARGINS}
    margin = max(m for m in MARGINS if scored[m] >= max(scored.values()) - LOSS_ALLOWED)
    plain = fit(documents, strength)
    return Fitted(plain.weights * slope, plain.intercept * slope + shift, margin, strength)


def _held_out(documents: Sequence[Document], strength: float) -> list[Values]:
    sites = sorted({document.site for document in documents})
    found: dict[int, Values] = {}
    for nth in range(GROUPS):
        out = set(sites[nth::GROUPS])
        model = fit([document for document in documents if document.site not in out], strength)
        found |= {id(document): model.probabilities(document) for document in documents if document.site in out}
    return [found[id(document)] for document in documents]


def _calibrate(scores: Values, gold: Values) -> tuple[float, float]:
    """Return slope and shift of the logistic curve that fits held-out scores best (Platt 1999)."""
    model = LogisticRegression(C=np.inf).fit(scores[:, None], gold)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _loss(probabilities: Values, gold: Values) -> float:
    return -float(np.log(np.where(gold, probabilities, 1 - probabilities)).mean())


def _logit(probabilities: Values) -> Values:
    return np.log(probabilities / (1 - probabilities))


def _f1(documents: Sequence[Document], held: Sequence[Values], margin: float) -> float:
    """Return F1 over all gaps plus F1 over documents."""
    pairs = zip(held, documents, strict=True)
    counts = [compare_boundaries(list(choose_cuts(part, margin)), list(document.gold)) for part, document in pairs]
    return (total_boundaries(counts).f1 or 0.0) + (mean_boundaries(counts).f1 or 0.0)


def model_json(model: Fitted, documents: Sequence[Document], digest: str) -> bytes:
    """Return the file that the package reads, with the facts of how it was made."""
    facts = {
        "made": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "by": f"benchmarks.train_boundaries, scikit-learn {sklearn.__version__}",
        "threads": len(documents),
        "sites": len({document.site for document in documents}),
        "gaps": int(sum(len(document.gold) for document in documents)),
        "boundaries": int(sum(document.gold.sum() for document in documents)),
        "sources": sorted({document.source for document in documents}),
        "languages": ["English", "German", "French"],
        "strength": model.strength,
        "data_sha256": digest,
        "note": "weights for features as they are, calibrated on sites left out; no text of any thread is kept",
    }
    weights = {name: float(f"{weight:.6g}") for name, weight in zip(GAP_FEATURES, model.weights, strict=True)}
    kept = {"format": FORMAT, "facts": facts, "margin": model.margin, "intercept": round(model.intercept, 6)}
    return (json.dumps(kept | {"weights": weights}, indent=1, ensure_ascii=False) + "\n").encode()


def main() -> None:
    """Train on all documents and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help=f"a data folder with {WHERE}")
    parser.add_argument("--output", type=Path, default=SHIPPED, help="by default where the package reads it")
    arguments = parser.parse_args()
    path = arguments.data / WHERE
    documents = read_documents(path)
    model = train(documents)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    write_file(arguments.output, model_json(model, documents, digest))
    print(f"{arguments.output}: strength {model.strength}, margin {model.margin}, {len(documents)} threads")


if __name__ == "__main__":
    main()
