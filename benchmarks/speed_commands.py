"""What commands take as whole processes, and how speed and memory go with the length of a stream."""

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed_rounds import PROJECT, paired, seconds_of, timed
from classifier.stance.model import StanceModel
from classifier.stance.scoring.scorer import Scorer
from classifier.stance.text.portions import gathered

CLASSIFY = [sys.executable, "-m", "classifier"]
STREAMS_MB = (10, 200, 2000)
POSTS = (10_000, 100_000, 1_000_000, 5_000_000)
CUT = 200


def lengths(texts: list[str]) -> None:
    """Print posts a second for streams of several lengths: the posts over and over, gathered as a model does."""
    cut = [text[:CUT] for text in texts]
    print(f"\n| posts of at most {CUT} characters | posts/s |\n| --- | --- |")
    for count in POSTS:
        scorer = Scorer(StanceModel.default().record.weights)
        stream = itertools.islice(itertools.cycle(cut), count)
        parts = gathered(stream, len)
        seconds = seconds_of(lambda scorer=scorer, parts=parts: [len(scorer.score(part).values) for part in parts])
        print(f"| {count:,} | {count / seconds:,.0f} |", flush=True)


def commands(texts: list[str]) -> None:
    """Print what whole processes take, and the memory of streams."""
    print("\n| command | seconds | times | beside |\n| --- | --- | --- | --- |")
    thread = str(next((PROJECT / "seeds").glob("004*.txt")))
    for command, package in (([*CLASSIFY, "predict", thread], "numpy"), ([*CLASSIFY, "--help"], "click")):
        seconds, ratio = paired(command, [sys.executable, "-c", f"import {package}"])
        name = " ".join(Path(word).name for word in command[2:])
        print(f"| {name} | {seconds:.2f} | {ratio:.2f} | import {package} |", flush=True)
    opening = statistics.median(seconds_of(StanceModel.default) for _ in range(9))
    print(f"| opening the default model | {opening:.3f} | | |")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "posts.jsonl"
        lines = [json.dumps({"thread_id": "t", "id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)]
        path.write_text("".join(lines), encoding="utf-8")
        command = [*CLASSIFY, "predict", str(path), "--format", "jsonl", "--quiet"]
        both = []
        for _ in range(5):
            weights = StanceModel.default().record.weights
            alone = seconds_of(lambda weights=weights: Scorer(weights).score(texts))
            both.append((timed(command, stdout=subprocess.DEVNULL)[0], alone))
        ratio = statistics.median(whole / alone for whole, alone in both)
        whole = statistics.median(whole for whole, _ in both)
        print(f"| predict {len(texts):,} posts as JSON lines | {whole:.2f} | {ratio:.2f} | scoring them, cold |")
    print("\n| stream of JSON lines from a pipe, MB | MB/s | peak MB |\n| --- | --- | --- |")
    for size in STREAMS_MB:
        _stream(lines, size)


def _stream(lines: list[str], size: int) -> None:
    """Print speed and memory of predicting a stream that another process writes."""
    sent, written = [], 0
    with tempfile.NamedTemporaryFile() as file:
        for line in itertools.cycle(line.encode() for line in lines):
            if written >= min(size, 50) * 1_000_000:
                break
            sent.append(line)
            written += len(line)
        file.write(b"".join(sent))
        file.flush()
        again = max(1, round(size * 1e6 / written))
        shell = f"for i in $(seq {again}); do cat {file.name}; done"
        with subprocess.Popen(["sh", "-c", shell], stdout=subprocess.PIPE) as source:
            command = [*CLASSIFY, "predict", "-", "--from", "jsonl", "--format", "jsonl", "--quiet"]
            seconds, peak = timed(command, stdin=source.stdout, stdout=subprocess.DEVNULL)
    print(f"| {again * written / 1e6:,.0f} | {again * written / 1e6 / seconds:.1f} | {peak:.0f} |", flush=True)
