"""Posts as JSON lines."""

import json

import pytest

from classifier.errors import SourceError
from classifier.threads import jsonl
from classifier.threads.jsonl import read_json_lines
from classifier.threads.listener import refuse


def _read(source):
    faults = []
    return list(read_json_lines(source, faults.append)), faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "hi"', "bad JSON at column 14: Expecting ',' delimiter"),
        ("hi", "bad JSON at column 1: Expecting value"),
        ('["hi"]', "holds a list; each line must be a JSON object"),
        ('"hi"', "holds text; each line must be a JSON object"),
        ("null", "holds null; each line must be a JSON object"),
        ("3", "holds a number; each line must be a JSON object"),
        ('{"id": "a"}', "'text' is missing; a post needs its text there, as a string"),
        ('{"text": null}', "'text' is missing; a post needs its text there, as a string"),
        ('{"text": 3}', "'text' is a number; a post needs its text there, as a string"),
        ('{"text": ["hi"]}', "'text' is a list; a post needs its text there, as a string"),
        ('{"text": "hi", "kind": "essay"}', "'kind' is 'essay'; the kinds are article, comment, pingback, system, del"),
        ('{"text": "hi", "kind": ["comment"]}', "'kind' is ['comment']; the kinds are article"),
        ('{"text": "hi", "id": true}', "'id' is true or false; it must be text or a whole number"),
        ('{"text": "hi", "id": 1.5}', "'id' is a number; it must be text or a whole number"),
        ('{"text": "hi", "thread_id": {}}', "'thread_id' is an object; it must be text or a whole number"),
        ('{"text": "hi", "author": 7}', "'author' is a number; it must be text or null"),
        ('{"text": "hi", "start": -1}', "'start' is -1; it must be a whole number from 0, or null"),
        ('{"text": "hi", "depth": 1.5}', "'depth' is 1.5; it must be a whole number from 0, or null"),
        ('{"text": "hi", "order": true}', "'order' is True; it must be a whole number from 0, or null"),
        ('{"text": "hi", "boundary_confidence": 2}', "'boundary_confidence' is 2; it must be a number from 0 to 1"),
        ('{"text": "hi", "boundary_confidence": NaN}', "bad JSON: NaN is not a number that JSON has"),
        ('{"text": "hi", "x": Infinity}', "bad JSON: Infinity is not a number that JSON has"),
        ('{"text": "hi", "spans": {}}', "'spans' must be a list of objects"),
        ('{"text": "hi", "spans": [3]}', "'spans' must be a list of objects"),
        (
            '{"text": "hi", "spans": [{"start": 0, "end": 3}]}',
            "span 0-3 is not in order inside the post's 2 characters",
        ),
        (
            '{"text": "hi", "spans": [{"start": 1, "end": 2}, {"start": 0, "end": 1}]}',
            "span 0-1 is not in order inside the post's 2 characters",
        ),
        ('{"text": "hi", "spans": [{"start": 0}]}', "span 0-None is not in order inside"),
        ("[" * 100_000, "JSON nested too deep"),
    ],
    ids=lambda value: value[:48],
)
def test_fault(source, line, fault):
    """A line that is no post is named with file, line, what was found and what belongs there; the others come."""
    content = f'{{"text": "one"}}\n{line}\n{{"text": "two"}}\n'
    posts, faults = _read(source(content, "posts.jsonl"))
    assert [post.text for post in posts] == ["one", "two"]
    assert len(faults) == 1
    assert faults[0].startswith(f"posts.jsonl:2: {fault}")


def test_bytes_that_are_no_utf8(source):
    """JSON must be UTF-8; the fault says which byte of the line is not."""
    posts, faults = _read(source(b'{"text": "caf\xe9"}\n{"text": "two"}\n'))
    assert [post.text for post in posts] == ["two"]
    assert faults == ["thread.txt:1: byte 14 of the line is not UTF-8; JSON must be UTF-8"]


def test_line_too_long(source, monkeypatch):
    """A line that is too long to be held is a fault; the lines after it keep their numbers."""
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1 << 20)
    content = json.dumps({"text": "x" * (3 << 20)}) + '\n{"text": "two"}\nbad\n'
    posts, faults = _read(source(content))
    assert [post.text for post in posts] == ["two"]
    assert faults[0] == "thread.txt:1: a line of over 1 MiB is not a post"
    assert faults[1].startswith("thread.txt:3: bad JSON")


def test_refusing_reader_stops_at_the_first_fault(source):
    """A reader that is told to refuse raises SourceError with file and line."""
    posts = read_json_lines(source('{"text": "one"}\nbad\n'), refuse)
    assert next(posts).text == "one"
    with pytest.raises(SourceError, match=r"thread\.txt:2: bad JSON"):
        next(posts)


def test_posts_come_before_the_stream_ends(source):
    """A post is given as soon as its line is read: what follows it need not even be text."""
    posts = read_json_lines(source(b'{"text": "one"}\n\xff\xff'), refuse)
    assert next(posts).text == "one"


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "one"}\r\n{"text": "two"}\r\n',
        '\ufeff{"text": "one"}\n{"text": "two"}',
        '\n  \n{"text": "one"}\n\n{"text": "two"}\n\n',
    ],
    ids=["CRLF", "byte order mark, no last newline", "blank lines"],
)
def test_what_cannot_be_seen_is_no_fault(source, content):
    """Windows' newlines, a byte order mark and blank lines are read without a word."""
    posts, faults = _read(source(content))
    assert ([post.text for post in posts], faults) == (["one", "two"], [])


def test_what_a_post_does_not_say(source):
    """A post without id, thread, kind and source gets its place in the file, a digest, comment and the file's name."""
    posts, _ = _read(source('{"text": "one"}\n{"text": "two"}\n', "posts.jsonl"))
    assert [post.id for post in posts] == ["p0001", "p0002"]
    assert len({post.thread_id for post in posts}) == 1
    assert {(post.kind, post.depth, post.source) for post in posts} == {("comment", 0, "posts.jsonl")}


def test_whole_numbers_may_be_ids(source):
    """Platforms number their posts: a number is taken as the text that it is written as."""
    posts, _ = _read(source('{"text": "hi", "id": 7, "thread_id": 0}'))
    assert posts[0].key == ("0", "7")


def test_lone_surrogates(source):
    """Half an emoji, which JSON can write and UTF-8 cannot, is kept in text and key."""
    posts, faults = _read(source('{"text": "hi \\ud83d", "id": "\\udc00"}'))
    assert ([(post.text, post.id) for post in posts], faults) == ([("hi \ud83d", "\udc00")], [])
    assert len(posts[0].text_digest) == 16
