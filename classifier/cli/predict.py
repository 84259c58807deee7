"""The command `classify predict`."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.cli.options import (
    files_argument,
    format_option,
    model_option,
    quiet_option,
    read_options,
    reading_options,
)

if TYPE_CHECKING:
    from classifier.cli.inputs import Inputs
    from classifier.cli.output import Write
    from classifier.evaluation.tally import Tally
    from classifier.records import Post, Prediction
    from classifier.reports.thread_page.page import ThreadPage
    from classifier.stance.model import StanceModel
    from classifier.threads.formats import OnePer

TERMS_ON_TERMINAL = 3
TERMS_ON_PAGE = 8


@click.command()
@files_argument
@model_option
@reading_options
@format_option("table", "jsonl", "csv")
@click.option("--terms", type=click.IntRange(0), metavar="N", help="Show the N terms that weighed most for the stance.")
@click.option(
    "--html", metavar="FILE", help="Write a page for a browser to this file; print only if --format is given."
)
@quiet_option
@click.pass_context
def predict(
    ctx: click.Context,
    files: tuple[str, ...],
    model_folder: str | None,
    from_format: str | None,
    one_per: "OnePer",
    posts: int | None,
    max_window: int,
    output_format: str | None,
    terms: int | None,
    html: str | None,
    quiet: bool,
) -> None:
    """Say which stance each post of a thread takes, and how sure that is.

    Each FILE is a saved page, a platform's export, a thread as pasted text, a file of JSON lines, or a folder of
    such files; - is standard input.
    A post in which the model knows no word gets no stance: the prediction abstains and says why.

    With --html the posts go to one page for a browser, in their nesting, with the terms that weighed most marked.

    \b
    Examples:
      classify predict thread.txt
      classify predict thread.html --html stances.html
      classify segment thread.txt | classify predict - --format csv > stances.csv
    """
    from classifier.cli.inputs import ERROR, Inputs
    from classifier.cli.output import default_format
    from classifier.stance.model import StanceModel

    options = read_options(from_format, one_per, posts, max_window)
    model = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    inputs = Inputs(files, options, quiet)
    chosen = None if html and not output_format else default_format(output_format, "table", "jsonl")
    if terms is None:
        terms = TERMS_ON_TERMINAL if chosen == "table" else 0
        on_page = TERMS_ON_PAGE
    else:
        on_page = terms
    with _page(html, model) as page:
        _PRINTERS[chosen](_Work(inputs, model, terms, page, on_page))
        code = inputs.exit_code()
        if page and html and code != ERROR:
            page.write(Path(html))
    ctx.exit(code)


@dataclass(frozen=True, slots=True)
class _Work:
    """The files of one run, the model, and where its predictions go beside standard output."""

    inputs: "Inputs"
    model: "StanceModel"
    terms: int
    page: "ThreadPage | None"
    terms_on_page: int

    def each(self) -> Iterator[tuple[str, "Tally", Iterator[tuple["Post", "Prediction"]]]]:
        """Yield the name, counts and predictions of each file; counts are whole when its predictions are through."""
        from classifier.evaluation.tally import Tally

        for name, posts in self.inputs.each():
            tally = Tally(self.model.labels)
            yield name, tally, self._counted(name, posts, tally)
            if tally.seen:
                self.inputs.note(
                    f"the model was trained on {tally.seen} of these posts; how it does on them says nothing of how "
                    "good it is"
                )

    def _counted(self, name: str, posts: Iterator["Post"], tally: "Tally") -> Iterator[tuple["Post", "Prediction"]]:
        most = max(self.terms, self.terms_on_page) if self.page else self.terms
        for post, prediction in self.model.predict_each(posts, most):
            tally.add(post, prediction)
            if self.page:
                self.page.add(name, post, replace(prediction, terms=prediction.terms[: self.terms_on_page]))
                yield post, replace(prediction, terms=prediction.terms[: self.terms])
            else:
                yield post, prediction


def _page(html: str | None, model: "StanceModel") -> "ThreadPage | nullcontext[None]":
    """Return an empty page where one is wanted; raise ClassifierError where Jinja is missing."""
    if not html:
        return nullcontext()
    from classifier.cli.predict_page import page_of

    return page_of(model)


def _print_tables(work: _Work) -> None:
    import sys

    from classifier.reports.post_table import print_file_title, print_prediction, print_tally
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, tally, predictions in work.each():
        print_file_title(out, name)
        for post, prediction in predictions:
            print_prediction(out, post, prediction, work.model.labels)
        print_tally(out, tally)


def _write_json(work: _Work) -> None:
    from classifier.cli.output import json_writer

    _write_lines(work, json_writer())


def _write_csv(work: _Work) -> None:
    from classifier.cli.output import POST_COLUMNS, PREDICTION_COLUMNS, csv_writer

    _write_lines(work, csv_writer((*POST_COLUMNS, *PREDICTION_COLUMNS)))


def _write_lines(work: _Work, write: "Write") -> None:
    from classifier.stance.prediction_json import FIELDS, prediction_to_json
    from classifier.threads.post_json import post_to_json

    maker = {"name": work.model.name, "hash": work.model.digest}
    for name, tally, predictions in work.each():
        for post, prediction in predictions:
            # What an earlier prediction said of the post would stand beside this one's fields and look like them.
            given = {name: value for name, value in post_to_json(post).items() if name not in FIELDS}
            write(given | prediction_to_json(prediction, maker, work.terms > 0))
        work.inputs.note(tally.line(name))


def _write_nothing(work: _Work) -> None:
    for name, tally, predictions in work.each():
        for _ in predictions:
            pass
        work.inputs.note(tally.line(name))


_PRINTERS = {"table": _print_tables, "jsonl": _write_json, "csv": _write_csv, None: _write_nothing}
