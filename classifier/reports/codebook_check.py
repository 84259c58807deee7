"""What a check of a codebook found, for a terminal and as JSON lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.evaluation.codebook_examples import ExampleSaid
from classifier.labels.codebook import Codebook
from classifier.reports.terminal import certainty, printable


@dataclass(frozen=True, slots=True)
class Checked:
    """A codebook and what was found."""

    codebook: Codebook
    contradictions: Sequence[str]
    remarks: Sequence[str]
    examples: Sequence[ExampleSaid] | None
    """None where no model of its labels was there."""
    model: str = ""
    """The name of the model that was asked."""


def print_checked(console: Console, checked: Checked) -> None:
    """Print what contradicts itself, what may trouble coders, and the examples on which the model differs."""
    book = checked.codebook
    title = f"{printable(book.title)}: codebook {book.version} ({book.hash})"
    console.print(Text(title, style="bold"), soft_wrap=True)
    sizes = (("label", book.labels), ("rule", book.rules), ("example", book.examples))
    console.print(", ".join(f"{len(found)} {name}{'' if len(found) == 1 else 's'}" for name, found in sizes))
    console.print()
    if not checked.contradictions:
        console.print("No contradiction in form.")
    for text in checked.contradictions:
        console.print(Text(f"contradiction: {printable(text)}", style="red"))
    for text in checked.remarks:
        console.print(Text(f"remark: {printable(text)}", style="yellow"))
    if checked.examples:
        _print_examples(console, checked.examples, checked.model)


def checked_lines(checked: Checked) -> Iterator[dict[str, Any]]:
    """Yield an object for JSON for the codebook, each contradiction, each remark, and each example as predicted."""
    book = checked.codebook
    codebook = book.reference
    yield {"kind": "codebook", "title": book.title, **codebook, "labels": list(book.label_ids)}
    for kind, texts in (("contradiction", checked.contradictions), ("remark", checked.remarks)):
        for text in texts:
            yield {"kind": kind, "text": text, "codebook": codebook}
    for said in checked.examples or ():
        yield {
            "kind": "example",
            "text": said.example.text,
            "label": said.example.label,
            "rule": said.example.rule,
            "predicted": said.prediction.predicted,
            "probability": said.prediction.probability,
            "seen": said.prediction.seen,
            "agrees": said.agrees,
            "model": checked.model,
            "codebook": codebook,
        }


def _print_examples(console: Console, examples: Sequence[ExampleSaid], model: str) -> None:
    differing = [said for said in examples if not said.agrees]
    agreeing = len(examples) - len(differing)
    console.print()
    console.print(f"The model {printable(model)} agrees with {agreeing} of {len(examples)} examples.")
    if not differing:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("example", "codebook", "predicted", "probability"):
        table.add_column(column, justify="right" if column == "probability" else "left", overflow="fold")
    for said in differing:
        predicted = said.prediction.predicted or f"({said.prediction.abstained})"
        texts = (said.example.text, said.example.label, predicted)
        table.add_row(*map(printable, texts), certainty(said.prediction.probability))
    console.print()
    console.print(table)
    console.print()
    console.print(
        Text("That they differ is no contradiction: the model errs, or an example is not clear.", style="dim")
    )
