"""The baselines."""

from dataclasses import replace

import numpy as np
import pytest

from classifier.evaluation.baselines import bayes_labels, keyword_labels, label_shares
from classifier.labels.codebook import CodebookLabel

LABELS = [
    CodebookLabel("for", "", "", "", keywords=("safe", "bike", "lane", "bike lane", "Mill Road", "f-16s", "c++")),
    CodebookLabel("against", "", "", "", keywords=("jam", "parking", "lane change", "can't", "自行车")),
    CodebookLabel("neither", "", "", ""),
]
CASES = {
    "a keyword": ("It is safe.", "for"),
    "two to one": ("A jam, no parking, but safe", "against"),
    "case": ("SAFE on MILL ROAD, says the jam", "for"),
    "several times": ("jam jam safe", "against"),
    "whole words only": ("unsafe jams, parkings, lanes", None),
    "beside punctuation": ("(jam)", "against"),
    "the longest first, once": ("bike lane, jam", "for"),
    "the longest of two labels": ("lane change", "for"),
    "a hyphen": ("send F-16s", "for"),
    "signs of patterns": ("I write c++, not .*", "for"),
    "an apostrophe": ("I can't", "against"),
    "a tie": ("safe jam", "for"),
    "another tie": ("jam and a lane", "for"),
    "none": ("What a day", None),
    "empty": ("", None),
    "another script": ("一 自行车 二", "against"),
}


@pytest.mark.parametrize(("text", "label"), CASES.values(), ids=CASES)
def test_a_text_gets_the_label_whose_keywords_it_holds_most_often(text, label):
    """Whole words of any case; the codebook's first label wins a tie."""
    assert list(keyword_labels([text], LABELS)) == [label]


def test_the_longest_keyword_of_a_label_counts_once_for_the_shorter_ones_inside_it():
    """A "bike lane" is one hit, not two, so that two other words win."""
    assert list(keyword_labels(["bike lane, jam, parking"], LABELS)) == ["against"]


def test_texts_are_answered_in_their_order():
    """One answer a text."""
    assert list(keyword_labels(["jam", "", "safe"], LABELS)) == ["against", None, "for"]


def test_labels_without_keywords_find_nothing():
    """A codebook need not have any."""
    assert list(keyword_labels(["safe"], LABELS[2:])) == [None]


def test_naive_bayes_learns_from_the_training_rows_alone(few):
    """Other labels on the test rows change nothing; it is right more often than chance on what it was trained on."""
    corpus = few.corpus
    train, test = corpus.rows[:100], corpus.rows[100:]
    said = bayes_labels(corpus, train, test)
    other = replace(corpus, label=np.where(corpus.rows < 100, corpus.label, 0))
    np.testing.assert_array_equal(bayes_labels(other, train, test), said)
    assert (bayes_labels(corpus, train, train) == corpus.label[train]).mean() > 0.8


def test_shares_of_labels_sum_to_one():
    """A label that no row carries has none."""
    assert label_shares(np.array([0, 2, 2, 2]), 4).tolist() == [0.25, 0, 0.75, 0]
