"""How far some coders agree: pairs, all together, labels, and each with themself."""

import pytest

from classifier.labels.agreement.measured import measure_agreement

LABELS = ("a", "b", "c")


def test_every_pair_in_order(given_by):
    """With the posts that both labelled, how many they agreed on, and which labels they gave."""
    found = measure_agreement(given_by(["aab.", "abbb", "...."], threads=4), {}, LABELS, 0)
    assert [pair.coders for pair in found.pairs] == [("c0", "c1"), ("c0", "c2"), ("c1", "c2")]
    pair = found.pairs[0]
    assert (pair.posts, pair.agreed, pair.threads, pair.observed.value) == (3, 2, 3, pytest.approx(2 / 3))
    assert pair.confusion.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert found.labels == LABELS


def test_labels_that_the_codebook_lacks_count_all_the_same(given_by):
    """They come after its own."""
    found = measure_agreement(given_by(["azz", "azy"]), {"c0": {("t0", "0"): "q"}}, LABELS, 0)
    assert found.labels == ("a", "b", "c", "q", "y", "z")
    assert found.pairs[0].agreed == 2


def test_all_coders_together(given_by):
    """On the posts of two labels or more; each label with how often it was given there."""
    joint = measure_agreement(given_by(["aab..", "aabb.", "ab..a"], threads=3), {}, LABELS, 0).joint
    assert (joint.coders, joint.posts, joint.threads) == (("c0", "c1", "c2"), 3, 3)
    assert {label.label: label.given for label in joint.labels} == {"a": 5, "b": 3, "c": 0}
    # Two posts agree; of the third's six ordered pairs two do: (3 + 1 + 2) / 8.
    assert joint.observed.value == pytest.approx((3 + 1 + 2) / 8)


def test_a_coder_and_the_labels_given_again(given_by):
    """Own labels against those given again, of the posts that have both; they are in no figure of other coders."""
    given = given_by(["aabbc", "aabbc"])
    again = {"c1": {("t0", "0"): "a", ("t0", "2"): "c", ("t0", "9"): "a"}}
    found = measure_agreement(given, again, LABELS, 0)
    [own] = found.again
    assert (own.coders, own.posts, own.agreed) == (("c1", "c1"), 2, 1)
    assert own.confusion.tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]]
    without = measure_agreement(given, {}, LABELS, 0)
    assert (found.joint, found.pairs[0].agreed) == (without.joint, without.pairs[0].agreed)


@pytest.mark.parametrize(
    ("rows", "undefined"),
    [(["ab..", "..ab"], "no post in common"), (["aaa", "aaa"], "all labels the same"), (["ab", "ab"], None)],
)
def test_why_nothing_is_defined(given_by, rows, undefined):
    """Of a pair, and of all together."""
    found = measure_agreement(given_by(rows), {}, LABELS, 0)
    assert found.pairs[0].undefined == found.joint.undefined == undefined
    assert (found.pairs[0].kappa.value is None) == (undefined is not None)


def test_why_a_label_has_no_alpha(given_by):
    """Nobody gave it, or everybody did throughout."""
    found = measure_agreement(given_by(["aaa", "aaa"]), {}, LABELS, 0)
    assert [label.undefined for label in found.joint.labels] == ["given to every post", *["given to no post"] * 2]
    assert [label.specific.value for label in found.joint.labels] == [1.0, None, None]


@pytest.mark.parametrize(
    ("rows", "threads", "why"),
    [
        (["ab" * 9, "ab" * 8 + "aa"], 9, "too few threads"),
        (["ab" * 9, "ab" * 9], 18, "no disagreement"),
        (["ab" * 9, "ab" * 8 + "aa"], 18, None),
        (["ab..", "..ab"], 4, None),
    ],
    ids=["few threads", "no disagreement", "an interval", "nothing that could have one"],
)
def test_why_there_is_no_interval(given_by, rows, threads, why):
    """Of a pair, of all, of a label."""
    found = measure_agreement(given_by(rows, threads), {}, LABELS, 0)
    assert (found.pairs[0].no_interval, found.joint.no_interval, found.joint.labels[0].no_interval) == (why,) * 3


@pytest.mark.parametrize("coders", [0, 1])
def test_fewer_than_two_coders(given_by, coders):
    """There is nothing to compare, and nothing is defined."""
    found = measure_agreement(given_by(["aab"][:coders]), {}, LABELS, 0)
    assert (found.pairs, found.joint.posts, found.joint.undefined) == ((), 0, "no post in common")
