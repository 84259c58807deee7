"""Plain HTML is read without a tree, as it is read with one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.threads.exports.simple_html import plain_words
from classifier.threads.pages.fragment import words_of_fragment

PIECES = [
    *("<p>", "</p>", "<br>", "<br/>", "<br />", "<i>", "</i>", "<b>", "</b>", "<em>", "</em>", "<strong>", "</strong>"),
    *("<pre><code>", "</code></pre>", "<pre>", "</code>", "</a>", '<a href="https://example.org/" rel="nofollow">'),
    *("&amp;", "&lt;", "&gt;", "&quot;", "&#x27;", "&#39;", "&#x2F;", "&nbsp;", "&amp;lt;", "&", "<", "</br>"),
    *(" ", "\n", "\t", "\xa0", "The quay", "is closed.", "“so”", "😀", "\u2028", "\x00", "\ud83d", "\ufeff", "\x85"),
    *("<blockquote>", "</blockquote>", '<span class="quote">', "</span>", "&eacute;", "&#150;", "<!--", "-->"),
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_plain_reading_is_reading(pieces):
    """What is read without a tree has the words that the reader of pages finds, and no quote."""
    markup = "".join(pieces)
    plain = plain_words(markup)
    if plain is not None:
        words = words_of_fragment(markup)
        assert (plain, plain, ()) == (words.full, words.own, words.spans)


@pytest.mark.parametrize(
    "markup", ['<span class="quote">x</span>', "<blockquote>x", "a < b", "R&D", "&eacute;", "<a class='sig'>x</a>"]
)
def test_what_is_not_plain(markup):
    """Other elements, attributes and entities are left to the reader of pages."""
    assert plain_words(markup) is None
