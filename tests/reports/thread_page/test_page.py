"""The page of a thread, as HTML."""

import re

import lxml.html
import pytest

from classifier.errors import ClassifierError
from classifier.records import Prediction, Span, TermWeight
from classifier.reports.thread_page import page as thread_page
from classifier.reports.thread_page.page import PageFacts, ThreadPage
from classifier.reports.thread_page.views import DEEPEST_INDENT, MOST_IN_OVERVIEW

CODEBOOK = {"version": 3, "hash": "fedcba9876543210"}
FACTS = PageFacts(("for", "against"), "small", "0123456789abcdef", "2024-05-03", CODEBOOK)
SURE = Prediction(
    predicted="for", probability=0.876, scores={"for": 0.876, "against": 0.124}, terms=(TermWeight("lane", 0.42),)
)
ABSTAINED = Prediction(predicted=None, probability=None, scores=None, abstained="no known word")


@pytest.fixture
def write(tmp_path):
    """Write a page of (file, post, prediction) and return it as a tree."""

    def written(*posts):
        with ThreadPage(FACTS) as page:
            for post in posts:
                page.add(*post)
            page.write(tmp_path / "page.html")
        return lxml.html.fromstring((tmp_path / "page.html").read_text("utf-8"))

    return written


def seen(element):
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def test_a_post_shows_author_stance_probability_terms_and_words(write, make_post):
    """The stance by name and by shape, the term in the words and below them, with what it adds."""
    [post] = write(("a.txt", make_post("Build the Lane!", author="ann", posted_at_raw="today"), SURE)).cssselect(
        ".post"
    )
    assert seen(post.cssselect("h3")[0]) == "Post #1 ann"
    assert seen(post.cssselect(".stance .label")[0]) == "for"
    assert post.cssselect(".stance use")[0].get("href") == "#shape-circle"
    assert seen(post.cssselect(".sure")[0]) == ", probability .88"
    assert post.cssselect(".stance .bar")[0].get("aria-label") == "All probabilities: for .88, against .12"
    [mark] = post.cssselect(".words mark")
    assert (mark.text, mark.get("title")) == ("Lane", "“lane” +0.42")
    assert seen(post.cssselect(".term")[0]) == "lane +.42"
    assert seen(post.cssselect(".about")[0]) == "today"


def test_an_abstention_shows_its_reason(write, make_post):
    """With a broken ring for a shape."""
    [post] = write(("a.txt", make_post("zzz"), ABSTAINED)).cssselect(".post")
    assert seen(post.cssselect(".stance")[0]) == "abstained no known word"
    assert post.cssselect(".stance use")[0].get("href") == "#shape-none"


def test_the_counts_tell_comments_from_articles(write, make_post):
    """And say that they are plain."""
    page = write(
        ("a.txt", make_post("x", id="1", kind="article"), SURE),
        ("a.txt", make_post("x", id="2"), SURE),
        ("a.txt", make_post("x", id="3"), SURE),
        ("a.txt", make_post("x", id="4"), ABSTAINED),
    )
    rows = [[seen(cell) for cell in row] for row in page.cssselect("#counts ~ .card tr")]
    assert [row[:4] for row in rows] == [
        ["stance", "comments", "share", "articles"],
        ["for", "2", "67%", "1"],
        ["against", "0", "0%", "0"],
        ["abstained", "1", "33%", "0"],
        ["all", "3", "", "1"],
    ]
    assert "Plain counts, not corrected for the classifier's errors." in seen(page)
    assert [seen(kind) for kind in page.cssselect(".kind")] == ["article"]


def test_the_page_says_what_it_is_not_for_and_who_made_it(write, make_post):
    """Model, hash, codebook, date."""
    text = seen(write(("a.txt", make_post("x"), SURE)))
    assert "A label says what a post's words express. It is never a verdict about a person" in text
    assert "Articles are not comments" in text
    assert "small, hash 0123456789abcdef" in text
    assert "version 3, hash fedcba9876543210" in text
    assert "2024-05-03 by classifier" in text


def test_answers_and_parents_lead_to_each_other(write, make_post):
    """In their nesting, whatever the order in which they came; every link inside the page leads somewhere."""
    page = write(
        ("a.txt", make_post("x", id="1", author="ann"), SURE),
        ("a.txt", make_post("x", id="2"), SURE),
        ("a.txt", make_post("x", id="3", parent_id="1"), SURE),
        ("a.txt", make_post("x", id="4", parent_id="gone"), SURE),
    )
    assert [seen(number) for number in page.cssselect(".self")] == ["Post #1", "Post #3", "Post #2", "Post #4"]
    first, answer, _, orphan = page.cssselect(".post")
    assert first.cssselect(".answers a")[0].get("href") == f"#{answer.get('id')}"
    assert answer.cssselect(".about a")[0].get("href") == f"#{first.get('id')}"
    assert seen(answer.cssselect(".about a")[0]) == "ann (#1)"
    assert "d1" in answer.get("class").split()
    assert seen(orphan.cssselect(".about")[0]) == "answers gone, which is not on this page"
    targets = {link.get("href") for link in page.cssselect("a[href^='#'], use")}
    assert targets <= {f"#{element.get('id')}" for element in page.cssselect("[id]")}


