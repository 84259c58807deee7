"""Saved pages of each software -> the posts on them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.records import Thread
from classifier.threads.merge import merge_threads
from classifier.threads.pages.elements import Place
from classifier.threads.pages.parse import lay_out
from classifier.threads.pages.refine import without_frame
from classifier.threads.pages.words import DATE
from classifier.threads.read import read_thread

CASES = Path(__file__).parents[2] / "cases" / "pages"
PAGES = sorted(path for path in CASES.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_posts_of_a_page_are_those_that_stand_beside_it(page: Path):
    """Each post has the kind, author, own words, parent, time and method of the case; what it leaves out may be any."""
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    posts = read_thread(page).posts
    places = {post.id: nth for nth, post in enumerate(posts)}
    assert [post.text for post in posts] == [post["text"] for post in expected]
    for post, wanted in zip(posts, expected, strict=True):
        found = {
            "kind": post.kind,
            "author": post.author,
            "text": post.text,
            "parent": None if post.parent_id is None else places[post.parent_id],
            "posted_at": post.posted_at,
            "method": post.method,
        }
        assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_posts_of_a_page_stand_in_its_document(page: Path, check: Callable[[Thread], None]):
    """Posts and their spans are stretches of the document, in order and apart."""
    check(read_thread(page))


def kinds_of_spans(name: str) -> list[list[str]]:
    """Return the kinds of the spans of each post of a case."""
    return [[span.kind for span in post.spans] for post in read_thread(CASES / name).posts]


@pytest.mark.parametrize(
    "name",
    [
        *("discourse", "discourse-noscript", "fluxbb", "invision3", "invision4", "mybb", "phpbb3", "smf2", "vanilla"),
        *("vbulletin3", "vbulletin4", "vbulletin5", "xenforo1", "xenforo2"),
        *("invision2", "kunena", "phpbb2", "phpbb3-tables", "punbb13", "smf1", "ubbthreads"),
    ],
)
def test_what_a_forum_reply_quotes_is_a_span(name: str):
    """The second post of each forum page begins with a quote of the first, which is in full_text and not in text."""
    said = json.loads((CASES / f"{name}.json").read_text("utf-8"))[0]["text"]
    second = read_thread(CASES / f"{name}.html").posts[1]
    full = second.full_text or second.text
    quoted = "".join(full[span.start : span.end] for span in second.spans if span.kind == "quote")
    assert any(sentence in quoted for sentence in re.split(r"(?<=[.?])\s", said))


def test_a_post_without_quotes_has_no_spans():
    """A blockquote around the post itself is no quote."""
    for name in ("xenforo1.html", "vbulletin4.html"):
        spans = kinds_of_spans(name)
        assert "quote" not in spans[0] + spans[2]


def test_a_web_archive_tells_its_address():
    """The address of an MHTML file's page is the thread's."""
    assert read_thread(CASES / "chrome.mhtml").url == "http://cold.example/viewtopic.php?id=6"


def test_native_ids_are_kept():
    """Posts are named as the platform names them."""
    ids = {name: [post.id for post in read_thread(CASES / name).posts] for name in ("phpbb3.html", "hackernews.html")}
    assert ids["phpbb3.html"] == ["p501", "p502", "p503"]
    assert ids["hackernews.html"][1:] == ["900111", "900112", "900113", "900114"]


def test_a_sidebar_repeats_no_post():
    """A comment that a sidebar repeats is one post."""
    for name in ("wordpress.html", "blogger.html", "xenforo1.html", "invision4.html"):
        words = [post.text for post in read_thread(CASES / name).posts]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", ["wordpress.html", "blogger.html", "reddit-old.html", "discourse.html"])
def test_no_button_is_glued_to_a_post(name: str):
    """Replies and deletions that a page offers are in no post's words."""
    for post in read_thread(CASES / name).posts:
        assert not post.text.endswith(("Reply", "Delete", "share", "permalink"))


