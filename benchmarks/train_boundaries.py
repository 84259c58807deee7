"""Train the model of boundaries in unmarked text and write it where the package reads it.

Run: python -m benchmarks.train_boundaries --data DATA [--output FILE]

A logistic regression is learnt from the documents (boundary_data) and from more threads (boundary_more). What its
scores mean is learnt from the documents and the video, each scored by a regression that has not seen its site: slope
and shift of the logistic curve that fits best, and how far the texts lie around it. Nothing is chosen here; what was is
named in the README.
"""

import argparse
import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from benchmarks.boundary_data import Document, Values, read_documents
from benchmarks.boundary_more import FORUMS, PAGES, PLATFORMS, VIDEO, read_pages, read_video, read_written
from classifier.files import write_file
from classifier.threads.pasted.unmarked.boundary_model import FORMAT, SHIPPED, BoundaryModel
from classifier.threads.pasted.unmarked.choose import RATES
from classifier.threads.pasted.unmarked.gap_features import GAP_FEATURES

WHERE = "threads/pasted/unmarked/documents.jsonl"
WRITTEN = Path("annotations/posts/written.jsonl")
PROJECT = Path(__file__).parent.parent

STRENGTH = 0.01
GAPS = 2_457
"""The weights of all gaps add up to this, so that the penalty holds whatever is left out alike."""
WRITTEN_WEIGHT = 0.2
"""Of a gap of written posts, beside 1 of real ones: they imitate, and few have paragraphs."""
GROUPS = 8
WIDEST = 3.0
SMALLEST_SPREAD = 0.02

_SCALES = {"2 ": 0.6, "3 ": 0.4, "before, by": 0.4, "after, by": 0.4, "text": 0.5, "place": 0.5}
SCALES = np.array([next((s for start, s in _SCALES.items() if name.startswith(start)), 1.0) for name in GAP_FEATURES])
"""Features of lines further off and of the whole text are scaled down, so that the penalty holds them more."""


@dataclass(frozen=True)
class Material:
    """What is learnt from."""

    documents: list[Document]
    """What is measured."""
    video: list[Document]
    more: list[Document]

    def without(self, sites: Iterable[str] = (), source: str | None = None) -> "Material":
        """Return what is neither of some sites nor of a source."""
        out = set(sites)

        def kept(documents: Sequence[Document]) -> list[Document]:
            return [one for one in documents if one.site not in out and one.source != source]

        return Material(kept(self.documents), kept(self.video), kept(self.more))

    def every(self) -> list[Document]:
        """Return all documents."""
        return self.documents + self.video + self.more


@dataclass(frozen=True)
class Linear:
    """A regression for features as they are, without calibration."""

    weights: Values
    intercept: float

    def scores(self, document: Document) -> Values:
        """Return a score for each gap."""
        return document.features @ self.weights + self.intercept


def prepare(data: Path) -> Material:
    """Return the threads of a data folder and of the project."""
    return Material(read_documents(data / WHERE), read_video(data), read_pages(data) + read_written(PROJECT / WRITTEN))


def fit(documents: Sequence[Document]) -> Linear:
    """Return the regression; each gap weighs alike, but for those of written posts."""
    features = np.vstack([one.features for one in documents])
    gold = np.concatenate([one.gold for one in documents])
    weights = np.concatenate(
        [np.full(len(one.gold), WRITTEN_WEIGHT if one.source == "written" else 1.0) for one in documents]
    )
    weights *= GAPS / weights.sum()
    mean = np.average(features, 0, weights)
    spread = np.maximum(np.sqrt(np.average((features - mean) ** 2, 0, weights)), SMALLEST_SPREAD) / SCALES
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit((features - mean) / spread, gold, weights)
    found = model.coef_[0] / spread
    return Linear(found, float(model.intercept_[0] - mean @ found))


def train(material: Material) -> BoundaryModel:
    """Return the model, calibrated on sites left out of the regression."""
    measured = material.documents + material.video
    sites = sorted({one.site for one in measured})
    held: list[tuple[Values, Document]] = []
    for nth in range(GROUPS):
        out = set(sites[nth::GROUPS])
        if out:
            left = fit(material.without(out).every())
            held += [(left.scores(one), one) for one in measured if one.site in out]
    slope, shift = _curve([scores for scores, _ in held], [one.gold for _, one in held])
    spread = _spread([slope * scores + shift for scores, _ in held], [one.gold for _, one in held])
    linear, wide = fit(material.every()), widening(spread)
    return BoundaryModel(linear.weights * slope * wide, (linear.intercept * slope + shift) * wide, spread)


