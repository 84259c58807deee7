"""Bytes -> text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.threads.decode import decode


def test_decode_case(decode_case):
    """Bytes give the text, encoding and notes of their case, or its error; every message begins with the name."""
    raw = bytes.fromhex(decode_case["bytes"])
    if "error" in decode_case:
        with pytest.raises(SourceError, match=re.escape(decode_case["error"])) as caught:
            decode(raw, "thread.txt")
        assert str(caught.value).startswith("thread.txt: ")
        return
    decoded = decode(raw, "thread.txt")
    assert (decoded.text, decoded.encoding) == (decode_case["text"], decode_case["encoding"])
    assert list(decoded.notes) == [f"thread.txt: {note}" for note in decode_case.get("notes", [])]


def test_long_line():
    """A line of two million characters is noted, since threads have none."""
    assert decode(b"x" * 2_000_000, "thread.txt").notes == (
        "thread.txt: has a line of 2,000,000 characters; is it a thread of posts?",
    )


def test_large_file_of_short_lines():
    """A large file of short lines is nothing to note."""
    assert decode(b"a line of the usual length\n" * 80_000, "thread.txt").notes == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_marked_text_comes_back(encoding, text):
    """Whatever text an editor saves with a byte order mark is read as that text."""
    assert decode(text.encode(encoding), "thread.txt").text == text


@given(raw=st.binary())
def test_any_bytes_are_text_or_a_source_error(raw):
    """No bytes raise anything but SourceError, and no text holds a carriage return or a NUL."""
    try:
        text = decode(raw, "thread.txt").text
    except SourceError:
        return
    assert not {"\r", "\x00"} & set(text)
