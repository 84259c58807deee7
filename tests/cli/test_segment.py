"""The command `classify segment`."""

import csv
import io

import pytest

THREAD = "Ferry Sinks in Calm Water\n\nThe ferry sank.\n\n1. I saw it.\n   1. you did not."


def test_posts(run, save):
    """A thread's posts are printed as JSON lines, in order, with article, replies and places."""
    done = run("segment", save(THREAD))
    assert (done.code, done.err) == (0, "")
    assert [(post["id"], post["kind"], post["depth"], post["parent_id"]) for post in done.posts] == [
        ("p0001", "article", 0, None),
        ("p0002", "comment", 0, None),
        ("p0003", "comment", 1, "p0002"),
    ]
    assert [THREAD[post["start"] : post["end"]] for post in done.posts[1:]] == ["I saw it.", "you did not."]


@pytest.mark.parametrize(("one_per", "texts"), [("line", ["a", "b", "c"]), ("blank", ["a\nb", "c"])])
def test_one_per(run, save, one_per, texts):
    """The user may say what a post is."""
    done = run("segment", "--one-per", one_per, save("a\nb\n\nc"))
    assert [post["text"] for post in done.posts] == texts


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_number_of_posts(run, save, count):
    """--posts gives so many posts."""
    done = run("segment", "--posts", str(count), save("i saw it.\nyou did not.\nwho cares?\nme."))
    assert len(done.posts) == count


def test_forced_format(run, save):
    """--from takes the file for what the user says."""
    path = save('{"text": "hi"}')
    assert [post["text"] for post in run("segment", path).posts] == ["hi"]
    assert [post["text"] for post in run("segment", "--from", "text", path).posts] == ['{"text": "hi"}']


def test_several_files_and_folders(run, save, tmp_path):
    """Files, folders and standard input are read in the order in which they are named."""
    save("1. in b", "folder/b.txt")
    save("1. in a", "folder/a.txt")
    done = run("segment", save("1. first"), tmp_path / "folder", "-", stdin="1. last")
    assert [post["text"] for post in done.posts] == ["first", "in a", "in b", "last"]


def test_segmenting_again_changes_nothing(run, save):
    """What segment writes it reads, and writes again to the byte."""
    once = run("segment", save(THREAD))
    assert run("segment", "-", stdin=once.out).out == once.out


def test_document(run, save, tmp_path):
    """--document writes the text that the places count in."""
    done = run("segment", "--document", tmp_path / "document.txt", save(THREAD.replace("\n", "\r\n")))
    document = (tmp_path / "document.txt").read_bytes().decode()
    assert document == THREAD
    assert document[done.posts[1]["start"] : done.posts[1]["end"]] == "I saw it."


@pytest.mark.parametrize("threads", [0, 2])
def test_document_of_one_thread_only(run, save, tmp_path, threads):
    """--document takes one thread; with none or several it says so and writes nothing."""
    texts = [save("1. hi", f"{i}.txt") for i in range(threads)] or [save('{"text": "hi"}')]
    done = run("segment", "--document", tmp_path / "document.txt", *texts)
    assert done.code == 1
    assert f"document.txt: not written: --document takes one thread, and {threads} were read" in done.err
    assert not (tmp_path / "document.txt").exists()


@pytest.mark.parametrize("name", ["nowhere/document.txt", "thread.txt/document.txt", "folder", "."])
def test_document_that_cannot_be_written(run, save, tmp_path, monkeypatch, name):
    """A document that cannot be written is an error with its name."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    done = run("segment", "--document", name, save(THREAD))
    assert done.code == 1
    assert f"error: {name}: cannot be written: " in done.err


def test_csv(run, save):
    """As comma-separated values the posts come back whole, whatever their text holds."""
    text = 'He said, "no".\nThen; left\t—\r\nнет 🚢'
    posts = [
        {"thread_id": "t", "id": "1", "author": 'A "B", C', "text": text},
        {"thread_id": "t", "id": "2", "text": ""},
    ]
    rows = list(csv.DictReader(io.StringIO(run("segment", "--format", "csv", save(posts)).out, newline="")))
    assert [(row["id"], row["author"], row["text"]) for row in rows] == [("1", 'A "B", C', text), ("2", "", "")]


def test_table(run, save):
    """As a table each post is a line below the file's name: id, kind, how sure the cut is, and its beginning."""
    path = save(THREAD)
    lines = run("segment", "--format", "table", path).out.splitlines()
    assert lines[0] == str(path)
    assert lines[2].split() == ["p0002", "comment", ".95", "I", "saw", "it."]
    assert max(map(len, lines[1:])) <= 80


def test_quiet(run, save):
    """--quiet silences notes and leaves errors."""
    path = save("i saw it.\nyou did not.")
    assert run("segment", path).err.startswith("note: ")
    done = run("segment", "--quiet", path, "nowhere.txt")
    assert done.err == "error: nowhere.txt: no such file; check the name\n"


def test_furniture(run, save):
    """--furniture says on standard error what is in no post, with its line; the posts stay as they are."""
    path = save("Log in to Reply\n\nyou saw it.\n\nI did not.")
    done = run("segment", "--furniture", path)
    assert done.out == run("segment", path).out
    assert f"furniture: {path}:1: Log in to Reply" in done.err
