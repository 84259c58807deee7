"""How fast posts are predicted on one core, beside what else one could take; medians of five rounds.

Run: python -m benchmarks.speed --data DATA [--peers PYTHON] [--only prediction|odd|length|commands|training]

DATA holds bench/forum-posts.jsonl.gz. Each system is trained on the shipped annotations and runs in a process of its
own; in each round every one of them makes a pass, in turn, and ratios are taken round by round, of processor time. A
system that takes minutes for all posts is given every tenth. PYTHON is an interpreter with fasttext and vowpalwabbit,
by default this one: a peer that cannot be imported is named as missing.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed_commands import commands, lengths
from benchmarks.speed_odd_texts import odd
from benchmarks.speed_rounds import floor, rounds
from benchmarks.speed_training import training
from classifier.labels.annotations import read_annotations
from classifier.stance.model import StanceModel

CUT = 200
SHARES = {"scikit-learn": 10, "Vowpal Wabbit, words": 1}
PEERS = ("fastText", "fastText, words", "Vowpal Wabbit, words")
SYSTEMS = ("ours", "ours, cold", "scikit-learn", *PEERS)
PROJECT = Path(__file__).parent.parent


def forum_posts(data: Path) -> Iterator[str]:
    """Yield the texts of the real forum posts."""
    with gzip.open(data / "bench" / "forum-posts.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def write_posts(folder: Path, texts: list[str]) -> None:
    """Write what the systems read."""
    with open(folder / "posts.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    with open(folder / "train.jsonl", "w", encoding="utf-8") as file:
        for post in read_annotations(PROJECT / "annotations").labelled():
            file.write(json.dumps({"text": post.post.text, "label": post.label}) + "\n")


def prediction(texts: list[str], title: str, peers: str) -> None:
    """Print the table of all systems over some texts."""
    print(f"\n{title}\n\n| system | posts/s | MB/s | peak MB | ours is faster by |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_posts(folder, texts)
        found = rounds(
            {system: (peers if system in PEERS else sys.executable, SHARES.get(system, 1)) for system in SYSTEMS},
            folder,
        )
        for system in SYSTEMS:
            print(found[system].row(system, found["ours"]) if system in found else f"| {system} | missing | | | |")
        print(floor(texts, folder).row("`wc -w`", found["ours"]), flush=True)


def agreement(texts: list[str]) -> None:
    """Print how far decision values are from the scikit-learn side's."""
    model = StanceModel.default()
    some = texts[::40]
    decided = model.as_pipeline().decision_function(some) * model.record.weights.temperature
    apart = abs(model.scorer.score(some).values - decided).max()
    print(f"\ndecision values of {len(some):,} posts against the features in scikit-learn: at most {apart:.1e} apart")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", default=sys.executable, help="interpreter with fasttext and vowpalwabbit")
    parser.add_argument("--only", choices=["prediction", "odd", "length", "commands", "training"])
    chosen = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    texts = list(forum_posts(chosen.data))
    if chosen.only in (None, "prediction"):
        prediction(texts, f"{len(texts):,} posts", chosen.peers)
        prediction([text[:CUT] for text in texts], f"the same, cut to {CUT} characters", chosen.peers)
        agreement(texts)
    if chosen.only in (None, "odd"):
        odd(texts)
    if chosen.only in (None, "length"):
        lengths(texts)
    if chosen.only in (None, "commands"):
        commands(texts)
    if chosen.only in (None, "training"):
        training(chosen.data, chosen.peers)


if __name__ == "__main__":
    main()
