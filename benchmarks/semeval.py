"""Quality on SemEval-2016 task 6 A in the TweetEval split, a model a target (a data folder's semeval2016/).

Run: python -m benchmarks.semeval --data DATA/bench/semeval2016

The metric pools the five targets' test predictions and averages the F1 of "favor" and of "against" (Mohammad et al.
2016); published beside it: majority class 65.2, the organisers' SVM on n-grams 68.98.
"""

import argparse
from pathlib import Path

from sklearn.metrics import f1_score

from benchmarks.recipe_on import labelled, predict

TARGETS = ("abortion", "atheism", "climate", "feminist", "hillary")
AGAINST, FAVOR = "1", "2"


def read_part(folder: Path, part: str) -> tuple[list[str], list[str]]:
    """Return (texts, labels) of one part of one target."""
    texts, labels = (
        (folder / f"{part}_{kind}.txt").read_text("utf-8").removesuffix("\n").split("\n") for kind in ("text", "labels")
    )
    return texts, labels


def scores(folder: Path) -> dict[str, float]:
    """Return the pooled F1 of favor, of against, and their mean."""
    true: list[str] = []
    found: list[str] = []
    for target in TARGETS:
        train = [read_part(folder / target, part) for part in ("train", "val")]
        texts, labels = train[0][0] + train[1][0], train[0][1] + train[1][1]
        tweets = labelled(texts, labels, [str(i) for i in range(len(texts))], [None] * len(texts))
        test_texts, test_labels = read_part(folder / target, "test")
        true += test_labels
        found += list(predict(tweets, test_texts)[0])
    favor, against = (float(f1_score(true, found, labels=[label], average="macro")) for label in (FAVOR, AGAINST))
    return {"f_avg": (favor + against) / 2, "favor": favor, "against": against}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with a folder a target")
    print(scores(parser.parse_args().data))
