"""What one codebook says otherwise than another."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.codebook_changes import changes_between, renamed

KEEP, DROP = (CodebookLabel(name, name, f"wants to {name} it", f"says {name}") for name in ("keep", "drop"))
BOOK = Codebook(version=1, title="t", labels=(KEEP, DROP), rules=("A is `keep`.", "`keep` before `drop`.", "Unsure."))


def _with(**fields):
    return replace(BOOK, version=2, **fields)


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (_with(), {}),
        (_with(title="other"), {}),
        (_with(labels=(replace(KEEP, title="x", key="x", colour="x", keywords=("x",)), DROP)), {}),
        (_with(labels=(DROP, KEEP)), {}),
        (_with(labels=(replace(KEEP, definition="x"), DROP)), {"keep": ("definition",)}),
        (_with(labels=(replace(KEEP, definition="x", signs="x"), DROP)), {"keep": ("definition", "signs")}),
        (_with(labels=(KEEP,)), {"drop": ("label is gone",)}),
        (_with(rules=("B is `keep`.", *BOOK.rules[1:])), {"keep": ("rule 1",)}),
        (_with(rules=("New.", *BOOK.rules)), {}),
        (_with(rules=(*BOOK.rules, "Also `drop`.")), {"drop": ("rule 4",)}),
        (_with(rules=BOOK.rules[1:]), {"keep": ("rule 1 is gone",)}),
        (_with(rules=("Is keep.", *BOOK.rules[1:])), {"keep": ("rule 1 is gone",)}),
        (_with(rules=(BOOK.rules[1], BOOK.rules[0], "Unsure.")), {"keep": ("order of rules",)}),
        (_with(rules=(*BOOK.rules[:2], "Unsure: choose.")), {}),
    ],
    ids=lambda value: None if isinstance(value, Codebook) else str(value),
)
def test_changes(now, changed):
    """A label's text is its id, definition, signs, and the rules that name it, in their order; nothing else."""
    found = changes_between(BOOK, now)
    assert {label: why for label, why in found.labels.items() if why} == changed


def test_new_labels_and_rules_without_a_name():
    """Labels that are new, and rules that change and name no label, are told of and change no label's text."""
    both = (KEEP, DROP, CodebookLabel("none", "none", "n", "n"))
    found = changes_between(BOOK, _with(labels=both, rules=(*BOOK.rules[:2], "Unsure: choose, set `confidence`.")))
    assert (found.new, found.rules) == (("none",), ("rule 3",))
    assert not any(found.labels.values())


def test_label_that_is_in_neither():
    """A label that the earlier codebook does not have has no text that could be the same."""
    assert changes_between(BOOK, BOOK).of("other") == ("not in its codebook",)


def test_renamed():
    """A label of another id has it in rules too, and then its text is the same."""
    now = renamed(_with(), {"keep": "stay"})
    assert now.rules[1] == "`stay` before `drop`."
    assert changes_between(BOOK, now).labels["keep"] == ("label is gone",)
    assert not any(changes_between(renamed(BOOK, {"keep": "stay"}), now).labels.values())


def test_names_swapped():
    """Two labels may take each other's names."""
    swapped = renamed(BOOK, {"keep": "drop", "drop": "keep"})
    assert swapped.rules[1] == "`drop` before `keep`."
    assert renamed(swapped, {"keep": "drop", "drop": "keep"}) == BOOK


TEXTS = st.text("ab `", max_size=8)


@given(rules=st.lists(TEXTS, max_size=4), title=TEXTS)
def test_a_codebook_is_the_same_as_itself(rules, title):
    """Whatever its rules hold."""
    book = replace(BOOK, rules=tuple(rules), title=title)
    found = changes_between(book, replace(book, version=7))
    assert (any(found.labels.values()), found.new, found.rules) == (False, (), ())
    assert renamed(book, {}) == book
