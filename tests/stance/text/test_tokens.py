"""Texts -> tokens."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.stance.text.tokens import decode, encode, find_tokens

CASES = {
    "English": ("Don't stop, Kyiv!", ["don't", "stop", ",", "kyiv", "!"]),
    "curly apostrophe": ("It’s the people’s", ["it’s", "the", "people’s"]),
    "outer apostrophes": ("'tis the dogs' 'x'", ["'", "tis", "the", "dogs", "'", "'", "x", "'"]),
    "two apostrophes": ("a''b", ["a", "'", "'", "b"]),
    "apostrophe and space": ("a' b", ["a", "'", "b"]),
    "emoji": ("good👍🏽👍", ["good", "👍", "🏽", "👍"]),
    "joined emoji": ("👩‍🚀", ["👩", "🚀"]),
    "flag": ("🇺🇦 🇷🇺", ["🇺", "🇦", "🇷", "🇺"]),
    "combining mark": ("cafe\u0301 nai\u0308ve", ["cafe\u0301", "nai\u0308ve"]),
    "lower case grows": ("İstanbul", ["i\u0307stanbul"]),
    "final sigma": ("ΟΔΟΣ", ["οδος"]),
    "Thai": ("ภาษาไทย ดีมาก", ["ภาษาไทย", "ดีมาก"]),
    "Arabic": ("السَّلامُ، نعم؟", ["السَّلامُ", "،", "نعم", "؟"]),
    "digits": ("F-16s, 61,000 ½ ², ٣", ["f", "-", "16s", ",", "61", ",", "000", "½", "²", ",", "٣"]),
    "underscore": ("snake_case", ["snake", "_", "case"]),
    "money": ("$61bn", ["$", "61bn"]),
    "private use": ("a\ue000b", ["a", "\ue000", "b"]),
    "NULs": ("a\0b\0", ["a", "b"]),
    "zero-width and soft hyphen": ("a\u200bb c\u00add", ["a", "b", "c", "d"]),
    "line feeds": ("a\n\nb\r\nc\u2028d", ["a", "b", "c", "d"]),
    "lone surrogates": ("a\ud800b \udc00", ["a", "b"]),
    "blank": (" \t\n", []),
    "empty": ("", []),
    "one apostrophe": ("'", ["'"]),
}

CHARACTERS = st.one_of(
    st.sampled_from("aB1é'’_- \n\0\u0301\u200d🇺👍🏽ไ،\ud800"), st.characters(exclude_categories=["Cn"])
)
TEXTS = st.text(CHARACTERS, max_size=60)


def tokens_of(*texts):
    """Return the tokens of each text."""
    tokens = find_tokens(texts)
    strings = tokens.strings(range(len(tokens.post)))
    return [[string for string, post in zip(strings, tokens.post, strict=True) if post == i] for i in range(len(texts))]


@pytest.mark.parametrize(("text", "tokens"), CASES.values(), ids=CASES)
def test_a_text_gives_its_tokens(text, tokens):
    """Runs of letters, digits, marks and inner apostrophes, lower-cased; other visible characters alone."""
    assert tokens_of(text) == [tokens]


@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("’a’b’")
@example("\ud800'\udfff")
def test_tokens_are_those_of_the_definition_read_character_by_character(slow_tokens, text):
    """The arrays find what a loop over the characters' categories finds."""
    assert tokens_of(text) == [slow_tokens(text)]


@settings(deadline=None, max_examples=200)
@given(st.lists(TEXTS, max_size=5))
@example(["a'", "'b"])
@example(["", "a", ""])
@example(["ΑΣ", "α", "Σ", "İ", "ascii"])
def test_texts_together_give_what_each_gives_alone(texts):
    """No token reaches over the end of a text, and no hash depends on the texts around it."""
    together, alone = find_tokens(texts), [find_tokens([text]) for text in texts]
    assert tokens_of(*texts) == [tokens_of(text)[0] for text in texts]
    assert together.hash.tolist() == [hash_ for tokens in alone for hash_ in tokens.hash.tolist()]
    assert together.speaks.tolist() == [speaks for tokens in alone for speaks in tokens.speaks.tolist()]


@pytest.mark.parametrize(
    ("letters", "lengths"),
    [(65_536, [65_536]), (65_537, [65_536, 1]), (70_000, [65_536, 4_464]), (140_000, [65_536, 65_536, 8_928])],
)
def test_a_run_of_letters_is_cut_at_65536(letters, lengths):
    """A longer run becomes several tokens, so that no text can claim unbounded memory."""
    tokens = find_tokens(["one " + "ab" * (letters // 2) + "a" * (letters % 2) + " two"])
    assert (tokens.end - tokens.start).tolist() == [3, *lengths, 3]


def test_a_text_longer_than_the_hashing_window_gives_each_word_one_hash():
    """Words far behind the first 262,144 characters hash as those at the beginning do."""
    tokens = find_tokens(["again and again! " * 40_000])
    assert len(tokens.hash) == 160_000
    assert (tokens.hash.reshape(-1, 4) == tokens.hash[:4]).all()


@pytest.mark.parametrize(
    ("text", "speaks"), [("word", True), ("7", True), ("👍", True), ("$", True), ("!", False), ("_", False)]
)
def test_only_punctuation_does_not_speak(text, speaks):
    """Words, numbers and symbols speak."""
    assert find_tokens([text]).speaks.tolist() == [speaks]


def test_no_texts_give_no_tokens():
    """An empty list is no error."""
    tokens = find_tokens([])
    assert (tokens.posts, len(tokens.hash)) == (0, 0)


@settings(deadline=None)
@given(st.text(CHARACTERS))
def test_decoding_undoes_encoding(text):
    """Any text, lone surrogates included, comes back with the line feed that ends it."""
    assert decode(encode([text])) == text + "\n"
