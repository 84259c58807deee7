"""Whether a file looks unlike the training posts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evaluation.drift import FAR, FEWEST_POSTS, Seen, unlike
from classifier.records import Prediction
from classifier.reports.drift_text import drift_sentence
from classifier.stance.record.profile import LARGEST, Profile, Spread, profile_from_json

USUAL = Profile(Spread(0.1, 0.1, 0.02), Spread(3.0, 0.7, 0.2), {"for": Spread(0.6, 0.4, 0.2)})
TOKENS = round(math.expm1(3.0))


def _post(known=9, words=10, tokens=TOKENS, share=0.6, least=0.0):
    top = max(share, 1 - share)
    said = "for" if share > 1 - share else "against"
    return Prediction(
        predicted=said if top >= least else None,
        probability=top,
        scores={"for": share, "against": 1 - share},
        words=words,
        known_words=known,
        tokens=tokens,
    )


def _seen(*posts):
    seen = Seen()
    for post in posts:
        seen.add(post)
    return seen


def _found(*posts, profile=USUAL):
    return [one.name for one in unlike(_seen(*posts), profile)]


def test_posts_like_the_training_posts_are_no_news():
    """Nothing is said of a file like the others."""
    assert _found(*[_post()] * 30) == []


@pytest.mark.parametrize(
    ("post", "name"),
    [(_post(known=2), "unknown words"), (_post(tokens=1000), "length"), (_post(tokens=1), "length")],
    ids=["foreign words", "long", "short"],
)
def test_a_file_that_is_far_from_the_training_posts_is_told_by_what_is_far(post, name):
    """Both ways."""
    assert _found(*[post] * 30) == [name]


def test_that_every_word_is_known_is_no_reason_to_doubt():
    """Posts of well-known words, as those of the training threads are, give no warning."""
    profile = Profile(Spread(0.5, 0.05, 0.05), USUAL.length, {})
    assert _found(*[_post(known=10)] * 30, profile=profile) == []
    assert _found(*[_post(known=0)] * 30, profile=profile) == ["unknown words"]


def test_labels_count_by_probability_however_sure_a_prediction_had_to_be():
    """What --min-confidence leaves open looks no less like what it is."""
    sure, unsure = (_seen(*[_post(share=0.01, least=least)] * 30) for least in (0.0, 1.0))
    profile = Profile(USUAL.unknown, USUAL.length, {"for": Spread(0.9, 0.2, 0.1)})
    [one] = unlike(unsure, profile)
    assert (one.name, one.usual) == ("for", 0.9)
    assert one.here == pytest.approx(0.01)
    assert [one] == unlike(sure, profile)


def test_the_farthest_comes_first():
    """In standard errors, those of threads included."""
    found = unlike(_seen(*[_post(known=0, tokens=1000)] * 30), USUAL)
    assert [one.name for one in found] == ["unknown words", "length"]
    assert found[0].errors > found[1].errors > FAR


@given(
    posts=st.lists(st.builds(_post, st.integers(0, 10), st.just(10), st.integers(1, 5000)), max_size=FEWEST_POSTS - 1)
)
def test_so_few_posts_can_look_like_anything(posts):
    """Of fewer than ten nothing is said, posts without words not counted."""
    assert _found(*posts, *[_post(words=0, known=0, tokens=0)] * 20) == []


def test_ten_posts_are_enough():
    """That is where it begins."""
    assert _found(*[_post(known=0)] * FEWEST_POSTS) == ["unknown words"]


def test_a_figure_that_did_not_vary_in_training_is_not_compared():
    """One thread of one post says nothing of how far others may be."""
    flat = Profile(Spread(0.0, 0.0, 0.0), USUAL.length, {})
    assert _found(*[_post(known=0)] * 30, profile=flat) == []


def test_the_warning_gives_both_figures():
    """Words as a share, length in tokens, a label as a share of probabilities; and what to do."""
    profile = Profile(USUAL.unknown, USUAL.length, {"for": Spread(0.9, 0.2, 0.1)})
    sentence = drift_sentence("new.txt", unlike(_seen(*[_post(known=2, tokens=1000, share=0.01)] * 30), profile))
    assert sentence.startswith("new.txt: looks unlike the posts that the model was trained on (")
    for part in (
        "80% unknown words where 10% are usual",
        "1000 tokens a post where 19 are usual",
        "1% for by its probabilities where 90% are usual",
    ):
        assert part in sentence
    assert "label some of these posts and evaluate on them" in sentence


NUMBERS = st.floats(0, LARGEST) | st.integers(0, 10**6) | st.floats() | st.just(10**400)
SPREADS = st.tuples(NUMBERS, NUMBERS | st.floats(0, 1), NUMBERS | st.floats(0, 1)).map(list)


@given(
    value=st.fixed_dictionaries(
        {"unknown": SPREADS, "length": SPREADS, "labels": st.dictionaries(st.text(), SPREADS, max_size=3)}
    ),
    tokens=st.integers(0, 10**9),
)
def test_whatever_profile_a_model_carries_gives_a_sentence_or_none(value, tokens):
    """Anybody may have written it; no figure is too large to be said."""
    profile = profile_from_json(value)
    found = [] if profile is None else unlike(_seen(*[_post(tokens=tokens)] * 12), profile)
    assert "are usual" in drift_sentence("a", found) or not found
