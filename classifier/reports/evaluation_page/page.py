"""A report -> a page: one file that loads nothing and runs no script."""

from classifier.reports.evaluation_page.blocks import Document
from classifier.reports.page.drawing import drawing
from classifier.reports.page.render import Page, page_pieces, templates

_FOLDER = "evaluation_page"


def refuse_without_libraries() -> None:
    """Raise ClassifierError where Jinja or Matplotlib is missing: to be called before anything takes long."""
    templates()
    with drawing(1, 1):
        pass


def report_page(document: Document) -> str:
    """Return a report as HTML."""
    page = Page(f"{_FOLDER}/page.html", document.title, [f"{_FOLDER}/page.css"])
    return "".join(page_pieces(page, {"report": document}))
