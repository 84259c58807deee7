"""One run of `classify predict`: files, model, what is asked of it, and what it notes of each file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.cli.inputs import Inputs
from classifier.evaluation.drift import Seen, unlike
from classifier.evaluation.tally import Tally
from classifier.records import Post, Prediction
from classifier.reports.drift_text import drift_sentence
from classifier.stance.model import StanceModel
from classifier.stance.record.profile import profile_from_json

if TYPE_CHECKING:
    from classifier.reports.thread_page.page import ThreadPage

Predictions = Iterator[tuple[Post, Prediction]]


@dataclass(frozen=True, slots=True)
class PredictRun:
    """The files of one run, the model, and what is asked of it."""

    inputs: Inputs
    model: StanceModel
    terms: int
    """How many terms are printed."""
    min_confidence: float = 0.0
    page: "ThreadPage | None" = None
    """Where predictions go beside standard output."""
    terms_on_page: int = 0

    def each(self) -> Iterator[tuple[str, Tally, Predictions]]:
        """Yield the name, counts and predictions of each file; counts are whole when its predictions are through."""
        for name, posts in self.inputs.each():
            tally, seen = Tally(self.model.labels), Seen()
            yield name, tally, self._counted(name, posts, tally, seen)
            say_figures(self.inputs, self.model, name, (tally, seen))

    def _counted(self, name: str, posts: Iterator[Post], tally: Tally, seen: Seen) -> Predictions:
        most = max(self.terms, self.terms_on_page) if self.page else self.terms
        for post, prediction in self.model.predict_each(posts, most, self.min_confidence):
            tally.add(post, prediction)
            seen.add(prediction)
            if self.page:
                self.page.add(name, post, replace(prediction, terms=prediction.terms[: self.terms_on_page]))
                yield post, replace(prediction, terms=prediction.terms[: self.terms])
            else:
                yield post, prediction


def say_figures(inputs: Inputs, model: StanceModel, name: str, figures: tuple[Tally, Seen]) -> None:
    """Note what a reader of a file's predictions should know of its posts as a whole."""
    tally, seen = figures
    if tally.seen:
        inputs.note(
            f"the model was trained on {tally.seen} of these posts; how it does on them says nothing of how good it is"
        )
    profile = profile_from_json(model.record.facts.get("profile"))
    found = [] if profile is None else unlike(seen, profile)
    if found:
        inputs.note(drift_sentence(name, found))


def threshold_confidence(model: StanceModel, inputs: Inputs, accuracy: float) -> float:
    """Return from how sure on the model answers for an accuracy, and say what that is known from.

    Raises ModelError where the model carries no such measure, or never reached it.
    """
    from classifier.stance.record.abstention import threshold_for

    found = threshold_for(model.record.facts, accuracy)
    inputs.note(
        f"answers from a probability of {found.confidence:.3f} on: on {found.origin} posts of held-out threads that "
        f"answered {found.coverage:.0%}, of which {found.accuracy:.0%} were right; other posts can fare worse"
    )
    return found.confidence
