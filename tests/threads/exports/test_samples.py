"""A small file of every format, and what must come out of it."""

import gzip
import re

import pytest

from classifier.cli import options
from classifier.errors import SourceError
from classifier.threads.formats import FORMAT_NAMES, FORMATS, ReadOptions, format_of
from classifier.threads.read import read_posts, read_threads
from classifier.threads.sources.source import open_source

STREAMS = {"corpus", "4cat.csv", "semicolons.csv", "list.mbox", "pushshift.ndjson"}


def _row(post):
    return [post.thread_id, post.id, post.parent_id, post.kind, post.author, post.posted_at, post.text]


def test_posts_of_a_sample(files, expected, sample):
    """Each file gives its posts, with thread, id, parent, kind, author, time and text."""
    assert [_row(post) for post in read_posts(files / sample)] == expected[sample]


def test_places_in_the_document(files, sample):
    """A post of a thread stands at its place in the thread's document, and its spans are in order inside it."""
    for thread in read_threads(files / sample):
        for post in thread.posts:
            full = post.full_text or post.text
            if thread.document is not None:
                assert thread.document[post.start : post.end] == full
            edges = [edge for span in post.spans for edge in (span.start, span.end)]
            assert edges == sorted(edges)
            assert not edges or edges[-1] <= len(full)


def test_order_counts_from_one(files, sample):
    """Posts come in the order that they say, from 1 in each thread, or in the stream."""
    for thread in read_threads(files / sample):
        orders = [post.order for post in thread.posts]
        assert orders == list(range(orders[0], orders[0] + len(orders)))


def test_the_name_does_not_matter(files, expected, sample, tmp_path):
    """The content alone says what a file is: under a name that lies it gives the same posts."""
    if (files / sample).is_dir():
        return
    (tmp_path / "thread.txt").write_bytes((files / sample).read_bytes())
    assert [_row(post) for post in read_posts(tmp_path / "thread.txt")] == expected[sample]


def test_packed_files(files, expected, sample, tmp_path):
    """A compressed file gives the posts of what is in it."""
    if (files / sample).is_dir():
        return
    (tmp_path / "export.gz").write_bytes(gzip.compress((files / sample).read_bytes()))
    assert [_row(post) for post in read_posts(tmp_path / "export.gz")] == expected[sample]


PLATFORM = {
    "reddit.json": "reddit",
    "pushshift.ndjson": "reddit",
    "hackernews_tree.json": "hackernews",
    "hackernews_items.json": "hackernews",
    "hackernews_lines.jsonl": "hackernews",
    "discourse.json": "discourse",
    "disqus.xml": "disqus",
    "wordpress.xml": "wxr",
    "youtube_flat.json": "youtube",
    "youtube_api.json": "youtube",
    "youtube_ytdlp.info.json": "youtube",
    "youtube_downloader.jsonl": "youtube",
    "reddit_archive.json": "reddit",
    "hackernews_hits.json": "hackernews",
    "discourse_pages.json": "discourse",
    "mastodon.json": "mastodon",
    "bluesky_feed.json": "bluesky",
    "telegram.json": "telegram",
    "bluesky.json": "bluesky",
    "list.mbox": "mbox",
    "corpus": "convokit",
    "4cat.csv": "csv",
    "semicolons.csv": "csv",
    "rows.json": "json",
}


def test_a_forced_format(files, expected, sample):
    """The format that a file has may be named, and changes nothing."""
    posts = read_posts(files / sample, ReadOptions(format=PLATFORM[sample]))
    assert [_row(post) for post in posts] == expected[sample]


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_forced_format_of_another_kind(files, sample, name):
    """A format that a file does not have is an error that begins with the file's name, or gives no posts of it."""
    if name in (PLATFORM[sample], "text", "html", "json", "jsonl", "csv"):
        return
    said = str(files / sample)
    try:
        assert not [post for post in read_posts(files / sample, ReadOptions(format=name)) if post.method == name]
    except SourceError as error:
        said = str(error)
    assert said.startswith(str(files / sample))


def test_every_format_has_a_name_to_force():
    """The commands offer every format that there is, and each platform that is JSON."""
    assert options.FORMAT_NAMES == FORMAT_NAMES
    assert {known.name for known in FORMATS} | set(PLATFORM.values()) <= set(FORMAT_NAMES)


UNKNOWN = {
    "an object": ({"settings": {}, "version": 2}, "is an object with 'settings', 'version'; give posts as JSON lines"),
    "a list": ([{"x": 1, "y": 2}], "a list of 1, the first an object with 'x', 'y'"),
    "an empty list": ([], "it is an empty list"),
    "lists": ([[1, 2], [3]], "a list of 2, the first a list"),
}


@pytest.mark.parametrize(("value", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_json_of_no_known_shape(read, value, said):
    """JSON of no platform that is known is an error that says what was found."""
    import json

    with pytest.raises(SourceError, match=re.escape(said)):
        read(json.dumps(value, indent=1))


def test_xml_of_no_known_shape(read):
    """XML that is no export is refused with what to do."""
    with pytest.raises(SourceError, match=r"no export of Disqus or WordPress, which is not read; copy the page's text"):
        read('<?xml version="1.0"?><feed><entry/></feed>')


def test_a_pipe_that_gives_little_at_a_time(files, expected):
    """How the bytes come in does not change what a file is taken for."""
    import os
    import threading

    raw = (files / "reddit.json").read_bytes()
    reading, writing = os.pipe()

    def write():
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for at in range(0, len(raw), 100):
                pipe.write(raw[at : at + 100])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        posts = list(read_posts(f"/dev/fd/{reading}"))
    finally:
        thread.join()
        os.close(reading)
    assert [_row(post) for post in posts] == expected["reddit.json"]


def test_the_head_of_a_file(tmp_path):
    """The head holds the first line as a whole, up to a mebibyte."""
    path = tmp_path / "lines"
    path.write_bytes(b'{"text": "' + b"x" * 300_000 + b'"}\n' * 2 + b"y" * 300_000)
    with open_source(path) as source:
        assert source.head.count(b"\n") == 2
        assert format_of(source, None).name == "jsonl"
        assert source.stream.read() == path.read_bytes()
