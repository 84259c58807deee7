"""One origin's figures as charts."""

import math
from collections.abc import Iterator, Sequence

from classifier.evaluation.evaluation import CurvePoint, Part
from classifier.evaluation.figures.named import ACCURACIES, ACCURACY, F1, MACRO_F1
from classifier.evaluation.figures.outcome import FEWEST_THREADS, Outcome
from classifier.evaluation.figures.scored import Bin
from classifier.evaluation.figures.selective import CoveragePoint, threshold_for
from classifier.reports.evaluation_page.blocks import Chart
from classifier.reports.page import charts
from classifier.reports.page.palette import COLOURS
from classifier.reports.page.render import as_markup
from classifier.reports.terminal import share
from classifier.resampling import Interval

MOST_LABELS = COLOURS
"""Labels up to which a chart tells them apart by colour and shape, and a matrix can be read."""


def label_chart(outcome: Outcome, seed: int, where: str) -> Chart:
    """Return macro F1, accuracy and each label's F1 with their intervals; rare and absent labels are left out."""
    rows = [
        _row(figure.title, figure.value(outcome), figure.interval(outcome, seed)) for figure in (MACRO_F1, ACCURACY)
    ]
    by_label = zip(outcome.labels, F1.values(outcome), F1.intervals(outcome, seed), strict=True)
    rows += [
        _row(f"F1 {label}", value, interval, nth)
        for nth, (label, value, interval) in enumerate(by_label)
        if value is not None and label not in outcome.rare
    ]
    return Chart(as_markup(charts.figures_with_intervals(rows, f"Figures with 95% intervals, {where}")))


def confusion_chart(outcome: Outcome, where: str) -> Chart:
    """Return the confusion matrix."""
    counts = outcome.counts if outcome.counts[:, -1].any() else outcome.counts[:, :-1]
    return Chart(as_markup(charts.confusion(outcome.labels, counts.tolist(), f"Hand labels and predictions, {where}")))


def reliability_chart(bins: Sequence[Bin], intervals: Sequence[Interval | None], where: str) -> Chart:
    """Return the reliability diagram."""
    shown = [
        charts.Bin(each.promised, each.right, round(each.posts), *_ends(interval))
        for each, interval in zip(bins, intervals, strict=True)
    ]
    return Chart(as_markup(charts.reliability(shown, f"Probability said, and share right, {where}")))


def coverage_chart(curve: Sequence[CoveragePoint], part: Part, where: str) -> Chart:
    """Return the risk-coverage curve, with a mark for each accuracy that one may want, where threads are enough."""
    drawn = charts.risk_coverage(
        [point.coverage for point in curve],
        [point.accuracy for point in curve],
        list(_marks(curve)) if part.data.threads >= FEWEST_THREADS else [],
        f"Share right by share answered, {where}",
    )
    return Chart(as_markup(drawn))


def learning_chart(points: Sequence[CurvePoint], seed: int, where: str) -> Chart:
    """Return the learning curve of macro F1 with its band, and of each label, where there are not too many."""
    labels = points[-1].outcome.labels
    overall = [MACRO_F1.value(point.outcome) for point in points]
    lines = [_line(MACRO_F1.title, overall, [MACRO_F1.interval(point.outcome, seed) for point in points])]
    if len(labels) <= MOST_LABELS:
        values = list(zip(*(F1.values(point.outcome) for point in points), strict=True))
        intervals = list(zip(*(F1.intervals(point.outcome, seed) for point in points), strict=True))
        rare = points[-1].outcome.rare
        lines += [
            _line(label, values[nth], intervals[nth], nth)
            for nth, label in enumerate(labels)
            if label not in rare and any(value is not None for value in values[nth])
        ]
    return Chart(as_markup(charts.learning_curve([round(p.posts) for p in points], lines, f"Learning curve, {where}")))


def _marks(curve: Sequence[CoveragePoint]) -> Iterator[charts.Mark]:
    for accuracy in ACCURACIES:
        point = threshold_for(list(curve), accuracy)
        if point is not None and point.coverage < 1:
            yield charts.Mark(point.coverage, point.accuracy, f"from probability {share(point.confidence)}")


def _row(name: str, value: float | None, interval: Interval | None, label: int | None = None) -> charts.Row:
    return charts.Row(name, _number(value), *_ends(interval), label)


def _line(
    name: str, values: Sequence[float | None], intervals: Sequence[Interval | None], label: int | None = None
) -> charts.Line:
    known = [interval for interval in intervals if interval is not None]
    whole = len(known) == len(intervals)
    low, high = ([each.low for each in known], [each.high for each in known]) if whole else (None, None)
    return charts.Line(name, [_number(value) for value in values], low, high, label)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)


def _number(value: float | None) -> float:
    return math.nan if value is None else value
