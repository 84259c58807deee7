"""Pseudonyms: the same for the same person everywhere, known as what they are; texts stay what they were."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.labels.known_names import KnownNames, name_key
from classifier.labels.pseudonym_shape import is_pseudonym
from classifier.labels.pseudonyms import Pseudonyms, known_names
from classifier.records import Post, Span
from classifier.threads.exports.mail_text import words_of_mail
from classifier.threads.exports.markup import with_quoted_lines
from classifier.threads.pages.spans import own_words
from classifier.threads.words import without_spans

PSEUDONYMS = Pseudonyms(b"0" * 32)
OTHERS = Pseudonyms(b"1" * 32)

# Of each kind one: of one word and of several, with marks of its own, written in other scripts, a pseudonym.
AUTHORS = ["bo", "Ada Quill", "ferry_man-2", "J. Doe (NL)", "Łukasz", "船長", "🦊 fox", PSEUDONYMS.of_name("Milo")]
WORDS = ["no", "the ferry", "I have said:", "and", "x@y.example", "12:30", "(", "!", "Zoé", "http://a.example/@b", ">"]
# Leads, and what only looks like one.
WORDS += ["Quote:\n", "> x\n", "\n", "wrote on May 3:", "said that", "schrieb", "wrote:", "Milo, on 3 May 2021, said:"]


def _post(text, **fields):
    return Post(thread_id="t", id="1", order=1, text=text, **fields)


def _replaced(text, known=(), **fields):
    return PSEUDONYMS.of_post(_post(text, **fields), KnownNames(known))


def test_shape():
    """A pseudonym is one word, that can stand after "@" and in a table, and is known again as what it is."""
    assert re.fullmatch(r"user[a-z2-7]{10}", PSEUDONYMS.of_name("Ada Quill"))
    assert is_pseudonym(PSEUDONYMS.of_name("Ada Quill"))
    assert not is_pseudonym("userexperience")


@pytest.mark.parametrize("written", ["ADA QUILL", "Ada  Quill", "@adaquill", "Ａｄａ Quill", "ada\u00a0quill"])
def test_one_person_however_written(written):
    """Case, white space, width and "@" make no other person."""
    assert PSEUDONYMS.of_name(written) == PSEUDONYMS.of_name("Ada Quill")


def test_names_and_ids_have_pseudonyms_of_their_own():
    """An id that reads like a name tells nothing of the name, and ids differ by case."""
    assert len({PSEUDONYMS.of_name("bo"), PSEUDONYMS.of_id("bo"), PSEUDONYMS.of_id("Bo")}) == 3


@given(st.text(min_size=1))
def test_pseudonyms_of_names(name):
    """A pseudonym stays what it is, under any key; keys give different ones; any text can be a name."""
    made = PSEUDONYMS.of_name(name)
    assert PSEUDONYMS.of_name(made) == OTHERS.of_name(made) == made
    assert is_pseudonym(name) or OTHERS.of_name(name) != made
    assert PSEUDONYMS.of_id(PSEUDONYMS.of_id(name)) == PSEUDONYMS.of_id(name)


def test_fields_of_a_post():
    """Author, the platform's id of them and whom a quote names are replaced; None stays; all else stays."""
    span = Span("quote", 0, 2, "Milo", "p0001")
    found = _replaced("no", author="Ada", author_id="id7", spans=(span,), title="Ada's ferry", parent_id="p0001")
    assert (found.author, found.author_id) == (PSEUDONYMS.of_name("Ada"), PSEUDONYMS.of_id("id7"))
    assert found.spans == (Span("quote", 0, 2, PSEUDONYMS.of_name("Milo"), "p0001"),)
    assert (found.title, found.parent_id, found.text) == ("Ada's ferry", "p0001", "no")
    assert _replaced("no").author is None


def test_the_key_is_not_shown():
    """A message or a log that shows the object does not show the key."""
    assert repr(PSEUDONYMS) == "Pseudonyms()"


def test_dates_around_a_quoted_name():
    """Whom a quote names is the author of another post, whatever the forum writes beside the name."""
    found = _replaced("no", spans=(Span("quote", 0, 2, "(01-20-2018, 09:31 AM)Ada"),))
    assert found.spans[0].author == PSEUDONYMS.of_name("Ada")


def test_mention_and_author_have_one_pseudonym():
    """Whoever is answered by name in one thread is the author of another."""
    assert _replaced("@AdaQuill no").text == f"@{PSEUDONYMS.of_name('Ada Quill')} no"


