"""A post's words in pieces: its author's own with marks, and those of others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.records import Post, Span, TermWeight
from classifier.reports.thread_page.pieces import OWN, pieces_of, shows_all
from classifier.threads.words import without_spans

WAR, OUR_WAR = TermWeight("war", 0.9), TermWeight("our war", 0.2)


def post_of(full, *spans):
    """Return a post whose full text has spans."""
    return Post(thread_id="t", id="1", order=1, text=without_spans(full, spans), full_text=full, spans=tuple(spans))


def shown(post, *terms):
    """Return (kind, text, number of terms) of the pieces."""
    return [(piece.kind, piece.text, len(piece.terms)) for piece in pieces_of(post, terms)]


@st.composite
def posts(draw):
    """Draw a post with spans somewhere in it."""
    full = draw(st.lists(st.sampled_from(["our", "war", "our war", "\n", "\n\n", " ", "> no", "."])).map("".join))
    edges = sorted(draw(st.lists(st.integers(0, len(full)), max_size=6)))
    return post_of(full, *(Span("quote", *pair) for pair in zip(edges[::2], edges[1::2], strict=False)))


@settings(deadline=None)
@given(post=posts())
def test_the_pieces_are_the_full_text_but_for_line_feeds_around_blocks(post):
    """No character is lost, doubled or moved, and none is marked that is not the author's own."""
    pieces = pieces_of(post, [WAR, OUR_WAR])
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(post.full_text.split())
    assert all(piece.kind == OWN for piece in pieces if piece.terms)
    assert all(piece.text for piece in pieces if piece.kind == OWN)


def test_terms_are_marked_in_the_authors_own_words_only():
    """The classifier has read nothing else."""
    post = post_of("> war\nNo war.", Span("quote", 0, 5))
    assert shown(post, WAR) == [("quote", "> war", 0), (OWN, "No ", 0), (OWN, "war", 1), (OWN, ".", 0)]


def test_a_pair_with_a_quote_between_its_tokens_is_marked_on_both_sides():
    """They are neighbours in what the classifier reads."""
    post = post_of("our\n> no\nwar", Span("quote", 4, 8))
    assert [text for kind, text, terms in shown(post, OUR_WAR) if terms] == ["our\n", "\nwar"]


def test_the_strongest_term_has_the_strongest_mark():
    """The others in three steps beside it."""
    terms = (TermWeight("a", 0.9), TermWeight("b", 0.5), TermWeight("c", 0.1))
    post = Post(thread_id="t", id="1", order=1, text="a b c")
    assert [piece.strength for piece in pieces_of(post, terms) if piece.terms] == [3, 2, 1]


def test_a_post_that_holds_other_words_than_its_text_shows_its_text():
    """A file of JSON lines can say anything; the page shows what the classifier has read."""
    post = Post(thread_id="t", id="1", order=1, text="No war.", full_text="Something else")
    assert not shows_all(post)
    assert shown(post, WAR) == [(OWN, "No ", 0), (OWN, "war", 1), (OWN, ".", 0)]


def test_spans_of_a_post_without_full_text_are_left_out():
    """They are inside the text, which the classifier has read with them."""
    post = Post(thread_id="t", id="1", order=1, text="> war", spans=(Span("quote", 0, 5),))
    assert shown(post, WAR) == [(OWN, "> ", 0), (OWN, "war", 1)]


def test_a_post_without_words_has_no_pieces():
    """An image, for instance."""
    assert shown(Post(thread_id="t", id="1", order=1, text="")) == []
