"""The page that `classify predict --html` writes beside what it prints."""

from datetime import datetime
from typing import TYPE_CHECKING

from classifier.reports.thread_page.page import PageFacts, ThreadPage

if TYPE_CHECKING:
    from classifier.stance.model import StanceModel


def page_of(model: "StanceModel") -> ThreadPage:
    """Return an empty page of a model's predictions; raise ClassifierError where Jinja is missing."""
    today = datetime.now().astimezone().date()
    return ThreadPage(
        PageFacts(model.labels, model.name, model.digest, made_on=today.isoformat(), codebook=model.codebook)
    )
