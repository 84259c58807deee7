"""Counts of predictions by stance and kind of post."""

import pytest

from classifier.evaluation.tally import Tally
from classifier.records import POST_KINDS, Prediction

STANCE = {"probability": 0.9, "scores": {"for": 0.9, "against": 0.1}}


@pytest.fixture
def tally(make_post):
    """Six posts: three comments, two articles and a system message."""
    tally = Tally(("for", "against", "neither"))
    said = {"comment": ["for", "for", None], "article": ["for", None], "system": ["against"]}
    for kind, stances in said.items():
        for stance in stances:
            tally.add(make_post("text", kind=kind), Prediction(predicted=stance, **STANCE))
    return tally


def test_comments_are_counted_apart_from_articles_and_others(tally):
    """What readers want to know is how the comments stand."""
    assert tally.counts["for", "comment"] == 2
    assert tally.counts["for", "article"] == 1
    assert tally.counts["against", "system"] == 1


def test_abstentions_are_counted_as_such(tally):
    """Not as any stance."""
    assert (tally.counts[None, "comment"], tally.counts[None, "article"]) == (1, 1)


def test_totals_add_up(tally):
    """Over kinds and over stances."""
    assert tally.total() == sum(tally.total(kind) for kind in tally.kinds) == 6
    assert [tally.total(kind) for kind in tally.kinds] == [3, 2, 1]


def test_other_kinds_are_shown_only_where_there_are_any(tally):
    """Comments and articles always are."""
    assert tally.kinds == ("comment", "article", "system")
    assert Tally(("for",)).kinds == ("comment", "article")


@pytest.mark.parametrize("kind", POST_KINDS)
def test_every_kind_of_post_is_counted_once(make_post, kind):
    """As itself."""
    tally = Tally(("for",))
    tally.add(make_post("text", kind=kind), Prediction(predicted="for", **STANCE))
    assert tally.total() == 1
    assert tally.total(kind) == 1
    assert set(tally.kinds) == {"comment", "article", kind}


def test_shares_are_of_the_comments_abstentions_among_them(tally):
    """The article's and the system's stances move no share."""
    shares = [tally.share(label) for label in (*tally.labels, None)]
    assert shares == [2 / 3, 0, 0, 1 / 3]


def test_no_comment_no_share(make_post):
    """An article alone has no share of comments."""
    tally = Tally(("for",))
    tally.add(make_post("text", kind="article"), Prediction(predicted="for", **STANCE))
    assert tally.share("for") is None


def test_posts_that_the_model_was_trained_on_are_counted(make_post):
    """So that a reader can be told."""
    tally = Tally(("for",))
    for seen in (True, False, True):
        tally.add(make_post("text"), Prediction(predicted="for", **STANCE, seen=seen))
    assert tally.seen == 2


def test_the_line_names_what_there_is_in_the_labels_order(tally):
    """A stance that nobody took is not named."""
    assert tally.line("thread.txt") == "thread.txt: 6 posts: 3 for, 1 against, 2 abstained"


def test_the_line_of_an_empty_file_says_so():
    """No posts, no stances."""
    assert Tally(("for",)).line("empty.txt") == "empty.txt: 0 posts: none"
