"""How well a file was cut into posts, as lines for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.records import Post
from classifier.reports.terminal import printable, share, shorten
from classifier.threads.quality.matching import CutQuality

MOST_SHOWN = 5
FIRST_WORDS = 100
"""Characters of a post that say which one it is."""


def cut_quality_to_json(
    name: str, gold_name: str, quality: CutQuality, posts: Sequence[Post], gold: Sequence[str]
) -> dict[str, Any]:
    """Return a comparison as an object for JSON; a share of nothing is null."""
    counts = quality.counts
    return {
        "source": name,
        "gold_source": gold_name,
        "posts": counts.cut,
        "gold": counts.gold,
        "matched": counts.matched,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "perfect": counts.perfect,
        "missed": [{"order": place + 1, "begins": _beginning(gold[place])} for place in quality.missed],
        "too_much": [
            {"order": posts[place].order, "id": posts[place].id, "begins": _beginning(_said(posts[place]))}
            for place in quality.too_much
        ],
    }


def print_cut_quality(
    console: Console, name: str, quality: CutQuality, posts: Sequence[Post], gold: Sequence[str]
) -> None:
    """Print a comparison: the figures in a row, then a few of the posts that were missed or are too much."""
    counts = quality.counts
    console.print(Text(printable(name), style="bold"), soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    row = (str(counts.gold), str(counts.cut), str(counts.matched))
    for title in ("gold", "posts", "matched", "precision", "recall", "F1", "perfect"):
        table.add_column(title, justify="right")
    shares = (share(figure) for figure in (counts.precision, counts.recall, counts.f1))
    table.add_row(*row, *shares, "yes" if counts.perfect else "no")
    console.print(table)
    missed = ((str(place + 1), gold[place]) for place in quality.missed)
    _print_some(console, "missed", len(quality.missed), missed)
    too_much = ((posts[place].id, _said(posts[place])) for place in quality.too_much)
    _print_some(console, "too much", len(quality.too_much), too_much)


def _print_some(console: Console, title: str, count: int, posts: Iterator[tuple[str, str]]) -> None:
    for _, (name, text) in zip(range(MOST_SHOWN), posts, strict=False):
        line = Text(f"{title:8}  {shorten(name, 10):10} ", style="dim")
        line.append(shorten(text or "(no words)", max(20, console.width - line.cell_len)), style="")
        console.print(line, no_wrap=True, crop=True)
    if count > MOST_SHOWN:
        console.print(Text(f"{title:8}  and {count - MOST_SHOWN} more", style="dim"))


def _said(post: Post) -> str:
    return post.text or post.full_text or ""


def _beginning(text: str) -> str:
    return " ".join(text[: 2 * FIRST_WORDS].split())[:FIRST_WORDS]
