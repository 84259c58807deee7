"""Corrected shares: how often their intervals hold the truth, and how wide they are beside the sample's alone.

The project's recipe is trained on train.tsv; test.tsv, whose every label is known, is the corpus. From it samples are
drawn at random without replacement, as often as --draws says, and each is given to the estimator as hand labels.

Run: python -m benchmarks.prevalence --data DATA/bench/forum4
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.forum4 import read_part
from benchmarks.recipe_on import predict_probabilities
from classifier.evaluation.prevalence.estimate import Estimate, Sampled, alone, corrected

SIZES = (100, 200, 400)
SEED = 20261129

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """A corpus whose every label is known."""

    labels: tuple[str, ...]
    hits: Floats
    """Shape (posts, labels)."""
    scores: Floats
    """Shape (posts, labels)."""
    weights: Floats
    """Shape (posts,)."""

    def mean(self, values: Floats) -> Floats:
        """Return weighted means of columns."""
        return self.weights @ values / self.weights.sum()

    @property
    def plain(self) -> Floats:
        """Each label's share by plain count."""
        return self.mean(np.eye(len(self.labels))[self.scores.argmax(axis=1)])

    def sampled(self, rows: NDArray[np.int64]) -> Sampled:
        """Return a sample of the corpus."""
        return Sampled(self.hits[rows], self.scores[rows], self.weights[rows], len(self.hits), self.mean(self.scores))


def populations(folder: Path) -> Iterator[tuple[str, Population]]:
    """Yield the test part, once with a voice for each post and once with one for each author."""
    train, test = read_part(folder / "train.tsv"), read_part(folder / "test.tsv")
    predicted = predict_probabilities(train, [post.post.text for post in test])
    place = [predicted.labels.index(post.label) for post in test]
    hits = np.eye(len(predicted.labels))[place]
    _, author, posts = np.unique([post.post.author for post in test], return_inverse=True, return_counts=True)
    yield "comments", Population(predicted.labels, hits, predicted.probabilities, np.ones(len(test)))
    yield f"{len(posts)} authors", Population(predicted.labels, hits, predicted.probabilities, 1 / posts[author])


def measure(population: Population, size: int, draws: int) -> dict[str, tuple[Floats, Floats, Floats]]:
    """Return by estimator each label's coverage, mean width and root mean square error over the draws."""
    rng = np.random.default_rng([SEED, size])
    truth = population.mean(population.hits)
    found: dict[str, list[Floats]] = {"corrected": [], "alone": []}
    for _ in range(draws):
        sample = population.sampled(rng.choice(len(population.hits), size, replace=False))
        found["corrected"].append(_ends(corrected(sample)))
        found["alone"].append(_ends(alone(sample)))
    return {name: _figures(np.array(ends), truth) for name, ends in found.items()}


def _ends(estimates: list[Estimate]) -> Floats:
    """Return shape (labels, 3): low end, high end and share."""
    return np.array([(one.interval.low, one.interval.high, one.share) for one in estimates])


def _figures(ends: Floats, truth: Floats) -> tuple[Floats, Floats, Floats]:
    low, high, share = np.moveaxis(ends, -1, 0)
    held = ((low <= truth) & (truth <= high)).mean(axis=0)
    return held, (high - low).mean(axis=0), np.sqrt(((share - truth) ** 2).mean(axis=0))


def print_table(name: str, population: Population, draws: int) -> None:
    """Print a row for each label and size of sample."""
    truth, plain = population.mean(population.hits), population.plain
    print(f"\n{name}, {draws:,} draws\n")
    print("| label | true | plain count | labels | coverage | width | alone: coverage | width | narrower by |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        figures = measure(population, size, draws)
        (held, width, _), (held_alone, width_alone, _) = figures["corrected"], figures["alone"]
        for i, label in enumerate(population.labels):
            print(
                f"| {label} | {truth[i]:.3f} | {plain[i]:.3f} | {size} | {held[i]:.1%} | {width[i]:.3f} | "
                f"{held_alone[i]:.1%} | {width_alone[i]:.3f} | {1 - width[i] / width_alone[i]:.0%} |"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train.tsv and test.tsv")
    parser.add_argument("--draws", type=int, default=4000, help="samples of each size")
    args = parser.parse_args()
    for title, corpus in populations(args.data):
        print_table(title, corpus, args.draws)
