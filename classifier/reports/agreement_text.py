"""How far coders agree, as text of eighty columns."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from classifier.labels.agreement.disagreements import Disagreement
from classifier.labels.agreement.figures import Figure
from classifier.labels.agreement.measured import PairAgreement
from classifier.labels.agreement.origins import OriginAgreement
from classifier.reports.agreement_words import (
    coefficient,
    method_of,
    names_of,
    percentage,
    range_of,
    reasons_of,
    rows_of,
    said_of,
    standing_of,
)
from classifier.reports.terminal import printable, shorten

_INDENT = (0, 0, 0, 2)
_DEEP = "    "

_MOST_COLUMNS = 8
"""More would not fit beside each other."""

_MOST_CELLS = 20


def print_agreement(console: Console, found: Sequence[OriginAgreement], most: int) -> None:
    """Print each origin's agreement, its confusions, and the first `most` posts on which coders differ."""
    for part in found:
        console.print(Text(_title(part), style="bold"))
        if _compares(part):
            _print_tables(console, part)
            _print_disagreements(console, part.disagreements, most)
        else:
            console.print(f"All are labelled by {names_of(part.labelled)} alone: there is nothing to compare.")
        console.print()
    for line in method_of(found):
        console.print(Text(line, style="dim"))


def _title(part: OriginAgreement) -> str:
    labelled = ", ".join(f"{printable(coder)} {count:,}" for coder, count in part.labelled.items())
    return f"{printable(part.origin).upper()} POSTS: {part.posts:,} in {part.threads:,} threads; {labelled}"


def _compares(part: OriginAgreement) -> bool:
    return bool(part.together.pairs or part.together.again)


def _print_tables(console: Console, part: OriginAgreement) -> None:
    together = part.together
    compared = [pair for pair in together.pairs if pair.posts]
    tables = [_coefficients(part)]
    if together.joint.posts:
        tables.append(_labels(part))
    tables += [_confusion(pair, together.labels) for pair in compared]
    for table in tables:
        console.print()
        console.print(Padding(table, _INDENT, expand=False))
    reasons = list(reasons_of(together))
    for line in ("", *reasons) if reasons else ():
        console.print(line)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", overflow="fold", no_wrap=bool(i))
    return table


def _coefficients(part: OriginAgreement) -> Table:
    table = _table("coders", "posts", "same label", "kappa", "alpha")
    for name, row in rows_of(part.together):
        if isinstance(row, PairAgreement):
            observed = _percentage(row.observed, f"{row.agreed:,}: " if row.posts else "")
            kappa = _coefficient(row.kappa)
        else:
            observed, kappa = _percentage(row.observed), Text()
        table.add_row(name, f"{row.posts:,}", observed, kappa, _coefficient(row.alpha))
    return table


def _labels(part: OriginAgreement) -> Table:
    """Return a row a label: how often it was given, its specific agreement, its alpha."""
    joint = part.together.joint
    table = _table("label", "given", "specific", "alpha")
    for label in joint.labels:
        figures = _percentage(label.specific), _coefficient(label.alpha)
        table.add_row(printable(label.label), f"{label.given:,}", *figures)
    return table


def _confusion(pair: PairAgreement, labels: Sequence[str]) -> Table:
    """Return the posts by both coders' labels, in numbered columns; of many labels those that they mixed up most."""
    first, second = map(printable, pair.coders)
    if len(labels) > _MOST_COLUMNS:
        return _mixed_up(pair, labels)
    table = _table(f"{first} down, {second} across", *map(str, range(1, len(labels) + 1)))
    for number, (label, row) in enumerate(zip(labels, pair.confusion.tolist(), strict=True), start=1):
        table.add_row(f"{number} {printable(label)}", *(f"{n:,}" for n in row))
    return table


def _mixed_up(pair: PairAgreement, labels: Sequence[str]) -> Table:
    cells = [
        (n, one, other)
        for one, row in enumerate(pair.confusion.tolist())
        for other, n in enumerate(row)
        if n and one != other
    ]
    first, second = map(printable, pair.coders)
    table = _table(f"{first} and {second}, {min(len(cells), _MOST_CELLS)} of {len(cells)} pairs of labels", "posts")
    for n, one, other in sorted(cells, key=lambda cell: -cell[0])[:_MOST_CELLS]:
        table.add_row(f"{printable(labels[one])} and {printable(labels[other])}", f"{n:,}")
    return table


def _percentage(figure: Figure, before: str = "") -> Text:
    return _cell(before + percentage(figure.value), range_of(figure, percentage))


def _coefficient(figure: Figure) -> Text:
    return _cell(coefficient(figure.value), range_of(figure, coefficient))


def _cell(value: str, interval: str) -> Text:
    return Text(value) + Text(f"\n{interval}" if interval else "", style="dim")


def _print_disagreements(console: Console, found: Sequence[Disagreement], most: int) -> None:
    console.print()
    console.print(Text(_counted(found, most), style="bold"))
    for disagreement in found[:most]:
        post = disagreement.post
        place = printable(f"{post.thread_id}/{post.id}")
        console.print(f"{place}  {standing_of(disagreement)}", soft_wrap=True)
        for line in map(said_of, disagreement.given):
            console.print(_DEEP + shorten(line, max(20, console.width - len(_DEEP))), soft_wrap=True)
        words = shorten(post.text, max(20, console.width - len(_DEEP)))
        console.print(Text(_DEEP + words, style="dim"), soft_wrap=True)


def _counted(found: Sequence[Disagreement], most: int) -> str:
    if not found:
        return "No post on which coders differ."
    undecided = sum(one.final is None for one in found)
    posts = "post" if len(found) == 1 else "posts"
    shown = f"; the first {most} (--top)" if most < len(found) else ""
    return f"{len(found):,} {posts} on which coders differ, {undecided:,} undecided{shown}"