def widening(spread: float) -> float:
    """Return what log-odds are multiplied by, to be the same again once they are averaged over the spread.

    The usual approximation for a logistic curve averaged over a normal distribution (MacKay 1992).
    """
    return float(np.sqrt(1 + np.pi / 8 * spread**2))


def _curve(scores: Sequence[Values], gold: Sequence[Values]) -> tuple[float, float]:
    """Return slope and shift of the logistic curve that fits scores of gaps not seen best (Platt 1999)."""
    model = LogisticRegression(C=np.inf).fit(np.concatenate(scores)[:, None], np.concatenate(gold))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _spread(log_odds: Sequence[Values], gold: Sequence[Values]) -> float:
    """Return the likeliest standard deviation of what a text's log-odds are all off by."""
    together = np.concatenate(log_odds)
    sign = np.where(np.concatenate(gold), -1.0, 1.0)
    starts = np.cumsum([0, *(len(one) for one in log_odds[:-1])])
    nodes, weights = (np.array(column)[:, None] for column in zip(*RATES, strict=True))

    def loss(spread: float) -> float:
        off = together * widening(spread) + spread * nodes
        of_texts = np.add.reduceat(-np.logaddexp(0, sign * off), starts, axis=1)
        return -float(np.logaddexp.reduce(of_texts + np.log(weights)).sum())

    return float(minimize_scalar(loss, bounds=(0.0, WIDEST), method="bounded").x)


def model_json(model: BoundaryModel, material: Material, digests: dict[str, str]) -> bytes:
    """Return the file that the package reads, with the facts of how it was made."""
    kept = {
        "format": FORMAT,
        "facts": _facts(material, digests),
        "intercept": round(model.intercept, 6),
        "spread": round(model.spread, 4),
        "weights": {name: float(f"{weight:.6g}") for name, weight in zip(GAP_FEATURES, model.weights, strict=True)},
    }
    return (json.dumps(kept, indent=1, ensure_ascii=False) + "\n").encode()


def _facts(material: Material, digests: dict[str, str]) -> dict[str, object]:
    return {
        "made": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "by": f"benchmarks.train_boundaries, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}",
        "weights": _counts(material.every()),
        "calibration": _counts(material.documents + material.video),
        "languages": ["English", "German", "French"],
        "data_sha256": digests,
        "note": "weights for features as they are, calibrated on sites left out; some threads were learnt from as two "
        "hands cut them, and are counted twice; no text of any thread is kept",
    }


def _counts(documents: Sequence[Document]) -> dict[str, object]:
    return {
        "threads": len(documents),
        "sites": len({document.site for document in documents}),
        "gaps": int(sum(len(document.gold) for document in documents)),
        "boundaries": int(sum(document.gold.sum() for document in documents)),
        "sources": sorted({document.source for document in documents}),
    }


def _digests(data: Path) -> dict[str, str]:
    """Return digests of the files learnt from; forums' pages have one together."""
    platforms = [data / PLATFORMS / name for name in (*PAGES, VIDEO)]
    files = {str(path.relative_to(data)): path.read_bytes() for path in (data / WHERE, *platforms)}
    files[str(WRITTEN)] = (PROJECT / WRITTEN).read_bytes()
    files[FORUMS] = b"".join(page.read_bytes() for page in sorted((data / FORUMS).glob("*.html")))
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def main() -> None:
    """Train on all documents and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help=f"a data folder with {WHERE}, {FORUMS}, {PLATFORMS}")
    parser.add_argument("--output", type=Path, default=SHIPPED, help="by default where the package reads it")
    arguments = parser.parse_args()
    material = prepare(arguments.data)
    model = train(material)
    write_file(arguments.output, model_json(model, material, _digests(arguments.data)))
    print(f"{arguments.output}: spread {model.spread:.3f}, {len(material.every())} threads")


if __name__ == "__main__":
    main()
