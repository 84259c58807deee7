"""What each term of a post adds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.explanation import term_weights

WORDS = st.sampled_from(["lanes", "Cars", "road", "NATO", "the", "aid", "!", "don't", "👍", "xyzzy", "China", "war"])


def assert_adds_up(model, text):
    """Assert that the weights and the intercept of each label are its decision value."""
    [values] = model.scorer.score([text]).values
    for label, value in enumerate(values):
        added = sum(term.weight for term in term_weights(model.scorer, text, label))
        assert added + model.record.weights.intercepts[label] == pytest.approx(value, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join)))
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
