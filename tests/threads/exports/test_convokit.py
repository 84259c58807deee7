"""ConvoKit corpora, written and read."""

import itertools
import json

import pytest

from classifier.errors import ClassifierError
from classifier.records import Post, Thread
from classifier.threads.exports import convokit_corpus
from classifier.threads.exports.convokit_corpus import write_convokit
from classifier.threads.read import read_posts, read_threads
from classifier.threads.sources.source import thread_files

POSTS = (
    Post(thread_id="t", id="1", order=1, text="The quay is closed.", author="Ada", author_id="u1", kind="article"),
    Post(
        thread_id="t",
        id="2",
        order=2,
        text="Until when?",
        parent_id="1",
        author="bo",
        posted_at="2020-09-13T12:28:20+00:00",
    ),
    Post(thread_id="t", id="3", order=3, text="", parent_id="2", kind="deleted"),
)


def _thread(name, posts=POSTS):
    from dataclasses import replace

    return Thread(id=name, posts=tuple(replace(post, thread_id=name) for post in posts), title=f"Thread {name}")


def test_what_is_written_is_read(tmp_path):
    """A corpus that was written gives its posts back, with threads, titles, parents, authors, kinds and times."""
    write_convokit([_thread("t"), _thread("u", POSTS[:1])], tmp_path / "corpus")
    found = list(read_posts(tmp_path / "corpus"))
    assert [(post.thread_id, post.title, post.text, post.kind) for post in found] == [
        ("t", "Thread t", "The quay is closed.", "article"),
        ("t", "Thread t", "Until when?", "comment"),
        ("t", "Thread t", "", "deleted"),
        ("u", "Thread u", "The quay is closed.", "article"),
    ]
    assert [(post.author, post.author_id, post.posted_at) for post in found[:3]] == [
        ("Ada", "u1", None),
        ("bo", None, "2020-09-13T12:28:20+00:00"),
        (None, None, None),
    ]


def test_ids_are_unique_in_a_corpus(tmp_path):
    """Where two threads share an id, both get their thread's in front, parents follow; read again they lose it."""
    write_convokit([_thread("t"), _thread("u", POSTS[:1])], tmp_path / "corpus")
    lines = [json.loads(line) for line in (tmp_path / "corpus" / "utterances.jsonl").read_text("utf-8").splitlines()]
    written = [(line["id"], line["reply-to"]) for line in lines]
    assert written == [("t/1", None), ("2", "t/1"), ("3", "2"), ("u/1", None)]
    found = [(post.key, post.parent_id) for post in read_posts(tmp_path / "corpus")]
    assert found == [(("t", "1"), None), (("t", "2"), "1"), (("t", "3"), "2"), (("u", "1"), None)]


def test_the_files_of_a_corpus(tmp_path):
    """A corpus has the five files that ConvoKit wants, and the key that it reads."""
    write_convokit([_thread("t")], tmp_path / "corpus")
    names = {path.name for path in (tmp_path / "corpus").iterdir()}
    assert names == {"utterances.jsonl", "speakers.json", "conversations.json", "corpus.json", "index.json"}
    first = json.loads((tmp_path / "corpus" / "utterances.jsonl").read_text("utf-8").split("\n")[1])
    assert (first["reply-to"], first["speaker"], first["timestamp"]) == ("1", "bo", 1600000100.0)


def test_parents_outside_the_corpus_are_left_out(tmp_path):
    """A parent that is not in the thread is not written: ConvoKit takes every reply-to for an utterance."""
    write_convokit([_thread("t", POSTS[1:2])], tmp_path / "corpus")
    assert [post.parent_id for post in read_posts(tmp_path / "corpus")] == [None]


def test_a_folder_that_cannot_be_written(tmp_path):
    """A place where no folder can be is an error with its name."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ClassifierError, match="file/corpus: cannot be written"):
        write_convokit([_thread("t")], tmp_path / "file" / "corpus")


def test_a_corpus_in_a_folder_of_files(files):
    """Of a corpus in a folder only the utterances are a file of posts."""
    found = [str(path) for path in thread_files([str(files / "corpus")])]
    assert found == [str(files / "corpus" / "utterances.jsonl")]


def test_threads_of_a_corpus(files):
    """A corpus gives its conversations as threads with their titles."""
    assert [(thread.id, thread.title, len(thread.posts)) for thread in read_threads(files / "corpus")] == [
        ("u1", "Quay works", 3)
    ]


def test_posts_as_they_were(tmp_path):
    """Read again, a post has its key, order, depth, kind, parent, author, text and full text, marked up or not."""
    posts = (
        Post(thread_id="t1_x", id="t/1", order=1, text="> not *our* quote\n[deleted]", author="unknown"),
        Post(
            thread_id="t1_x",
            id="t1_b",
            order=2,
            depth=1,
            text="[deleted]",
            full_text="> was\n[deleted]",
            parent_id="t/1",
            parent_source="quote",
            author_id="u9",
        ),
    )
    write_convokit([Thread(id="t1_x", posts=posts), _thread("t", POSTS[:1])], tmp_path / "corpus")
    fields = ("key", "order", "depth", "kind", "parent_id", "parent_source", "author", "author_id", "text", "full_text")
    found = list(read_posts(tmp_path / "corpus"))[:2]
    assert [[getattr(post, name) for name in fields] for post in found] == [
        [getattr(post, name) for name in fields] for post in posts
    ]


def test_a_thread_in_several_runs_is_one_conversation(tmp_path):
    """Posts of a stream that come between those of another thread keep their parents."""
    runs = [_thread("t", POSTS[:1]), _thread("u", POSTS[:1]), _thread("t", POSTS[1:])]
    write_convokit(runs, tmp_path / "corpus")
    assert [post.parent_id for post in read_posts(tmp_path / "corpus")] == [None, None, "1", "2"]


def test_a_folder_of_other_files_is_left(tmp_path):
    """A corpus takes the place of a corpus and of nothing else."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "info.toxicity.jsonl").write_text("mine")
    with pytest.raises(ClassifierError, match=r"holds other files \(info.toxicity.jsonl\)"):
        write_convokit([_thread("t")], tmp_path / "corpus")


def test_a_post_that_comes_twice(tmp_path):
    """Two utterances of one id would make a corpus that ConvoKit cannot read."""
    with pytest.raises(ClassifierError, match="post '1' of thread 't' comes twice"):
        write_convokit([_thread("t"), _thread("t")], tmp_path / "corpus")


def test_threads_without_posts_are_left_out(tmp_path):
    """A conversation has utterances."""
    write_convokit([_thread("t"), _thread("u", ())], tmp_path / "corpus")
    assert list(json.loads((tmp_path / "corpus" / "conversations.json").read_text())) == ["t"]


def test_more_than_can_be_held(tmp_path, monkeypatch):
    """Threads are taken as they come, and refused when they become too many to be held."""
    monkeypatch.setattr(convokit_corpus, "LARGEST_CORPUS", 3000)
    threads = (_thread(f"t{nth}") for nth in itertools.count())
    with pytest.raises(ClassifierError, match="are too many for one corpus"):
        write_convokit(threads, tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()
