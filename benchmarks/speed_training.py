"""What training takes: the shipped annotations, a hundred thousand posts, and the features of many folds."""

import itertools
import json
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union

from benchmarks.forum4 import read_part
from benchmarks.speed_rounds import PROJECT, System, seconds_of, timed
from classifier.labels.annotations import read_annotations
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.records import LabelledPost
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.folds import thread_folds
from classifier.stance.training.linear import weigh
from classifier.stance.training.train import Recipe, train_model

STRENGTH = 30.0
MANY = 100_000
TIMES = 3

PATIENCE = 1800
"""Seconds of processor time after which fastText is not waited for any longer."""


def training(data: Path, peers: str) -> None:
    """Print the table."""
    annotations = read_annotations(PROJECT / "annotations")
    posts = annotations.labelled()
    recipe = Recipe(name="speed", codebook=annotations.codebook, c=STRENGTH)
    print("\n| training | seconds | beside it | ratio |\n| --- | --- | --- | --- |")
    taken = [seconds_of(lambda: _train(posts, recipe)) for _ in range(TIMES)]
    print(f"| {len(posts):,} shipped posts, strength given | {statistics.median(taken):.2f} | | |", flush=True)
    folds, theirs = zip(*[_folds(posts, annotations.codebook.label_ids) for _ in range(TIMES)], strict=True)
    ratio = statistics.median(their / our for our, their in zip(folds, theirs, strict=True))
    print(
        f"| features of 3 x 5 folds | {statistics.median(folds):.2f} | "
        f"TfidfVectorizer fitted fold by fold: {statistics.median(theirs):.2f} | {ratio:.1f} |",
        flush=True,
    )
    part = read_part(data / "bench" / "forum4" / "train.tsv")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [{"text": post.post.text, "label": post.label} for post in part]
        many = itertools.islice(itertools.cycle(texts), MANY)
        (folder / "train.jsonl").write_text("".join(json.dumps(post) + "\n" for post in many), encoding="utf-8")
        (folder / "posts.jsonl").write_text("", encoding="utf-8")
        seconds, peak = timed([sys.executable, "-m", "benchmarks.speed_training", str(data)])
        ours = f"| {MANY:,} posts, peak {peak:,.0f} MB, imports included | {seconds:.1f} |"
        print(f"{ours} {_fasttext(peers, folder, seconds)} |", flush=True)


def _fasttext(peers: str, folder: Path, seconds: float) -> str:
    """Return what fastText takes for the same posts, and how many times our seconds."""
    peer = System("fastText", peers, folder, 1, PATIENCE)
    if peer.late:
        return f"fastText, 25 epochs, reading included: more than {PATIENCE:,} | > {PATIENCE / seconds:.1f}"
    said = peer.end()
    if not peer.ready:
        return f"fastText is missing: {said} |"
    return f"fastText, 25 epochs: {peer.fit:.1f} | {peer.fit / seconds:.2f}"


def _train(posts: list[LabelledPost], recipe: Recipe) -> None:
    train_model(TrainingSet.of(posts, recipe.codebook.label_ids), recipe)


def _folds(posts: list[LabelledPost], label_ids: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds of the features of three times five folds, ours with counting, and scikit-learn's."""
    corpus = TrainingSet.of(posts, label_ids).corpus
    folds = [fold for seed in range(3) for fold in thread_folds(corpus, corpus.rows, 5, seed)]
    texts = [post.post.text for post in posts]

    def theirs() -> None:
        for fold in folds:
            words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
            characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
            union = make_union(words, characters)
            union.fit_transform([texts[i] for i in fold.train])
            union.transform([texts[i] for i in fold.test])

    def ours() -> None:
        counted = TrainingSet.of(posts, label_ids).corpus
        for fold in folds:
            weigh(counted, fold.train, fold.test)

    return seconds_of(ours), seconds_of(theirs)


def main() -> None:
    """Train on many posts, in a process of its own so that its memory is known."""
    part = read_part(Path(sys.argv[1]) / "bench" / "forum4" / "train.tsv")
    labels = tuple(CodebookLabel(name, name, name, name) for name in sorted({post.label for post in part}))
    recipe = Recipe(name="many", codebook=Codebook(version=1, title="many", labels=labels), c=STRENGTH)
    rounds = range(-(-MANY // len(part)))
    many = [
        replace(post, post=replace(post.post, thread_id=f"{nth}-{post.post.thread_id}"))
        for nth in rounds
        for post in part
    ]
    _train(many[:MANY], recipe)


if __name__ == "__main__":
    main()
