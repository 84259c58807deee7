"""The shipped threads, as people cut them by hand."""

import json

import pytest

from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_thread

FIELDS = ("text", "start", "end", "kind", "parent_id")


@pytest.fixture(scope="module")
def threads(project):
    """The shipped threads, by the first three digits of their names."""
    return {path.name[:3]: read_thread(path) for path in sorted((project / "seeds").iterdir())}


@pytest.fixture(scope="module")
def by_hand(project):
    """The posts that people cut from a shipped thread, by the first three digits of its name."""
    lines = (project / "annotations/posts/real.jsonl").read_text("utf-8").splitlines()
    posts = [{"parent_id": None, **json.loads(line)} for line in lines]
    return {
        number: [post for post in posts if post["source"].startswith(f"seeds/{number}_")]
        for number in ("000", "001", "002", "003", "004")
    }


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_posts_are_those_cut_by_hand(threads, by_hand, number):
    """Every post has the text, place, kind and parent that people gave it."""
    found = [[getattr(post, name) for name in FIELDS] for post in threads[number].posts]
    assert found == [[post[name] for name in FIELDS] for post in by_hand[number]]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_furniture_is_in_no_post(threads, number):
    """What belongs to the site is in no post."""
    thread = threads[number]
    for span in thread.furniture:
        assert not any(post.start < span.end and span.start < post.end for post in thread.posts)


def test_furniture_of_a_blog(threads):
    """Date, box of links and comment policy of the first thread belong to its site."""
    document = threads["000"].document
    spans = [span for span in threads["000"].furniture if span.kind == "furniture"]
    furniture = [document[span.start : span.end][:20] for span in spans]
    assert furniture == [
        *("20 October 2024", "Previous thoughts on", "Western Countries Mu", "Putin's understandin"),
        *("Military advice: Ukr", "You are free to comm"),
    ]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_thread_opens_with_its_article(threads, by_hand, number):
    """The article is cut exactly, also where the comments cannot be."""
    article = threads[number].posts[0]
    assert [getattr(article, name) for name in FIELDS] == [by_hand[number][0][name] for name in FIELDS]


def test_thread_without_marks(threads):
    """Nothing marks the comments of the last thread: they are cut where they likely begin, and one note says so."""
    comments = threads["004"].posts[1:]
    assert {(post.kind, post.method) for post in comments} == {("comment", "boundary-model")}
    assert all(0 < post.boundary_confidence < 1 for post in comments)
    assert len(threads["004"].notes) == 1
    assert f"nothing marks where {len(comments)} comments begin" in threads["004"].notes[0]


def test_thread_of_a_known_count(project):
    """With its number of posts, the article being one, the last thread gives so many, the article still exact."""
    path = next((project / "seeds").glob("004_*"))
    posts = read_thread(path, ReadOptions(posts=27)).posts
    assert [post.kind for post in posts] == ["article"] + ["comment"] * 26
    assert posts[0].text == read_thread(path).posts[0].text


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_sure_cuts_need_no_note(threads, number):
    """The other threads are read without a word."""
    assert threads[number].notes == ()
