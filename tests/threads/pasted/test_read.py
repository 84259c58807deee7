"""What a pasted thread carries besides its posts' texts."""

import pytest

from classifier.errors import SourceError
from classifier.records import text_digest
from classifier.threads.pasted import read

ARTICLE = "Ferry Sinks in Calm Water\n\nThe ferry sank on Tuesday.\n\n"


@pytest.mark.parametrize(
    ("text", "one_per", "confidence", "method"),
    [
        ("1. I saw it.\n2. you did not.", "auto", 0.95, "numbered"),
        ("I saw it.\nit sank.\n\nyou did not.", "auto", 0.7, "spacing"),
        ("I saw it.\nyou did not.", "auto", 0.39, "boundary-model"),
        ("I saw it.\nyou did not.", "line", 1.0, "one-per-line"),
        ("I saw it.\n\nyou did not.", "blank", 1.0, "one-per-blank"),
    ],
    ids=lambda value: value if value in ("auto", "line", "blank") else None,
)
def test_how_sure_a_cut_is(pasted, text, one_per, confidence, method):
    """Each way to cut says its name and how sure it is; that a post begins where the text begins is certain."""
    first, second = pasted(text, one_per).posts
    assert (first.boundary_confidence, first.method) == (1.0, method)
    assert (second.boundary_confidence, second.method) == (confidence, method)


def test_article(pasted):
    """The article comes first, sure to begin there, and its headline is the thread's title and every post's."""
    thread = pasted(ARTICLE + "1. I saw it.")
    assert (thread.posts[0].kind, thread.posts[0].boundary_confidence) == ("article", 1.0)
    assert {thread.title, *(post.title for post in thread.posts)} == {"Ferry Sinks in Calm Water"}


def test_no_headline_no_title(pasted):
    """Comments alone have no title."""
    assert pasted("I saw it.\nyou did not.").title is None


def test_keys(pasted):
    """The thread's id is a digest of its text, and its posts are numbered in order."""
    thread = pasted(ARTICLE + "1. I saw it.")
    assert thread.id == text_digest(ARTICLE + "1. I saw it.")
    assert [(post.key, post.order) for post in thread.posts] == [((thread.id, "p0001"), 1), ((thread.id, "p0002"), 2)]


def test_parents_know_their_source(pasted):
    """A reply's parent is known by nesting; a comment at the top has none."""
    first, reply = pasted("1. I saw it.\n  1. you did not.").posts
    assert (first.parent_id, first.parent_source) == (None, None)
    assert (reply.parent_id, reply.parent_source) == (first.id, "nesting")


def test_locator(pasted):
    """A post says on which lines of its file it stands."""
    posts = pasted("1. I saw it.\n2. you did not,\nno.").posts
    assert [post.locator for post in posts] == ["line 1", "lines 2-3"]


def test_span_leaves_the_marker_out(pasted):
    """A numbered comment begins after its number."""
    thread = pasted("  12\n\n1.  I saw it.")
    assert thread.document[thread.posts[-1].start :] == "I saw it."


@pytest.mark.parametrize("lines", [2, 3])
def test_guessed_cuts_are_noted(pasted, lines):
    """Where nothing marks comments a note says how many, how good the guess is and what to say instead."""
    (note,) = pasted("i like it.\n" * lines).notes
    assert f"nothing marks where {lines} comments begin: the cuts are a guess" in note
    assert "in 10 of them right; say --posts N if you know their number; say --one-per line" in note


def test_few_lines_for_many_posts_are_noted(pasted):
    """Where there are fewer lines than posts asked for, each line is one, and a note says so."""
    thread = pasted("i saw it.\nyou did not.", posts=3)
    assert len(thread.posts) == 2
    assert thread.notes == ("thread.txt: has 2 lines, fewer than the 3 posts of --posts: each line is one",)


def test_numbers_are_surer_than_a_count(pasted):
    """Numbered comments keep their number of posts, and a note says that another one was asked for."""
    thread = pasted("1. I saw it.\n2. you did not.", posts=3)
    assert [post.method for post in thread.posts] == ["numbered", "numbered"]
    assert thread.notes == ("thread.txt: its marks show 2 posts, so it was not cut into the 3 of --posts",)


@pytest.mark.parametrize("one_per", ["auto", "line", "blank"])
def test_no_post_is_noted(pasted, one_per):
    """A text without posts gives a thread without posts, and a note."""
    thread = pasted("\n \n", one_per)
    assert (thread.posts, thread.notes) == ((), ("thread.txt: holds no post",))


def test_notes_of_decoding_are_kept(pasted):
    """What was done to the bytes is among the thread's notes."""
    assert pasted(b"caf\xe9").notes == ("thread.txt: not UTF-8 (byte 3); read as Windows-1252",)


def test_too_many_lines(pasted, monkeypatch):
    """A text of more lines than a thread has is refused, with what to do about it."""
    monkeypatch.setattr(read, "MOST_LINES", 2)
    with pytest.raises(SourceError, match=r"thread\.txt: over 2 lines is too much for one thread; give JSON lines"):
        pasted("a\nb\nc\nd")


def test_too_large(pasted, monkeypatch):
    """A text larger than a thread is refused."""
    monkeypatch.setattr(read, "LARGEST_TEXT", 1 << 20)
    with pytest.raises(SourceError, match="over 1 MiB is too much for one thread"):
        pasted("a\n" * (1 << 20))
