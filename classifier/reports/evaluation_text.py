"""An evaluation as text of eighty columns."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.evaluation.evaluation import BAYES, PRIOR, Evaluation, Part
from classifier.evaluation.figures.named import BY_LABEL, F1, MACRO_F1
from classifier.evaluation.figures.outcome import FEWEST_THREADS, Outcome
from classifier.reports.evaluation_figures import beside, headline_figures
from classifier.reports.evaluation_words import (
    agreement_line,
    conventions,
    count_text,
    extra_lines,
    range_text,
    warnings_of,
)
from classifier.reports.terminal import printable, share

_INDENT = (0, 0, 0, 2)
_SHORT = {PRIOR: "prior", BAYES: "Bayes"}
_SHORT_TITLES = {"average precision": "avg. prec."}
_NARROW = (0, 1, 0, 0)


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print an evaluation: each origin's data, per-label figures, headline with baselines, and confusion matrix."""
    console.print(Text(f"Evaluation: {printable(evaluation.title)}", style="bold"))
    for line in _facts(evaluation):
        console.print(printable(line))
    for part in evaluation.parts:
        _print_part(console, part, evaluation.seed)
    console.print()
    for note in (*evaluation.notes, *conventions(evaluation)):
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
        console.print(printable(agreement_line(agreement)))
    if part.outcomes:
        model = part.outcomes[0]
        for shown in (_labels(model, seed), _headline(part.outcomes, seed), _confusion(model)):
            console.print()
            console.print(Padding(shown, _INDENT, expand=False))
        console.print()
        for line in (*warnings_of(model), *extra_lines(part, seed)):
            console.print(printable(line))
        if part.extras.curve:
            console.print()
            console.print(Padding(_curve(part, seed), _INDENT, expand=False))
            console.print()
    for note in part.notes:
        console.print(printable(note))


def _table(*columns: str, padding: tuple[int, int, int, int] = (0, 2, 0, 0)) -> Table:
    table = Table(box=None, pad_edge=False, padding=padding, header_style="dim")
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", overflow="fold")
    return table


def _labels(outcome: Outcome, seed: int) -> Table:
    """Return precision, recall, F1 with its interval, and average precision where there are probabilities."""
    shown = [figure for figure in BY_LABEL if any(value is not None for value in figure.values(outcome))]
    titles = [_SHORT_TITLES.get(figure.title, figure.title) for figure in shown]
    with_interval = outcome.threads >= FEWEST_THREADS
    at = titles.index("F1") + 1 if "F1" in titles else 0
    table = _table("label", "posts", *titles[:at], *(["95% interval"] if with_interval else []), *titles[at:])
    rows = zip(*(figure.values(outcome) for figure in shown), strict=True)
    intervals = F1.intervals(outcome, seed)
    for label, n, figures, interval in zip(outcome.labels, outcome.support, rows, intervals, strict=True):
        if label in outcome.rare:
            cells = ["too rare", "to", "evaluate"]
        else:
            cells = [share(figure) for figure in figures]
            if with_interval:
                cells.insert(at, range_text(interval))
        table.add_row(printable(label), str(n), *cells)
    return table


def _headline(outcomes: tuple[Outcome, ...], seed: int) -> Table:
    model = outcomes[0]
    names = [_SHORT.get(outcome.system, printable(outcome.system)) for outcome in outcomes]
    table = _table("", names[0], "95% interval", *names[1:], padding=_NARROW)
    for figure in headline_figures(model):
        others = [share(beside(figure, outcome)) for outcome in outcomes[1:]]
        interval = figure.interval(model, seed)
        table.add_row(figure.title, share(figure.value(model)), range_text(interval), *others)
    return table


def _curve(part: Part, seed: int) -> Table:
    """Return the learning curve; its points are the columns, so that any number of labels fits."""
    points = part.extras.curve
    table = _table("posts to train on", *(f"{point.posts:,.0f}" for point in points))
    table.add_row(MACRO_F1.title, *(share(MACRO_F1.value(point.outcome)) for point in points))
    table.add_row("95% interval", *(range_text(MACRO_F1.interval(point.outcome, seed)) for point in points))
    by_label = zip(*(F1.values(point.outcome) for point in points), strict=True)
    for label, values in zip(part.outcomes[0].labels, by_label, strict=True):
        table.add_row(f"F1 {printable(label)}", *map(share, values))
    return table


def _confusion(outcome: Outcome) -> Table:
    """Return the confusion matrix; its columns are numbered, so that any number of labels fits."""
    abstained = outcome.counts[:, -1].any()
    numbers = [str(i) for i in range(1, len(outcome.labels) + 1)]
    table = _table("hand label, predicted as", *numbers, *(["abstained"] if abstained else []))
    for number, label, row in zip(numbers, outcome.labels, outcome.counts, strict=True):
        shown = row if abstained else row[:-1]
        table.add_row(f"{number} {printable(label)}", *(count_text(n) for n in shown))
    return table
