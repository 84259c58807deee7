"""A small part of the shipped annotations, and its evaluation."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from classifier.evaluation.evaluation import Evaluation
from classifier.evaluation.held_out.plan import Protocol
from classifier.evaluation.recipe import Running, evaluate_recipe
from classifier.labels.annotations import Annotations
from classifier.records import ORIGINS, LabelledPost, Post
from classifier.stance.training.corpus import TrainingSet

REPEATS = 2


@pytest.fixture(scope="session")
def few_annotations(annotations: Annotations) -> Annotations:
    """The posts of four real threads, and of every fortieth written one."""
    real, written = (sorted({key[0] for key, of in annotations.origins.items() if of == o}) for o in ORIGINS)
    threads = {*real[:4], *written[::40]}
    kept = {key for key in annotations.posts if key[0] in threads}
    return replace(
        annotations,
        posts={key: post for key, post in annotations.posts.items() if key in kept},
        origins={key: origin for key, origin in annotations.origins.items() if key in kept},
        events=tuple(event for event in annotations.events if event.key in kept),
    )


@pytest.fixture(scope="session")
def few(few_annotations: Annotations) -> TrainingSet:
    """The labelled posts among them, counted."""
    return TrainingSet.of(few_annotations.labelled(), few_annotations.codebook.label_ids)


@pytest.fixture(scope="session")
def told() -> list[tuple[int, int]]:
    """What the evaluation said of its progress."""
    return []


@pytest.fixture(scope="session")
def evaluation(few_annotations: Annotations, few: TrainingSet, told: list[tuple[int, int]]) -> Evaluation:
    """How models fare on those posts, written ones in two repeats of two folds."""
    running = Running(1, lambda done, of: told.append((done, of)))
    return evaluate_recipe(few_annotations, few, Protocol(folds=2, repeats=REPEATS, seed=1), running)


@pytest.fixture(scope="session")
def evaluated(annotations: Annotations) -> Callable[..., Evaluation]:
    """Evaluate (thread, author, text, label) posts in three folds."""

    def evaluate(posts: list[tuple[int, str | None, str, str]], **options: object) -> Evaluation:
        labelled = [
            LabelledPost(
                post=Post(thread_id=f"t{thread}", id=f"p{i}", order=i + 1, text=text, author=author),
                label=label,
                origin="real",
            )
            for i, (thread, author, text, label) in enumerate(posts)
        ]
        known = {post.post.key: post.post for post in labelled}
        own = replace(annotations, posts=known, origins=dict.fromkeys(known, "real"), events=())
        training = TrainingSet.of(labelled, annotations.codebook.label_ids)
        protocol = Protocol(**{"folds": 3, "repeats": 1, **options})
        return evaluate_recipe(own, training, protocol, Running(1, lambda done, of: None))  # noqa: ARG005

    return evaluate
