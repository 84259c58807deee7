"""Corrected shares of corpora that are made up: what the choices in the estimator were made by.

Corpora of 2,000 and 20,000 posts, four labels, shares from 1 to 64 in 100, models from poor to nearly perfect, with
probabilities and with bare predictions, some of which err to one side only. For each number of imagined errors: the
lowest coverage of a label, how many labels have less than 93%, and the mean width beside the sample's alone.

Run: python -m benchmarks.prevalence_made_up
"""

import argparse
from collections.abc import Iterator
from unittest.mock import patch

import numpy as np

from benchmarks.prevalence import Floats, Population, measure

SIZES = (20, 50, 100, 200)
IMAGINED = (0.001, 1.0, 2.0)
SHARES = ((0.01, 0.05, 0.3, 0.64), (0.5, 0.3, 0.18, 0.02))
LABELS = ("a", "b", "c", "d")


def populations(seed: int) -> Iterator[Population]:
    """Yield the corpora."""
    rng = np.random.default_rng(seed)
    for posts in (2_000, 20_000):
        for shares in SHARES:
            label = rng.choice(4, posts, p=shares)
            for scores in _models(rng, label, np.array(shares)):
                yield Population(LABELS, np.eye(4)[label], scores, np.ones(posts))


def _models(rng: np.random.Generator, label: Floats, shares: Floats) -> Iterator[Floats]:
    for skill in (0.7, 2.0, 5.0):
        values = np.log(shares) + skill * np.eye(4)[label] + np.sqrt(skill) * rng.normal(size=(len(label), 4))
        yield np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    for accuracy in (0.8, 0.95, 0.98):
        wrong = rng.random(len(label)) > accuracy
        yield np.eye(4)[np.where(wrong, rng.choice(4, len(label)), label)]
    missed = ((label == 2) & (rng.random(len(label)) < 0.1)) | ((label == 0) & (rng.random(len(label)) < 0.5))
    yield np.eye(4)[np.where(missed, 3, label)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=500, help="samples of each size and corpus")
    args = parser.parse_args()
    print("| labels | imagined errors | lowest coverage | labels below 93% | mean coverage | width to alone |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        for imagined in IMAGINED:
            with patch("classifier.evaluation.prevalence.estimate.IMAGINED", imagined):
                found = [measure(population, size, args.draws) for population in populations(1)]
            held = np.concatenate([figures["corrected"][0] for figures in found])
            width = np.concatenate([figures["corrected"][1] / figures["alone"][1] for figures in found])
            print(
                f"| {size} | {imagined:.0f} | {held.min():.1%} | {(held < 0.93).sum()} of {len(held)} | "
                f"{held.mean():.1%} | {width.mean():.2f} |",
                flush=True,
            )
