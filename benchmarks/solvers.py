"""Which of scikit-learn's solvers fits the stance model fastest at equal out-of-fold log loss.

Run: python -m benchmarks.solvers [--annotations DIR] [--c C]

Five folds of whole threads; one thread of computation; features weighed beforehand.
"""

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from threadpoolctl import threadpool_limits

from classifier.labels.annotations import read_annotations
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.folds import thread_folds
from classifier.stance.training.linear import weigh

SOLVERS = {
    "newton-cg": {},
    "newton-cg, tol 1e-3": {"tol": 1e-3},
    "lbfgs": {},
    "sag": {},
    "saga": {},
    "liblinear, one against the rest": {"dual": True},
}


def model_of(name: str, options: dict[str, object], c: float) -> BaseEstimator:
    """Return an unfitted model."""
    solver = name.split(",", maxsplit=1)[0]
    model = LogisticRegression(C=c, class_weight="balanced", solver=solver, max_iter=1000, **options)
    return OneVsRestClassifier(model) if solver == "liblinear" else model


def main() -> None:
    """Print a row a solver."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--annotations", type=Path, default=Path("annotations"))
    parser.add_argument("--c", type=float, default=30.0)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    annotations = read_annotations(arguments.annotations)
    corpus = TrainingSet.of(annotations.labelled(), annotations.codebook.label_ids).corpus
    folds = thread_folds(corpus, corpus.rows, 5, 0)
    weighed = [weigh(corpus, fold.train, fold.test) for fold in folds]
    true = np.concatenate([corpus.label[fold.test] for fold in folds])
    print(f"{'solver':34}{'seconds a fit':>14}{'log loss':>10}")
    with threadpool_limits(1):
        for name, options in SOLVERS.items():
            began = time.perf_counter()
            parts = [
                model_of(name, options, arguments.c).fit(part.train, part.label).predict_proba(part.test)
                for part in weighed
            ]
            seconds = (time.perf_counter() - began) / len(folds)
            loss = -np.log(np.concatenate(parts)[np.arange(len(true)), true]).mean()
            print(f"{name:34}{seconds:14.2f}{loss:10.4f}", flush=True)


if __name__ == "__main__":
    main()
