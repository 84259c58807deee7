"""A codebook's own examples, as a model sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.labels.codebook import Codebook, Example
from classifier.records import Post, Prediction
from classifier.stance.model import StanceModel


@dataclass(frozen=True, slots=True)
class ExampleSaid:
    """An example and what a model says of it."""

    example: Example
    prediction: Prediction

    @property
    def agrees(self) -> bool:
        """Whether the model gives it the codebook's label; one that abstains does not."""
        return self.prediction.predicted == self.example.label


def predict_examples(codebook: Codebook, model: StanceModel) -> Sequence[ExampleSaid]:
    """Return what a model says of a codebook's examples, in their order."""
    posts = [
        Post(thread_id="codebook", id=str(nth), order=nth, text=example.text)
        for nth, example in enumerate(codebook.examples, 1)
    ]
    return [
        ExampleSaid(example, prediction)
        for example, prediction in zip(codebook.examples, model.predict(posts), strict=True)
    ]
