"""Figures of an evaluation as charts: each function returns SVG to stand in a page, from numbers worked out before.

Labels are given by their index in the codebook's order, which decides colour and shape; names are always shown. Every
chart says its numbers in its description, for those who hear the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from classifier.reports.page.drawing import INK, LINE, PAPER, SOFT, drawing, label_colour, label_marker, to_svg
from classifier.reports.page.strangers import harmless
from classifier.reports.terminal import share, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 6.4
"""Inches; a chart takes the width of the page's column."""

LONGEST_NAME = 28
"""Letters of a name that are shown; one of Chinese is as wide as two."""
_LETTER = 0.08
"""Inches that a letter of a name takes."""
_STRONGEST_CELL = 0.38
"""A stronger ground would take the numbers' contrast."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure from 0 to 1 with its interval, where it has one; NaN where it is not defined."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    label: int | None = None
    """The index of the label that it is of."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of like probability: how probable they were said to be, and how many were right."""

    predicted: float
    observed: float
    count: int
    low: float | None = None
    high: float | None = None
    """The interval of `observed`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a curve that has a name, such as a threshold."""

    coverage: float
    accuracy: float
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure at each size of a learning curve, with its interval, where it has one."""

    name: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    label: int | None = None
    """The index of the label that it is of; None for all."""


def figures_with_intervals(rows: Sequence[Row], title: str = "Figures with intervals") -> str:
    """Return figures one below the other: a dot at the value, a line over the interval, the numbers beside them."""
    with drawing(WIDTH, 0.55 + 0.28 * len(rows)) as figure:
        axes: Axes = figure.add_subplot()
        for place, row in enumerate(rows):
            colour = label_colour(row.label)
            if row.low is not None and row.high is not None:
                axes.plot([row.low, row.high], [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
            axes.plot([row.value], [place], color=colour, marker=label_marker(row.label), markersize=6.5)
            axes.text(1.03, place, _interval(row), va="center", clip_on=False)
        axes.set_yticks(range(len(rows)), [_short(row.name) for row in rows])
        axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        _shares(axes, "x")
        return to_svg(figure, title, "; ".join(f"{row.name} {_interval(row)}" for row in rows))


def confusion(
    labels: Sequence[str], counts: Sequence[Sequence[float]], title: str = "Labels given and predicted"
) -> str:
    """Return a matrix of how many posts of each label (rows) were predicted as which (columns).

    Rows may have one more count than there are labels, of abstentions. A cell's ground is its share of the row.
    """
    columns = [*labels, "abstained"][: max((len(row) for row in counts), default=len(labels))]
    names = [_short(name) for name in columns]
    longest = _LETTER * max(map(cell_len, names), default=1)
    with drawing(0.7 + longest + 0.72 * len(names), 0.6 + longest / 2 + 0.42 * len(labels)) as figure:
        axes: Axes = figure.add_subplot()
        for down, row in enumerate(counts):
            for across, count in enumerate(row):
                _cell(axes, across, down, count, count / (sum(row) or 1))
        axes.set_xticks(range(len(names)), names, rotation=30, ha="left")
        axes.set_yticks(range(len(labels)), names[: len(labels)])
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xlabel("predicted")
        axes.set_ylabel("given by hand")
        said = (
            f"{label}: " + ", ".join(f"{_count(n)} as {name}" for name, n in zip(columns, row, strict=True))
            for label, row in zip(labels, counts, strict=True)
        )
        return to_svg(figure, title, "; ".join(said))


def reliability(bins: Sequence[Bin], title: str = "Probability said, and share right") -> str:
    """Return how often predictions of like probability were right, above how many there were of each."""
    with drawing(4.6, 4.4) as figure:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
        above.plot([0, 1], [0, 1], color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        for each in bins:
            if each.low is not None and each.high is not None:
                above.plot([each.predicted] * 2, [each.low, each.high], color=label_colour(0), linewidth=1.6)
        points = [each.predicted for each in bins]
        above.plot(
            points, [each.observed for each in bins], color=label_colour(0), marker="o", linewidth=1.2, clip_on=False
        )
        below.bar(points, [each.count for each in bins], width=0.05, color=label_colour(0))
        most = max((each.count for each in bins), default=1)
        for each in bins:
            below.text(each.predicted, each.count + most * 0.06, str(each.count), ha="center", va="bottom", fontsize=8)
        _shares(above, "y", "share right")
        _shares(below, "x", "probability said")
        below.set_ylim(0, most * 1.45)
        below.set_yticks([])
        below.set_ylabel("posts")
        said = (f"{each.count} posts said {share(each.predicted)}, right {_interval_of(each)}" for each in bins)
        return to_svg(figure, title, "; ".join(said))


def risk_coverage(
    coverage: Sequence[float],
    accuracy: Sequence[float],
    marks: Sequence[Mark] = (),
    title: str = "Accuracy where the classifier does not abstain",
) -> str:
    """Return the accuracy over the share of posts that get a stance, the surest first."""
    with drawing(WIDTH, 3.3) as figure:
        axes: Axes = figure.add_subplot()
        axes.plot(coverage, accuracy, color=label_colour(0))
        for mark in marks:
            axes.plot([mark.coverage], [mark.accuracy], color=INK, marker="o", markerfacecolor=PAPER, clip_on=False)
            # The curve falls to the right: what stands right of a point is above it, what stands left below.
            right = mark.coverage > 0.75
            axes.annotate(
                f"{_short(mark.name)}: {share(mark.accuracy)} right, {share(mark.coverage)} covered",
                (mark.coverage, mark.accuracy),
                xytext=(-4, -13) if right else (3, 7),
                textcoords="offset points",
                ha="right" if right else "left",
            )
        _shares(axes, "x", "share of posts that get a stance")
        _shares(axes, "y", "share of these that are right")
        said = [f"{mark.name}: coverage {share(mark.coverage)}, accuracy {share(mark.accuracy)}" for mark in marks]
        if len(coverage):
            said.append(f"at coverage {share(coverage[-1])} accuracy {share(accuracy[-1])}")
        return to_svg(figure, title, "; ".join(said))


def learning_curve(
    sizes: Sequence[int], lines: Sequence[Line], title: str = "Figures by number of training posts"
) -> str:
    """Return a line for each label and for all, over the number of posts trained on, with bands for intervals."""
    with drawing(WIDTH, 3.6) as figure:
        axes: Axes = figure.add_subplot()
        for line in lines:
            colour = label_colour(line.label)
            if line.low is not None and line.high is not None:
                axes.fill_between(sizes, line.low, line.high, color=colour, alpha=0.14, linewidth=0)
            style: dict[str, Any] = {"linewidth": 2.4, "marker": None} if line.label is None else {"linewidth": 1.4}
            axes.plot(sizes, line.values, **{"color": colour, "marker": label_marker(line.label), **style})
        axes.set_xlabel("posts trained on")
        axes.set_xlim(0, max(sizes, default=1) * 1.02)
        _shares(axes, "y", "F1")
        axes.legend(axes.get_lines(), [_short(line.name) for line in lines], loc="upper left", bbox_to_anchor=(1, 1))
        said = (
            f"{line.name}: " + ", ".join(f"{share(v)} at {n}" for n, v in zip(sizes, line.values, strict=True))
            for line in lines
        )
        return to_svg(figure, title, "; ".join(said))


def _cell(axes: "Axes", across: int, down: int, count: float, part: float) -> None:
    from matplotlib.patches import Rectangle

    right = across == down
    ground = Rectangle(
        (across - 0.47, down - 0.46), 0.94, 0.92, facecolor=label_colour(0), alpha=part * _STRONGEST_CELL
    )
    edge = SOFT if right else LINE
    frame = Rectangle((across - 0.47, down - 0.46), 0.94, 0.92, facecolor="none", edgecolor=edge, linewidth=1)
    axes.add_patch(ground)
    axes.add_patch(frame)
    axes.text(across, down, _count(count), ha="center", va="center", weight="bold" if right else "normal")


def _shares(axes: "Axes", which: str, name: str = "") -> None:
    """Let an axis run from 0 to 1, with a line at each quarter."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    (axes.set_xlim if which == "x" else axes.set_ylim)(0, 1)
    axis.set_ticks([0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".50", ".75", "1"])
    axes.grid(axis=which)  # type: ignore[arg-type]
    if name:
        axis.set_label_text(name)


def _interval(row: Row) -> str:
    return _with_interval(row.value, row.low, row.high)


def _interval_of(one: Bin) -> str:
    return _with_interval(one.observed, one.low, one.high)


def _with_interval(value: float, low: float | None, high: float | None) -> str:
    return share(value) if low is None or high is None else f"{share(value)} ({share(low)} to {share(high)})"


def _count(count: float) -> str:
    return f"{count:.1f}".removesuffix(".0")


def _short(name: str) -> str:
    return shorten(harmless(name), LONGEST_NAME)
