"""What several tests share: the shipped annotations, and a small real model trained on some of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.labels.annotations import Annotations, read_annotations
from classifier.records import LabelledPost, Post
from classifier.stance.corpus import TrainingSet
from classifier.stance.model import StanceModel
from classifier.stance.training import Recipe, train_model

PROJECT = Path(__file__).parent.parent


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
