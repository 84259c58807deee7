"""What several tests share: the shipped annotations, a small real model of some of them, evaluations to report."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from classifier.evaluation.evaluation import Check, CurvePoint, DataSummary, Doubt, Evaluation, Extras, Part, Twins
from classifier.evaluation.figures.outcome import Outcome, Predicted, count_outcome
from classifier.evaluation.figures.paired import Difference
from classifier.evaluation.systems import differences_to_best
from classifier.labels.agreement.pairs import Agreement
from classifier.labels.annotations import Annotations, read_annotations
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.records import LabelledPost, Post
from classifier.reports.evaluation_page.card import Circumstances
from classifier.reports.evaluation_page.model_facts import ModelFacts
from classifier.stance.corpus import TrainingSet
from classifier.stance.model import StanceModel
from classifier.stance.training import Recipe, train_model

PROJECT = Path(__file__).parent.parent

# No test is timed: how long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def annotations() -> Annotations:
    """The shipped annotations."""
    return read_annotations(PROJECT / "annotations")


@pytest.fixture(scope="session")
def some_posts(annotations: Annotations) -> list[LabelledPost]:
    """The real posts and every eighth written one: some 450, of all four labels."""
    labelled = annotations.labelled()
    real = [post for post in labelled if post.origin == "real"]
    return real + [post for post in labelled if post.origin == "written"][::8]


@pytest.fixture(scope="session")
def training(annotations: Annotations, some_posts: list[LabelledPost]) -> TrainingSet:
    """Some of the shipped posts, counted."""
    return TrainingSet.of(some_posts, annotations.codebook.label_ids)


@pytest.fixture(scope="session")
def model(annotations: Annotations, training: TrainingSet) -> StanceModel:
    """A model trained on some of the shipped posts."""
    return train_model(training, Recipe(name="small", codebook=annotations.codebook, c=30.0))


@pytest.fixture
def make_post() -> Callable[..., Post]:
    """Make a post from its text; other fields by name."""

    def make(text: str, **fields: object) -> Post:
        return Post(**{"thread_id": "t", "id": "p0001", "order": 1, "text": text, **fields})

    return make


def _outcomes(labels: tuple[str, ...], threads: int, posts: int) -> tuple[Outcome, ...]:
    """Return a model that is right two times in three, and one that knows the first label alone."""
    drawn = np.random.default_rng(5)
    true = np.arange(posts) % len(labels)
    said = np.where(drawn.random(posts) < 2 / 3, true, drawn.integers(len(labels), size=posts))
    probabilities = np.full((posts, len(labels)), 0.3 / len(labels))
    probabilities[np.arange(posts), said] += 0.2 + 0.5 * drawn.random(posts)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    thread = np.arange(posts) // len(labels) % threads
    model = Predicted(thread, true, probabilities.argmax(axis=1), probabilities=probabilities)
    first = Predicted(thread, true, np.zeros(posts, np.int64))
    return count_outcome("model", labels, model), count_outcome("majority", labels, first)


@pytest.fixture(scope="session")
def full_evaluation() -> Callable[..., Evaluation]:
    """Make an evaluation that holds whatever one can hold, with a text in every place that strangers fill."""

    def make(
        labels: tuple[str, ...] = ("for", "against", "neither"),
        text: str = "Build the lane",
        threads: int = 12,
        origins: tuple[str, ...] = ("written", "real"),
    ) -> Evaluation:
        def part(origin: str) -> Part:
            outcomes = model, _ = _outcomes(labels, threads, 8 * len(labels) * 3)
            check = Check(model, model, Difference("model", "model", 0.0))
            post = Post(thread_id=text, id=text, order=1, text=text)
            return Part(
                data=DataSummary(
                    origin=origin,
                    threads=threads,
                    posts={label: int(n) for label, n in zip(labels, model.support, strict=True)},
                    agreements=(Agreement((text, "bob"), posts=30, agreed=24, kappa=0.7, alpha=None),),
                ),
                protocol="3 folds of whole threads, once",
                outcomes=outcomes,
                differences=differences_to_best(outcomes, 0),
                extras=Extras(random_split=check, names=check, curve=(CurvePoint(30, model), CurvePoint(60, model))),
                doubts=tuple(Doubt(post, labels[0], 0.01, labels[1], 0.98) for _ in range(12)),
                twins=(Twins(((post, labels[0]), (post, labels[1]))),),
                notes=(text,),
            )

        return Evaluation(
            title="posts of held-out threads",
            parts=tuple(map(part, origins)),
            seed=0,
            codebook={"version": 1, "hash": "0123456789abcdef"},
            coders=(text, "bob"),
            notes=(text, "A note."),
        )

    return make


@pytest.fixture(scope="session")
def circumstances() -> Callable[..., Circumstances]:
    """Make what is known beside such an evaluation, with a text in every place that strangers fill."""

    def make(labels: tuple[str, ...] = ("for", "against", "neither"), text: str = "lane") -> Circumstances:
        term = {"term": text, "weight": 0.5, "posts": 4, "threads": 3, "authors": 2}
        facts = {
            "strength": {"c": 10.0, "balanced": True},
            "training": {"hash": text, "threads": 5, "posts": {text: {labels[0]: 3}}},
            "strongest_terms": {labels[0]: [term, {**term, "term": "of one author", "authors": 1}]},
            "versions": {"numpy": text},
        }
        return Circumstances(
            made_on="2024-05-03",
            command="classify train",
            codebook=Codebook(version=1, title=text, labels=tuple(CodebookLabel(n, n, text, text) for n in labels)),
            model=ModelFacts.of(text, "0123456789abcdef", facts),
        )

    return make
