"""What each term of a post adds."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.records import Post
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import prediction_to_json
from classifier.stance.scoring.explanation import explain, term_weights

WORDS = st.sampled_from(["lanes", "Cars", "road", "NATO", "the", "aid", "!", "don't", "👍", "xyzzy", "China", "war"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join))


def assert_adds_up(model, text):
    """Assert that the weights and the intercept of each label are its decision value."""
    [values] = model.scorer.score([text]).values
    for label, value in enumerate(values):
        added = sum(term.weight for term in term_weights(model.scorer, text, label))
        assert added + model.record.weights.intercepts[label] == pytest.approx(value, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_the_weights_and_the_intercept_add_up_to_the_decision_value(model, text):
    """They are the whole explanation, not an approximation."""
    assert_adds_up(model, text)


def test_the_weights_of_shipped_posts_add_up(lanes_model, model, some_posts):
    """With two labels and with four."""
    for labelled in some_posts[::25]:
        assert_adds_up(model, labelled.post.text)
        assert_adds_up(lanes_model, labelled.post.text)


def test_terms_are_the_distinct_tokens_and_pairs_strongest_first(lanes_model):
    """Each once, however often it is said."""
    found = term_weights(lanes_model.scorer, "Lanes save lives, lanes save", 0)
    assert sorted(term.term for term in found) == sorted(
        ["lanes", "save", "lives", ",", "lanes save", "save lives", "lives ,", ", lanes"]
    )
    weights = [term.weight for term in found]
    assert weights == sorted(weights, reverse=True)


def test_what_speaks_for_one_of_two_labels_speaks_against_the_other(lanes_model):
    """The two labels' weights are each other's negative."""
    first, second = (term_weights(lanes_model.scorer, "cars pay for the lanes", label) for label in (0, 1))
    assert {term.term: pytest.approx(-term.weight) for term in first} == {term.term: term.weight for term in second}


@pytest.mark.parametrize("text", ["", " \n", "\0"])
def test_a_text_without_terms_has_no_weights(model, text):
    """The intercept is all there is."""
    assert term_weights(model.scorer, text, 0) == []


@pytest.fixture(scope="module")
def warm(model):
    """The same model with a temperature, which tells values from values divided by it."""
    return StanceModel(replace(model.record, weights=replace(model.record.weights, temperature=1.7)), "warm")


@settings(deadline=None, max_examples=60)
@given(text=TEXTS, most=st.integers(0, 40))
def test_intercept_terms_and_rest_are_the_decision_value(model, text, most):
    """Of every label, for any text and any number of terms."""
    [values] = model.scorer.score([text]).values
    explained = explain(model.scorer, text, model.labels, most)
    assert tuple(made.label for made in explained) == model.labels
    for made, value, intercept in zip(explained, values, model.record.weights.intercepts, strict=True):
        assert made.intercept == intercept
        assert made.value == pytest.approx(value, abs=1e-9)
        assert made.intercept + sum(term.weight for term in made.terms) + made.rest == pytest.approx(value, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(text=TEXTS, most=st.integers(0, 40))
def test_the_terms_of_a_label_are_the_heaviest_whichever_way_they_pull(model, text, most):
    """By the size of what they add, and each adds what term_weights says."""
    for nth, made in enumerate(explain(model.scorer, text, model.labels, most)):
        weights = {term.term: term.weight for term in term_weights(model.scorer, text, nth)}
        assert {term.term: term.weight for term in made.terms}.items() <= weights.items()
        heaviest = sorted(map(abs, weights.values()), reverse=True)[:most]
        assert [abs(term.weight) for term in made.terms] == heaviest


@settings(deadline=None, max_examples=40)
@given(text=TEXTS, most=st.integers(1, 5))
def test_the_values_over_the_temperature_make_the_scores(warm, text, most):
    """Their softmax is the probability of each label: whoever has the values can work it out."""
    [prediction] = warm.predict([Post(thread_id="t", id="1", order=1, text=text)], terms=most)
    if prediction.scores is None:
        assert prediction.by_label == ()
        return
    odds = {made.label: math.exp(made.value / 1.7) for made in prediction.by_label}
    shares = {label: of / sum(odds.values()) for label, of in odds.items()}
    assert prediction.scores == pytest.approx(shares, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(text=TEXTS, most=st.integers(1, 40))
def test_what_is_written_as_json_adds_up_within_its_digits(model, text, most):
    """Each number may be half a millionth off."""
    [prediction] = model.predict([Post(thread_id="t", id="1", order=1, text=text)], terms=most)
    for made in prediction_to_json(prediction, {}, with_terms=True)["by_label"].values():
        parts = [made["intercept"], made["rest"], *(term["weight"] for term in made["terms"])]
        assert sum(parts) == pytest.approx(made["value"], abs=5e-7 * (len(parts) + 1) + 1e-9)


def test_what_is_known_in_full_leaves_no_rest(lanes_model):
    """Where every term is shown, nothing is left over."""
    for made in explain(lanes_model.scorer, "cars pay for the lanes", lanes_model.labels, 100):
        assert len(made.terms) == 9
        assert made.rest == pytest.approx(0, abs=1e-12)
