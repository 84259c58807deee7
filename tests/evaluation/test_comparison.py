"""Two systems on the same labelled posts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import DataError
from classifier.evaluation.comparison import Said, compare
from classifier.records import Post, Prediction

LABELS = st.sampled_from(["for", "against", "neither"])
ROWS = st.lists(st.tuples(LABELS, LABELS | st.none(), LABELS | st.none()), min_size=12, max_size=40)


def _posts(labels, threads=100, **extra):
    return [
        Post(thread_id=f"t{n % threads}", id=f"p{n}", order=n + 1, text=f"post {n}", extra={"label": label, **extra})
        for n, label in enumerate(labels)
    ]


def _said(system, posts, labels):
    made = [Prediction(predicted=label, probability=None, scores=None) for label in labels]
    return Said(system, {post.key: prediction for post, prediction in zip(posts, made, strict=True)})


def _compared(rows, threads=100):
    true, one, other = zip(*rows, strict=True)
    posts = _posts(true, threads)
    return posts, _said("one", posts, one), _said("other", posts, other)


@settings(deadline=None, max_examples=25)
@given(rows=ROWS, threads=st.integers(1, 15))
def test_the_other_way_round_every_difference_changes_its_sign(rows, threads):
    """Figures, intervals and counts of A beside B are those of B beside A, turned round."""
    posts, one, other = _compared(rows, threads)
    [there] = compare(posts, one, other, None, seed=3).parts
    [back] = compare(posts, other, one, None, seed=3).parts
    assert (there.both_right, there.neither) == (back.both_right, back.neither)
    assert (there.only_one, there.only_other) == (back.only_other, back.only_one)
    for differences, turned in ((there.differences, back.differences), (there.by_label, back.by_label)):
        assert differences.keys() == turned.keys()
        for name, found in differences.items():
            assert turned[name].value == pytest.approx(-found.value, abs=1e-12)
            assert (found.interval is None) == (turned[name].interval is None) == (there.data.threads < 10)
            if found.interval is not None:
                mirrored = (-turned[name].interval.high, -turned[name].interval.low)
                assert mirrored == pytest.approx((found.interval.low, found.interval.high), abs=1e-12)
                assert found.positive + turned[name].positive <= 1 + 1e-12


@settings(deadline=None, max_examples=25)
@given(rows=ROWS)
def test_the_counts_are_those_of_a_count_by_hand(rows):
    """Right by both, by one, by neither; an abstention is a miss."""
    posts, one, other = _compared(rows)
    found = compare(posts, one, other, None, seed=0)
    [part] = found.parts
    right = [(true == first, true == second) for true, first, second in rows]
    assert part.both_right == right.count((True, True))
    assert part.only_one == right.count((True, False))
    assert part.only_other == right.count((False, True))
    assert part.neither == right.count((False, False))
    accuracies = [sum(column) / len(rows) for column in zip(*right, strict=True)]
    assert part.differences["accuracy"].value == pytest.approx(accuracies[0] - accuracies[1])
    assert set(part.by_label) == {true for true, _, _ in rows}


def test_a_system_beside_itself_differs_in_nothing():
    """The interval too is nothing wide."""
    posts = _posts(["for", "against"] * 10)
    said = ["for"] * 15 + ["against"] * 5
    [part] = compare(posts, _said("one", posts, said), _said("other", posts, said), None, seed=0).parts
    for found in (*part.differences.values(), *part.by_label.values()):
        assert (found.value, found.interval.low, found.interval.high, found.positive) == (0, 0, 0, 0)


def test_posts_of_which_one_says_nothing_are_left_out_and_counted():
    """An abstention is something said: that the system does not know."""
    posts = _posts(["for", "against", "for", "against"])
    one = _said("one", posts[:3], ["for", None, "for"])
    other = _said("other", posts[1:], ["against", "for", "for"])
    found = compare([*posts, Post(thread_id="t", id="x", order=9, text="no label")], one, other, None, seed=0)
    assert (found.left_out, found.parts[0].data.size) == (2, 2)
    assert (found.parts[0].only_one, found.parts[0].only_other) == (0, 1)


def test_nothing_in_common_is_an_error():
    """It names both, and what the files must share."""
    posts = _posts(["for", "against"])
    one, other = _said("mine", posts[:1], ["for"]), _said("theirs", posts[1:], ["for"])
    with pytest.raises(DataError, match=r"none of 2 labelled posts is spoken of by both mine and theirs: .*thread_id"):
        compare(posts, one, other, None, seed=0)


def test_real_and_written_posts_are_never_pooled():
    """Each origin has its own figures."""
    posts = _posts(["for", "against"] * 3) + [
        Post(thread_id="w", id=f"w{n}", order=n, text="", extra={"label": "for", "origin": "written"}) for n in (1, 2)
    ]
    one, other = (_said(name, posts, ["for"] * 8) for name in ("one", "other"))
    found = compare(posts, one, other, None, seed=0)
    assert [(part.data.origin, part.data.size) for part in found.parts] == [("real", 6), ("written", 2)]


def test_labels_that_no_post_carries_are_told():
    """Another codebook's labels are misses, and whoever compares must know why."""
    posts = _posts(["for", "against", "for"])
    one, other = _said("one", posts, ["for", None, "against"]), _said("other", posts, ["pro", "con", "for"])
    found = compare(posts, one, other, None, seed=0)
    assert found.foreign == ((), ("con", "pro"))
    [part] = found.parts
    assert (part.only_one, part.only_other, part.neither) == (1, 1, 1)


def test_a_label_that_is_no_text_is_an_error():
    """It names the post."""
    posts = _posts(["for", 7])
    with pytest.raises(DataError, match="post 'p1' of thread 't1': 'label' is 7; it must be text"):
        compare(posts, *(_said(name, posts, ["for", "for"]) for name in ("one", "other")), None, seed=0)
