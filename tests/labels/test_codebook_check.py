"""What contradicts itself in a codebook, and what only troubles coders."""

import pytest

from classifier.labels.codebook import parse_draft
from classifier.labels.codebook_check import contradictions, remarks
from classifier.labels.colours import colour_distance, contrast_to_white

WHOLE = """
version = 1
title = "The ferry"
rules = ["A joke is `other`, with `confidence` `high`.", "Unsure: choose."]
[[labels]]
id = "keep"
title = "Keep it"
definition = "wants the ferry"
signs = "praise"
key = "k"
colour = "#0057b7"
[[labels]]
id = "other"
title = "Other"
definition = "wants nothing"
signs = "all else"
key = "o"
colour = "#6b7280"
[[examples]]
text = "Keep the ferry!"
label = "keep"
rule = 1
[[examples]]
text = "lol"
label = "other"
"""


def _codebook(tmp_path, *changes):
    text = WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_draft(text.encode(), tmp_path / "codebook.toml")


def test_whole(tmp_path):
    """A codebook that holds together has neither; rules may name the fields of a label."""
    assert (contradictions(_codebook(tmp_path)), remarks(_codebook(tmp_path))) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "o"', 'key = "k"', "key 'k' is given to 2 labels; keys must differ"),
        ('key = "o"', 'key = "ot"', "key 'ot' of label 'other' is not one visible character; give one"),
        ('key = "o"', 'key = ""', "key '' of label 'other' is not one visible character; give one"),
        ('key = "o"', 'key = " "', "key ' ' of label 'other' is not one visible character; give one"),
        ('key = "o"', 'key = "\\u0301"', "of label 'other' is not one visible character; give one"),
        ('key = "o"', 'key = "\\u200b"', "of label 'other' is not one visible character; give one"),
        ('"#6b7280"', '"grey"', "colour 'grey' of label 'other' is no colour; write it like '#0057b7'"),
        ('"#6b7280"', '"#6b728"', "colour '#6b728' of label 'other' is no colour; write it like '#0057b7'"),
        ('title = "Other"', 'title = "keep  IT"', "labels 'keep' and 'other' have the same title; say what sets them"),
        ('"wants nothing"', '"wants the ferry"', "labels 'keep' and 'other' have the same definition; say what sets"),
        ('"all else"', '"Praise"', "labels 'keep' and 'other' have the same signs; say what sets them apart"),
        ("version = 1", "version = 0", "has version 0; versions are counted from 1"),
        ("`other`", "`othr`", "rule 1 names 'othr'; the labels are keep, other"),
        ('label = "other"', 'label = "othr"', "example 2 has label 'othr'; the labels are keep, other"),
        ("rule = 1", "rule = 3", "example 1 is of rule 3; there are 2 rules"),
        ("rule = 1", "rule = 0", "example 1 is of rule 0; there are 2 rules"),
        ('"lol"', '"keep the Ferry!"', "'Keep the ferry!' is an example of 'keep' (example 1) and 'other' (example 2)"),
    ],
    ids=lambda text: text[:30],
)
def test_contradiction(tmp_path, old, new, said):
    """Whatever is said in two ways, or named and not there, is one contradiction that says where."""
    [found] = contradictions(_codebook(tmp_path, (old, new)))
    assert said in found


@pytest.mark.parametrize(
    ("label_id", "said"),
    [
        ("other ", "label id 'other ' has characters that cannot be seen; take them out"),
        ("o\\u001bther", "label id 'o\\x1bther' has characters that cannot be seen; take them out"),
        ("b=other", "label id 'b=other' has '=', by which ids are told from other words; take it out"),
        ("b`other", "label id 'b`other' has '`', by which ids are told from other words; take it out"),
    ],
    ids=["space", "control", "equals", "backtick"],
)
def test_id_that_cannot_be_named(tmp_path, label_id, said):
    """An id that no rule, option or reader could name is a contradiction."""
    assert said in contradictions(_codebook(tmp_path, ('id = "other"', f'id = "{label_id}"')))


def test_all_at_once(tmp_path):
    """All contradictions are found together; what follows from one of them too."""
    codebook = _codebook(tmp_path, ("`other`", "`othr`"), ("rule = 1", "rule = 9"), ('key = "o"', 'key = "k"'))
    assert len(contradictions(codebook)) == 3
    assert contradictions(_codebook(tmp_path, ('id = "other"', 'id = "keep"'))) == [
        "label id 'keep' is given 2 times; ids must differ",
        "example 2 has label 'other'; the labels are keep, keep",
        "rule 1 names 'other'; the labels are keep, keep",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "o"', 'key = "K"', "keys 'k' of label 'keep' and 'K' of label 'other' differ by shift alone"),
        ('"#6b7280"', '"#ffff66"', "colour #ffff66 of label 'other' is hard to see on white: its contrast is 1.1, and"),
        ('"#6b7280"', '"#0058b8"', "colours #0057b7 of label 'keep' and #0058b8 of label 'other' are easily taken for"),
        (
            '"Unsure: choose."',
            '"unsure:  choose.", "Unsure: choose."',
            "rule 3 is rule 2 once more; one of them can go",
        ),
    ],
    ids=["keys", "contrast", "colours", "rules"],
)
def test_remark(tmp_path, old, new, said):
    """What only troubles coders is a remark and no contradiction."""
    codebook = _codebook(tmp_path, (old, new))
    [found] = remarks(codebook)
    assert said in found
    assert contradictions(codebook) == []


@pytest.mark.parametrize(("colour", "contrast"), [("#767676", 4.54), ("#ff0000", 4.0), ("#0000ff", 8.59)])
def test_contrast_is_that_of_wcag(colour, contrast):
    """Equal to published values."""
    assert contrast_to_white(colour) == pytest.approx(contrast, abs=0.01)


@pytest.mark.parametrize(
    ("one", "other", "distance"), [("#ff0000", "#00ff00", 170.6), ("#0000ff", "#ffffff", 150.0)], ids=str
)
def test_distance_is_that_of_cielab(one, other, distance):
    """By the coordinates L, a, b: red 53.2, 80.1, 67.2; green 87.7, -86.2, 83.2; blue 32.3, 79.2, -107.9."""
    assert colour_distance(one, other) == pytest.approx(distance, abs=0.3)
