"""Shares of labels as text of eighty columns."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.evaluation.prevalence.estimate import FEWEST_LABELS, Estimate
from classifier.evaluation.prevalence.shares import LabelShare, Prevalence, Shares
from classifier.reports.terminal import printable, style_of, tenths

NO_TIME = "no time"

_PLAIN = "Plain: the predictions counted, with all their errors."
_METHOD = (
    "Sample: the hand labels alone. Corrected: the model's "
    "probabilities of all comments, corrected by the sample. Intervals: 95%. Worth: how many labels would say as much "
    "without the model. Each label is corrected on its own, so the corrected shares need not add up to 100%."
)


def print_prevalence(console: Console, prevalence: Prevalence) -> None:
    """Print the shares of the whole corpus, then of each period, and what a reader must know of them."""
    console.print(Text(_title(prevalence), style="bold"))
    if prevalence.codebook:
        said = f"codebook {prevalence.codebook.get('version')} ({prevalence.codebook.get('hash')})"
        console.print(printable(said))
    console.print()
    _print_shares(console, prevalence.whole, prevalence)
    for part in prevalence.periods:
        console.print()
        name = part.period or NO_TIME
        console.print(Text(f"{name}: {part.comments:,} comments, {part.labelled} labelled", style="bold"))
        _print_shares(console, part, prevalence)
    console.print()
    method = () if prevalence.whole.widest is None else (_METHOD,)
    for line in (*_more_labels(prevalence.whole), *_apart(prevalence), _PLAIN, *method):
        console.print(line)


def _title(prevalence: Prevalence) -> str:
    whole = prevalence.whole
    comments = f"{whole.comments:,} comments, {whole.labelled} of them labelled by hand"
    if prevalence.by == "author":
        return f"Shares of {prevalence.authors:,} authors, one voice each: {comments}"
    return f"Shares of {comments}"


def _print_shares(console: Console, shares: Shares, prevalence: Prevalence) -> None:
    """Print a table; where the labels are too few, its plain counts and these words."""
    sure = shares.labelled >= FEWEST_LABELS
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("stance", overflow="fold")
    columns = ("sample", "corrected", "worth") if sure else ("labelled",)
    for column in ("count", "plain", *columns):
        table.add_column(column, justify="right", no_wrap=True)
    for share in shares.shares:
        name = Text(printable(share.label), style=style_of(share.label, prevalence.labels))
        plain = (_count(share.predicted), tenths(shares.plain(share)))
        table.add_row(name, *plain, *(_estimates(share) if sure else (str(share.sampled),)))
    table.add_row(Text("abstained", style="dim"), _count(shares.abstained), tenths(shares.plain_abstained))
    console.print(table)
    if not sure:
        console.print(f"Too few labels: {shares.labelled}; for shares with an interval it takes {FEWEST_LABELS}.")


def _estimates(share: LabelShare) -> tuple[str, str, str]:
    worth = share.worth
    return with_interval(share.alone), with_interval(share.corrected), "-" if worth is None else f"{worth:,.0f}"


def with_interval(estimate: Estimate | None) -> str:
    """Return a share with its interval, like 20.7% (16.4–25.8)."""
    if estimate is None:
        return "-"
    interval = estimate.interval
    return f"{tenths(estimate.share)} ({100 * interval.low:.1f}–{100 * interval.high:.1f})"


def _count(voices: float) -> str:
    """Return a count of comments; where authors count alike, of parts of them."""
    return f"{voices:,.0f}" if abs(voices - round(voices)) < 1e-6 else f"{voices:,.1f}"


def _more_labels(whole: Shares) -> Iterator[str]:
    widest = whole.widest
    if widest is None or widest.corrected is None:
        return
    labels, more = widest.corrected.labels_to_halve, widest.corrected.labels_to_halve - whole.labelled
    interval = widest.corrected.interval
    yield (
        f"The least certain share is that of {printable(widest.label)}, {100 * (interval.high - interval.low):.1f} "
        f"points wide. To halve that: about {more:,} more labels, {labels:,} in all. In general it takes four times "
        "the labels to halve an interval, fewer where they are much of the corpus."
    )


def _apart(prevalence: Prevalence) -> Iterator[str]:
    """Yield what the shares leave out, and why, a sentence each."""
    if prevalence.kinds:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(prevalence.kinds.items()))
        yield f"Not counted, being no comments: {kinds}."
    if prevalence.whole.abstained and prevalence.whole.widest is not None:
        yield "Abstentions are in the plain column alone: the corrected shares are of all comments, those included."
    if prevalence.seen:
        yield (
            f"{prevalence.seen:,} comments, {prevalence.matching.trained_on} of them labelled, are left out: the model "
            "was trained on them and errs less there than on the rest. The shares are those of the other comments."
        )
    if prevalence.unknown_authors:
        yield f"{prevalence.unknown_authors:,} comments of unknown authors are left out."
    if prevalence.repeated:
        yield f"{prevalence.repeated:,} posts came again and are counted once."
    yield from _draw(prevalence)


def _draw(prevalence: Prevalence) -> Iterator[str]:
    matching = prevalence.matching
    if matching.otherwise:
        yield (
            f"{matching.otherwise} labels are of posts that were NOT drawn at random, and were used as if they were: "
            "the intervals promise nothing."
        )
    if matching.unsaid:
        yield "The correction holds only if the sample was drawn at random from these comments; its file does not say."
