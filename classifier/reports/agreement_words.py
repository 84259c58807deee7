"""How far coders agree, in words: figures as text, and why some are not there."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from classifier.labels.agreement.disagreements import Disagreement
from classifier.labels.agreement.figures import Figure
from classifier.labels.agreement.measured import JointAgreement, PairAgreement, Together
from classifier.labels.agreement.origins import OriginAgreement
from classifier.labels.log import LabelEvent
from classifier.reports.evaluation_words import too_few
from classifier.reports.terminal import printable, tenths
from classifier.resampling import DRAWS


def coefficient(value: float | None) -> str:
    """Return a coefficient with three digits, for coders who agree well differ in the third; a dash for None.

    What is below 1 is never shown as 1.

    >>> coefficient(0.99618), coefficient(1.0), coefficient(0.99999), coefficient(-0.0513), coefficient(None)
    ('.996', '1.000', '>.999', '-.051', '-')
    """
    if value is None:
        return "-"
    if 0.9995 <= value < 1:
        return ">.999"
    sign = "-" if round(value, 3) < 0 else ""
    return sign + f"{abs(value):.3f}".removeprefix("0")


def percentage(value: float | None) -> str:
    """Return a share in percent with one digit after the point, never 100% for less; a dash for None.

    >>> percentage(0.9973), percentage(1.0), percentage(0.99999), percentage(None)
    ('99.7%', '100.0%', '>99.9%', '-')
    """
    if value is None:
        return "-"
    return ">99.9%" if 0.9995 <= value < 1 else tenths(value)


def range_of(figure: Figure, text: Callable[[float], str]) -> str:
    """Return a figure's interval as text, nothing where there is none."""
    interval = figure.interval
    return "" if interval is None else f"{text(interval.low)} to {text(interval.high)}"


def names_of(coders: Iterable[str]) -> str:
    """Return coders' names, for a terminal."""
    return ", ".join(map(printable, coders))


def said_of(event: LabelEvent) -> str:
    """Return what a coder said of a post."""
    secondary = f", also {event.secondary}" if event.secondary else ""
    low = ", low confidence" if event.confidence == "low" else ""
    note = f"; note: {event.note}" if event.note else ""
    return f"{event.coder}: {event.label}{secondary}{low}{note}"


def standing_of(disagreement: Disagreement) -> str:
    """Return the final label of a post on which coders differ, and whether it was adjudicated."""
    if disagreement.final is None:
        return "undecided"
    return f"{'adjudicated' if disagreement.adjudicated else 'final'}: {printable(disagreement.final)}"


def reasons_of(together: Together) -> Iterator[str]:
    """Yield why figures are not defined or have no interval, a sentence each."""
    rows = list(rows_of(together))
    for name, row in rows:
        if row.undefined == "no post in common":
            yield f"{name}: no post in common, nothing to compare."
        elif row.undefined is not None:
            yield f"{name}: {row.undefined}. Chance alone would agree as well: no coefficient is defined."
    labels = together.joint.labels if together.joint.undefined is None else ()
    for label in labels:
        if label.undefined is not None:
            yield f"{printable(label.label)}: {label.undefined} that two coders labelled, so it has no alpha."
    yield from _no_intervals(rows)
    if any(row.no_interval == "no disagreement" for row in (*(row for _, row in rows), *labels)):
        yield "No interval where coders never differ: threads drawn from these cannot differ either."


def _no_intervals(rows: Sequence[tuple[str, PairAgreement | JointAgreement]]) -> Iterator[str]:
    few = [(name, row.threads) for name, row in rows if row.no_interval == "too few threads"]
    for threads in sorted({threads for _, threads in few}):
        names = [name for name, of in few if of == threads]
        yield ("" if len(names) == len(rows) else f"{'; '.join(names)}: ") + too_few(threads)


def method_of(found: Sequence[OriginAgreement]) -> Iterator[str]:
    """Yield how the figures are to be read."""
    yield (
        "Kappa is Cohen's, for two coders; alpha is Krippendorff's, for nominal labels, over the posts that two coders "
        "or more labelled. Given: how often, by all of them. Specific: where one coder gave the label, how often "
        "another gave it too. A label's alpha takes all others as one. 1 is perfect, 0 what chance would give."
    )
    rows = [row for part in found for _, row in rows_of(part.together)]
    if any(row.observed.interval is not None for row in rows):
        yield f"Intervals: 95%, {DRAWS:,} resamplings of whole threads."


def rows_of(together: Together) -> Iterator[tuple[str, PairAgreement | JointAgreement]]:
    """Yield the rows of the table of coefficients, each with its name."""
    for pair in together.pairs:
        yield names_of(pair.coders), pair
    if len(together.joint.coders) > 2:
        yield f"all {len(together.joint.coders)} coders", together.joint
    for pair in together.again:
        yield f"{printable(pair.coders[0])}, again", pair
