"""How the time and memory of reading pasted text grow with its size: ordinary threads, and texts made to be slow.

Run: python -m benchmarks.pasted_speed [--largest 10] [--only WORD]

Each kind of text is read at sizes that double from 10 KB up to the largest, each in a process of its own. Time is
processor time of reading alone; memory is the peak of the process. Growth is time against time at half the size: 2 is
linear. No figure is a test: it is for a person to see. A text that a reader refuses is measured up to its refusal.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from classifier.errors import SourceError

_PROJECT = Path(__file__).parent.parent
_SMALLEST = 0.01
_STEADY = 0.02
"""Seconds below which growth is noise."""
_TOO_LONG = 60

_WORDS = (
    *("harbour", "bridge", "ferry", "council", "million", "water", "never", "people"),
    *("vote", "money", "tunnel", "island", "because", "would", "said"),
)


def _sentence(nth: int) -> str:
    """Return a sentence of its own for a number."""
    return (
        " ".join(_WORDS[(nth * 7919 + at * at * 31 + nth // (at + 1)) % len(_WORDS)] for at in range(12)) + f" {nth}."
    )


def _to_size(size: int, lines: Iterable[str]) -> str:
    taken, length = [], 0
    for line in lines:
        taken.append(line)
        length += len(line) + 1
        if length >= size:
            break
    return "\n".join(taken)[:size]


def _forever(make: Callable[[int], str]) -> Iterable[str]:
    nth = 0
    while True:
        yield make(nth)
        nth += 1


def _quoting(nth: int) -> str:
    return f"{nth + 1}. > {_sentence(nth - 1 if nth % 2 else nth // 2)}\n   {_sentence(nth)}" if nth else "1. First."


def _leads(nth: int) -> str:
    return f"{nth + 1}. Ada said:\n   {_sentence(nth // 2)}\n   {_sentence(nth)}"


_PEOPLE = ("Ada Quill", "Milo", "vera_lund", "Ida P.", "Bob Marsh")


def _who(nth: int) -> str:
    """Return who speaks: in no order that comes round."""
    return _PEOPLE[(nth * nth + nth // 3) % len(_PEOPLE)]


def _posts(form: str) -> Callable[[int], str]:
    """Return what makes a text of posts of one form, large posts for a text of many lines."""
    return lambda size: _to_size(
        size, _forever(lambda nth: form.format(who=_who(nth), hour=nth % 23 + 1, words=_sentence(nth)))
    )


# Ordinary texts. A document is refused over 500,000 lines, so lines are long enough for the largest size.
ORDINARY: dict[str, Callable[[int], str]] = {
    "one line": lambda size: _to_size(size, (" ".join(map(_sentence, range(size // 60 + 1))),)),
    "many lines": lambda size: _to_size(size, _forever(_sentence)),
    "paragraphs": lambda size: _to_size(size, _forever(lambda nth: f"{_sentence(nth)}\n{_sentence(-nth)}\n")),
    "numbered posts": lambda size: _to_size(size, _forever(lambda nth: f"{nth + 1}. {_sentence(nth)[:40]}")),
    "quoting posts": lambda size: _to_size(size, _forever(_quoting)),
    "posts with X said:": lambda size: _to_size(size, _forever(_leads)),
    "says-lines": _posts("{who} says:\nMay 3, 2021 at {hour}:00\n{words}\nReply"),
    "points-by": _posts("{hour} points by {who} {hour} hours ago\n{words}\n{words}\nreply"),
    "chat with names": _posts("{who}: {words}\n{words}"),
    "chat with times": _posts("[{hour}:10] {who}: {words}"),
    "bare names": _posts("{who}\n{words}\n{words}\n"),
    "one long quote": lambda size: "1. a\n2. " + _to_size(size, _forever(lambda nth: f"> {_sentence(nth)}")) + "\nno.",
}

# What the patterns look for, over and over, in one line or a line each: marks, labels, quotes, names, dates.
REPEATED = {
    "spaces": " ",
    "quote marks": ">",
    "dashes": "-",
    "quotation marks": '"',
    "opening guillemets": "« a ",
    "open quote tags": "[quote=a]",
    "closing quote tags": "[quote][/quote]",
    "wrote": "wrote ",
    "wrote, colon": "Ada wrote: ",
    "said, colon": "Ada said:\n",
    "wrapped leads": "On 3 May 2021 Ada\n",
    "leads, one fold": "Ada said:\nno\n",
    "labels": "Quote:\n",
    "names of labels": "Originally posted by Ada ",
    "heads": "From: a\nSent: b\nTo: c\n",
    "signatures": "--\nAda\n",
    "addresses": "<a@b ",
    "numbers": "1. ",
    "dates": "3 May 2021, ",
    "by-lines": "by Ada ",
    "thoughts": "12 thoughts on ",
    "related": "related posts ",
    "copied lines": "The bridge would cost nine million and nobody has asked the ferrymen.\nno\n",
    "one letter": "a",
    "letters and marks": "a! ",
}


def text_of(kind: str, size: int) -> str:
    """Return the text of a kind, about so many characters."""
    if kind in ORDINARY:
        return ORDINARY[kind](size)
    # The indent keeps all in one post, and a text from being refused for its lines before it is large.
    piece = REPEATED[kind].replace("\n", "\n" + 20 * " ")
    return "1. x\n2. " + (piece * (size // len(piece))).removesuffix("\n" + 20 * " ") + "\nx"


def measure(kind: str, size: int) -> tuple[float, float, str]:
    """Return (seconds, peak MiB, what came of it) of reading one text in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pasted_speed", "--read", kind, str(size)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_PROJECT, timeout=20 * _TOO_LONG)
    except subprocess.TimeoutExpired:
        return float("inf"), 0.0, "given up"
    taken, peak, said = run.stdout.rstrip("\n").split("\t")
    return float(taken), float(peak), said


def _read(kind: str, size: int) -> None:
    import io
    import resource

    from classifier.threads.pasted.read import read_pasted
    from classifier.threads.sources.source import source_of

    raw = text_of(kind, size).encode()
    start = time.process_time()
    try:
        thread = read_pasted(source_of("paste.txt", io.BytesIO(raw)), "auto")
        spans = sum(len(post.spans) for post in thread.posts)
        said = f"{len(thread.posts):,} posts, {spans:,} spans"
    except SourceError as error:
        said = str(error)[:60]
    taken = time.process_time() - start
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said, sep="\t")


def table(kind: str, largest: float) -> None:
    """Print the growth of one kind of text."""
    size, before = _SMALLEST, 0.0
    while size <= largest * 1.01:
        taken, peak, said = measure(kind, int(size * 1e6))
        growth = f"{taken / before:7.2f}" if before > _STEADY else "       "
        print(f"{kind:22} {size:7.2f} MB {taken:8.2f} s {growth} {peak:7.0f} MiB  {said}", flush=True)
        if taken > _TOO_LONG:
            break
        size, before = 2 * size, taken


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--largest", type=float, default=10.24, help="size of the largest text in megabytes")
    parser.add_argument("--only", default="", help="kinds of text whose name holds this word")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        return _read(options.read[0], int(options.read[1]))
    print(f"{'text':22} {'size':>10} {'time':>10} {'growth':>7} {'peak':>11}")
    for kind in (*ORDINARY, *REPEATED):
        if options.only in kind:
            table(kind, options.largest)
    return None


if __name__ == "__main__":
    main()
