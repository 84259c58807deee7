"""In which order posts are served."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from classifier.labelling.orders import random_order, rare_order, uncertain_order

KEYS = [("t", str(nth)) for nth in range(1000)]
keys = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), unique=True)


@given(keys, st.integers(0, 5))
def test_random_order_is_the_same_each_time(keys, seed):
    """A seed and the posts make the order, whatever the order in which they come."""
    assert random_order(keys, seed) == random_order(reversed(keys), seed)
    assert sorted(random_order(keys, seed)) == sorted(keys)


@given(keys, st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3))))
def test_later_posts_change_no_order_of_the_others(keys, more):
    """Posts that come later stand among the others, which keep their order."""
    assert [key for key in random_order({*keys, *more}, 0) if key in keys] == random_order(keys, 0)


def test_every_post_is_as_likely_to_come_first():
    """Of 20 posts each comes among the first five in about a quarter of 2,000 orders, within five standard errors."""
    first = Counter(key for seed in range(2000) for key in random_order(KEYS[:20], seed)[:5])
    assert len(first) == 20
    assert all(abs(count - 500) < 5 * (2000 * 0.25 * 0.75) ** 0.5 for count in first.values())


def test_uncertain_order():
    """The smaller the lead of the likeliest label, the sooner; what has no words comes last."""
    shares = {"sure": {"a": 0.9, "b": 0.1}, "none": None, "even": {"a": 0.5, "b": 0.5}, "half": {"a": 0.3, "b": 0.7}}
    assert uncertain_order(shares) == ["even", "half", "sure", "none"]


def test_rare_order():
    """The likelier the label that was given least often, the sooner."""
    shares = {"x": {"a": 0.9, "b": 0.1}, "none": None, "y": {"a": 0.2, "b": 0.8}}
    assert rare_order(shares, ["a", "a", "b"], ["a", "b"]) == ["y", "x", "none"]
    assert rare_order(shares, ["b"], ["a", "b"]) == ["x", "y", "none"]
