"""Saved pages of each software -> the posts on them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.records import Thread
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
