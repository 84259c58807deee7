"""Labels to look at again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.doubts import find_doubts, find_twins
from classifier.records import LabelledPost, Post

LABELS = ("a", "b", "c")


def posts_of(labels, texts=None):
    """Return posts with those labels."""
    texts = texts or [f"post {i}" for i in range(len(labels))]
    return [
        LabelledPost(post=Post(thread_id="t", id=f"p{i}", order=i + 1, text=text), label=label, origin="real")
        for i, (label, text) in enumerate(zip(labels, texts, strict=True))
    ]


def test_the_least_likely_label_comes_first():
    """With its probability, and the label that is likelier; a post that is predicted as labelled is not there."""
    posts = posts_of("abca")
    probabilities = [[0.3, 0.6, 0.1], [0.1, 0.8, 0.1], [0.9, 0.06, 0.04], [0.1, 0.2, 0.7]]
    found = find_doubts(posts, LABELS, np.array(probabilities))
    assert [(doubt.post.id, doubt.label, doubt.probability) for doubt in found] == [
        ("p2", "c", 0.04),
        ("p3", "a", 0.1),
        ("p0", "a", 0.3),
    ]
    assert [(doubt.likelier, doubt.likelier_probability) for doubt in found] == [("a", 0.9), ("c", 0.7), ("b", 0.6)]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 10))
def test_doubts_are_ranked_and_none_is_of_a_post_that_was_not_predicted(seed, n, most):
    """Nor of one whose label is the likeliest; no more than asked for."""
    random = np.random.default_rng(seed)
    posts = posts_of(random.choice(LABELS, size=n))
    probabilities = random.dirichlet([1, 1, 1], size=n)
    probabilities[random.random(n) < 0.3] = np.nan
    found = find_doubts(posts, LABELS, probabilities, most)
    own = [row[LABELS.index(each.label)] for each, row in zip(posts, probabilities, strict=True)]
    expected = sorted(p for p, row in zip(own, probabilities, strict=True) if not np.isnan(p) and p < row.max())
    assert [doubt.probability for doubt in found] == expected[:most]
    assert all(doubt.probability < doubt.likelier_probability for doubt in found)


def test_no_posts_raise_no_doubts():
    """Nor do posts that nobody predicted."""
    assert find_doubts([], LABELS, np.empty((0, 3))) == []
    assert find_doubts(posts_of("ab"), LABELS, np.full((2, 3), np.nan)) == []


@pytest.mark.parametrize(
    ("texts", "twins"),
    [
        (["No lane!", "no  LANE!"], True),
        (["No lane!", " no\nlane!\t"], True),
        (["STRASSE", "straße"], True),
        (["No lane!", "No lane"], False),
        (["nolane", "no lane"], False),
        (["", " "], False),
    ],
    ids=["case", "spaces", "folded case", "punctuation", "words", "empty"],
)
def test_twins_say_the_same_but_for_case_and_spaces(texts, twins):
    """Then two labels of them cannot both be right; empty posts say nothing."""
    posts = posts_of("ab", texts)
    shown = [[(post.id, label) for post, label in each.posts] for each in find_twins(posts)]
    assert shown == ([[("p0", "a"), ("p1", "b")]] if twins else [])


def test_the_same_words_with_the_same_label_are_no_twins():
    """A group is shown whole where one of it differs."""
    posts = posts_of("aabab", ["yes", "Yes", "no", "no", "NO"])
    assert [[post.id for post, _ in twins.posts] for twins in find_twins(posts)] == [["p2", "p3", "p4"]]
