"""Patterns that are compiled when they are first used."""

import re

import pytest

from classifier.threads.pattern import Pattern


def test_a_pattern_does_what_the_compiled_one_does():
    """With its flags, in each of its methods, at the first use and later."""
    pattern, compiled = Pattern(r"a(\d)", re.IGNORECASE), re.compile(r"a(\d)", re.IGNORECASE)
    for text in ("A1", "xa2 A3", ""):
        for name in ("match", "fullmatch", "search"):
            found, expected = getattr(pattern, name)(text), getattr(compiled, name)(text)
            assert (found and found.span()) == (expected and expected.span())
        assert [one.group() for one in pattern.finditer(text)] == [one.group() for one in compiled.finditer(text)]
        assert pattern.findall(text) == compiled.findall(text)
        assert pattern.sub("b", text) == compiled.sub("b", text)
    assert pattern.compiled() == compiled


def test_a_pattern_is_compiled_at_its_first_use_and_once(monkeypatch):
    """Not when it is made: a text needs few of those that its reader knows."""
    made = []
    monkeypatch.setattr(Pattern, "compiled", lambda self: made.append(self.source) or re.compile(self.source))
    pattern = Pattern("a")
    assert made == []
    assert all(pattern.search("a") and pattern.match("a") for _ in range(3))
    assert made == ["a"]


def test_a_pattern_has_no_other_attribute():
    """A slip of the pen is an error, as with any object."""
    with pytest.raises(AttributeError, match="serach"):
        Pattern("a").serach("a")
