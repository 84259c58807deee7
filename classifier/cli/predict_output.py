"""How the predictions of a run are printed: tables for a terminal, JSON lines, CSV, or nothing beside a page."""

import sys

from classifier.cli.output import POST_COLUMNS, PREDICTION_COLUMNS, Write, csv_writer, json_writer
from classifier.cli.predict_run import PredictRun
from classifier.stance.prediction_json import FIELDS, prediction_to_json
from classifier.threads.post_json import post_to_json


def print_run(run: PredictRun, output_format: str | None) -> None:
    """Print a run's predictions in a format; without one only the counts are said."""
    if output_format == "table":
        _print_tables(run)
    elif output_format == "jsonl":
        _write_lines(run, json_writer())
    elif output_format == "csv":
        _write_lines(run, csv_writer((*POST_COLUMNS, *PREDICTION_COLUMNS)))
    else:
        _count_alone(run)


def _print_tables(run: PredictRun) -> None:
    from classifier.reports.post_table import print_file_title, print_prediction, print_tally
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, tally, predictions in run.each():
        print_file_title(out, name)
        for post, prediction in predictions:
            print_prediction(out, post, prediction, run.model.labels)
        print_tally(out, tally)


def _write_lines(run: PredictRun, write: Write) -> None:
    maker = {"name": run.model.name, "hash": run.model.digest}
    for name, tally, predictions in run.each():
        for post, prediction in predictions:
            # What an earlier prediction said of the post would stand beside this one's fields and look like them.
            given = {name: value for name, value in post_to_json(post).items() if name not in FIELDS}
            write(given | prediction_to_json(prediction, maker, run.terms > 0))
        run.inputs.note(tally.line(name))


def _count_alone(run: PredictRun) -> None:
    for name, tally, predictions in run.each():
        for _ in predictions:
            pass
        run.inputs.note(tally.line(name))
