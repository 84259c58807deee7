"""Names out of posts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.held_out.masking import MASK, mask_names, masked_posts

NAMES = ("ukrain*", "russia*", "xi", "xi jinping", "u.s.", "nato", "hong kong", "украин*")
CASES = {
    "a name": ("We back NATO here", "We back ▮ here"),
    "any case": ("nAtO, Nato, NATO", "▮, ▮, ▮"),
    "any ending": ("Ukraine, Ukrainians, UKRAINE's", "▮, ▮, ▮'s"),
    "no ending unless said": ("natos and nato", "natos and ▮"),
    "not inside a word": ("prenato, taxi, proukrainian", "prenato, taxi, proukrainian"),
    "after a hyphen": ("pro-Russian", "pro-▮"),
    "the longest first": ("Xi Jinping and Xi", "▮ and ▮"),
    "two words": ("In Hong Kong, hong, kong", "In ▮, hong, kong"),
    "signs of patterns": ("the U.S. and uXsX", "the ▮ and uXsX"),
    "another script": ("в Украине", "в ▮"),
    "digits belong to words": ("xi2", "xi2"),
    "none": ("What a day", "What a day"),
    "empty": ("", ""),
}
WORDS = st.sampled_from(
    ["Ukraine", "ukrainian", "RUSSIAN", "Xi", "Jinping", "taxi", "Nato", "hong", "Kong", "aid", "is"]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=12).map(" ".join)


@pytest.mark.parametrize(("text", "masked"), CASES.values(), ids=CASES)
def test_names_are_masked_as_whole_words(text, masked):
    """Of any case; one that ends in * has any ending."""
    assert mask_names([text], NAMES) == [masked]


@settings(deadline=None)
@given(TEXTS)
def test_a_masked_text_holds_no_name(text):
    """Masking it again changes nothing, and what was no name stands as it did."""
    [masked] = mask_names([text], NAMES)
    assert not re.search(r"(?<!\w)(ukrain\w*|russia\w*|xi|nato|hong kong)(?!\w)", masked, re.IGNORECASE)
    assert mask_names([masked], NAMES) == [masked]
    kept = re.escape(masked).replace(re.escape(MASK), "(?s:.+?)")
    assert re.fullmatch(kept, text)


@given(st.text())
def test_without_names_nothing_is_masked(text):
    """A codebook need not have any."""
    assert mask_names([text], []) == [text]


def test_the_shipped_posts_carry_no_name_once_masked(few, annotations):
    """A good part of them did; labels, threads and authors stay."""
    names = annotations.codebook.names
    masked = masked_posts(few.posts, names)
    texts = [labelled.post.text for labelled in masked]
    assert mask_names(texts, names) == texts
    assert sum(MASK in text for text in texts) > len(texts) / 4
    kept = [(each.label, each.origin, each.post.key, each.post.author) for each in few.posts]
    assert [(each.label, each.origin, each.post.key, each.post.author) for each in masked] == kept
