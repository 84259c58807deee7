"""What strangers write, made harmless for a page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.reports.page.strangers import harmless, web_address


@given(text=st.text(st.characters()))
def test_no_control_and_no_half_character_is_left(text):
    """But line feeds and tabs; what is left can be encoded."""
    shown = harmless(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    assert harmless(shown) == shown
    shown.encode()


@pytest.mark.parametrize("char", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_nothing_that_steers_direction_is_left(char):
    """An override would show words in another order than the one that was read."""
    assert unicodedata.bidirectional(char) in (
        "AL",
        "R",
        "L",
        "LRE",
        "RLE",
        "PDF",
        "LRO",
        "RLO",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )
    assert harmless(f"a{char}b") == "ab"


def test_letters_of_every_script_stay():
    """Joined emoji and what joins letters too."""
    text = "مرحبا بالجميع 漢字 نمی‌خواهم 👩‍🚀 🇺🇦"
    assert harmless(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "https://user:secret@example.org",
        "https://example.org@evil.example/",
        "https:\\\\evil.example",
        "https://exa\u202emple.org/",
        "https://example.org/a b",
        "java\nscript:alert(1)",
        "https://",
        "",
        None,
    ],
)
def test_nothing_but_a_plain_web_address_becomes_a_link(address):
    """The rest is not linked to."""
    assert web_address(address) is None


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org:8080/t?a=1&b=<x>#p", "HTTPS://a.b/"])
def test_a_plain_web_address_is_a_link(address):
    """As it was written; the template escapes it."""
    assert web_address(address) == address
