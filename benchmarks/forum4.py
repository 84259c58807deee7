"""Quality on real forum posts with four labels, authors of the two parts disjoint (a data folder's forum4/).

Run: python -m benchmarks.forum4 --data DATA/bench/forum4
"""

import argparse
import csv
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score

from benchmarks.recipe_on import labelled, predict
from classifier.records import LabelledPost


def read_part(path: Path) -> list[LabelledPost]:
    """Return the posts of train.tsv or test.tsv."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    columns = ([row[name] for row in rows] for name in ("text", "label", "thread", "author"))
    return labelled(*columns)


def scores(folder: Path) -> dict[str, float | str]:
    """Return macro F1 and accuracy on the test part."""
    train, test = read_part(folder / "train.tsv"), read_part(folder / "test.tsv")
    found, strength = predict(train, [post.post.text for post in test])
    true = [post.label for post in test]
    return {
        "macro_f1": float(f1_score(true, found, average="macro")),
        "accuracy": float(accuracy_score(true, found)),
        "strength": str(strength),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train.tsv and test.tsv")
    print(scores(parser.parse_args().data))
