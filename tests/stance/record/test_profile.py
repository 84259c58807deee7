"""What training posts look like."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.stance.record.profile import LARGEST, Profile, Spread, profile_from_json, profile_to_json
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.profiling import profile_of
from classifier.stance.training.train import Recipe, train_model

FIGURES = st.floats(0, LARGEST, exclude_max=True).map(lambda number: min(number, LARGEST - 1e-3))
SPREADS = st.builds(Spread, FIGURES, FIGURES, FIGURES)
PROFILES = st.builds(Profile, SPREADS, SPREADS, st.dictionaries(st.text(), SPREADS, max_size=4))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
HOSTILE_SPREAD = JSON | st.lists(st.floats() | st.integers() | st.just(10**400), min_size=3, max_size=3)
HOSTILE = JSON | st.fixed_dictionaries(
    {
        "unknown": HOSTILE_SPREAD,
        "length": HOSTILE_SPREAD,
        "labels": JSON | st.dictionaries(st.text(), HOSTILE_SPREAD, max_size=3),
    }
)


def _near(spread):
    return [pytest.approx(number, abs=1e-6) for number in (spread.mean, spread.within, spread.between)]


def _numbers(spread):
    return [spread.mean, spread.within, spread.between]


@given(profile=PROFILES)
def test_a_profile_comes_back_from_json(profile):
    """To six digits."""
    read = profile_from_json(json.loads(json.dumps(profile_to_json(profile))))
    assert _numbers(read.unknown) == _near(profile.unknown)
    assert _numbers(read.length) == _near(profile.length)
    assert {label: _numbers(spread) for label, spread in read.labels.items()} == {
        label: _near(spread) for label, spread in profile.labels.items()
    }


@given(value=HOSTILE)
def test_whatever_a_model_claims_is_a_profile_or_none(value):
    """Anybody may have written it: figures that can be compared, or nothing."""
    read = profile_from_json(value)
    if read is not None:
        for spread in (read.unknown, read.length, *read.labels.values()):
            assert all(0 <= number < LARGEST for number in _numbers(spread))


@pytest.mark.parametrize(
    "value",
    [[0.1, 0.1], [0.1, 0.1, -0.1], [0.1, 0.1, float("nan")], [0.1, 0.1, "0"], {"mean": 0.1}, [0.1, 0.1, 1e3]],
    ids=["two", "negative", "nan", "text", "object", "too large"],
)
@pytest.mark.parametrize("name", ["unknown", "length", "labels"])
def test_one_figure_that_is_none_spoils_the_profile(name, value):
    """A warning must not rest on half of it."""
    good = profile_to_json(Profile(Spread(0.1, 0.1, 0.1), Spread(3, 1, 1), {"for": Spread(0.5, 0.5, 0.1)}))
    assert profile_from_json(good) is not None
    assert profile_from_json({**good, name: {"for": value} if name == "labels" else value}) is None


@given(spread=SPREADS, posts=st.integers(0, 10**6))
def test_more_posts_make_a_mean_surer_but_never_surer_than_threads_differ(spread, posts):
    """The error shrinks with the posts down to the spread between threads."""
    assert spread.error(posts + 1) <= spread.error(posts)
    assert spread.error(posts) >= spread.between * (1 - 1e-12) - 1e-100  # whose square is nothing
    assert spread.error(1) == pytest.approx(np.hypot(spread.between, spread.within))


def _training(label_post, posts):
    """Return (label, text, thread) triples as a training set, each post by an author of its own."""
    made = [
        label_post(label, text, thread_id=f"t{thread}", id=f"p{nth}", author=f"a{nth}")
        for nth, (label, text, thread) in enumerate(posts)
    ]
    return TrainingSet.of(made, ("for", "against"))


def _profile(training):
    return profile_of(training.corpus, [labelled.post.text for labelled in training.posts], seed=0)


def test_the_spreads_within_and_between_threads_are_told_apart(label_post):
    """Simulated threads of unequal size: the spreads that they were drawn with come out."""
    draw = np.random.default_rng(7)
    posts = []
    for thread in range(300):
        share, mean = draw.choice([0.2, 0.8]), draw.normal(2.5, 0.3)
        for _ in range(draw.integers(1, 9)):
            tokens = max(1, round(np.expm1(draw.normal(mean, 0.2))))
            text = " ".join(f"w{word}" for word in draw.integers(0, 5000, tokens))
            posts.append(("for" if draw.random() < share else "against", text, thread))
    profile = _profile(_training(label_post, posts))
    assert _numbers(profile.labels["for"]) == pytest.approx([0.5, 0.4, 0.3], rel=0.12)
    assert _numbers(profile.length) == pytest.approx([2.5, 0.2, 0.3], rel=0.12)
    against, supporting = profile.labels["against"], profile.labels["for"]
    assert _numbers(against) == pytest.approx([1 - supporting.mean, supporting.within, supporting.between])


def test_where_threads_do_not_differ_nothing_lies_between_them(label_post):
    """A spread is never less than nothing, however the posts fall."""
    posts = [(label, f"word{thread} and more{label}", thread) for thread in range(12) for label in ("for", "against")]
    profile = _profile(_training(label_post, posts))
    assert profile.labels["for"] == Spread(0.5, pytest.approx(np.sqrt(0.5)), 0.0)
    assert profile.length == Spread(pytest.approx(np.log1p(3)), 0.0, 0.0)


def test_unknown_words_are_those_that_no_other_thread_holds(label_post):
    """A thread's own words are unknown, however often it says them; words that all threads say are known."""
    posts = []
    for thread in range(10):
        own = " ".join(f"own{thread}x{nth}" for nth in range(12))
        posts += [("for", f"{own} one two three four", thread), ("against", f"four three two one! {own}", thread)]
    assert _profile(_training(label_post, posts)).unknown == Spread(pytest.approx(12 / 16), 0.0, 0.0)


def test_posts_without_words_have_no_share_of_unknown_ones(label_post):
    """Punctuation and nothing at all are left out of that figure, and count in the others."""
    posts = [("for" if thread % 2 else "against", f"own{thread} said", thread) for thread in range(10)]
    empty = [("for", "!!! ...", 0), ("against", "", 1)]
    with_empty, without = (_profile(_training(label_post, given)) for given in (posts + empty, posts))
    assert with_empty.unknown == without.unknown
    assert with_empty.length.mean < without.length.mean


def test_one_thread_alone_has_a_profile(label_post):
    """No other thread says which words are unknown: no figure, and no error."""
    profile = _profile(_training(label_post, [("for", "lanes now", 0), ("against", "no lanes", 0)]))
    assert profile.unknown == Spread(0.0, 0.0, 0.0)
    assert profile.labels["for"].mean == 0.5


def test_a_model_carries_the_profile_of_its_posts(model, training):
    """As it is read again."""
    assert model.record.facts["profile"] == profile_to_json(_profile(training))
    assert profile_from_json(model.record.facts["profile"]) is not None


@pytest.mark.parametrize(("posts", "carried"), [(9, False), (10, True)])
def test_a_model_of_fewer_than_ten_threads_carries_no_profile(lanes_training, lanes_codebook, posts, carried):
    """How far threads differ cannot be told from so few, and a warning that rests on it would be noise."""
    training = TrainingSet.of(lanes_training.posts[:posts], lanes_codebook.label_ids)
    made = train_model(training, Recipe(name="few", codebook=lanes_codebook, c=30.0))
    assert (profile_from_json(made.record.facts["profile"]) is not None) == carried
