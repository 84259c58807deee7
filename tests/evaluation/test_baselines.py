"""The keyword baseline."""

import pytest

from classifier.evaluation.baselines import keyword_labels
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
