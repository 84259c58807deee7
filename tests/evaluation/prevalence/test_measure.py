"""A corpus and its sample as shares."""

import pytest

from classifier.errors import DataError
from classifier.evaluation.prevalence.measure import measure_shares


@pytest.fixture
def posts(said):
    """Sixty posts of thirty-one authors: ann wrote thirty of them, all for; the others one each, all against."""
    anns = [({"author": "ann", "posted_at": "2026-01-15"}, said(0.9)) for _ in range(30)]
    others = [({"author": f"a{n}", "posted_at": "2026-02-15"}, said(0.2)) for n in range(30)]
    return anns + others


@pytest.fixture
def sample(hand):
    """Labels of every third post, all as predicted."""
    return [hand(f"p{n}", "for" if n <= 30 else "against") for n in range(1, 61, 3)]


def test_plain_shares_are_counts_of_predictions(corpus_of, posts, sample, said):
    """Abstentions are in the whole, and a share of their own."""
    whole = measure_shares(corpus_of([*posts, *[({}, said(None))] * 1], sample)).whole
    assert (whole.comments, whole.voices, whole.labelled) == (61, 61, 20)
    assert [whole.plain(share) for share in whole.shares] == [30 / 61, 30 / 61]
    assert whole.plain_abstained == 1 / 61
    assert [share.sampled for share in whole.shares] == [10, 10]


def test_one_voice_an_author(corpus_of, posts, sample):
    """Thirty posts of one person weigh as much as one."""
    measured = measure_shares(corpus_of(posts, sample), "author")
    whole = measured.whole
    assert (measured.authors, whole.voices) == (31, pytest.approx(31))
    assert whole.plain(whole.shares[0]) == pytest.approx(1 / 31)
    assert whole.shares[0].corrected.share == pytest.approx(1 / 31, abs=0.01)


def test_authors_who_all_wrote_as_much_count_like_comments(corpus_of, posts, sample):
    """Weights that are equal are none."""
    alike = [({**fields, "author": f"a{n // 2}"}, prediction) for n, (fields, prediction) in enumerate(posts)]
    by_author, by_comment = (measure_shares(corpus_of(alike, sample), by).whole for by in ("author", None))
    for one, other in zip(by_author.shares, by_comment.shares, strict=True):
        assert one.corrected.share == pytest.approx(other.corrected.share)
        assert one.corrected.interval.low == pytest.approx(other.corrected.interval.low)


def test_comments_of_unknown_authors_have_no_voice(corpus_of, posts, sample, said):
    """They are counted and left out."""
    measured = measure_shares(corpus_of([*posts, ({}, said(0.9)), ({}, said(0.9))], sample), "author")
    assert (measured.unknown_authors, measured.whole.comments, measured.authors) == (2, 60, 31)


def test_no_author_at_all(corpus_of, said, hand):
    """By author there is then nothing to say."""
    with pytest.raises(DataError, match="no comment has an author; without --by author"):
        measure_shares(corpus_of([({}, said(0.9))] * 1, [hand("p1", "for")]), "author")


def test_periods_have_their_own_comments_and_labels(corpus_of, posts, sample, said):
    """The whole is beside them, comments without a time come last."""
    measured = measure_shares(corpus_of([*posts, ({}, said(0.9))], sample), "month")
    assert [part.period for part in measured.periods] == ["2026-01", "2026-02", None]
    assert [(part.comments, part.labelled) for part in measured.periods] == [(30, 10), (30, 10), (1, 0)]
    assert sum(part.comments for part in measured.periods) == measured.whole.comments
    january = measured.periods[0].shares[0]
    assert january.corrected.share == 1


def test_a_period_with_too_few_labels_has_no_interval(corpus_of, posts, sample):
    """Its plain counts and its labels are all that is known."""
    measured = measure_shares(corpus_of(posts, sample[:14]), "month")
    last = measured.periods[-1]
    assert last.labelled == 4
    assert {(share.corrected, share.alone, share.worth) for share in last.shares} == {(None, None, None)}
    assert (last.widest, last.total) == (None, None)
    assert last.shares[1].predicted == 30


def test_no_label_can_be_used(corpus_of, said, hand):
    """The error says what became of them."""
    sample = [hand("p1", "for"), hand("p2", "for"), hand("p8", "for"), hand("p9", "for")]
    corpus = corpus_of([({"kind": "article"}, said(0.9)), ({}, said(0.9, seen=True)), ({}, said(0.9))], sample)
    with pytest.raises(DataError, match="none of the sample's 4 labels can be used: 2 are of posts that are not in"):
        measure_shares(corpus)
