"""The doors of reading: posts, threads, one thread."""

import pytest

from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener
from classifier.threads.read import read_posts, read_thread, read_threads


def _lines(*keys):
    return "".join(f'{{"thread_id": "{thread}", "id": "{id_}", "text": "hi"}}\n' for thread, id_ in keys)


def test_posts_of_a_pasted_text(save):
    """A pasted text gives its thread's posts."""
    assert [post.text for post in read_posts(save("1. one\n2. two"))] == ["one", "two"]


def test_posts_of_json_lines(save):
    """JSON lines give their posts, whatever the file is called."""
    assert [post.key for post in read_posts(save(_lines("a1", "b2"), "thread.txt"))] == [("a", "1"), ("b", "2")]


def test_the_listener_hears_notes_and_document(save):
    """Who listens is told how a text was read and which text the places count in."""
    notes, documents = [], []
    list(read_posts(save("i like it.\r\nyou do."), listener=Listener(notes.append, document=documents.append)))
    assert documents == ["i like it.\nyou do."]
    assert "nothing marks where 2 comments begin" in notes[0]


def test_threads_of_json_lines(save):
    """Each run of posts with one thread id is a thread, in the order of the file."""
    threads = read_threads(save(_lines("a1", "a2", "b1", "a3")))
    assert [(thread.id, [post.id for post in thread.posts]) for thread in threads] == [
        ("a", ["1", "2"]),
        ("b", ["1"]),
        ("a", ["3"]),
    ]


def test_one_thread(save):
    """A file of one thread gives it, with the name of the file."""
    path = save(_lines("a1", "a2"))
    thread = read_thread(path)
    assert (thread.id, len(thread.posts), thread.source) == ("a", 2, str(path))


def test_an_empty_text_is_a_thread_without_posts(save):
    """An empty file is a thread that holds no post."""
    assert read_thread(save("")).posts == ()


def test_no_thread(save):
    """JSON lines without posts hold no thread."""
    with pytest.raises(SourceError, match=r"thread\.txt: holds no thread"):
        read_thread(save("\n\n"), ReadOptions(format="jsonl"))


def test_several_threads(save):
    """A file of several threads is refused where one is asked for, with what to use instead."""
    with pytest.raises(SourceError, match="holds several threads; use read_threads"):
        read_thread(save(_lines("a1", "b1")))


def test_a_bad_line_ends_the_reading(save):
    """In the library the first line that is no post raises, with file and line."""
    with pytest.raises(SourceError, match=r"thread\.txt:2: 'text' is missing"):
        list(read_threads(save(_lines("a1") + '{"id": "2"}\n')))


def test_who_listens_hears_of_bad_lines(save):
    """A listener is told of a line that is no post, and the thread's other lines are read."""
    faults = []
    (thread,) = read_threads(
        save(_lines("a1") + '{"id": "2"}\n' + _lines("a3")), listener=Listener(fault=faults.append)
    )
    assert [post.id for post in thread.posts] == ["1", "3"]
    assert "thread.txt:2: 'text' is missing" in faults[0]


@pytest.mark.parametrize("read", [read_posts, read_threads], ids=["posts", "threads"])
def test_missing_file(tmp_path, read):
    """A file that is not there raises when it is first read."""
    with pytest.raises(SourceError, match="no such file"):
        next(read(tmp_path / "nowhere.txt"))
