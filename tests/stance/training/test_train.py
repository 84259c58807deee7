"""Labelled posts -> a model."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from classifier.stance.record.weights import BLOCKS
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.selection import choose_strength
from classifier.stance.training.train import Recipe, train_model


@pytest.fixture(scope="module")
def named(label_post, lanes_training):
    """The posts about lanes, with Zbigniew named by one author in two threads and Przemysl by two authors."""
    said = [
        ("for", "Zbigniew rides too", {"author": "a0", "thread_id": "t20"}),
        ("against", "Zbigniew drives", {"author": "a0", "thread_id": "t21"}),
        ("for", "Przemysl rides too", {"author": "a1", "thread_id": "t22"}),
        ("against", "Przemysl drives", {"author": "a2", "thread_id": "t23"}),
        ("against", "Quvenzhané drives", {"thread_id": "t24", "id": "p0001"}),
        ("for", "Quvenzhané walks", {"thread_id": "t24", "id": "p0002"}),
        ("for", "Wojciech walks", {"thread_id": "t24", "id": "p0003"}),
        ("for", "Wojciech walks", {"thread_id": "t25", "id": "p0003"}),
    ]
    posts = [label_post(label, text, **fields) for label, text, fields in said]
    return TrainingSet.of([*lanes_training.posts, *posts], ("for", "against"))


def kept_terms(model, block):
    """Return the terms of a block that the model keeps as text."""
    return {name for name in model.record.names[block].all() if name}


@pytest.mark.parametrize(
    ("name", "kept"),
    [("zbigniew", False), ("przemysl", True), ("quvenzhané", False), ("wojciech", True)],
    ids=["one author in two threads", "two authors", "unknown authors of one thread", "unknown authors of two threads"],
)
def test_a_term_is_kept_as_text_only_where_two_authors_used_it(named, lanes_codebook, tmp_path, name, kept):
    """A model that is passed on must not tell a name that one author used; the posts of a thread count as one's."""
    model = train_model(named, Recipe(name="lanes", codebook=lanes_codebook, c=30.0))
    model.save(tmp_path / "lanes")
    stored = b"".join(file.read_bytes() for file in (tmp_path / "lanes").iterdir())
    assert (name in kept_terms(model, "words")) == kept
    assert (name.encode() in stored) == kept
    assert not any(name[1:6] in gram for gram in kept_terms(model, "characters")) or kept


def test_a_term_that_is_kept_as_a_hash_counts_all_the_same(named, lanes_codebook):
    """Only its name is left out."""
    model = train_model(named, Recipe(name="lanes", codebook=lanes_codebook, c=30.0))
    assert model.scorer.score(["zbigniew"]).known.tolist() == [True]
    assert len(model.record.names["words"].all()) == len(model.record.weights.blocks["words"].hashes)


def test_the_names_of_a_model_are_those_of_its_terms(lanes_model, lanes_training):
    """Each name stands at its own term's place."""
    for block in BLOCKS:
        terms = lanes_training.counters[block].terms_
        names = lanes_model.record.names[block].all()
        assert all(name in (None, term) for name, term in zip(names, terms, strict=True))
        assert any(names)


def test_pipeline_features_have_the_names_that_are_kept_and_hashes_for_the_others(lanes_model):
    """A term without a name is named by its hash."""
    names = lanes_model.as_pipeline()["features"].get_feature_names_out()
    assert {"words__lanes", "characters__lane"} <= set(names)
    hashes = lanes_model.record.weights.blocks["words"].hashes
    unnamed = [i for i, name in enumerate(lanes_model.record.names["words"].all()) if name is None]
    assert [names[i] for i in unnamed] == [f"words__{hashes[i]:016x}" for i in unnamed]


def test_document_frequencies_count_the_posts_that_hold_a_term(lanes_model, lanes_training):
    """Whatever the label."""
    terms = lanes_training.counters["words"].terms_
    texts = [post.post.text.lower() for post in lanes_training.posts]
    assert lanes_model.record.weights.blocks["words"].holding[terms.index("lanes")] == sum(
        "lanes" in text for text in texts
    )
    assert lanes_model.record.weights.posts == len(texts)


def test_the_same_posts_give_the_same_model(lanes_training, lanes_codebook, lanes_model):
    """To the last byte of what it says."""
    again = train_model(lanes_training, Recipe(name="other name", codebook=lanes_codebook, c=30.0))
    assert again.digest == lanes_model.digest
    assert again.record.facts == lanes_model.record.facts


def test_the_facts_say_what_the_model_was_made_from(named, lanes_codebook):
    """Codebook, strength, posts by origin and label, seed, and the headline as it was given."""
    posts = [replace(labelled, origin="real" if i < 3 else "written") for i, labelled in enumerate(named.posts)]
    training = TrainingSet.of(posts, ("for", "against"))
    recipe = Recipe(name="n", codebook=lanes_codebook, c=3.0, seed=7, headline={"real": {"accuracy": 0.5}})
    facts = train_model(training, recipe).record.facts
    assert facts["codebook"] == {"version": 1, "hash": lanes_codebook.hash, "title": "Bicycle lanes"}
    assert facts["strength"] == {"c": 3.0, "balanced": True, "own": 1.0}
    assert facts["training"]["posts"] == {"real": {"for": 3}, "written": {"against": 8, "for": 7}}
    assert facts["training"]["threads"] == 16
    assert (facts["seed"], facts["headline"]) == (7, {"real": {"accuracy": 0.5}})


@pytest.mark.parametrize("change", [{"label": "for"}, {"text": "Another text"}], ids=["label", "text"])
def test_the_training_hash_changes_with_a_label_or_a_text(lanes_training, lanes_codebook, change):
    """Two models with one hash were made from the same posts."""
    *posts, last = lanes_training.posts
    text = {"text": change["text"]} if "text" in change else {}
    other = replace(last, label=change.get("label", last.label), post=replace(last.post, **text))
    recipe = Recipe(name="n", codebook=lanes_codebook, c=1.0)
    models = [train_model(TrainingSet.of([*posts, end], ("for", "against")), recipe) for end in (last, other)]
    assert models[0].record.facts["training"]["hash"] != models[1].record.facts["training"]["hash"]


def test_without_a_given_strength_cross_validation_chooses_one(annotations, training):
    """The model has the strength and the temperature that the choice on all its posts gave."""
    small = TrainingSet.of(training.posts[100:330], annotations.codebook.label_ids)
    choice = choose_strength(small.corpus, small.corpus.rows, seed=1)
    model = train_model(small, Recipe(name="chosen", codebook=annotations.codebook, seed=1))
    assert model.record.facts["strength"] == asdict(choice.strength)
    assert model.record.weights.temperature == choice.temperature != 1.0


def test_the_model_learns_its_training_posts(lanes_model, lanes_training):
    """Ten posts with some thousand features can be told apart."""
    said = lanes_model.predict_proba([post.post.text for post in lanes_training.posts]).argmax(axis=1)
    assert np.array_equal(said, lanes_training.corpus.label)
