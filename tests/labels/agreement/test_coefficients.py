"""Coefficients of agreement: published examples, another implementation, and what must not matter."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from classifier.labels.agreement.coefficients import (
    cohen_kappa,
    krippendorff_alpha,
    label_alphas,
    observed,
    specific_agreement,
)
from classifier.labels.agreement.counts import coincidence_counts, coincidences_of_pair, pair_counts

LABELS = "abcd"
A_ROW = st.text(st.sampled_from(LABELS + "."), min_size=12, max_size=12)
ROWS = st.lists(A_ROW, min_size=2, max_size=5)
TWO = st.lists(st.text(st.sampled_from(LABELS), min_size=12, max_size=12), min_size=2, max_size=2)


def _coincidences(codings):
    return coincidence_counts(codings).sum(axis=0)


def _pair(codings, first=0, second=1):
    return pair_counts(codings, first, second).sum(axis=0)


def _task(rows):
    return AnnotationTask(
        [(f"c{nth}", str(i), label) for nth, row in enumerate(rows) for i, label in enumerate(row) if label in LABELS]
    )


def _said_of(rows):
    """Return the labels of each post that has two or more."""
    posts = [[label for label in post if label != "."] for post in zip(*rows, strict=True)]
    return [post for post in posts if len(post) > 1]


@pytest.mark.parametrize(
    ("rows", "alpha"),
    [
        (["0100000010", "1110010000"], 0.095),
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
    ],
    ids=["two coders, two labels", "two coders, five labels", "four coders, some labels missing"],
)
def test_krippendorff_2011(codings_of, rows, alpha):
    """The nominal examples of his paper on computing alpha, to the three digits that it gives."""
    assert krippendorff_alpha(_coincidences(codings_of(rows))) == pytest.approx(alpha, abs=0.0005)


def test_cohen_1960(codings_of):
    """The example of his paper, 200 cases in three kinds by two judges: kappa is .492."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    cases = [(one, other) for one, row in enumerate(table) for other, n in enumerate(row) for _ in range(n)]
    rows = ["".join(str(label) for label in judge) for judge in zip(*cases, strict=True)]
    pair = _pair(codings_of(rows))
    assert cohen_kappa(pair) == pytest.approx(0.492, abs=0.0005)
    assert observed(coincidences_of_pair(pair)) == pytest.approx(140 / 200)


@given(rows=ROWS)
@settings(max_examples=300)
def test_alpha_is_that_of_nltk(codings_of, rows):
    """For any number of coders, each with some labels missing."""
    assume(len({label for post in _said_of(rows) for label in post}) > 1)
    assert krippendorff_alpha(_coincidences(codings_of(rows))) == pytest.approx(_task(rows).alpha())


@given(rows=TWO)
def test_kappa_and_agreement_are_those_of_nltk(codings_of, rows):
    """For two coders who labelled the same posts."""
    assume(len(set("".join(rows))) > 1)
    task, pair = _task(rows), _pair(codings_of(rows))
    assert cohen_kappa(pair) == pytest.approx(task.kappa())
    assert observed(coincidences_of_pair(pair)) == pytest.approx(task.avg_Ao())


@given(rows=ROWS)
def test_posts_with_one_label_do_not_count(codings_of, rows):
    """Kappa of two is that of the posts that both labelled; alpha that of the posts with two labels or more."""
    common = [post for post in zip(*rows, strict=True) if "." not in post[:2]]
    several = [post for post in zip(*rows, strict=True) if sum(label != "." for label in post) > 1]
    for posts, figure in (
        (common, lambda rows: cohen_kappa(_pair(codings_of(rows)))),
        (several, lambda rows: krippendorff_alpha(_coincidences(codings_of(rows)))),
    ):
        kept = ["".join(row) for row in zip(*posts, strict=True)] or [""] * len(rows)
        assert figure(rows) == pytest.approx(figure(kept), nan_ok=True)


@given(rows=TWO)
def test_two_coders_have_one_alpha(codings_of, rows):
    """Counted as a pair or as any number of coders."""
    codings = codings_of(rows)
    np.testing.assert_allclose(coincidences_of_pair(_pair(codings)), _coincidences(codings))


