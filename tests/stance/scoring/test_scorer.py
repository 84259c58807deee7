"""Scoring in numpy alone, against the fitted scikit-learn pipeline."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.utils.validation import check_is_fitted

from classifier.stance.model import StanceModel
from classifier.stance.record.weights import softmax
from classifier.stance.scoring import token_rows
from classifier.stance.scoring.scorer import Scorer
from classifier.stance.text import portions
from classifier.stance.text.portions import batches

CHARACTERS = st.one_of(st.sampled_from("abcAB1é'’!?_ \n\0🇺👍\u0301\ud800"), st.characters(exclude_categories=["Cn"]))
WORDS = st.sampled_from(["lanes", "Cars", "road", "NATO", "the", "aid", "!", "don't", "👍", "xyzzy", "China", "war"])
TEXTS = st.lists(st.one_of(st.text(CHARACTERS, max_size=60), st.lists(WORDS, max_size=30).map(" ".join)), max_size=5)
MODELS = pytest.mark.parametrize("name", ["lanes_model", "model"], ids=["two labels", "four labels"])


@pytest.fixture(scope="module")
def fitted(lanes_model, model):
    """The two models, each with its pipeline."""
    return {"lanes_model": (lanes_model, lanes_model.as_pipeline()), "model": (model, model.as_pipeline())}


def assert_agree(model, pipeline, texts):
    """Assert that a model and its pipeline give texts the same decision values and probabilities."""
    decided, temperature = pipeline.decision_function(texts), model.record.weights.temperature
    values = model.scorer.score(texts).values
    values = values[:, 1] - values[:, 0] if len(model.labels) == 2 else values
    np.testing.assert_allclose(values, decided * temperature, atol=2e-6)
    np.testing.assert_allclose(model.predict_proba(texts), pipeline.predict_proba(texts), atol=1e-6)


@MODELS
def test_shipped_posts_score_as_in_the_pipeline(fitted, annotations, name):
    """Long articles, short jeers and posts that the model was trained on, as well as others."""
    texts = [labelled.post.text for labelled in annotations.labelled()[::5]]
    assert_agree(*fitted[name], texts)


@MODELS
@settings(deadline=None, max_examples=60)
@given(texts=TEXTS.filter(len))
@example(texts=["", " \n", "!!!", "\0", "\ud800", "a" * 70_000])
def test_any_texts_score_as_in_the_pipeline(fitted, name, texts):
    """Whatever the characters."""
    assert_agree(*fitted[name], texts)


@MODELS
@settings(deadline=None, max_examples=60)
@given(data=st.data(), texts=TEXTS.filter(len), kept=st.integers(1, 12), characters=st.integers(1, 200))
def test_any_batches_and_any_bound_on_kept_tokens_give_the_same_bits(fitted, name, data, texts, kept, characters):
    """What a scorer has met before, and what it has forgotten, changes nothing; a text may hold more than is kept."""
    model, pipeline = fitted[name]
    again = data.draw(st.permutations([*texts, *texts[:2]]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_rows, "TOKENS_KEPT", kept)
        patch.setattr(portions, "BATCH_CHARACTERS", characters)
        small = Scorer(model.record.weights)
        small.score(again)
        scored = small.score(texts)
    whole = model.scorer.score(texts)
    np.testing.assert_array_equal(scored.values, whole.values)
    np.testing.assert_array_equal(scored.known_words, whole.known_words)
    np.testing.assert_array_equal(scored.words, whole.words)
    assert_agree(model, pipeline, texts)


@MODELS
@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"w{number}" for number in range(60_000)),
        "สวัสดีชาวโลก " * 5_000,
        "🇺🇦👍🏽👩‍🚀 " * 5_000,
        "e\u0301\u0302\u0303 a\u0308" * 5_000,
        "İ" * 70_000 + " ΑΣ ΣΑΣ",
        "lanes" * 50_000,
    ],
    ids=["different words", "Thai", "emoji", "marks", "letters that grow", "one long word"],
)
def test_long_texts_of_any_script_score_as_in_the_pipeline(fitted, monkeypatch, name, text):
    """With room for a thousand tokens."""
    monkeypatch.setattr(token_rows, "TOKENS_KEPT", 1000)
    model, pipeline = fitted[name]
    assert_agree(StanceModel(model.record, "fresh"), pipeline, [text, "build the lanes"])


@MODELS
def test_posts_of_one_word_score_as_in_the_pipeline(fitted, name):
    """Thousands of them, known words and unknown ones; none has a pair, though the next post's word follows."""
    words = ["lanes", "the", "Build", "cars", "!", "xyzzy", "ว่า", "👍"]
    assert_agree(*fitted[name], [words[number % len(words)] if number % 3 else f"w{number}" for number in range(3000)])


