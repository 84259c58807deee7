"""Quality on SemEval-2016 task 6 A in the TweetEval split, a model a target (a data folder's semeval2016/).

Run: python -m benchmarks.semeval --data DATA/bench/semeval2016

The metric pools the five targets' predictions and averages the F1 of "favor" and of "against" (Mohammad et al. 2016).
Every choice is made by cross-validation on the training tweets; the test tweets are predicted once.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from benchmarks import plain_svm
from benchmarks.paired_interval import paired_interval
from benchmarks.recipe_on import labelled, predict, predict_held_out
from classifier.records import LabelledPost

TARGETS = ("abortion", "atheism", "climate", "feminist", "hillary")
AGAINST, FAVOR = "1", "2"
FOLDS, SEEDS = 5, (0, 1, 2)
LONGEST_WORDS = 3

PUBLISHED = {
    "majority class (task paper)": 65.22,
    "organisers' SVM on n-grams, best of 2016 (task paper)": 68.98,
    "RoBERTa-base (TweetEval)": 68.0,
    "BERTweet (TweetEval)": 71.2,
    "TimeLMs-2021 (TweetEval)": 72.9,
}


@dataclass
class Pooled:
    """Labels of all targets, pooled."""

    true: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def add(self, true: Sequence[str], found: Sequence[str]) -> None:
        """Add one target's."""
        self.true += true
        self.found += found


def f_avg(true: Sequence[str], found: Sequence[str]) -> float:
    """Return the mean F1 of favor and of against."""
    return float(f1_score(true, found, labels=[FAVOR, AGAINST], average="macro"))


def read_part(folder: Path, part: str) -> tuple[list[str], list[str]]:
    """Return (texts, labels) of one part of one target."""
    texts, labels = (
        (folder / f"{part}_{kind}.txt").read_text("utf-8").removesuffix("\n").split("\n") for kind in ("text", "labels")
    )
    return texts, labels


def training_tweets(folder: Path) -> list[LabelledPost]:
    """Return the tweets of train and val, each in a thread of its own."""
    parts = [read_part(folder, part) for part in ("train", "val")]
    texts, labels = parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]
    return labelled(texts, labels, [str(i) for i in range(len(texts))], [None] * len(texts))


def on_test(folder: Path) -> Pooled:
    """Return the recipe's predictions of the test tweets."""
    pooled = Pooled()
    for target in TARGETS:
        texts, labels = read_part(folder / target, "test")
        pooled.add(labels, list(predict(training_tweets(folder / target), texts)[0]))
    return pooled


def cross_validated(folder: Path, seeds: Sequence[int] = SEEDS) -> list[float]:
    """Return the pooled F_avg out of fold on the training tweets, a figure a seed."""
    figures = []
    for seed in seeds:
        pooled = Pooled()
        for target in TARGETS:
            tweets = training_tweets(folder / target)
            pooled.add([tweet.label for tweet in tweets], list(predict_held_out(tweets, FOLDS, seed)))
        figures.append(f_avg(pooled.true, pooled.found))
    return figures


def svm_on_test(folder: Path) -> Pooled:
    """Return the peer's predictions of the test tweets."""
    pooled = Pooled()
    for target in TARGETS:
        tweets = training_tweets(folder / target)
        texts, labels = read_part(folder / target, "test")
        given = [tweet.post.text for tweet in tweets], [tweet.label for tweet in tweets]
        groups = [tweet.post.thread_id for tweet in tweets]
        pooled.add(labels, list(plain_svm.predict((*given, groups), texts, f_avg, LONGEST_WORDS)))
    return pooled


def main() -> None:
    """Print the figures beside the published ones and the peer's."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with a folder a target")
    folder = parser.parse_args().data
    held = cross_validated(folder)
    print(
        f"out of fold on the training tweets, {len(held)} seeds: {np.mean(held):.4f} ({min(held):.4f}-{max(held):.4f})"
    )
    ours, svm = on_test(folder), svm_on_test(folder)
    print(f"test: ours {f_avg(ours.true, ours.found):.4f}, word+char LinearSVC {f_avg(svm.true, svm.found):.4f}")
    groups = [str(i) for i in range(len(ours.true))]
    value, low, high = paired_interval(ours.true, (ours.found, svm.found), groups, f_avg)
    print(f"ours minus SVM: {value:+.4f} [{low:+.4f}, {high:+.4f}], 2,000 draws of tweets")
    for name, figure in PUBLISHED.items():
        print(f"published: {figure:.2f} {name}")


if __name__ == "__main__":
    main()