@given(rows=ROWS)
def test_agreement_on_a_label_is_that_of_the_label_against_the_rest(codings_of, rows):
    """Its alpha is the alpha of the same codings with all other labels made one."""
    codings = codings_of(rows)
    alphas = label_alphas(_coincidences(codings))
    for label, alpha in zip(codings.labels, alphas, strict=True):
        merged = ["".join(given if given in (label, ".") else "z" for given in row) for row in rows]
        assert alpha == pytest.approx(krippendorff_alpha(_coincidences(codings_of(merged))), nan_ok=True)


@given(rows=ROWS)
def test_specific_agreement_counts_the_others(codings_of, rows):
    """Where one coder gave a label, the mean share of the post's other labels that are the same."""
    codings = codings_of(rows)
    for label, found in zip(codings.labels, specific_agreement(_coincidences(codings)), strict=True):
        shares = [
            (post.count(label) - 1) / (len(post) - 1) for post in _said_of(rows) for said in post if said == label
        ]
        assert found == pytest.approx(np.mean(shares) if shares else np.nan, nan_ok=True)


@given(rows=TWO)
def test_specific_agreement_of_two_coders_is_dice(codings_of, rows):
    """2a / (2a + b + c): twice the posts that both gave the label to, by all times that it was given."""
    codings = codings_of(rows)
    for label, found in zip(codings.labels, specific_agreement(_coincidences(codings)), strict=True):
        both = sum(one == other == label for one, other in zip(*rows, strict=True))
        assert found == pytest.approx(2 * both / "".join(rows).count(label))


@given(rows=ROWS, names=st.permutations(LABELS), order=st.randoms())
def test_neither_names_nor_order_matter(codings_of, rows, names, order):
    """Labels may have other names, coders another order, and posts too."""
    renamed = [row.translate(str.maketrans(LABELS, "".join(names))) for row in rows]
    posts = list(zip(*order.sample(renamed, len(renamed)), strict=True))
    order.shuffle(posts)
    moved = ["".join(row) for row in zip(*posts, strict=True)]
    for figure in (observed, krippendorff_alpha):
        assert figure(_coincidences(codings_of(rows))) == pytest.approx(
            figure(_coincidences(codings_of(moved))), nan_ok=True
        )
    one, other = _pair(codings_of(rows)), _pair(codings_of(rows), 1, 0)
    assert cohen_kappa(one) == pytest.approx(cohen_kappa(other), nan_ok=True)
    assert cohen_kappa(one) == pytest.approx(cohen_kappa(_pair(codings_of(renamed))), nan_ok=True)


@given(rows=TWO, times=st.integers(2, 5))
def test_kappa_of_posts_that_come_again(codings_of, rows, times):
    """Is that of the posts once: kappa speaks of shares alone. So does specific agreement."""
    once, often = codings_of(rows), codings_of([row * times for row in rows])
    assert cohen_kappa(_pair(often)) == pytest.approx(cohen_kappa(_pair(once)), nan_ok=True)
    np.testing.assert_allclose(specific_agreement(_coincidences(often)), specific_agreement(_coincidences(once)))


@pytest.mark.parametrize("rows", [["aaa", "aaa"], ["a", "a"]], ids=["several posts", "one post"])
def test_one_label_only(codings_of, rows):
    """All agree, as by chance they would: the share is 1 and no coefficient is defined."""
    pair = _pair(codings_of(rows))
    assert observed(coincidences_of_pair(pair)) == 1
    assert np.isnan([cohen_kappa(pair), krippendorff_alpha(coincidences_of_pair(pair))]).all()
    assert np.isnan(label_alphas(coincidences_of_pair(pair))).all()


@pytest.mark.parametrize("rows", [["ab..", "..ab"], ["....", "abab"], ["", ""]], ids=["apart", "one alone", "no posts"])
def test_no_post_in_common(codings_of, rows):
    """Nothing is defined, not even a share."""
    codings = codings_of(rows)
    for figure in (observed, krippendorff_alpha):
        assert np.isnan(figure(_coincidences(codings)))
    assert np.isnan(cohen_kappa(_pair(codings)))
    assert np.isnan(specific_agreement(_coincidences(codings))).all()


@given(rows=ROWS)
def test_no_coefficient_is_above_one(codings_of, rows):
    """1 where all agree and there is more than one label, and only there."""
    codings = codings_of(rows)
    alpha = krippendorff_alpha(_coincidences(codings))
    if not np.isnan(alpha):
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(post)) == 1 for post in _said_of(rows))
