"""Quality on real forum posts with four labels, authors of the two parts disjoint (a data folder's forum4/).

Run: python -m benchmarks.forum4 --data DATA/bench/forum4

Every choice is made by cross-validation over the training threads; the test posts are predicted once. Authors of the
two parts differ, threads do not: how many test posts stand in threads of the training part is printed.
"""

import argparse
import csv
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score

from benchmarks import plain_svm
from benchmarks.paired_interval import paired_interval
from benchmarks.recipe_on import labelled, predict
from classifier.records import LabelledPost

LONGEST_WORDS = 2


def macro_f1(true: object, found: object) -> float:
    """Return macro F1."""
    return float(f1_score(true, found, average="macro"))


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
        "macro_f1": macro_f1(true, found),
        "accuracy": float(accuracy_score(true, found)),
        "strength": str(strength),
    }


def main() -> None:
    """Print the figures beside the peer's."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with train.tsv and test.tsv")
    folder = parser.parse_args().data
    train, test = read_part(folder / "train.tsv"), read_part(folder / "test.tsv")
    true, texts = [post.label for post in test], [post.post.text for post in test]
    threads = {post.post.thread_id for post in train}
    shared = sum(post.post.thread_id in threads for post in test)
    print(f"{len(test)} test posts, {shared} of them in threads of which other authors' posts are trained on")
    found, strength = predict(train, texts)
    given = [post.post.text for post in train], [post.label for post in train], [post.post.thread_id for post in train]
    svm = plain_svm.predict(given, texts, macro_f1, LONGEST_WORDS)
    for name, said in (("ours", found), ("word+char LinearSVC", svm)):
        print(f"{name}: macro F1 {macro_f1(true, said):.4f}, accuracy {accuracy_score(true, said):.4f}")
    value, low, high = paired_interval(true, (found, svm), [post.post.author or "" for post in test], macro_f1)
    print(f"ours minus SVM, macro F1: {value:+.4f} [{low:+.4f}, {high:+.4f}], 2,000 draws of authors; {strength}")


if __name__ == "__main__":
    main()
