"""Writing shares: as a table for people, as JSON, as comma-separated values, as a picture."""

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.files import write_file

if TYPE_CHECKING:
    from classifier.evaluation.prevalence.shares import Prevalence
    from classifier.reports.prevalence_plot import PictureFormat


def picture_format_of(plot: str | None) -> "PictureFormat | None":
    """Return which format a picture's name asks for, so that what is in its way is known before the corpus is read.

    Raises UsageError for another than .svg and .png, ClassifierError where matplotlib is not installed.
    """
    if plot is None:
        return None
    ending = Path(plot).suffix.lower()
    if ending not in (".svg", ".png"):
        raise click.UsageError(f"--plot {plot}: a picture is .svg or .png")
    from classifier.reports.prevalence_plot import require_matplotlib

    require_matplotlib()
    return "svg" if ending == ".svg" else "png"


def write_picture(measured: "Prevalence", plot: str, picture_format: "PictureFormat") -> None:
    """Write the picture of a measurement to a file."""
    from classifier.reports.prevalence_plot import prevalence_picture

    write_file(Path(plot), prevalence_picture(measured, picture_format))


def write_shares(measured: "Prevalence", output_format: str, output: str | None) -> None:
    """Write a measurement to a file, or to standard output where none is named."""
    if output is not None:
        write_file(Path(output), _as_bytes(measured, output_format))
    elif output_format == "table":
        from classifier.reports.prevalence_text import print_prevalence
        from classifier.reports.terminal import console

        print_prevalence(console(sys.stdout), measured)
    else:
        sys.stdout.buffer.write(_as_bytes(measured, output_format))


def _as_bytes(measured: "Prevalence", output_format: str) -> bytes:
    if output_format == "table":
        from classifier.reports.prevalence_text import print_prevalence
        from classifier.reports.terminal import console

        text = io.StringIO()
        print_prevalence(console(text), measured)
        return text.getvalue().encode("utf-8", "replace")
    if output_format == "csv":
        from classifier.cli.output import csv_writer
        from classifier.reports.prevalence_json import COLUMNS, prevalence_rows

        table = io.BytesIO()
        write = csv_writer(COLUMNS, table)
        for row in prevalence_rows(measured):
            write(row)
        return table.getvalue()
    from classifier.reports.prevalence_json import prevalence_to_json

    shown = json.dumps(prevalence_to_json(measured), indent=2, ensure_ascii=False, allow_nan=False)
    return shown.encode("utf-8", "replace") + b"\n"
