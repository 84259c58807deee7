"""Keys: each has one meaning, whatever the codebook."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from classifier.labelling.keys import Command, keys_of
from classifier.labels.codebook import Codebook, CodebookLabel, read_codebook
from classifier.shipped import shipped

KEYS = st.lists(st.one_of(st.none(), st.characters(min_codepoint=32, max_codepoint=600)), min_size=2, max_size=60)


@given(KEYS.filter(lambda keys: len([key for key in keys if key]) == len({key for key in keys if key})))
def test_every_label_and_command_has_a_key_of_its_own(keys):
    """The codebook's keys are its labels'; every other label and every command gets one that is free."""
    labels = tuple(CodebookLabel(str(nth), "", "", "", key=key) for nth, key in enumerate(keys))
    found = keys_of(Codebook(version=1, title="", labels=labels))
    assert list(found.labels.values()) == [label.id for label in labels]
    assert all(found.labels[label.key] == label.id for label in labels if label.key)
    assert sorted(found.commands.values()) == sorted(get_args(Command))
    assert not found.labels.keys() & found.commands.keys()


def test_keys_of_the_shipped_codebook():
    """Labels by their first letters; commands by the keys that people expect."""
    keys = keys_of(read_codebook(shipped("annotations") / "codebook.toml"))
    assert list(keys.labels) == ["u", "r", "c", "o"]
    assert list(keys.commands) == ["l", "s", "n", " ", "z", "g", "?", "q"]


def test_a_capital_is_the_small_letter_unless_it_is_a_key():
    """With the capitals locked every key works, and keys that differ by shift alone stay two."""
    labels = (CodebookLabel("keep", "", "", "", key="k"), CodebookLabel("drop", "", "", "", key="K"))
    keys = keys_of(Codebook(version=1, title="", labels=labels))
    assert [keys.meant(typed) for typed in "kKQ?1"] == ["k", "K", "q", "?", "1"]
