"""A document's lines, their indents and blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.pasted.lines import blocks_of, content_lines
from classifier.threads.pasted.titles import is_title


@pytest.mark.parametrize(("raw", "indent"), [("a", 0), ("   a", 3), ("\ta", 8), ("  \ta", 8), ("\t a", 9)], ids=repr)
def test_indent(raw, indent):
    """An indent is counted in columns, tabs at every eighth."""
    assert content_lines(raw)[0].indent == indent


def test_blocks():
    """Blank lines part blocks, however many they are, and so does a line that was taken out."""
    lines = content_lines("a\nb\n\n\nc\nd\ne")
    kept = [line for line in lines if line.text != "d"]
    assert [[line.text for line in block] for block in blocks_of(kept)] == [["a", "b"], ["c"], ["e"]]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_its_place(document):
    """A line's start and end cut its text out of the document."""
    assert all(document[line.start : line.end] == line.text for line in content_lines(document))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry Sinks in Calm Water", True),
        ("“Sinking” Ferry Found Afloat?", True),
        ("12 Ferries and a Bridge", True),
        ("ferry sinks", False),
        ("The ferry sank.", False),
        ("The ferry sank!", False),
        (" ".join(["Ferry"] * 26), False),
    ],
    ids=lambda value: str(value)[:24],
)
def test_title(text, title):
    """A headline opens with a capital or a number, ends without a stop and is short."""
    assert is_title(text) == title