@MODELS
def test_no_texts_give_no_rows(fitted, name):
    """An empty list is no error."""
    model, _ = fitted[name]
    assert model.predict_proba([]).shape == (0, len(model.labels))
    assert model.scorer.score([]).known.shape == (0,)


@MODELS
def test_a_text_without_terms_has_the_intercepts_as_its_values(fitted, name):
    """Nothing is known of it but how common the labels are."""
    model, _ = fitted[name]
    values = model.scorer.score(["", " ", "\0"]).values
    np.testing.assert_array_equal(values, np.tile(model.record.weights.intercepts, (3, 1)))


@settings(deadline=None, max_examples=50)
@given(texts=TEXTS)
def test_probabilities_sum_to_one(model, texts):
    """For every text, words or none."""
    np.testing.assert_allclose(model.predict_proba(texts).sum(axis=1), 1)


@pytest.mark.parametrize("characters", [1, 50, 1000])
def test_batches_change_nothing_and_keep_the_order(model, some_posts, monkeypatch, characters):
    """Scores are the same to the last bit however many texts are worked on at once."""
    texts = ["", *(labelled.post.text for labelled in some_posts[::3]), ""]
    at_once = model.scorer.score(texts)
    monkeypatch.setattr(portions, "BATCH_CHARACTERS", characters)
    in_batches = model.scorer.score(texts)
    np.testing.assert_array_equal(in_batches.values, at_once.values)
    np.testing.assert_array_equal(in_batches.known, at_once.known)


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        ([], []),
        ([0, 0], [2]),
        ([4, 5], [2]),
        ([4, 6], [1, 1]),
        ([4, 4, 4], [2, 1]),
        ([30, 1, 1], [1, 2]),
        ([1, 30, 1], [1, 1, 1]),
        ([9, 9], [1, 1]),
    ],
)
def test_a_batch_holds_texts_up_to_its_size_or_one_longer_one(monkeypatch, lengths, sizes):
    """No text is split and none is lost."""
    monkeypatch.setattr(portions, "BATCH_CHARACTERS", 10)
    texts = ["x" * length for length in lengths]
    found = list(batches(texts))
    assert [len(batch) for batch in found] == sizes
    assert [text for batch in found for text in batch] == texts


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Lanes", True),
        ("xyzzy lanes", True),
        ("🚲", True),
        ("xyzzy", False),
        (".,!", False),
        ("🎈", False),
        ("", False),
    ],
)
def test_a_text_is_known_by_a_word_number_or_symbol_of_the_training_posts(lanes_model, text, known):
    """Punctuation stands in every text and tells nothing."""
    assert lanes_model.scorer.score([text]).known.tolist() == [known]


def test_the_pipeline_predicts_the_labels_themselves(fitted, some_posts):
    """Its classes are the model's labels, in their order."""
    for model, pipeline in fitted.values():
        texts = [labelled.post.text for labelled in some_posts[:50]]
        assert tuple(pipeline.classes_) == model.labels
        said = [model.labels[i] for i in model.predict_proba(texts).argmax(axis=1)]
        assert pipeline.predict(texts).tolist() == said


def test_the_pipeline_counts_as_fitted_and_can_be_stored(fitted):
    """scikit-learn takes it for a fitted estimator, and a copy of it says the same."""
    _, pipeline = fitted["model"]
    check_is_fitted(pipeline["classify"])
    copy = pickle.loads(pickle.dumps(pipeline))
    np.testing.assert_array_equal(copy.predict_proba(["send aid now"]), pipeline.predict_proba(["send aid now"]))


def test_the_temperature_is_inside_the_pipeline(lanes_training, lanes_model):
    """A model that is calibrated gives a pipeline that is."""
    weights = replace(lanes_model.record.weights, temperature=2.5)
    model = StanceModel(replace(lanes_model.record, weights=weights), "warm")
    texts = [labelled.post.text for labelled in lanes_training.posts]
    np.testing.assert_allclose(model.predict_proba(texts), softmax(model.scorer.score(texts).values, 2.5))
    assert_agree(model, model.as_pipeline(), texts)
