"""`classify segment --output`: files that are whole or not there, and ConvoKit corpora."""

import csv
import json

import pytest

THREAD = "Ferry Sinks in Calm Water\n\nThe ferry sank.\n\n1. I saw it.\n   1. you did not."


@pytest.mark.parametrize("chosen", [(), ("--format", "jsonl")])
def test_json_lines_in_a_file(run, save, tmp_path, chosen):
    """A file gets what standard output would get, JSON lines unless another format is asked for."""
    path = save(THREAD)
    done = run("segment", path, *chosen, "--output", tmp_path / "posts.jsonl")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "posts.jsonl").read_text("utf-8") == run("segment", path).out


def test_json_lines_are_the_default_on_a_terminal(terminal, save, tmp_path):
    """A file never gets a table, though the output is a terminal."""
    terminal("segment", save(THREAD), "--output", tmp_path / "posts.jsonl")
    assert json.loads((tmp_path / "posts.jsonl").read_text("utf-8").splitlines()[0])["id"] == "p0001"


def test_csv_in_a_file(run, save, tmp_path):
    """Comma-separated values go to a file too."""
    run("segment", save(THREAD), "--format", "csv", "--output", tmp_path / "posts.csv")
    with open(tmp_path / "posts.csv", newline="", encoding="utf-8") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["p0001", "p0002", "p0003"]


def test_the_file_that_is_read_may_be_written(run, save):
    """The new file takes the old one's place only when it is whole, so a file may be rewritten in place."""
    path = save([{"text": "one", "id": "1"}, {"text": "two", "id": "2"}], "posts.jsonl")
    assert run("segment", path, "--output", path).code == 0
    assert [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()] == ["one", "two"]


def test_an_old_file_stays_where_nothing_can_be_read(run, save, tmp_path):
    """Where no input could be read the old output is left, and nothing is left beside it."""
    old = save("old", "out/posts.jsonl")
    assert run("segment", tmp_path / "nowhere.txt", "--output", old).code == 1
    assert [(path.name, path.read_text()) for path in old.parent.iterdir()] == [("posts.jsonl", "old")]


def test_some_of_the_files_are_written(run, save, tmp_path):
    """Where some inputs could be read these are written, and the run ends with 3."""
    done = run("segment", save(THREAD), tmp_path / "nowhere.txt", "--output", tmp_path / "posts.jsonl")
    assert done.code == 3
    assert len((tmp_path / "posts.jsonl").read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize("output", ["nowhere/posts.jsonl", "folder"])
def test_an_output_that_cannot_be_written(run, save, tmp_path, monkeypatch, output):
    """A place that cannot be written is an error with its name."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    done = run("segment", save(THREAD), "--output", output)
    assert done.code == 1
    assert f"error: {output}: cannot be written: " in done.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--format", "convokit"), "--format convokit writes a folder of files: name it with --output"),
        (("--format", "table", "--output", "x"), "a table is for the terminal: with --output give --format jsonl"),
    ],
)
def test_wrong_usage(run, save, args, said):
    """A corpus needs a folder to be written to, and a table needs none."""
    done = run("segment", save(THREAD), *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


# What a corpus has no place for: see write_convokit.
LOST = ("source", "start", "end", "boundary_confidence", "method", "locator", "spans", "posted_at_raw")


def _kept(posts):
    return [{name: value for name, value in post.items() if name not in LOST} for post in posts]


def test_a_corpus_gives_the_posts_back(run, save, project, tmp_path):
    """Posts written as a ConvoKit corpus are read as they were, of several threads and formats at once."""
    pages = [project / "tests/cases/pages" / name for name in ("phpbb3.html", "reddit-old.html", "wordpress.html")]
    export = project / "tests/threads/exports/files/corpus"
    inputs = [save(THREAD), save(THREAD.replace("ferry", "boat"), "other.txt"), *pages, export]
    done = run("segment", "--format", "convokit", "--output", tmp_path / "written", *inputs)
    assert (done.code, done.out) == (0, "")
    before, after = run("segment", *inputs).posts, run("segment", tmp_path / "written").posts
    for post in before:
        # Times come back in UTC, and one of a corpus is the corpus's.
        post["posted_at"] = post["posted_at"] and _in_utc(post["posted_at"])
    assert len(before) > 15
    assert _kept(after) == _kept(before)


def _in_utc(time):
    from datetime import UTC, datetime

    return datetime.fromisoformat(time).astimezone(UTC).isoformat()


def test_a_merged_corpus(run, save, tmp_path):
    """Merged pages are one conversation."""
    pages = [save("1. one\n", "1.txt"), save("1. two\n", "2.txt")]
    done = run("segment", "--merge", *pages, "--format", "convokit", "--output", tmp_path / "corpus")
    assert done.code == 0
    assert len(json.loads((tmp_path / "corpus/conversations.json").read_text())) == 1
    assert [post["text"] for post in run("segment", tmp_path / "corpus").posts] == ["one", "two"]


def test_a_corpus_with_its_document(run, save, tmp_path):
    """--document goes with a corpus of one thread."""
    run("segment", save(THREAD), "--format", "convokit", "--output", tmp_path / "c", "--document", tmp_path / "d.txt")
    assert (tmp_path / "d.txt").read_text("utf-8") == THREAD


def test_a_corpus_takes_the_place_of_a_corpus_only(run, save, tmp_path):
    """An old corpus is replaced; a folder that holds anything else, or a file, is left and named."""
    save("mine", "folder/diary.txt")
    for output, said in (("folder", "holds other files (diary.txt)"), ("folder/diary.txt", "is a file")):
        done = run("segment", save(THREAD), "--format", "convokit", "--output", tmp_path / output)
        assert done.code == 1
        assert said in done.err
    assert (tmp_path / "folder/diary.txt").read_text() == "mine"
    for text in ("1. one", "1. two"):
        assert run("segment", save(text), "--format", "convokit", "--output", tmp_path / "corpus").code == 0
    assert [post["text"] for post in run("segment", tmp_path / "corpus").posts] == ["two"]


def test_a_file_given_twice_makes_no_corpus(run, save, tmp_path):
    """A corpus has each utterance once, so a thread that comes twice is refused."""
    path = save(THREAD)
    done = run("segment", path, path, "--format", "convokit", "--output", tmp_path / "corpus")
    assert done.code == 1
    assert "comes twice, and a corpus has one of each; give each file once" in done.err
    assert not (tmp_path / "corpus").exists()


def test_a_corpus_of_what_could_be_read(run, save, tmp_path):
    """Unreadable files are left out of a corpus; where there is nothing else none is written."""
    args = ("--format", "convokit", "--output", tmp_path / "corpus", tmp_path / "nowhere.txt")
    assert run("segment", *args).code == 1
    assert not (tmp_path / "corpus").exists()
    assert run("segment", *args, save(THREAD)).code == 3
    assert len(run("segment", tmp_path / "corpus").posts) == 3
