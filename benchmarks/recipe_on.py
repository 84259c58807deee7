"""The project's own recipe on public data: every choice made on the training part, the test part predicted once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.held_out.plan import Protocol
from classifier.evaluation.held_out.predict import predict_held_out as evaluated
from classifier.records import LabelledPost, Post
from classifier.stance.record.weights import softmax
from classifier.stance.scoring.scorer import Scorer
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.folds import thread_folds
from classifier.stance.training.linear import Strength, fit_weights
from classifier.stance.training.selection import choose_strength


def labelled(
    texts: Sequence[str], labels: Sequence[str], threads: Sequence[str], authors: Sequence[str | None]
) -> list[LabelledPost]:
    """Return texts as labelled posts."""
    return [
        LabelledPost(
            post=Post(thread_id=thread, id=f"p{i}", order=i, text=text, author=author), label=label, origin="real"
        )
        for i, (text, label, thread, author) in enumerate(zip(texts, labels, threads, authors, strict=True), 1)
    ]


def predict_held_out(posts: Sequence[LabelledPost], folds: int, seed: int) -> NDArray[np.str_]:
    """Return the label predicted for each post with its thread held out, every choice made on the other threads."""
    training = TrainingSet.of(posts, sorted({post.label for post in posts}))
    corpus = training.corpus
    found = np.full(len(posts), -1)
    plan = thread_folds(corpus, corpus.rows, folds, seed)
    for result in evaluated(corpus, plan, Protocol(seed=seed), jobs=-1):
        found[result.fold.test] = result.probabilities.argmax(axis=1)
    return np.array(corpus.labels)[found]


@dataclass(frozen=True)
class Predicted:
    """What a model says of texts."""

    labels: tuple[str, ...]
    probabilities: NDArray[np.float64]
    """Shape (texts, labels)."""
    strength: Strength
    """That the model chose for itself."""


def predict_probabilities(train: Sequence[LabelledPost], texts: Sequence[str], seed: int = 0) -> Predicted:
    """Return what a model trained on the posts says of the texts."""
    training = TrainingSet.of(train, sorted({post.label for post in train}))
    choice = choose_strength(training.corpus, training.corpus.rows, seed)
    weights = fit_weights(training.corpus, training.counters, choice.strength, choice.temperature)
    values = Scorer(weights).score(texts).values
    return Predicted(tuple(training.corpus.labels), softmax(values, weights.temperature), choice.strength)


def predict(train: Sequence[LabelledPost], texts: Sequence[str], seed: int = 0) -> tuple[NDArray[np.str_], Strength]:
    """Return the labels predicted for the texts by a model trained on the posts, and the strength that it chose."""
    predicted = predict_probabilities(train, texts, seed)
    return np.array(predicted.labels)[predicted.probabilities.argmax(axis=1)], predicted.strength
