"""One system that predicts posts, in a process of its own, for benchmarks/speed.py: a pass for each line it is sent.

Run by speed.py: python benchmarks/speed_systems.py SYSTEM FOLDER [SHARE]

FOLDER holds train.jsonl (text, label) and posts.jsonl (text). The process prints the seconds of its training, then for
each line on its standard input the seconds of processor time of one pass over every SHAREth post and the most memory
that it has taken, in MB. It imports what a system needs and no more: a peer may live in another interpreter, without
this project.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

GRAMS = {"wordNgrams": 2, "minn": 2, "maxn": 5}
WORDS = {"wordNgrams": 2, "minn": 0, "maxn": 0}
EPOCHS = 25

Texts = list[str]
Pass = Callable[[Texts], object]


def read(path: Path) -> list[dict[str, str]]:
    """Return the objects of a file of JSON lines."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ours(_: Path) -> Pass:
    """The shipped model, its scorer kept: most tokens were met before."""
    from classifier.stance.model import StanceModel

    return StanceModel.default().scorer.score


def ours_cold(_: Path) -> Pass:
    """The shipped model with a new scorer for each pass, which has met no token."""
    from classifier.stance.model import StanceModel
    from classifier.stance.scoring.scorer import Scorer

    weights = StanceModel.default().record.weights
    return lambda texts: Scorer(weights).score(texts)


def scikit_learn(folder: Path) -> Pass:
    """What a user of scikit-learn would write."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    train = read(folder / "train.jsonl")
    pipeline = make_pipeline(make_union(words, characters), LogisticRegression(C=10.0, max_iter=1000))
    pipeline.fit([post["text"] for post in train], [post["label"] for post in train])
    return pipeline.decision_function


def fasttext(folder: Path, features: dict[str, int]) -> Pass:
    """FastText's supervised model, of one thread."""
    import fasttext

    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for post in read(folder / "train.jsonl"):
            file.write(f"__label__{post['label']} {' '.join(post['text'].split())}\n")
        file.flush()
        began = time.process_time()
        model = fasttext.train_supervised(file.name, epoch=EPOCHS, thread=1, verbose=0, **features)
        print(json.dumps(["fit", time.process_time() - began]), flush=True)
    return lambda texts: model.predict([text.replace("\n", " ") for text in texts])


def vowpal_wabbit(folder: Path) -> Pass:
    """Vowpal Wabbit with words and pairs of neighbours, one label against the rest."""
    from vowpalwabbit import Workspace

    scratch = Path(tempfile.mkdtemp())
    train = read(folder / "train.jsonl")
    labels = sorted({post["label"] for post in train})
    lines = [f"{labels.index(post['label']) + 1} {vw_text(post['text'])}\n" for post in train]
    (scratch / "train.txt").write_text("".join(lines), encoding="utf-8")
    common = f"--quiet --no_stdin -d {scratch}"
    Workspace(
        f"{common}/train.txt --oaa {len(labels)} --ngram 2 -b 22 --passes {EPOCHS} -c -k -f {scratch}/model"
    ).finish()

    def predict(texts: Texts) -> None:
        (scratch / "posts.txt").write_text("".join(vw_text(text) + "\n" for text in texts), encoding="utf-8")
        Workspace(f"{common}/posts.txt -t -i {scratch}/model -p {scratch}/said").finish()

    return predict


def vw_text(text: str) -> str:
    """Return a text as Vowpal Wabbit reads one."""
    return "| " + " ".join(text.replace(":", " ").replace("|", " ").split())


def peak_memory() -> float:
    """Return the most memory that this process has taken, in MB; getrusage would count what its parent had taken."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


SYSTEMS: dict[str, Callable[[Path], Pass]] = {
    "ours": ours,
    "ours, cold": ours_cold,
    "scikit-learn": scikit_learn,
    "fastText": lambda folder: fasttext(folder, GRAMS),
    "fastText, words": lambda folder: fasttext(folder, WORDS),
    "Vowpal Wabbit, words": vowpal_wabbit,
}


def main() -> None:
    """Train, then run a pass whenever asked."""
    name, folder, share = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    run = SYSTEMS[name](folder)
    texts = [post["text"] for post in read(folder / "posts.jsonl")][::share]
    print(json.dumps(["ready", os.getpid()]), flush=True)
    for _ in sys.stdin:
        began = time.process_time()
        run(texts)
        seconds = time.process_time() - began
        peak = peak_memory()
        size = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6
        print(json.dumps([seconds, peak, len(texts), size]), flush=True)


if __name__ == "__main__":
    main()
