"""Two systems beside each other, for a terminal and as JSON."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.evaluation.comparison import ComparedPart, Comparison
from classifier.evaluation.figures.named import F1, HEADLINE
from classifier.evaluation.figures.outcome import FEWEST_THREADS
from classifier.evaluation.figures.paired import Difference
from classifier.reports.evaluation_json import interval_to_json
from classifier.reports.evaluation_words import signed, signed_range
from classifier.reports.terminal import printable, share

_INDENT = (0, 0, 0, 2)
_MOST_LABELS = 5


def print_comparison(console: Console, found: Comparison) -> None:
    """Print both systems' figures and their differences with intervals, each origin's posts apart."""
    one, other = map(printable, found.systems)
    console.print(Text(f"A: {one}   B: {other}", style="bold"), soft_wrap=True)
    if found.codebook:
        console.print(f"codebook {found.codebook['version']} ({found.codebook['hash']})")
    for part in found.parts:
        data = part.data
        console.print()
        title = f"{printable(data.origin).upper()} POSTS: {data.size} in {data.threads} threads"
        console.print(Text(title, style="bold"))
        console.print(Padding(_figures(part), _INDENT, expand=False))
        console.print(
            f"Both right {part.both_right}, only A {part.only_one}, only B {part.only_other}, neither {part.neither}."
        )
        if data.threads < FEWEST_THREADS:
            console.print(f"{data.threads} threads are too few for intervals of the differences.")
    if found.left_out:
        console.print(f"{found.left_out} labelled posts are left out: one of the two says nothing of them.")
    for system, labels in zip(found.systems, found.foreign, strict=True):
        if labels:
            console.print(Text(f"{printable(system)} says {_some(labels)}, which none of these posts carries: a miss."))
    intervals = "Intervals of A minus B: 2,000 resamplings of whole threads, the same for both, 2.5 to 97.5%. "
    drawn = any(part.data.threads >= FEWEST_THREADS for part in found.parts)
    console.print(f"{intervals if drawn else ''}An abstention counts as a miss.")


def _some(labels: Sequence[str]) -> str:
    more = len(labels) - _MOST_LABELS
    shown = ", ".join(printable(label) for label in labels[:_MOST_LABELS])
    return f"{shown} and {more} more" if more > 0 else shown


def _figures(part: ComparedPart) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for nth, column in enumerate(("", "A", "B", "A minus B", "95% interval", "A better in")):
        table.add_column(column, justify="right" if nth else "left", overflow="fold")
    for figure in HEADLINE[:2]:
        found = part.differences[figure.title]
        table.add_row(figure.title, share(figure.value(part.one)), share(figure.value(part.other)), *_difference(found))
    both = zip(part.one.labels, F1.values(part.one), F1.values(part.other), strict=True)
    for label, one, other in both:
        if label in part.by_label:
            table.add_row(f"F1 {printable(label)}", share(one), share(other), *_difference(part.by_label[label]))
    return table


def _difference(found: Difference) -> tuple[str, str, str]:
    if found.interval is None:
        return signed(found.value), "-", "-"
    return signed(found.value), signed_range(found.interval), f"{found.positive or 0:.0%} of draws"


def comparison_to_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as an object for JSON."""
    return {
        "systems": list(found.systems),
        "codebook": dict(found.codebook),
        "seed": found.seed,
        "left_out": found.left_out,
        "foreign": [list(labels) for labels in found.foreign],
        "parts": {part.data.origin: _part(part) for part in found.parts},
    }


def _part(part: ComparedPart) -> dict[str, Any]:
    by_label = zip(part.one.labels, F1.values(part.one), F1.values(part.other), strict=True)
    return {
        "posts": part.data.size,
        "threads": part.data.threads,
        **{
            figure.id: {
                "one": figure.value(part.one),
                "other": figure.value(part.other),
                **difference_to_json(part.differences[figure.title]),
            }
            for figure in HEADLINE[:2]
        },
        "f1": {
            label: {"one": one, "other": other, **difference_to_json(part.by_label[label])}
            for label, one, other in by_label
            if label in part.by_label
        },
        "both_right": part.both_right,
        "only_one": part.only_one,
        "only_other": part.only_other,
        "neither": part.neither,
    }


def difference_to_json(found: Difference) -> dict[str, Any]:
    """Return a difference as fields for JSON."""
    return {"difference": found.value, "interval": interval_to_json(found.interval), "positive": found.positive}
