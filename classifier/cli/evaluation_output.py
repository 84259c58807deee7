"""Printing an evaluation, as a table for people or as JSON."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from classifier.evaluation.evaluation import Evaluation


def print_report(evaluation: "Evaluation", output_format: str | None) -> None:
    """Print an evaluation to standard output."""
    if output_format == "json":
        import json

        from classifier.reports.evaluation_json import evaluation_to_json

        click.echo(json.dumps(evaluation_to_json(evaluation), indent=2, ensure_ascii=False, allow_nan=False))
        return
    from classifier.reports.evaluation_text import print_evaluation
    from classifier.reports.terminal import console

    print_evaluation(console(sys.stdout), evaluation)
