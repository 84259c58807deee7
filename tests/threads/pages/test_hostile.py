"""Pages that nobody meant well: each ends in a thread or in a SourceError."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.records import Thread

Read = Callable[[bytes], Thread]
Check = Callable[[Thread], None]


def comment(number: int, words: str, inside: str = "") -> str:
    """Return a comment as WordPress marks it."""
    return (
        f'<li class="comment" id="comment-{number}"><article class="comment-body"><footer class="comment-meta">'
        f'<b class="fn">User{number}</b> <time datetime="2020-01-01T00:00:00+00:00">1 January 2020</time></footer>'
        f'<div class="comment-content"><p>{words}</p></div></article>{inside}</li>'
    )


def comments(*words: str) -> bytes:
    """Return a page of comments side by side."""
    listed = "".join(comment(100 + nth, text) for nth, text in enumerate(words))
    return f'<html><body><ol class="comment-list">{listed}</ol></body></html>'.encode()


def nested(tag: str, depth: int) -> bytes:
    """Return a page of one element in the other."""
    return (f"<html><body>{f'<{tag}>' * depth}some words{f'</{tag}>' * depth}</body></html>").encode()


def replies(count: int) -> bytes:
    """Return a page on which each comment answers the one before it."""
    opened = "".join(
        comment(1000 + nth, f"reply number {nth}").removesuffix("</li>") + "<ol class=children>" for nth in range(count)
    )
    return f'<html><body><ol class="comment-list">{opened}{"</ol></li>" * count}</ol></body></html>'.encode()


HOSTILE = {
    "nested 100,000 deep": nested("div", 100_000),
    "spans 100,000 deep": nested("span", 100_000),
    "blockquotes 20,000 deep": nested("blockquote", 20_000),
    "tables 20,000 deep": nested("table><tr><td", 20_000),
    "10,000 nested replies": replies(10_000),
    "50,000 empty divs": b"<html><body>" + b"<div></div>" * 50_000,
    "50,000 empty divs with a class": b"<html><body>" + b'<div class="post"></div>' * 50_000,
    "50,000 divs never closed": b"<html><body>" + b"<div>x" * 50_000,
    "attributes of 1 MB": b'<html><body><div class="'
    + b"post " * 200_000
    + b'" id="'
    + b"1" * 1_000_000
    + b'">x</div>',
    "an attribute never closed": b'<html><body><div class="' + b"a" * 1_000_000,
    "a tag name of 1 MB": b"<html><body><" + b"a" * 1_000_000 + b">x",
    "50,000 attributes": b"<html><body><div " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x</div>",
    "a line of digits of 1 MB": b"<html><body><p>" + b"1" * 1_000_000,
    "1 MB of spaces in words": b"<html><body><p>a" + b" " * 1_000_000 + b"b",
    "a million dates": b"<html><body>" + b"<p>1 May 2020" * 20_000,
    "a comment never closed": b"<html><body><!--" + b"-" * 1_000_000,
    "a doctype never closed": b"<!DOCTYPE html " + b"[" * 100_000,
    "entities declared": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body>&b;&b;',
    "only scripts": b"<html><head><script>var a = '<p>1 May 2020</p>';</script></head><body><script>x</script></html>",
    "only a comment": b"<html><!-- nothing -->",
    "only a start": b"<html>",
    "only a doctype": b"<!DOCTYPE html>",
    "NULs": comments("one\0two", "three\0", "\0"),
    "NULs in tags": b"<html><bo\0dy><di\0v cla\0ss=post>words\0</div>",
    "lone surrogates as entities": comments("a &#xD800; b", "&#xDFFF;", "&#55296;&#56320;"),
    "entities out of range": comments("a &#x110000; b", "&#99999999999999;", "&#0; &#x1; &#xFFFE;"),
    "surrogates in UTF-8": b"<html><body><p>\xed\xa0\x80 words \xed\xbf\xbf</p>",
    "ids that repeat": b"<html><body><ol>" + comment(7, "one").encode() * 3,
    "another root": b"<html></html><html><body><p>words</p></body></html>",
    "frames": b"<html><frameset><frame src=a><frame src=b></frameset></html>",
    "an archive without a page": b"MIME-Version: 1.0\nContent-Type: text/plain\n\nwords",
    "an archive of nothing": b"From: <Saved by >\nMIME-Version: 1.0\nContent-Type: multipart/a; boundary=b\n\n--b--\n",
    "an archive of an unknown encoding": (
        b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!\xff\n"
    ),
    "a charset that is none": b'<html><meta charset="no-such"><body><p>caf\xe9</p>',
    "a charset that is no text": b'<html><meta charset="base64"><body><p>caf\xe9</p>',
    "a charset of names": b'<html><meta charset="idna"><body><p>caf\xe9</p>',
    "a charset with an error": b'<html><meta charset="undefined"><body><p>caf\xe9</p>',
    "addresses that are none": b'<html><link rel=canonical href="javascript:alert(1)"><base href="\0"><body><p>x',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_a_thread_or_a_clear_error(name: str, read: Read, check: Check):
    """Whatever the page, its posts stand in its document, or a SourceError says what is wrong."""
    with contextlib.suppress(SourceError):
        check(read(HOSTILE[name]))


def test_nested_replies_keep_their_parents(read: Read):
    """Each reply of a chain answers the one before it."""
    posts = read(replies(100)).posts
    assert [post.depth for post in posts] == list(range(100))
    assert [post.parent_id for post in posts[1:]] == [post.id for post in posts[:-1]]


@pytest.mark.parametrize("count", [900, 10_000])
def test_no_nested_reply_is_lost_in_silence(count: int, read: Read):
    """A chain of replies has as many posts as it has comments, or a note says that some were not read."""
    thread = read(replies(count))
    texts = [post.text for post in thread.posts]
    cut = any("deep" in note for note in thread.notes)
    whole = texts[:-1] if cut else texts
    assert whole == [f"reply number {nth}" for nth in range(len(whole))]
    assert cut or len(whole) == count


def test_a_script_in_a_post_is_none_of_its_words(read: Read):
    """What a script says is not shown, what is written of a script is."""
    page = comments(
        "before <script>alert('no')</script> after", "I wrote &lt;script&gt;alert(1)&lt;/script&gt; there", "third"
    )
    texts = [post.text for post in read(page).posts]
    assert texts == ["before after", "I wrote <script>alert(1)</script> there", "third"]


def test_the_text_of_a_script_link_stays_text(read: Read):
    """The words of a javascript: link are words, its target is not."""
    page = comments("see <a href=\"javascript:alert('no')\">this page</a> now", "second", "third")
    assert read(page).posts[0].text == "see this page now"


def test_a_page_of_scripts_has_no_posts(read: Read):
    """A page that says nothing has no posts, and a note or an error says so."""
    try:
        thread = read(HOSTILE["only scripts"])
    except SourceError:
        return
    assert thread.posts == ()
    assert thread.notes


MARKUP = st.sampled_from(
    [
        *('<div class="post" id="p11">', '<div class="content">', '<div class="postbody">', "</div>", "<div>", "<p>"),
        *('<li class="comment" id="comment-12">', '<div class="comment-content">', "</li>", "<ol>", "</ol>"),
        *('<article class="message" data-author="A B">', '<div class="bbWrapper">', "</article>", "<blockquote>"),
        *(
            '<blockquote class="messageText">',
            "</blockquote>",
            '<div class="signature">',
            '<span class="quote">',
            "</span>",
        ),
        *('<tr class="athing comtr" id="99">', '<td indent="1">', "<table>", "</table>", '<span class="commtext">'),
        *(
            '<time datetime="2020-01-01T00:00:00Z">',
            "</time>",
            '<a href="#">',
            "</a>",
            "<br>",
            "<h1>",
            "<script>",
            "</script>",
        ),
        *(
            "words of a post that say a thing ",
            "1 May 2020",
            "\n",
            " ",
            "3 Replies",
            "&nbsp;",
            "&#xD800;",
            "&amp",
            "\0",
            "é",
        ),
        *(
            '<div itemprop="text">',
            "<noscript>",
            "</noscript>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?php",
            "<template>",
            "<pre>",
        ),
        *(
            '<meta charset="utf-16">',
            '<meta charset="cp037">',
            '<meta charset="utf-7">',
            "</body>",
            "</html>",
            "<body>",
            "<",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_of_a_page_are_read_or_refused(read: Read, check: Check, rest: bytes):
    """Bytes that begin as a page give a sound thread or a SourceError."""
    with contextlib.suppress(SourceError):
        check(read(b"<html>" + rest))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(MARKUP, st.text(max_size=8)), max_size=40))
def test_any_pieces_of_mark_up_are_read_or_refused(read: Read, check: Check, pieces: list[str]):
    """Mark-up of known software in any order gives a sound thread or a SourceError."""
    with contextlib.suppress(SourceError):
        check(read(b"<html>" + "".join(pieces).encode("utf-8", "surrogatepass")))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text("ab é<&\n", max_size=12), st.text("ab é<&\n", max_size=12)), min_size=2, max_size=5))
def test_quotes_are_spans_wherever_they_stand(read: Read, check: Check, posts: list[tuple[str, str]]):
    """A quote before or between an author's words is a span, and its words are none of the author's."""
    escaped = [[text.replace("&", "&amp;").replace("<", "&lt;") for text in pair] for pair in posts]
    page = comments(
        *(f"{before}</p><blockquote>QUOTED</blockquote><p>and my answer {after}" for before, after in escaped)
    )
    thread = read(page)
    check(thread)
    assert len(thread.posts) == len(posts)
    for post in thread.posts:
        assert "QUOTED" not in post.text
        assert post.full_text is not None
        assert "QUOTED" in post.full_text
