"""Outcomes as tables."""

from collections.abc import Mapping, Sequence

from classifier.evaluation.evaluation import CurvePoint, Part
from classifier.evaluation.figures.named import BY_LABEL, F1, MACRO_F1, Figure
from classifier.evaluation.figures.outcome import Outcome
from classifier.evaluation.figures.scored import Bin
from classifier.evaluation.figures.selective import CoveragePoint
from classifier.reports.evaluation_figures import beside, headline_figures
from classifier.reports.evaluation_page.blocks import Cell, Measured, Table
from classifier.reports.evaluation_words import count_text, range_text
from classifier.reports.page.signs import Sign
from classifier.reports.terminal import percent, share
from classifier.resampling import Interval

Signs = Mapping[str, Sign]

MOST_STEPS = 12
"""Rows of the table beside a risk-coverage curve."""


def measured(value: float | None, interval: Interval | None) -> Measured:
    """Return a figure with its interval."""
    return Measured(share(value), "" if interval is None else range_text(interval))


def headline_figure(figure: Figure, outcome: Outcome, seed: int) -> Measured:
    """Return a figure of all posts with its interval, where there are threads enough for one."""
    return measured(figure.value(outcome), figure.interval(outcome, seed))


def label_table(outcome: Outcome, seed: int, signs: Signs) -> Table:
    """Return each label's figures with their intervals; of a label that is too rare, that it is."""
    shown = [figure for figure in BY_LABEL if any(value is not None for value in figure.values(outcome))]
    columns = [
        [measured(*each) for each in zip(figure.values(outcome), figure.intervals(outcome, seed), strict=True)]
        for figure in shown
    ]
    rows: list[tuple[Cell, ...]] = []
    for nth, (label, n) in enumerate(zip(outcome.labels, outcome.support, strict=True)):
        rare = label in outcome.rare
        cells = [column[nth] for column in columns]
        if rare:
            cells = [Measured("too rare"), *[Measured("-")] * (len(shown) - 1)]
        rows.append((signs[label], str(n), *cells))
    return Table("Figures by label", ("label", "posts", *(figure.title for figure in shown)), tuple(rows))


def systems_table(outcomes: Sequence[Outcome], seed: int) -> Table:
    """Return the model's figures with their intervals beside the baselines'."""
    model, *baselines = outcomes
    rows: list[tuple[Cell, ...]] = [
        (
            f"{figure.title}{' (lower is better)' if figure.lower_is_better else ''}",
            headline_figure(figure, model, seed),
            *(share(beside(figure, outcome)) for outcome in baselines),
        )
        for figure in headline_figures(model)
    ]
    return Table("The model beside baselines", ("figure", *(outcome.system for outcome in outcomes)), tuple(rows))


def confusion_table(outcome: Outcome, signs: Signs, folded: bool) -> Table:
    """Return the confusion matrix; its columns are numbered, so that any number of labels fits."""
    abstained = bool(outcome.counts[:, -1].any())
    numbers = [str(nth) for nth in range(1, len(outcome.labels) + 1)]
    rows: list[tuple[Cell, ...]] = [
        (number, signs[label], *(count_text(n) for n in (row if abstained else row[:-1])))
        for number, label, row in zip(numbers, outcome.labels, outcome.counts, strict=True)
    ]
    head = ("", "hand label, predicted as", *numbers, *(["abstained"] if abstained else []))
    return Table("Posts by hand label and by predicted label", head, tuple(rows), texts=2, folded=folded)


def reliability_table(bins: Sequence[Bin], intervals: Sequence[Interval | None]) -> Table:
    """Return what stretches of the top probability promise, and how many of their posts are right."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"{share(each.low)} to {share(each.high)}",
            count_text(each.posts),
            share(each.promised),
            measured(each.right, interval),
        )
        for each, interval in zip(bins, intervals, strict=True)
    ]
    head = ("probability", "posts", "mean probability", "share right")
    return Table("Probability said, and share right", head, tuple(rows), folded=True)


def coverage_table(curve: Sequence[CoveragePoint]) -> Table:
    """Return some points of a risk-coverage curve, its last one among them."""
    step = max(1, -(-len(curve) // MOST_STEPS))
    rows: list[tuple[Cell, ...]] = [
        (f"from {share(point.confidence)}", percent(point.coverage), percent(point.accuracy))
        for point in list(reversed(curve))[::step][::-1]
    ]
    head = ("answers where the probability is", "posts answered", "of these right")
    return Table("Answering only where it is sure", head, tuple(rows), folded=True)


def curve_table(points: Sequence[CurvePoint], seed: int, signs: Signs) -> Table:
    """Return a learning curve, a column a point."""
    labels = points[-1].outcome.labels
    overall = [headline_figure(MACRO_F1, point.outcome, seed) for point in points]
    columns = [
        [measured(*each) for each in zip(F1.values(point.outcome), F1.intervals(point.outcome, seed), strict=True)]
        for point in points
    ]
    rows: list[tuple[Cell, ...]] = [(MACRO_F1.title, *overall)]
    rows += [(signs[label], *(column[nth] for column in columns)) for nth, label in enumerate(labels)]
    head = ("F1, by posts to train on", *(f"{point.posts:,.0f}" for point in points))
    return Table("Figures by number of training posts", head, tuple(rows), folded=True)


def counts_table(parts: Sequence[Part], titles: Sequence[str], signs: Signs) -> Table:
    """Return how many posts carry each label, each origin in a column of its own."""
    rows: list[tuple[Cell, ...]] = [
        (sign, *(str(part.data.posts.get(label, 0)) for part in parts)) for label, sign in signs.items()
    ]
    rows.append(("posts", *(str(part.data.size) for part in parts)))
    rows.append(("threads", *(str(part.data.threads) for part in parts)))
    return Table("Labelled posts", ("label", *titles), tuple(rows))
