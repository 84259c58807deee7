"""How fast texts are scored that are not forum posts: huge ones, tiny ones, other scripts; each beside forum posts.

Run by speed.py, --only odd; each kind in a process of its own: python -m benchmarks.speed_odd_texts POSTS KIND

POSTS is a file of JSON lines with the forum posts. A process scores its kind from nothing met before, as a command
does: as many at a time as a model holds, each made just before it is scored. A sample is compared with the features
in scikit-learn, and each of its posts with the same post scored alone, which must give the same bits.
"""

import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.speed_rounds import PROJECT
from benchmarks.speed_systems import peak_memory, read
from classifier.stance.model import StanceModel
from classifier.stance.text.portions import gathered

ROUNDS = 3
MANY = 10_000_000
SIZE = 10_000_000
"""Bytes of a kind that could go on for ever."""
LENGTH = 200
SAMPLE = 50
SAMPLED = 100_000
"""Most characters of a sample's post."""
THAI = "".join(map(chr, [*range(0x0E01, 0x0E3A), *range(0x0E40, 0x0E4F)]))
EMOJI = [*map(chr, range(0x1F600, 0x1F650)), "👍🏽", "👩\u200d🚀", "🇺🇦", "❤\ufe0f"]
MARKS = "".join(map(chr, range(0x0300, 0x0370)))

Posts = list[str]


def forum_posts(posts: Posts) -> Iterator[str]:
    """The real posts."""
    yield from posts


def one_post(posts: Posts) -> Iterator[str]:
    """Real posts as one."""
    yield "\n".join(posts)[:SIZE]


def one_word_posts(posts: Posts) -> Iterator[str]:
    """The words of real posts, each a post."""
    yield from itertools.islice(itertools.cycle("\n".join(posts[:5000]).split()), MANY)


def different_words(_: Posts) -> Iterator[str]:
    """One text in which no word is repeated."""
    yield " ".join(f"w{number}" for number in range(MANY))


def thai(_: Posts) -> Iterator[str]:
    """Letters and marks of Thai in phrases, hardly one of them met before."""
    return _made_up(lambda chance: "".join(chance.choices(THAI, k=chance.randrange(5, 40))) + " ")


def emoji(_: Posts) -> Iterator[str]:
    """Emoji of one code point and of several."""
    return _made_up(lambda chance: chance.choice(EMOJI))


def marks(_: Posts) -> Iterator[str]:
    """Words of letters with up to five combining marks each."""

    def word(chance: random.Random) -> str:
        letters = chance.choices("aeiounrst", k=chance.randrange(1, 8))
        return "".join(letter + "".join(chance.choices(MARKS, k=chance.randrange(6))) for letter in letters) + " "

    return _made_up(word)


KINDS: dict[str, tuple[str, Callable[[Posts], Iterator[str]]]] = {
    "forum": ("forum posts", forum_posts),
    "post": ("one post of 10 MB", one_post),
    "tiny": (f"{MANY:,} posts of one word", one_word_posts),
    "different": (f"one text of {MANY:,} different words", different_words),
    "thai": ("Thai letters, made up", thai),
    "emoji": ("emoji", emoji),
    "marks": ("combining marks", marks),
}


def _made_up(piece: Callable[[random.Random], str]) -> Iterator[str]:
    chance, size = random.Random(0), 0
    while size < SIZE:
        text = ""
        while len(text) < LENGTH:
            text += piece(chance)
        size += len(text.encode())
        yield text


def odd(texts: list[str]) -> None:
    """Print the table."""
    print("\n| texts | MB | MB/s | posts/s | peak MB | times the seconds a MB of forum posts |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "posts.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        rounds = [{kind: _in_process(path, kind) for kind in KINDS} for _ in range(ROUNDS)]
    for kind, (title, _) in KINDS.items():
        seconds = statistics.median(found[kind]["seconds"] for found in rounds)
        slower = statistics.median(_pace(found["forum"]) / _pace(found[kind]) for found in rounds)
        of = rounds[0][kind]
        print(
            f"| {title} | {of['size']:.0f} | {of['size'] / seconds:.1f} | {of['posts'] / seconds:,.1f} "
            f"| {max(found[kind]['peak'] for found in rounds):.0f} | {slower:.2f} |",
            flush=True,
        )
    apart = max(of["apart"] for found in rounds for of in found.values())
    print(f"\nsamples against the features in scikit-learn: at most {apart:.1e} apart; scored alone: the same bits")


def _pace(found: dict[str, float]) -> float:
    return found["size"] / found["seconds"]


def _in_process(path: Path, kind: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.speed_odd_texts", str(path), kind]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=PROJECT).stdout)
    return found


def main() -> None:
    """Score one kind; print what it took, then how far its sample is from the reference, as JSON."""
    path, (_, make) = Path(sys.argv[1]), KINDS[sys.argv[2]]
    model = StanceModel.default()
    texts = make([post["text"] for post in read(path)])
    seconds, posts, size, sample = 0.0, 0, 0, []
    for some in gathered(texts, len):
        began = time.process_time()
        model.scorer.score(some)
        seconds += time.process_time() - began
        posts += len(some)
        size += sum(len(text.encode("utf-8", "replace")) for text in some)
        sample = sample or [text[:SAMPLED] for text in some[:SAMPLE]]
        del some
    peak = peak_memory()
    values = model.scorer.score(sample).values
    for text, value in zip(sample, values, strict=True):
        np.testing.assert_array_equal(StanceModel(model.record, "alone").scorer.score([text]).values[0], value)
    decided = model.as_pipeline().decision_function(sample) * model.record.weights.temperature
    apart = float(abs(values - decided).max())
    print(json.dumps({"seconds": seconds, "posts": posts, "size": size / 1e6, "peak": peak, "apart": apart}))


if __name__ == "__main__":
    main()
