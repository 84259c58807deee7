"""The folder that `--report` writes: whether it may be written, and writing it."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from classifier.errors import ClassifierError

if TYPE_CHECKING:
    from classifier.evaluation.evaluation import Evaluation
    from classifier.labels.codebook import Codebook
    from classifier.stance.model import StanceModel


def report_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--report DIR."""
    return click.option(
        "--report",
        metavar="DIR",
        help="Write report.html, report.md and report.json into this folder too; needs 'classifier[report]'.",
    )(command)


def report_folder(report: str | None, model: str | None = None) -> Path | None:
    """Return the folder for a report, None where none is wanted.

    All that can stand in its way is refused before anything takes long: UsageError for a folder that holds the
    model's or stands in it, ClassifierError for a file, a folder with other files, or a missing library.
    """
    if report is None:
        return None
    folder = Path(report)
    if model is not None:
        _refuse_shared(folder, Path(model))
    refuse_others(folder)
    from classifier.reports.evaluation_page.page import refuse_without_libraries

    refuse_without_libraries()
    return folder


def write_report(
    folder: Path, evaluation: "Evaluation", command: str, codebook: "Codebook | None", model: "StanceModel | None"
) -> None:
    """Write the files of a report, all of them or none; raise ClassifierError where that cannot be done."""
    from classifier.files import write_folder
    from classifier.reports.evaluation_page.card import Circumstances
    from classifier.reports.evaluation_page.files import fitting, report_files
    from classifier.reports.evaluation_page.model_facts import ModelFacts

    known = Circumstances(
        made_on=datetime.now().astimezone().date().isoformat(),
        command=command,
        codebook=fitting(evaluation, codebook),
        model=None if model is None else ModelFacts.of(model.name, model.digest, model.record.facts),
    )
    files = report_files(evaluation, known)
    refuse_others(folder)  # Again: something may have been put there meanwhile.
    write_folder(folder, files)


def refuse_others(folder: Path) -> None:
    """Raise ClassifierError where a folder cannot be a report's: its files would be lost."""
    from classifier.reports.evaluation_page.files import FILES

    if not folder.name:
        raise ClassifierError(f"{folder}: names no folder of its own; a report needs a new one")
    if folder.is_dir():
        others = sorted(set(os.listdir(folder)) - set(FILES))
        if others:
            raise ClassifierError(
                f"{folder}: holds other files ({others[0]}); a report would replace them: name a new folder"
            )
    elif os.path.lexists(folder):
        raise ClassifierError(f"{folder}: is a file; a report is a folder: name a new one")
    above = next(parent for parent in folder.absolute().parents if os.path.lexists(parent))
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise ClassifierError(f"{folder}: cannot be written: {above} is no folder that can be written to")


def _refuse_shared(report: Path, model: Path) -> None:
    one, other = report.resolve(), model.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise click.UsageError(
            f"--report {report} and --output {model} are each written as a whole folder, one would replace the other; "
            "name two that stand side by side"
        )
