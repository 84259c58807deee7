"""How the predictions of a run are printed: tables for a terminal, JSON lines, CSV, or nothing beside a page."""

import sys
from itertools import islice

from classifier.cli.predict_run import PredictRun
from classifier.stance.prediction_lines import LineFormat, PredictionLines, first_line

_AT_ONCE = 200


def print_run(run: PredictRun, output_format: str | None) -> None:
    """Print a run's predictions in a format; without one only the counts are said."""
    if output_format == "table":
        _print_tables(run)
    elif output_format is None:
        _count_alone(run)
    else:
        _write_lines(run, "csv" if output_format == "csv" else "jsonl")


def _print_tables(run: PredictRun) -> None:
    from classifier.reports.post_table import print_file_title, print_prediction, print_tally
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, tally, predictions in run.each():
        print_file_title(out, name)
        for post, prediction in predictions:
            print_prediction(out, post, prediction, run.model.labels)
        print_tally(out, tally)


def _write_lines(run: PredictRun, form: LineFormat) -> None:
    out, lines = sys.stdout.buffer, PredictionLines(form, run.model, run.terms > 0)
    out.write(first_line(form))
    for name, tally, predictions in run.each():
        while some := list(islice(predictions, _AT_ONCE)):
            out.write(lines.of(some))
        run.inputs.note(tally.line(name))


def _count_alone(run: PredictRun) -> None:
    for name, tally, predictions in run.each():
        for _ in predictions:
            pass
        run.inputs.note(tally.line(name))
