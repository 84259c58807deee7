"""Corpora to measure: predicted posts, hand labels, and what a reader makes of them."""

from collections.abc import Callable

import pytest

from classifier.evaluation.prevalence.corpus import Corpus, CorpusReader
from classifier.labels.sample import HandLabel
from classifier.records import Post, Prediction

LABELS = ("for", "against")


@pytest.fixture
def hand() -> Callable[..., HandLabel]:
    """Make a hand label of a post of thread t."""

    def make(post_id: str, label: str, **fields: object) -> HandLabel:
        return HandLabel(**{"key": ("t", post_id), "label": label, "text_digest": None, "served": "random", **fields})

    return make


@pytest.fixture
def said() -> Callable[..., Prediction]:
    """Make a prediction from the probability of "for"; None abstains."""

    def make(probability: float | None, **fields: object) -> Prediction:
        if probability is None:
            return Prediction(predicted=None, probability=None, scores=None, abstained="empty", **fields)
        scores = {"for": probability, "against": 1 - probability}
        predicted = max(scores, key=scores.get)
        return Prediction(predicted=predicted, probability=scores[predicted], scores=scores, **fields)

    return make


@pytest.fixture
def corpus_of(make_post: Callable[..., Post]) -> Callable[..., Corpus]:
    """Read (fields of a post, prediction) pairs into a corpus; posts are p1, p2 and so on."""

    def make(pairs: list[tuple[dict[str, object], Prediction]], sample: list[HandLabel], labels=LABELS) -> Corpus:
        reader = CorpusReader(sample, labels)
        for nth, (fields, prediction) in enumerate(pairs, 1):
            reader.add(make_post(**{"text": f"post {nth}", "id": f"p{nth}", **fields}), prediction)
        return reader.finish()

    return make
