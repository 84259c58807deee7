"""Where a post says that it stands in the file that it came from."""

import json

import pytest

from classifier.threads.exports.values import inside

DOCUMENTS = [
    "bluesky.json",
    "discourse.json",
    "hackernews_items.json",
    "bluesky_feed.json",
    "discourse_pages.json",
    "hackernews_hits.json",
    "hackernews_tree.json",
    "mastodon.json",
    "reddit_archive.json",
    "reddit.json",
    "rows.json",
    "telegram.json",
    "youtube_api.json",
    "youtube_flat.json",
    "youtube_ytdlp.info.json",
]


def resolved(value, pointer):
    """Return what a JSON pointer (RFC 6901) leads to."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pointers_into_a_document(read, files, name):
    """The JSON pointer of a post leads to an object of its own, in which its id or text stands."""
    raw = (files / name).read_text("utf-8")
    posts = read(raw)
    assert len({post.locator for post in posts}) == len(posts)
    for post in posts:
        own = json.dumps(resolved(json.loads(raw), post.locator))
        assert post.id.removeprefix("t1_").removeprefix("t3_").split("~")[0] in own or post.text[:3] in own


def test_what_is_no_object_is_counted(read):
    """Values in a list that are no posts do not shift the places of those after them."""
    posts = read([None, {"body": "hi", "id": "a", "author": "x"}, 3, {"body": "yo", "id": "b", "author": "y"}])
    assert [post.locator for post in posts] == ["/1", "/3"]


def test_pointers_of_nested_replies(read):
    """A reply's pointer goes through what it answers, and comes to an end where it would be of no use."""
    opened = '{"id": %d, "created_at_i": 1, "author": "a", "text": "hi", "children": ['
    node = "".join(opened % nth for nth in range(500)) + "]}" * 500
    posts = read(node)
    assert [post.locator for post in posts][:3] == ["/id", "/children/0", "/children/0/children/0"]
    assert posts[-1].locator is None
    assert inside("/a", "/b") == "/a/b"


STREAMS = {
    "pushshift.ndjson": "line 1",
    "hackernews_lines.jsonl": "line 1",
    "youtube_downloader.jsonl": "line 1",
    "4cat.csv": "row 1",
    "semicolons.csv": "row 1",
    "list.mbox": "message 1",
    "disqus.xml": "line ",
    "wordpress.xml": "line ",
}


@pytest.mark.parametrize(("name", "first"), STREAMS.items())
def test_places_in_a_stream(read, files, name, first):
    """A post of a stream says its line, row or message, counted from 1."""
    posts = read((files / name).read_bytes(), name=name)
    assert posts[0].locator.startswith(first)
    assert len({post.locator for post in posts}) == len(posts)


def test_lines_rows_and_messages_that_are_left_out_are_counted(read):
    """What cannot be read, and blank lines, do not shift the places of what comes after them."""
    lines = '{"text": "a"}\n\nbroken\n{"text": "b"}\n'
    assert [post.locator for post in read(lines, notes=[])] == ["line 1", "line 4"]
    rows = 'id,text\n1,"a\nb"\n2\n3,c\n'
    assert [post.locator for post in read(rows, notes=[])] == ["row 1", "row 3"]


def test_a_post_from_elsewhere_keeps_its_place(read):
    """A post that says which file it came from keeps the place that it has there; another has its line."""
    lines = (
        '{"text": "a", "source": "q.html", "locator": "/html/p"}\n{"text": "b", "source": "q.html"}\n{"text": "c"}\n'
    )
    assert [post.locator for post in read(lines)] == ["/html/p", None, "line 3"]


@pytest.mark.parametrize("blank", [0, 3, 70_000])
def test_lines_of_xml(read, files, blank):
    """A comment's line is that of the file, also below blank lines and beyond the 65,535th line."""
    raw = (files / "disqus.xml").read_text("utf-8")
    lines = ("\n" * blank + raw if blank < 10 else raw.replace("<post", "\n" * blank + "<post", 1)).split("\n")
    for post in read("\n".join(lines)):
        number = int(post.locator.removeprefix("line "))
        assert "<post" in lines[number - 1]
        assert post.id in lines[number - 1]