def test_places_go_where_the_text_changes():
    """A post that is no longer what its document has does not say where it stands there."""
    assert _replaced("no", start=3, end=5).start == 3
    found = _replaced("@bo no", start=3, end=9)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    "words_of",
    [
        words_of_mail,
        with_quoted_lines,
        lambda full: _words(full, own_words),
        lambda full: _words(full, without_spans),
    ],
    ids=["mail", "markdown", "page", "pasted"],
)
def test_own_words_of_every_reader(words_of):
    """Readers leave white space out in ways of their own; the own words are what they would be of the new text."""
    full = "@bo no.\n\n\nAda Quill wrote:\n> @milo a\n> b  \n  @Ada Quill yes\n\n> z\n\n@zoe"
    before = words_of(full)
    post = _post(before.own, full_text=full, spans=before.spans)
    after = PSEUDONYMS.of_post(post, KnownNames(["Ada Quill"]))
    assert after.text == words_of(after.full_text).own
    assert [after.full_text[s.start : s.end] for s in after.spans] == [
        after.full_text[s.start : s.end] for s in words_of(after.full_text).spans
    ]


def _words(full, own):
    quoted = with_quoted_lines(full)
    return type(quoted)(full, own(full, quoted.spans), quoted.spans)


def test_own_words_that_are_not_of_the_full_text():
    """Where a platform gives both and they differ, names are looked for in both."""
    found = _replaced("@bo no", full_text="@milo yes")
    assert found.text == f"@{PSEUDONYMS.of_name('bo')} no"
    assert found.full_text == f"@{PSEUDONYMS.of_name('milo')} yes"


PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(AUTHORS),
    st.sampled_from(AUTHORS).map("@{}".format),
    st.sampled_from(AUTHORS).map("{} wrote:\n".format),
    st.sampled_from(AUTHORS).map("On May 3, 2021, {} said:".format),
    st.sampled_from(AUTHORS).map("\nOriginally posted by {}\n".format),
    st.sampled_from(AUTHORS).map("[quote={}]".format),
    st.text(max_size=6),
)
STRETCHES = st.lists(st.tuples(st.booleans(), st.lists(PIECES, min_size=1).map(" ".join)), min_size=1, max_size=5)


@st.composite
def posts(draw):
    """A post of stretches that are quotes or own words, parted by white space, and its thread's authors."""
    full, spans = "", []
    for quoted, stretch in draw(STRETCHES):
        if quoted and stretch:
            spans.append(Span("quote", len(full), len(full) + len(stretch), draw(st.sampled_from([None, *AUTHORS]))))
        full += stretch + draw(st.sampled_from([" ", "\n", "\n\n"]))
    author = draw(st.sampled_from(AUTHORS))
    return _post(without_spans(full, spans), full_text=full, spans=tuple(spans), author=author)


@given(posts())
def test_texts_stay_what_they_were(post):
    """Between the names every span delimits what it did, and the own words are what the spans leave."""
    after = PSEUDONYMS.of_post(post, KnownNames(AUTHORS))
    assert after.text == without_spans(after.full_text, after.spans)
    for before, now in zip(_parts(post), _parts(after), strict=True):
        assert _is_same_but_for_names(before, now)


def _parts(post):
    edges = [0, *(edge for span in post.spans for edge in (span.start, span.end)), len(post.full_text)]
    return [post.full_text[start:end] for start, end in pairwise(edges)]


def _is_same_but_for_names(before, now):
    """Return whether a text is another one with some stretches replaced by pseudonyms."""
    between = re.split(r"user[a-z2-7]{10}", now)
    at = 0
    for nth, words in enumerate(between):
        at = before.find(words, at) + len(words) if nth else len(words) * before.startswith(words)
        if at < len(words):
            return False
    return before.endswith(between[-1])


@given(posts())
def test_pseudonyms_of_pseudonyms_stay(post):
    """A post whose names were replaced is not changed again, whatever the key."""
    after = PSEUDONYMS.of_post(post, KnownNames(AUTHORS))
    assert OTHERS.of_post(after, known_names([after])) == PSEUDONYMS.of_post(after, KnownNames(AUTHORS)) == after


@given(posts())
def test_no_author_is_named(post):
    """No author's name stands after "@", or before a word for writing with its colon, in either text."""
    after = PSEUDONYMS.of_post(post, KnownNames(AUTHORS))
    for name in AUTHORS[:-1]:
        named = re.escape(name)
        pattern = rf"(?<!\w)@{named}(?![\w.@-])|(?:^|[\s(>])(?<!@){named}\s(?:wrote|said):"
        for text in (after.text, after.full_text):
            assert re.search(pattern, text) is None


@given(st.lists(st.sampled_from(AUTHORS)), st.sampled_from(AUTHORS))
def test_known_names(names, asked):
    """A thread knows the authors that it was told, however they are written."""
    known = KnownNames(names)
    assert (asked.upper() in known) == (name_key(asked) in map(name_key, names))
