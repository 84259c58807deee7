"""Posts in the nesting of their answers."""

from hypothesis import given
from hypothesis import strategies as st

from classifier.records import Post
from classifier.threads.nesting import nest


def posts_of(*parents, **fields):
    """Return posts 0, 1, ... that answer the given ones."""
    return [
        Post(thread_id="t", id=str(nth), order=nth + 1, text="", parent_id=parent, **fields)
        for nth, parent in enumerate(parents)
    ]


def shown(posts):
    """Return (id, depth) of the posts as they are nested."""
    return [(posts[place.post].id, place.depth) for place in nest(posts)]


@given(parents=st.lists(st.none() | st.integers(0, 12).map(str), max_size=12))
def test_every_post_comes_once_whatever_its_parent(parents):
    """Circles, posts that answer themselves or later ones, and parents that are not there included."""
    assert sorted(place.post for place in nest(posts_of(*parents))) == list(range(len(parents)))


@given(parents=st.lists(st.none() | st.integers(0, 12), max_size=12))
def test_an_answer_stands_below_its_parent_one_level_deeper(parents):
    """Where each post answers an earlier one."""
    posts = posts_of(*(None if parent is None or parent >= nth else str(parent) for nth, parent in enumerate(parents)))
    depths = {}
    for place in nest(posts):
        if place.parent is not None:
            assert place.depth == depths[place.parent] + 1
        depths[place.post] = place.depth


def test_answers_stand_below_what_they_answer_in_the_order_given():
    """Whatever was written in between."""
    posts = posts_of(None, None, "0", "1", "0", "2")
    assert shown(posts) == [("0", 0), ("2", 1), ("5", 2), ("4", 1), ("1", 0), ("3", 1)]
    assert nest(posts)[0].answers == (2, 4)


def test_answers_to_an_article_are_not_indented():
    """All comments of a page answer it."""
    article = Post(thread_id="t", id="0", order=1, text="", kind="article")
    assert shown([article, *posts_of(None, "0", "1")[1:]]) == [("0", 0), ("1", 0), ("2", 1)]


def test_a_post_whose_parent_is_elsewhere_keeps_its_depth():
    """So do its answers, below it."""
    assert shown(posts_of("gone", "0", depth=3)) == [("0", 3), ("1", 4)]


def test_a_chain_may_be_as_long_as_it_likes():
    """Far longer than Python's stack."""
    assert shown(posts_of(None, *map(str, range(4999))))[-1] == ("4999", 4999)
