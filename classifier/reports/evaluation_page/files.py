"""An evaluation -> the files of a report: the numbers, the page, and Markdown that can stand as a model card."""

import json
from typing import Any

from classifier.evaluation.evaluation import Evaluation
from classifier.labels.codebook import Codebook
from classifier.reports.evaluation_json import evaluation_to_json
from classifier.reports.evaluation_markdown import report_markdown
from classifier.reports.evaluation_page.card import Circumstances
from classifier.reports.evaluation_page.document import evaluation_document, labels_of
from classifier.reports.evaluation_page.page import report_page
from classifier.version import __version__

JSON, MARKDOWN, HTML = "report.json", "report.md", "report.html"
FILES = (JSON, MARKDOWN, HTML)


def report_files(evaluation: Evaluation, known: Circumstances) -> dict[str, bytes]:
    """Return the content of each file of a report; raise ClassifierError where Jinja or Matplotlib is missing."""
    document = evaluation_document(evaluation, known)
    return {
        JSON: _encoded(report_to_json(evaluation, known)),
        MARKDOWN: report_markdown(document).encode(),
        HTML: report_page(document).encode(),
    }


def report_to_json(evaluation: Evaluation, known: Circumstances) -> dict[str, Any]:
    """Return an evaluation with what is known of the model, as an object for JSON."""
    return {
        **evaluation_to_json(evaluation),
        "model": None if known.model is None else known.model.to_json(),
        "command": known.command,
        "made_on": known.made_on,
        "version": __version__,
    }


def fitting(evaluation: Evaluation, codebook: Codebook | None) -> Codebook | None:
    """Return a codebook where it holds all labels: another one says nothing of them."""
    holds = codebook is not None and set(labels_of(evaluation)) <= set(codebook.label_ids)
    return codebook if holds else None


def _encoded(value: dict[str, Any]) -> bytes:
    try:
        return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:  # A lone surrogate, which UTF-8 cannot hold, is escaped.
        return json.dumps(value, indent=2, allow_nan=False).encode() + b"\n"
