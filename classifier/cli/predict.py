"""The command `classify predict`."""

from collections.abc import Iterator
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
    from classifier.evaluation.tally import Tally
    from classifier.records import Post, Prediction
    from classifier.stance.model import StanceModel
    from classifier.threads.formats import OnePer

TERMS_ON_TERMINAL = 3


@click.command()
@files_argument
@model_option
@reading_options
@format_option("table", "jsonl", "csv")
@click.option("--terms", type=click.IntRange(0), metavar="N", help="Show the N terms that weighed most for the stance.")
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
    quiet: bool,
) -> None:
    """Say which stance each post of a thread takes, and how sure that is.

    Each FILE is a saved page, a platform's export, a thread as pasted text, a file of JSON lines, or a folder of
    such files; - is standard input.
    A post in which the model knows no word gets no stance: the prediction abstains and says why.

    \b
    Examples:
      classify predict thread.txt
      classify segment thread.txt | classify predict - --format csv > stances.csv
    """
    from classifier.cli.inputs import Inputs
    from classifier.cli.output import default_format
    from classifier.stance.model import StanceModel

    model = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    inputs = Inputs(files, read_options(from_format, one_per, posts, max_window), quiet)
    chosen = default_format(output_format, "table", "jsonl")
    if chosen == "table":
        _print_tables(inputs, model, TERMS_ON_TERMINAL if terms is None else terms)
    else:
        _write_lines(inputs, model, chosen, terms or 0)
    ctx.exit(inputs.exit_code())


def _print_tables(inputs: "Inputs", model: "StanceModel", terms: int) -> None:
    import sys

    from classifier.reports.post_table import print_file_title, print_prediction, print_tally
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, posts in inputs.each():
        print_file_title(out, name)
        tally = _tally(model)
        for post, prediction in _counted(model, posts, terms, tally):
            print_prediction(out, post, prediction, model.labels)
        print_tally(out, tally)
        _note_seen(inputs, tally)


def _write_lines(inputs: "Inputs", model: "StanceModel", output_format: str, terms: int) -> None:
    from classifier.cli.output import POST_COLUMNS, PREDICTION_COLUMNS, csv_writer, json_writer
    from classifier.stance.prediction_json import FIELDS, prediction_to_json
    from classifier.threads.post_json import post_to_json

    maker = {"name": model.name, "hash": model.digest}
    write = json_writer() if output_format == "jsonl" else csv_writer((*POST_COLUMNS, *PREDICTION_COLUMNS))
    for name, posts in inputs.each():
        tally = _tally(model)
        for post, prediction in _counted(model, posts, terms, tally):
            # What an earlier prediction said of the post would stand beside this one's fields and look like them.
            given = {name: value for name, value in post_to_json(post).items() if name not in FIELDS}
            write(given | prediction_to_json(prediction, maker, terms > 0))
        inputs.note(tally.line(name))
        _note_seen(inputs, tally)


def _tally(model: "StanceModel") -> "Tally":
    from classifier.evaluation.tally import Tally

    return Tally(model.labels)


def _counted(
    model: "StanceModel", posts: Iterator["Post"], terms: int, tally: "Tally"
) -> Iterator[tuple["Post", "Prediction"]]:
    for post, prediction in model.predict_each(posts, terms):
        tally.add(post, prediction)
        yield post, prediction


def _note_seen(inputs: "Inputs", tally: "Tally") -> None:
    if tally.seen:
        inputs.note(
            f"the model was trained on {tally.seen} of these posts; how it does on them says nothing of how good it is"
        )
