"""64-bit hashes of stretches of text."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.text.hashing import hash_pairs, hash_stretches, mix, unmix
from classifier.stance.text.tokens import encode, find_tokens

WORD = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20)


def hash_of(text):
    """Return the hash of a whole text."""
    codes = encode([text])[:-1]
    return int(hash_stretches(codes, np.array([0]), np.array([len(codes)]))[0])


@settings(deadline=None)
@given(st.text(max_size=30), WORD, st.text(max_size=30))
def test_the_hash_of_a_stretch_does_not_depend_on_its_place(before, word, after):
    """A stretch inside a longer text hashes as the same stretch alone."""
    start = len(before)
    inside = hash_stretches(encode([before + word + after]), np.array([start]), np.array([start + len(word)]))
    assert int(inside[0]) == hash_of(word)


@settings(deadline=None)
@given(WORD, WORD)
def test_different_stretches_have_different_hashes(one, other):
    """Prefixes, repeats and anagrams among them."""
    assert (hash_of(one) == hash_of(other)) == (one == other)


def test_a_hundred_thousand_strings_do_not_collide():
    """Numbers spelt in letters of a small alphabet, one to seventeen of them."""
    strings = [f"{number:b}".translate({48: "a", 49: "b"}) for number in range(100_000)]
    assert len(np.unique(find_tokens(strings).hash)) == 100_000


def test_a_hundred_thousand_pairs_do_not_collide():
    """Every pair of 317 words, in both orders and with itself."""
    words = find_tokens([f"w{number}" for number in range(317)]).hash
    pairs = hash_pairs(np.repeat(words, 317), np.tile(words, 317))
    assert len(np.unique(np.append(pairs, words))) == 317**2 + 317


def test_the_order_of_a_pair_counts():
    """Two words are another term the other way round."""
    one, other = find_tokens(["us", "against"]).hash.reshape(2, 1)
    assert hash_pairs(one, other)[0] != hash_pairs(other, one)[0]


def slow_hash(text):
    """Return the hash by its definition: a polynomial modulo 2**64, its bits spread by SplitMix64's last step."""
    value = sum(ord(char) * 0x9E3779B97F4A7C15**i for i, char in enumerate(text)) % 2**64
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
    return value ^ value >> 31


@settings(deadline=None)
@given(WORD)
def test_hashes_are_those_of_the_definition(word):
    """A model's folder holds hashes: made in another way they would need another format."""
    assert hash_of(word) == slow_hash(word)


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1), unique=True))
def test_mixing_is_one_to_one_can_be_undone_and_leaves_its_argument_alone(values):
    """Different values stay different."""
    given_values = np.array(values, dtype=np.uint64)
    assert len(np.unique(mix(given_values))) == len(values)
    assert unmix(mix(given_values)).tolist() == values
    assert given_values.tolist() == values
