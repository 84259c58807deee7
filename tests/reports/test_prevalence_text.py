"""Shares of labels as text."""

import pytest
from rich.cells import cell_len

from classifier.evaluation.prevalence.sample import Matching
from classifier.reports.prevalence_text import print_prevalence


def _said(lines):
    return " ".join(" ".join(lines).split())


def test_plain_sample_and_corrected_shares_stand_side_by_side(printed, prevalence_of):
    """Each of the last two with its interval, then what the labels are worth; abstentions have a row."""
    measured = prevalence_of()
    lines = printed(print_prevalence, measured)
    assert lines[0] == "Shares of 100 comments, 20 of them labelled by hand"
    assert lines[2].split() == ["stance", "count", "plain", "sample", "corrected", "worth"]
    ends = [estimate.interval for estimate in (measured.whole.shares[0].alone, measured.whole.shares[0].corrected)]
    sample, corrected = (f"({100 * interval.low:.1f}–{100 * interval.high:.1f})" for interval in ends)
    assert lines[3].split() == ["for", "45", "45.0%", "50.0%", sample, "45.0%", corrected, "33"]
    assert lines[5].split() == ["abstained", "10", "10.0%"]


def test_the_codebook_of_the_model_is_named(printed, prevalence_of):
    """By version and hash."""
    lines = printed(print_prevalence, prevalence_of(codebook={"version": 3, "hash": "0123456789abcdef"}))
    assert lines[1] == "codebook 3 (0123456789abcdef)"


def test_what_more_labels_would_give(printed, prevalence_of):
    """For the label of the widest interval, and in general."""
    measured = prevalence_of()
    said = _said(printed(print_prevalence, measured))
    labels = measured.whole.shares[0].corrected.labels_to_halve
    assert "The least certain share is that of for, " in said
    assert f"To halve that: about {labels - 20} more labels, {labels} in all." in said
    assert "In general it takes four times the labels" in said


def test_too_few_labels_are_said_in_plain_words(printed, prevalence_of, shares_of):
    """The labels are counted, and nothing is said of intervals."""
    lines = printed(print_prevalence, prevalence_of(whole=shares_of(("for", "against"), sure=False)))
    assert lines[2].split() == ["stance", "count", "plain", "labelled"]
    assert "Too few labels: 3; for shares with an interval it takes 10." in lines
    assert "interval" not in _said(lines).replace("with an interval", "")


def test_each_period_has_its_table(printed, prevalence_of, shares_of):
    """Under its name; comments without a time last."""
    labels = ("for", "against")
    periods = (shares_of(labels, "2026-03"), shares_of(labels, "2026-04", sure=False), shares_of(labels, None))
    lines = printed(print_prevalence, prevalence_of(by="month", periods=periods))
    titles = [line for line in lines if "labelled" in line and ":" in line]
    assert titles[:3] == [
        "2026-03: 100 comments, 20 labelled",
        "2026-04: 100 comments, 3 labelled",
        "no time: 100 comments, 20 labelled",
    ]


FACTS = {
    "kinds": ({"kinds": {"pingback": 2, "deleted": 1}}, "Not counted, being no comments: deleted 1, pingback 2."),
    "seen": ({"seen": 7}, "7 comments, 0 of them labelled, are left out: the model was trained on them"),
    "repeated": ({"repeated": 3}, "3 posts came again and are counted once."),
    "authors": ({"by": "author", "authors": 12, "unknown_authors": 4}, "4 comments of unknown authors are left out."),
    "unsaid": (
        {"matching": Matching(given=20, unsaid=20, otherwise=0)},
        "holds only if the sample was drawn at random",
    ),
    "not random": (
        {"matching": Matching(given=20, unsaid=0, otherwise=5)},
        "5 labels are of posts that were NOT drawn",
    ),
}


@pytest.mark.parametrize(("fields", "sentence"), FACTS.values(), ids=FACTS)
def test_what_a_reader_must_know_is_said_where_it_holds(printed, prevalence_of, fields, sentence):
    """And nowhere else."""
    assert sentence in _said(printed(print_prevalence, prevalence_of(**fields)))
    assert sentence not in _said(printed(print_prevalence, prevalence_of()))


def test_authors_are_named_as_what_is_counted(printed, prevalence_of):
    """One voice each."""
    title = printed(print_prevalence, prevalence_of(by="author", authors=12))[0]
    assert title == "Shares of 12 authors, one voice each: 100 comments, 20 of them labelled by hand"


@pytest.mark.parametrize("label", ["a-very-long-label-" * 8, "漢字" * 60, "two words " * 20, "\x1b[31mred"])
def test_eighty_columns_whatever_the_labels(printed, prevalence_of, label):
    """And no control character."""
    lines = printed(print_prevalence, prevalence_of((label, "for")))
    assert max(map(cell_len, lines)) <= 80
    assert "\x1b" not in "".join(lines)
