"""Invented posts about bicycle lanes, a small model of them, and a slow reading of what a token is."""

import unicodedata
from collections.abc import Callable

import pytest

from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.records import LabelledPost, Post
from classifier.stance.model import StanceModel
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.train import Recipe, train_model

LANES = {
    "for": (
        "Build the lanes, our children ride here!",
        "More lanes now; the cars can wait.",
        "Bike lanes save lives 🚲",
        "I'd ride to work if there were lanes on Mill Road.",
        "Paint is cheap and a protected lane is safe.",
    ),
    "against": (
        "Nobody asked for bike lanes on Mill Road.",
        "Where do the shops' customers park now?",
        "The lanes are empty all winter, what a waste.",
        "Another lane, another jam; buses stuck again.",
        "Cars pay for the road, bikes do not.",
    ),
}


@pytest.fixture(scope="session")
def label_post() -> Callable[..., LabelledPost]:
    """Make a labelled post from its label and text; other fields of the post by name."""

    def make(label: str, text: str, origin: str = "written", **fields: object) -> LabelledPost:
        post = Post(**{"thread_id": "t", "id": "p0001", "order": 1, "text": text, **fields})
        return LabelledPost(post=post, label=label, origin=origin)

    return make


@pytest.fixture(scope="session")
def lanes_codebook() -> Codebook:
    """A codebook of two labels."""
    labels = tuple(CodebookLabel(name, name, f"is {name} bicycle lanes", "says so") for name in LANES)
    return Codebook(version=1, title="Bicycle lanes", labels=labels)


@pytest.fixture(scope="session")
def lanes_training(label_post: Callable[..., LabelledPost], lanes_codebook: Codebook) -> TrainingSet:
    """Ten posts of two labels, each in a thread and by an author of its own."""
    texts = [(label, text) for label, texts in LANES.items() for text in texts]
    posts = [label_post(label, text, thread_id=f"t{i}", author=f"a{i}") for i, (label, text) in enumerate(texts)]
    return TrainingSet.of(posts, lanes_codebook.label_ids)


@pytest.fixture(scope="session")
def lanes_model(lanes_training: TrainingSet, lanes_codebook: Codebook) -> StanceModel:
    """A model of two labels, its folder small enough to damage a few hundred times."""
    return train_model(lanes_training, Recipe(name="lanes", codebook=lanes_codebook, c=30.0))


@pytest.fixture(scope="session")
def slow_tokens() -> Callable[[str], list[str]]:
    """The tokens of a text by the definition, character by character, for texts without runs of 65,536 letters."""

    def is_word(char: str) -> bool:
        return unicodedata.category(char)[0] in "LNM"

    def read(text: str) -> list[str]:
        tokens, run = [], ""
        lowered = text.lower()
        for i, char in enumerate(lowered):
            around = [is_word(near) for near in lowered[max(i - 1, 0) : i + 2]]
            inner = char in "'\u2019" and around == [True, False, True]
            if is_word(char) or inner:
                run += char
                continue
            visible = unicodedata.category(char)[0] in "PS" or unicodedata.category(char) == "Co"
            tokens += [run] * bool(run) + [char] * visible
            run = ""
        return tokens + [run] * bool(run)

    return read
