"""An evaluation as text of eighty columns."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.evaluation.evaluation import Evaluation, Part
from classifier.evaluation.outcome import (
    FEWEST_POSTS,
    Measure,
    Outcome,
    accuracy,
    f1,
    macro_f1,
    precision,
    recall,
)
from classifier.labels.agreement import Agreement
from classifier.reports.terminal import printable, share

_INDENT = (0, 0, 0, 2)

_CONVENTIONS = (
    "Macro F1 is the mean over the labels that some post carries. An abstention counts as a miss. Counts of posts "
    "that were predicted several times are means. Intervals: 2,000 resamplings of whole threads, 2.5 to 97.5%.",
)


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print an evaluation: each origin's data, per-label figures, headline with baselines, and confusion matrix."""
    console.print(Text(f"Evaluation: {printable(evaluation.title)}", style="bold"))
    for line in _facts(evaluation):
        console.print(printable(line))
    for part in evaluation.parts:
        _print_part(console, part, evaluation.seed)
    console.print()
    for note in (*evaluation.notes, *_CONVENTIONS):
        console.print(printable(note))


def _facts(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.codebook:
        yield f"codebook {evaluation.codebook['version']} ({evaluation.codebook['hash']}), seed {evaluation.seed}"
    if evaluation.coders:
        yield f"coders: {', '.join(map(printable, evaluation.coders))}"


def _print_part(console: Console, part: Part, seed: int) -> None:
    data = part.data
    console.print()
    console.print(Text(f"{printable(data.origin).upper()} POSTS: {data.size} in {data.threads} threads", style="bold"))
    console.print(f"How: {printable(part.protocol)}.")
    for agreement in data.agreements:
        console.print(_agreement(agreement))
    if part.outcomes:
        model = part.outcomes[0]
        for shown in (_labels(model), _headline(part.outcomes, seed), _confusion(model)):
            console.print()
            console.print(Padding(shown, _INDENT, expand=False))
        console.print()
        for line in _warnings(model):
            console.print(line)
    for note in part.notes:
        console.print(printable(note))


def _agreement(agreement: Agreement) -> str:
    coders = " and ".join(map(printable, agreement.coders))
    kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.3f}"
    alpha = "not defined" if agreement.alpha is None else f"{agreement.alpha:.3f}"
    return f"Coders {coders} agree on {agreement.agreed} of {agreement.posts} posts: kappa {kappa}, alpha {alpha}."


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", overflow="fold")
    return table


def _labels(outcome: Outcome) -> Table:
    table = _table("label", "posts", "precision", "recall", "F1")
    counts = outcome.counts
    rows = zip(outcome.labels, outcome.support, precision(counts), recall(counts), f1(counts), strict=True)
    for label, n, *figures in rows:
        shown = ["too rare", "to", "evaluate"] if label in outcome.rare else map(share, figures)
        table.add_row(printable(label), str(n), *shown)
    return table


def _headline(outcomes: tuple[Outcome, ...], seed: int) -> Table:
    table = _table("", *(printable(outcome.system) for outcome in outcomes))
    for name, measure in (("macro F1", macro_f1), ("accuracy", accuracy)):
        table.add_row(name, *(share(outcome.figure(measure)) for outcome in outcomes))
        table.add_row(Text("  95% interval", style="dim"), *(_interval(outcome, measure, seed) for outcome in outcomes))
    return table


def _interval(outcome: Outcome, measure: Measure, seed: int) -> str:
    interval = outcome.interval(measure, seed)
    return "-" if interval is None else f"{share(interval.low)} to {share(interval.high)}"


def _confusion(outcome: Outcome) -> Table:
    """Return the confusion matrix; its columns are numbered, so that any number of labels fits."""
    abstained = outcome.counts[:, -1].any()
    numbers = [str(i) for i in range(1, len(outcome.labels) + 1)]
    table = _table("hand label, predicted as", *numbers, *(["abstained"] if abstained else []))
    for number, label, row in zip(numbers, outcome.labels, outcome.counts, strict=True):
        shown = row if abstained else row[:-1]
        table.add_row(f"{number} {printable(label)}", *(_count(n) for n in shown))
    return table


def _count(n: float) -> str:
    """Return a count; in repeated cross-validation it is a mean over the repeats."""
    return f"{n:.0f}" if abs(n - round(n)) < 1e-6 else f"{n:.1f}"


def _warnings(outcome: Outcome) -> Iterator[str]:
    threads = len(outcome.by_thread)
    if outcome.interval(accuracy, 0) is None:
        right = round(float(outcome.counts[:, :-1].trace()))
        yield (
            f"{right} of {outcome.support.sum()} posts right. {threads} threads are too few to say how far these "
            "figures would move on others: no interval is given."
        )
    for label in outcome.rare:
        place = outcome.labels.index(label)
        n, found = outcome.support[place], outcome.counts[place, place]
        yield (
            f"{printable(label)} is too rare to evaluate: it has {n}, of which {_count(found)} found, and at least "
            f"{FEWEST_POSTS} posts are needed to say anything."
        )
    if outcome.without_rare() is not None:
        yield f"Without {' and '.join(map(printable, outcome.rare))} macro F1 is {share(outcome.without_rare())}."
    absent = [label for label, n in zip(outcome.labels, outcome.support, strict=True) if not n]
    if absent:
        yield f"No post here is labelled {' or '.join(map(printable, absent))}: macro F1 is over the other labels."
