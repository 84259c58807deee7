"""How far coders agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.labels.agreement.pairs import agreements
from classifier.labels.log import LabelEvent


def _events(coder, labels):
    return [
        LabelEvent(coder=coder, line=i, thread_id="t", id=str(i), text_digest="", label=label)
        for i, label in enumerate(labels)
        if label != " "
    ]


def _agreement(**coders):
    return agreements(event for coder, labels in coders.items() for event in _events(coder, labels))


@pytest.mark.parametrize(
    ("ada", "bo", "agreed", "kappa", "alpha"),
    [
        # Agreed 3 of 4. Kappa: chance 3/4 x 2/4 + 1/4 x 2/4 = 1/2; (3/4 - 1/2) / (1/2) = 1/2.
        # Alpha: disagreed 1/4; of the 8 labels 5 are x and 3 y, chance disagreement 2 x 5 x 3 / (8 x 7) = 15/28;
        # 1 - (1/4) / (15/28) = 8/15.
        ("xxxy", "xxyy", 3, 1 / 2, 8 / 15),
        # Agreed 3 of 5. Kappa: chance 2/5 x 3/5 + 2/5 x 1/5 + 1/5 x 1/5 = 9/25; (15/25 - 9/25) / (16/25) = 3/8.
        # Alpha: disagreed 2/5; 5 x, 3 y and 2 z of 10 labels, agreement by chance (20 + 6 + 2) / 90 = 28/90;
        # 1 - (2/5) / (62/90) = 13/31.
        ("xxyyz", "xxyzx", 3, 3 / 8, 13 / 31),
        # All agreed, with two labels: both are 1.
        ("xy", "xy", 2, 1, 1),
        # Never agreed. Kappa: chance 1/2; (0 - 1/2) / (1/2) = -1. Alpha: chance disagreement 2 x 2 x 2 / (4 x 3) = 2/3;
        # 1 - 1 / (2/3) = -1/2.
        ("xy", "yx", 0, -1, -1 / 2),
        # Each coder has one label of his own: kappa's chance is 0. Alpha as in the line above.
        ("xx", "yy", 0, 0, -1 / 2),
    ],
    ids=["two labels", "three labels", "all agreed", "never agreed", "a label each"],
)
def test_known_values(ada, bo, agreed, kappa, alpha):
    """Cohen's kappa and Krippendorff's alpha have the values that their formulas give by hand."""
    (found,) = _agreement(ada=ada, bo=bo)
    assert (found.coders, found.posts, found.agreed, found.share) == (
        ("ada", "bo"),
        len(ada),
        agreed,
        agreed / len(ada),
    )
    assert (found.kappa, found.alpha) == (pytest.approx(kappa), pytest.approx(alpha))


@pytest.mark.parametrize(("ada", "bo"), [("x", "x"), ("xxx", "xxx")], ids=["one post", "three posts"])
def test_one_label_only(ada, bo):
    """Where only one label was given, chance alone would agree as well: kappa and alpha are not defined."""
    (found,) = _agreement(ada=ada, bo=bo)
    assert (found.agreed, found.share, found.kappa, found.alpha) == (len(ada), 1, None, None)


def test_posts_in_common():
    """Only posts that both labelled count."""
    (found,) = _agreement(ada="xy x", bo="x yx")
    assert (found.posts, found.agreed) == (2, 2)


def test_nothing_in_common():
    """Coders without a post in common have no agreement."""
    assert _agreement(ada="x ", bo=" x") == []


def test_pairs():
    """Each pair of coders is compared, in order of name; the adjudicated labels, made from the others, are left out."""
    found = _agreement(cy="xy", ada="xy", bo="xx", adjudicated="xy")
    assert [pair.coders for pair in found] == [("ada", "bo"), ("ada", "cy"), ("bo", "cy")]


def test_labels_taken_back():
    """A label that was taken back agrees with nothing."""
    events = [*_events("ada", "xy"), *_events("bo", "xy")]
    events[0] = LabelEvent(coder="ada", line=9, thread_id="t", id="0", text_digest="", label=None)
    assert agreements(events)[0].posts == 1


@given(pairs=st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=20))
def test_names_do_not_matter(pairs):
    """Whoever is who, two coders agree as far."""
    one, other = ("".join(labels) for labels in zip(*pairs, strict=True))
    (found,) = _agreement(ada=one, bo=other)
    (renamed,) = _agreement(zoe=one, bo=other)
    assert (renamed.posts, renamed.agreed) == (found.posts, found.agreed)
    assert renamed.kappa == (None if found.kappa is None else pytest.approx(found.kappa))
    assert renamed.alpha == (None if found.alpha is None else pytest.approx(found.alpha))


@given(pairs=st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=20))
def test_alpha_by_its_formula(pairs):
    """Alpha is 1 less observed over chance disagreement, both counted over pairs of labels."""
    one, other = ("".join(labels) for labels in zip(*pairs, strict=True))
    (found,) = _agreement(ada=one, bo=other)
    given_labels = one + other
    pairs_of_labels = [(i, j) for i in range(len(given_labels)) for j in range(i)]
    by_chance = sum(given_labels[i] != given_labels[j] for i, j in pairs_of_labels) / len(pairs_of_labels)
    if by_chance:
        observed = sum(a != b for a, b in pairs) / len(pairs)
        assert found.alpha == pytest.approx(1 - observed / by_chance)
    else:
        assert found.alpha is None
