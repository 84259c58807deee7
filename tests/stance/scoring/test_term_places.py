"""Where terms stand in a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.records import TermWeight
from classifier.stance.scoring.explanation import term_weights
from classifier.stance.scoring.term_places import term_places

ANY = st.text(st.one_of(st.sampled_from("ab' \n.İΣς🇺🇦👩\u200d🚀👍🏽\ufe0f"), st.characters()), max_size=60)


def marked(text, *terms):
    """Return the stretches of a text that terms cover, each with their names."""
    places = term_places(text, [TermWeight(term, 1.0) for term in terms])
    return [(text[place.start : place.end], [term.term for term in place.terms]) for place in places]


@settings(deadline=None)
@given(text=ANY)
def test_places_are_in_order_apart_and_inside_the_text(model, text):
    """Whatever the characters; and every term of a text stands somewhere in it."""
    terms = term_weights(model.scorer, text, 0)
    places = term_places(text, terms)
    edges = [edge for place in places for edge in (place.start, place.end)]
    assert edges == sorted(edges)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert {term.term for place in places for term in place.terms} == {term.term for term in terms}


def test_a_term_is_marked_wherever_it_stands_whatever_its_case():
    """And nowhere inside a longer word."""
    assert marked("War? WAR! Warsaw, anti-war", "war") == [("War", ["war"]), ("WAR", ["war"]), ("war", ["war"])]


def test_a_pair_covers_its_tokens_and_what_is_between_them():
    """Only where they are neighbours."""
    assert marked("our  war, war our", "our war") == [("our  war", ["our war"])]


def test_where_terms_overlap_each_stretch_names_all_that_cover_it():
    """A word may be a term, and part of the pairs before and after it."""
    assert marked("not our war", "our", "not our", "our war") == [
        ("not ", ["not our"]),
        ("our", ["our", "not our", "our war"]),
        (" war", ["our war"]),
    ]


def test_a_letter_that_becomes_two_in_lower_case_moves_nothing():
    """As the Turkish dotted I does."""
    assert marked("İstanbul, İ war", "war", "i̇stanbul") == [("İstanbul", ["i̇stanbul"]), ("war", ["war"])]


@pytest.mark.parametrize(
    ("text", "term", "whole"),
    [
        ("Slava 🇺🇦🇵🇱!", "🇦", "🇺🇦"),
        ("up 👩‍🚀 there", "🚀", "👩‍🚀"),
        ("well 👍🏽 done", "👍", "👍🏽"),
        ("a ❤️ b", "❤", "❤️"),
    ],
    ids=["flag", "joined", "skin", "variation"],
)
def test_a_mark_never_breaks_what_is_seen_as_one_character(text, term, whole):
    """A flag is two tokens, an emoji with a skin colour too."""
    assert marked(text, term) == [(whole, [term])]


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800"])
def test_without_terms_there_is_nothing_to_mark(text):
    """Nor in a text without tokens."""
    assert marked(text) == []
    assert marked(text, "war") == []