@pytest.mark.parametrize(
    "written",
    [
        *("12 Mar 2015", "12th March 2015", "Mar 12 '15", "12 mar '15", "2015/03/12", "2015-03-12T10:22", "12.03.15"),
        *("12. März 2015", "12 mars 2015", "1er mars 2015", "12 de marzo de 2015", "12 de março de 2015"),
        *("12 marzo 2015", "12 maart 2015", "12 mrt. 2015", "12 marca 2015", "12 марта 2015", "11 Mar - 09:05"),
        *("3 dagen geleden", "3 giorni fa", "3 dni temu", "2 дня назад", "há 3 dias", "vor einem Tag"),
    ],
)
def test_dates_are_known_as_forums_of_many_languages_write_them(written: str):
    """A date is found whole, and not in a sentence about its month."""
    assert DATE.search(f"posted {written.lower()} by")
    assert not DATE.search("in march 300 people may come")


def test_the_title_is_the_heading_that_the_page_is_named_after():
    """A page's first heading may be the forum's name."""
    assert read_thread(CASES / "phpbb3-tables.html").title == "Bee hives near a path"


@pytest.mark.parametrize("name", ["phpbb2", "phpbb3-tables", "ubbthreads"])
def test_the_date_since_when_somebody_is_a_member_is_no_time_of_a_post(name: str):
    """All authors joined in 2009 or 2011, and all posts are of 2014."""
    for post in read_thread(CASES / f"{name}.html").posts:
        assert post.posted_at_raw is not None
        assert "14" in post.posted_at_raw


def test_a_time_below_a_post_is_its_own():
    """Blogger's older list dates each comment after it, below the article's date."""
    times = [post.posted_at_raw for post in read_thread(CASES / "blogger-list.html").posts]
    assert times[1:3] == ["March 11, 2014 at 09:05 AM", "March 11, 2014 at 04:21 PM"]


def test_what_begins_or_ends_most_posts_is_not_theirs(read: Callable[[bytes], Thread]):
    """The thread's title and a button are left out."""
    words = [
        "The tide took it on Sunday night, and nobody on the quay heard the chain go.",
        "No, the crane did, because I saw the driver look down and then drive home early.",
        "Ask the harbour master, who was there with his lamp.",
        "He was asleep, and the lamp belongs to my aunt in the yellow house.",
    ]
    boxes = "".join(
        f"<div class=post><i>{nth} May 2011</i><div class=b><div>Re: The lost buoy</div><div>{said}</div>"
        f"<div><a href=/q>Quote</a> it</div></div></div>"
        for nth, said in enumerate(words, 1)
    )
    assert [post.text for post in read(f"<html><body>{boxes}</body></html>".encode()).posts] == words


def test_posts_that_are_but_a_number_are_no_frame():
    """Where people count, a line that is the same in all posts but for its number is all that they said."""
    page = lay_out("<p>Count with me: 1</p><p>2</p><p>3</p><p>4</p>", "page")
    places = [Place(element.start, element.end) for element in page.with_tag("p")]
    assert without_frame(page, places) == places


def xenforo(number: int, author: str, body: str) -> str:
    """Return a post as XenForo 2 marks it."""
    return (
        f'<article class="message" data-author="{author}" data-content="post-{number}" id="js-post-{number}">'
        f'<div class="message-body"><div class="bbWrapper">{body}</div></div></article>'
    )


def test_a_quote_of_a_post_on_another_page_says_where_the_parent_is(read: Callable[[bytes], Thread]):
    """Merged with the page that it points to, a post answers the post that it quotes."""
    quote = (
        '<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="Ada" data-source="post: 101">Late?</blockquote>'
    )
    pages = (
        xenforo(101, "Ada", "Is the ferry late again?") + xenforo(102, "Bo", "Take the bridge, it is free."),
        xenforo(103, "Cy", f"{quote}It always is.") + xenforo(104, "Ada", "I feared as much."),
    )
    threads = [read(f'<html id="XF"><title>Ferry</title><h1>Ferry</h1>{page}'.encode()) for page in pages]
    assert threads[1].parents_elsewhere == {"js-post-103": ("101", "quote")}
    merged = merge_threads(threads).posts
    assert [(post.id, post.parent_id) for post in merged] == [
        ("js-post-101", None),
        ("js-post-102", None),
        ("js-post-103", "js-post-101"),
        ("js-post-104", None),
    ]
