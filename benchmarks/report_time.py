"""What each part of a report costs: `classify train` on the shipped annotations, seconds of wall time by part.

Run: python -m benchmarks.report_time [--quick] [--jobs N]

The parts are those of evaluation/recipe.py, run one after the other as there; processes are started once, in the first.
"""

import argparse
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from classifier.evaluation.extras import ExtraTrials
from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import predict_held_out
from classifier.evaluation.recipe import Running, evaluate_recipe
from classifier.labels.annotations import read_annotations
from classifier.records import ORIGINS
from classifier.reports.evaluation_text import print_evaluation
from classifier.reports.terminal import console
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.train import Recipe, train_model


@contextmanager
def timed(part: str) -> Iterator[None]:
    """Print how long the block takes."""
    start = time.perf_counter()
    yield
    print(f"| {part} | {time.perf_counter() - start:.1f} |", flush=True)


def main() -> None:
    """Print a row a part."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="one repeat and not three")
    parser.add_argument("--jobs", type=int, default=-1)
    options = parser.parse_args()
    protocol = Protocol.quick(0, None) if options.quick else Protocol()
    print("| part | seconds |\n| --- | --- |")
    with timed("reading labels, counting terms"):
        annotations = read_annotations(Path(__file__).parent.parent / "annotations")
        training = TrainingSet.of(annotations.labelled(), annotations.codebook.label_ids)
    corpus = training.corpus
    plans = [Plan.of(corpus, origin, protocol) for origin in ORIGINS]
    results = []
    for plan in plans:
        with timed(f"{plan.origin} posts, {len(plan.folds)} folds, strength chosen in each"):
            results.append(list(predict_held_out(corpus, plan.folds, protocol, options.jobs)))
    for plan, of in zip(plans, results, strict=True):
        extra = ExtraTrials(training, plan, protocol, annotations.codebook.names)
        with timed(f"{plan.origin} posts, {len(extra)} fits: random split, masked names, learning curve"):
            list(extra.predict(of, options.jobs))
    with timed("all of these at once, and the figures"):
        evaluation = evaluate_recipe(annotations, training, protocol, Running(options.jobs, lambda done, of: None))  # noqa: ARG005
    with timed("intervals and text"):
        print_evaluation(console(io.StringIO()), evaluation)
    with timed("the model on all posts"):
        train_model(training, Recipe(name="timed", codebook=annotations.codebook))


if __name__ == "__main__":
    main()
