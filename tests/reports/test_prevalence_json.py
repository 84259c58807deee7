"""Shares of labels as JSON and as rows."""

import json

from classifier.evaluation.prevalence.sample import Matching
from classifier.reports.prevalence_json import COLUMNS, prevalence_rows, prevalence_to_json


def test_the_numbers_in_full(prevalence_of):
    """Shares and ends of intervals as numbers from 0 to 1; it is JSON."""
    shown = json.loads(json.dumps(prevalence_to_json(prevalence_of()), allow_nan=False))
    share = shown["labels"]["for"]
    assert (share["predicted"], share["plain"], share["sampled"]) == (45, 0.45, 10)
    assert share["sample"]["share"] == 0.5
    low, high = share["corrected"]["interval"]
    assert 0 < low < share["corrected"]["share"] < high < 1
    assert shown["abstained"] == {"predicted": 10, "plain": 0.1}
    assert shown["corrected_total"] == 0.9


def test_what_too_few_labels_leave_unknown_is_null(prevalence_of, shares_of):
    """Never a number that means nothing."""
    shown = prevalence_to_json(prevalence_of(whole=shares_of(("for", "against"), sure=False)))
    unknown = ("sample", "corrected", "worth_labels", "labels_to_halve")
    assert {shown["labels"]["for"][name] for name in unknown} == {None}
    assert shown["corrected_total"] is None


def test_labels_that_are_not_used_are_listed(prevalence_of):
    """By the keys of their posts."""
    matching = Matching(given=3, unsaid=0, otherwise=0, used=1, changed=[("t", "2")], keys=(("t", "1"), ("t", "2")))
    matching.found.add(("t", "2"))
    sample = prevalence_to_json(prevalence_of(matching=matching))["sample"]
    assert (sample["not_in_corpus"], sample["text_changed"]) == ([["t", "1"]], [["t", "2"]])


def test_codebook(prevalence_of):
    """By version and hash, in the object and in every row; null where it is not known."""
    codebook = {"version": 3, "hash": "0123456789abcdef"}
    assert prevalence_to_json(prevalence_of())["codebook"] is None
    assert prevalence_to_json(prevalence_of(codebook=codebook))["codebook"] == codebook
    rows = list(prevalence_rows(prevalence_of(codebook=codebook)))
    assert {(row["codebook_version"], row["codebook_hash"]) for row in rows} == {(3, "0123456789abcdef")}


def test_rows(prevalence_of, shares_of):
    """A label each and the abstentions, of the whole and of each period; no column that is not named."""
    periods = (shares_of(("for", "against"), "2026-03"), shares_of(("for", "against"), None, sure=False))
    rows = list(prevalence_rows(prevalence_of(by="month", periods=periods)))
    assert [row["period"] for row in rows] == [""] * 3 + ["2026-03"] * 3 + ["no time"] * 3
    assert [row["label"] for row in rows[:3]] == ["for", "against", ""]
    assert set().union(*rows) == set(COLUMNS)
    assert rows[0]["corrected_low"] < rows[0]["corrected"] < rows[0]["corrected_high"]
    assert rows[-2]["corrected"] is None
