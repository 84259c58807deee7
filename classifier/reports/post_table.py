"""Posts, and posts with predictions, as lines for a terminal."""

from rich.cells import set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.evaluation.tally import Tally
from classifier.records import Post, Prediction
from classifier.reports.kind_names import KIND_NAMES
from classifier.reports.terminal import certainty, percent, printable, share, shorten, style_of

_LONGEST_ID = 10
_LONGEST_LABEL = 20
MOST_INDENT = 8


def _head(post: Post) -> str:
    return f"{set_cell_size(shorten(post.id, _LONGEST_ID), _LONGEST_ID)} {post.kind:8}"


def print_file_title(console: Console, name: str) -> None:
    """Print the name of a file above its posts."""
    console.print(Text(printable(name), style="bold"), soft_wrap=True)


def print_post(console: Console, post: Post) -> None:
    """Print a post as it was cut, on one line: id, kind, how sure the cut is, depth and beginning."""
    line = Text(f"{_head(post)} {share(post.boundary_confidence):>4} ", style="dim")
    line.append("  " * min(post.depth, MOST_INDENT))
    said = post.text if post.author is None else f"{post.author}: {post.text}"
    line.append(shorten(said, max(20, console.width - line.cell_len)), style="")
    console.print(line, no_wrap=True, crop=True)


def print_prediction(console: Console, post: Post, prediction: Prediction, labels: tuple[str, ...]) -> None:
    """Print a post's stance, its probability and beginning, and below it the terms that weighed most."""
    said = prediction.predicted or f"({prediction.abstained})"
    line = Text(f"{_head(post)} ", style="dim")
    line.append(set_cell_size(printable(said), _LONGEST_LABEL), style=style_of(prediction.predicted, labels))
    line.append(f" {certainty(prediction.probability):>4} ")
    line.append(shorten(post.text, max(20, console.width - line.cell_len)))
    console.print(line, no_wrap=True, crop=True)
    if prediction.terms:
        terms = ", ".join(printable(term.term) for term in prediction.terms)
        console.print(Text(f"{'':20}by {shorten(terms, 56)}", style="dim"), no_wrap=True, crop=True)


def print_tally(console: Console, tally: Tally) -> None:
    """Print the counts by stance and the comments' shares, other kinds apart, abstentions as their own row."""
    table = Table(box=None, pad_edge=False, padding=(0, 2), show_footer=True)
    table.add_column("stance", footer="all")
    comment, *others = tally.kinds
    table.add_column(KIND_NAMES[comment], str(tally.total(comment)), justify="right")
    table.add_column("share", percent(1.0 if tally.total(comment) else None), justify="right")
    for kind in others:
        table.add_column(KIND_NAMES[kind], str(tally.total(kind)), justify="right")
    for label in (*tally.labels, None):
        name = Text(label or "abstained", style=style_of(label, tuple(tally.labels)))
        counts = [str(tally.counts[label, kind]) for kind in tally.kinds]
        table.add_row(name, counts[0], percent(tally.share(label)), *counts[1:])
    console.print()
    console.print(table)
    console.print(Text("Plain counts of predictions, not corrected for the classifier's errors.", style="dim"))