def test_very_deep_threads_stop_moving_to_the_right_and_say_their_level(write, make_post):
    """Others say it to those who hear the page."""
    posts = [make_post("x", id=str(nth), parent_id=str(nth - 1) if nth else None) for nth in range(30)]
    found = write(*(("a.txt", post, SURE) for post in posts)).cssselect(".post")
    assert f"d{DEEPEST_INDENT}" in found[-1].get("class").split()
    assert seen(found[-1].cssselect(".level:not(.unseen)")[0]) == "level 30"
    assert seen(found[1].cssselect(".level.unseen")[0]) == "level 2"


def test_quotes_are_set_apart_and_lead_to_whom_they_quote(write, make_post):
    """On their own lines as a block, inside a line as part of it."""
    quoting = make_post(
        "No.\nsays you",
        id="2",
        full_text="> lane\nNo.\n“lane” says you",
        spans=(Span("quote", 0, 6, post_id="1"), Span("quote", 11, 17)),
    )
    page = write(("a.txt", make_post("lane", id="1", author="ann"), SURE), ("a.txt", quoting, SURE))
    words = page.cssselect(".words")[1]
    assert seen(words.cssselect("blockquote")[0]) == "quote: > lane from ann (#1)"
    assert seen(words.cssselect("q")[0]) == "quote: “lane”"
    assert not words.cssselect("mark")


def test_several_threads_have_a_table_of_contents(write, make_post):
    """A file may hold several; two files' threads are apart even where they have the same id."""
    page = write(
        ("a.txt", make_post("x", thread_id="1", title="Lanes"), SURE),
        ("a.txt", make_post("x", thread_id="2"), SURE),
        ("b.txt", make_post("x", thread_id="2"), SURE),
    )
    assert [seen(item) for item in page.cssselect(".contents li")] == [
        "Lanes 1 post, a.txt",
        "a.txt 1 post",
        "b.txt 1 post",
    ]
    assert [element.get("id") for element in page.cssselect(".post")] == ["post-1", "post-2", "post-3"]
    assert page.cssselect("h1")[0].text_content() == "Stances in 3 threads"


def test_an_overview_shows_every_post_up_to_some_hundreds(write, make_post):
    """More would be a wall."""
    posts = [("a.txt", make_post("x", id=str(nth)), SURE) for nth in range(MOST_IN_OVERVIEW + 1)]
    assert len(write(*posts[:-1]).cssselect(".overview li")) == MOST_IN_OVERVIEW
    assert not write(*posts).cssselect(".overview")


def test_of_many_posts_only_those_in_sight_are_laid_out(write, make_post, monkeypatch):
    """A browser takes too long for all of thousands; of few it shows all at once."""
    monkeypatch.setattr(thread_page, "MANY_POSTS", 2)
    posts = [("a.txt", make_post("x", id=str(nth)), SURE) for nth in range(3)]
    assert not write(*posts[:2]).cssselect(".many")
    assert write(*posts).cssselect(".many")


def test_no_posts_are_a_page_that_says_so(write):
    """An empty file is no error."""
    page = write()
    assert page.cssselect("h1")[0].text_content() == "Stances in no threads"
    assert not page.cssselect(".post")


def test_more_posts_than_a_browser_can_show_are_refused(write, make_post, monkeypatch, tmp_path):
    """With what to do instead; nothing is written."""
    monkeypatch.setattr(thread_page, "MOST_POSTS", 3)
    posts = [("a.txt", make_post("x", id=str(nth)), SURE) for nth in range(4)]
    assert len(write(*posts[:3]).cssselect(".post")) == 3
    (tmp_path / "page.html").unlink()
    with pytest.raises(ClassifierError, match=r"a\.txt: more than 3 posts are too many for one page; give fewer files"):
        write(*posts)
    assert not list(tmp_path.iterdir())


HOSTILE = [
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title></script></textarea><svg onload=alert(1)>",
    '" onmouseover="alert(1)" \'',
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "]]> --> <!-- <![CDATA[",
    "a\0b\x1b[31m\x9b\ud800\ufffe",
    "\u202e\u2066gnp.exe",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_strangers_write_is_shown_as_text(write, make_post, evil):
    """In every field that a file can fill, and in the terms that it is marked with."""
    fields = dict.fromkeys(("author", "title", "url", "posted_at_raw", "parent_id", "thread_id", "id"), evil)
    clean = re.sub("[\0\x1b\x9b\ud800\ufffe]", "\ufffd", re.sub("[\u202e\u2066]", "", evil))
    said = Prediction(
        predicted="for", probability=1.0, scores={"for": 1.0, "against": 0.0}, terms=(TermWeight(evil, 1.0),)
    )
    spans = (Span("quote", 5, 5 + len(evil)), Span(evil, 6 + len(evil), 6 + 2 * len(evil)))
    post = make_post("lane", full_text=f"lane\n{evil}\n{evil}", spans=spans, **fields)
    plain = write(("a.txt", make_post("lane", thread_id="1", title="x", author="x"), SURE), ("b", make_post("x"), SURE))
    page = write((evil, post, said), ("b", make_post(evil), ABSTAINED))
    for place in ("h2 bdi", "h3 bdi", ".about", ".words", ".term bdi", ".contents"):
        assert any(seen_as(clean) in seen(found) for found in page.cssselect(place)), place
    assert {element.tag for element in page.iter()} <= {element.tag for element in plain.iter()} | {"blockquote", "q"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert not [link for link in page.cssselect("a") if not link.get("href").startswith("#")]


def seen_as(text):
    """Return a text as a reader sees it: white space is one space."""
    return " ".join(text.split())
