"""The store of posts to be labelled: each post once, read back whole, whoever else stores at the same time."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from classifier.cli.inputs import Inputs
from classifier.errors import AnnotationError, SourceError
from classifier.files import lock_alone
from classifier.labels import post_store
from classifier.labels.annotations import read_annotations
from classifier.labels.post_store import store_posts
from classifier.labels.pseudonym_shape import is_pseudonym
from classifier.labels.pseudonyms import Pseudonyms
from classifier.records import Post, Span
from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_posts

PSEUDONYMS = Pseudonyms(b"0" * 32)


def _post(id_, text="no ferry", **fields):
    return Post(thread_id="u", id=id_, order=1, text=text, **fields)


def _store(folder, *files, pseudonyms=PSEUDONYMS):
    return store_posts(folder.path, files, pseudonyms)


def _contents(folder):
    return {path.name: path.read_bytes() for path in (folder.path / "posts").glob("*.jsonl")}


def _posts(folder):
    """Return the stored posts of thread u as the annotations have them."""
    return {key[1]: post for key, post in read_annotations(folder.path).posts.items() if key[0] == "u"}


def _store_inputs(folder, *paths):
    return store_posts(folder.path, _inputs(*paths).each(), PSEUDONYMS)


def _inputs(*paths):
    return Inputs([str(path) for path in paths], ReadOptions(), quiet=True)


def test_posts_are_stored_with_pseudonyms(folder):
    """Posts stand in a file of their input's name, every field that the project knows, names replaced."""
    post = _post("1", "@Ada Quill no", author="bo", author_id="7", posted_at="2021-05-03T10:00:00+00:00", title="Ferry")
    found = _store(folder, ("dumps/ferry.json.gz", [post, _post("2", author="Ada Quill")]))
    assert (found.keys, found.new, found.left, found.notes) == ((("u", "1"), ("u", "2")), 2, 0, ())
    assert set(_contents(folder)) == {"real.jsonl", "ferry.jsonl"}
    stored = _posts(folder)["1"]
    assert stored.text == f"@{PSEUDONYMS.of_name('Ada Quill')} no"
    assert (stored.author, stored.author_id) == (PSEUDONYMS.of_name("bo"), PSEUDONYMS.of_id("7"))
    assert (stored.posted_at, stored.title) == (post.posted_at, post.title)


def test_names_that_are_kept(folder):
    """Without pseudonyms all stays, fields that the project does not know too."""
    post = _post("1", "@Ada no", author="bo", extra={"score": 3, "label": "keep"}, source="a.txt")
    _store(folder, ("a.txt", [post]), pseudonyms=None)
    assert _posts(folder)["1"] == post


def test_stored_once(folder):
    """What is stored is left, with names or without; the file stays the very same."""
    posts = [_post("1", "@Ada no"), _post("2")]
    _store(folder, ("a.txt", posts))
    before = _contents(folder)
    again = _store(folder, ("b.txt", posts))
    assert (again.keys, again.new, again.left, again.notes) == ((("u", "1"), ("u", "2")), 0, 2, ())
    stored = list(read_posts(folder.path / "posts" / "a.jsonl"))
    assert _store(folder, ("posts/a.jsonl", stored)).notes == ()
    assert _contents(folder) == before


def test_another_text_of_a_stored_post(folder):
    """The stored text stays, since it may have been labelled; the note names the first of those that differ."""
    _store(folder, ("a.txt", [_post("1"), _post("2")]))
    before = _contents(folder)
    found = _store(folder, ("b.txt", [_post("1", "a ferry"), _post("2", "two"), _post("1", "no ferry")]))
    assert found.notes == (
        "b.txt: 2 posts, post '1' of thread 'u' the first, are stored already with another text; what is stored stays",
    )
    assert _contents(folder) == before


def test_two_posts_of_one_key(folder):
    """Of two posts that a file gives one id the first is stored."""
    found = _store(folder, ("a.txt", [_post("1"), _post("1", "a ferry")]))
    assert (found.keys, found.new) == ((("u", "1"),), 1)
    assert found.notes == ("a.txt: post '1' of thread 'u' is stored already with another text; what is stored stays",)


def test_files_are_added_to(folder):
    """A second file of the same name adds its posts; what stood there stays byte for byte, its last line made whole."""
    path = folder.posts([json.dumps({"thread_id": "u", "id": "0", "text": "é"})], "ferry")
    before = path.read_bytes().removesuffix(b"\n")
    path.write_bytes(before)
    _store(folder, ("x/ferry.txt", [_post("1")]), ("y/ferry.html", [_post("2")]))
    assert path.read_bytes().startswith(before + b"\n{")
    assert list(_posts(folder)) == ["0", "1", "2"]


@pytest.mark.parametrize("name", ["real.txt", "REAL.json", "written.csv"])
def test_hand_made_files_are_never_added_to(folder, name):
    """Posts of a file called like one of them go beside it, also where large letters are no others."""
    folder.posts([{"thread_id": "w", "id": "1", "text": "x", "origin": "written"}], "written")
    before = _contents(folder)
    _store(folder, (name, [_post("1")]))
    assert before.items() < _contents(folder).items()
    assert list(_posts(folder)) == ["1"]


def test_posts_of_every_kind(folder):
    """Empty posts, deleted ones and the system's are stored too."""
    posts = [_post("1", ""), _post("2", "gone", kind="deleted"), _post("3", "", kind="system"), _post("4", "\ud800")]
    assert _store(folder, ("a.txt", posts)).new == 4
    assert [(post.text, post.kind) for post in _posts(folder).values()] == [(p.text, p.kind) for p in posts]


def test_fields_that_are_not_stored(folder):
    """What platforms say of people is not stored, and the note says which; a hand label and an origin are."""
    extra = {"label": "keep", "origin": "written", "flair": "Ada", "ip": "1.2.3.4"}
    found = _store(folder, ("a.txt", [_post("1", extra=extra), _post("2", extra={"ip": "1"}), _post("3")]))
    assert found.notes == (
        "a.txt: fields 'ip', 'flair' not stored, as this project does not know what they say of people",
    )
    assert _posts(folder)["1"].extra == {"label": "keep", "origin": "written"}


@pytest.mark.parametrize("origin", ["elsewhere", 7, None, ["real"]])
def test_an_origin_that_is_none(folder, origin):
    """An origin that annotations do not know is not stored, names kept or not."""
    _store(folder, ("a.txt", [_post("1", extra={"origin": origin})]), pseudonyms=None)
    assert read_annotations(folder.path).origins["u", "1"] == "real"


THREAD = """3 thoughts on “The Ferry”

Ada Quill says:
May 3, 2021 at 5:00 pm

The ferry should stay.

Reply

Milo Brandt says:
May 3, 2021 at 6:10 pm

@Ada Quill It should not.

Reply

Ada Quill says:
May 4, 2021 at 9:00 am

Why?

Reply
"""


@pytest.fixture
def thread(folder):
    """A pasted thread inside the project."""
    path = folder.path.parent / "sources" / "ferry.txt"
    path.parent.mkdir()
    path.write_text(THREAD, "utf-8")
    return path


def test_source_inside_the_project(folder, thread):
    """The source is a path from the project's root, with places where the document still has the text."""
    _store_inputs(folder, thread)
    found = read_annotations(folder.path)
    stored = [post for post in found.posts.values() if post.source == "sources/ferry.txt"]
    assert len(stored) == 3
    assert [post.start is None for post in stored] == [False, True, False]
    assert found.notes == ()


def test_source_outside_the_project(folder, thread, tmp_path_factory):
    """Of a source elsewhere the name is stored, and no place: folders' names often are people's."""
    moved = thread.rename(tmp_path_factory.mktemp("ada") / "ferry.txt")
    _store_inputs(folder, moved)
    stored = [post for post in read_annotations(folder.path).posts.values() if post.source == "ferry.txt"]
    assert [(post.start, post.end, post.locator) for post in stored] == [(None, None, None)] * 3


def test_page_inside_the_project(folder, project):
    """Places in a document that the reader laid out lead nowhere, and are not stored; the stored posts read back."""
    page = folder.path.parent / "page.html"
    page.write_bytes((project / "tests" / "cases" / "pages" / "blogger.html").read_bytes())
    read = list(read_posts(page))
    assert any(post.start is not None for post in read)
    assert _store_inputs(folder, page).new == len(read)
    stored = [post for post in read_annotations(folder.path).posts.values() if post.source == "page.html"]
    assert [post.start for post in stored] == [None] * len(read)


def test_posts_of_every_software_read_back(folder, project):
    """Saved pages of all softwares, inside the project and pseudonymised, are stored and read back without a fault."""
    pages = folder.path.parent / "pages"
    shutil.copytree(project / "tests" / "cases" / "pages", pages, ignore=shutil.ignore_patterns("*.json"))
    inputs = _inputs(pages)
    found = store_posts(folder.path, inputs.each(), PSEUDONYMS)
    assert inputs.faults == 0
    read = read_annotations(folder.path)
    assert found.new > 100
    assert set(found.keys) <= set(read.posts)
    authors = {post.author for post in read.posts.values()} - {None}
    assert all(map(is_pseudonym, authors))


@pytest.mark.parametrize(
    "source", ["C:\\Users\\ada\\ferry.txt", "/home/ada/ferry.txt", "../ferry.txt", "a\0/ferry.txt"]
)
def test_sources_that_lines_name(folder, source):
    """Lines name files of any machine."""
    _store(folder, ("a.jsonl", [_post("1", source=source, start=0, end=8, locator="line 3")]))
    stored = _posts(folder)["1"]
    assert (stored.source, stored.start, stored.locator) == ("ferry.txt", None, None)


def test_spans_read_back(folder):
    """Where names were replaced in a quote, the stored spans still delimit it."""
    full = "Ada Quill wrote:\n> @bo no\nYes."
    post = _post("1", "Yes.", full_text=full, spans=(Span("quote", 0, 25, "Ada Quill"),))
    _store(folder, ("a.txt", [post]))
    stored = _posts(folder)["1"]
    (span,) = stored.spans
    ada = PSEUDONYMS.of_name("Ada Quill")
    assert stored.full_text[: span.end] == f"{ada} wrote:\n> @{PSEUDONYMS.of_name('bo')} no"
    assert span.author == ada


def test_authors_of_a_thread_are_known_before_they_write(folder):
    """A name of several words is replaced where its bearer writes later in the thread; a thread goes on in a file."""
    ada = PSEUDONYMS.of_name("Ada Quill")
    _store(folder, ("a.txt", [_post("1", "@Ada Quill no"), _post("2", author="Ada Quill")]), ("b.txt", []))
    _store(folder, ("a.txt", [_post("2", author="Ada Quill")]), ("b.txt", [_post("3", "@Ada Quill no")]))
    assert [_posts(folder)[id_].text for id_ in ("1", "3")] == [f"@{ada} no"] * 2


def test_a_long_thread_is_held_in_part(folder, monkeypatch):
    """Past so many posts, authors are known as far as they have come; threads that take turns keep theirs."""
    monkeypatch.setattr(post_store, "MOST_HELD", 2)
    other = Post(thread_id="v", id="1", order=1, text="x")
    posts = [_post("1", author="Ada Quill"), other, _post("2"), _post("3"), _post("4", "@Ada Quill no")]
    _store(folder, ("a.jsonl", posts))
    assert _posts(folder)["4"].text == f"@{PSEUDONYMS.of_name('Ada Quill')} no"


def test_a_bad_file_costs_no_other(folder, thread):
    """A file that is not there is said, and the files around it are stored."""
    lines = thread.with_name("lines.jsonl")
    lines.write_text('{"thread_id": "u", "id": "1", "text": "a"}\n{"thread_id": "u"}\n')
    inputs = _inputs(thread.with_name("missing.txt"), lines, thread)
    found = store_posts(folder.path, inputs.each(), PSEUDONYMS)
    assert (found.new, inputs.faults, inputs.exit_code()) == (4, 2, 3)
    read_annotations(folder.path)


def test_reading_that_ends_in_the_middle(folder):
    """What a file's iterator raises is the caller's; that file is not stored, those before it are."""

    def broken() -> Iterator[Post]:
        yield _post("2")
        raise SourceError("b.txt: is damaged")

    before = _contents(folder)
    with pytest.raises(SourceError, match="is damaged"):
        _store(folder, ("a.txt", [_post("1")]), ("b.txt", broken()))
    assert _contents(folder).keys() - before.keys() == {"a.jsonl"}
    assert list(_posts(folder)) == ["1"]


def test_stored_files_with_faults(folder):
    """Where it cannot be told what is stored nothing is added, and every fault is said."""
    path = folder.posts(['{"thread_id": "u", "id": "1"}', "no JSON"], "a")
    with pytest.raises(AnnotationError, match="2 faults") as caught:
        _store(folder, ("b.txt", [_post("1")]))
    assert f"{path}:1: 'text' is missing" in str(caught.value)
    assert not (folder.path / "posts" / "b.jsonl").exists()


def test_a_folder_that_is_not_there_yet(tmp_path):
    """The first posts make the folder that holds them."""
    assert store_posts(tmp_path / "annotations", [("a.txt", [_post("1")])], None).new == 1
    assert (tmp_path / "annotations" / "posts" / "a.jsonl").exists()


def test_a_folder_that_cannot_be(tmp_path):
    """The error says which folder."""
    (tmp_path / "annotations").write_text("")
    with pytest.raises(AnnotationError, match="posts: cannot be written: Not a directory"):
        store_posts(tmp_path / "annotations", [], None)


STORE = """
import sys
from pathlib import Path
from classifier.labels.post_store import store_posts
from classifier.records import Post
who = sys.argv[2]
sys.stdin.readline()
for n in range(20):
    posts = [Post(thread_id=who, id=str(n), order=1, text="x"), Post(thread_id="both", id=str(n), order=1, text="x")]
    store_posts(Path(sys.argv[1]), [("ferry.txt", posts)], None)
"""


def test_two_processes_at_once(folder):
    """Two processes that store to one file at the same time lose nothing, and what both have stands once."""
    command = [sys.executable, "-c", STORE, str(folder.path)]
    running = [subprocess.Popen([*command, who], stdin=subprocess.PIPE, text=True) for who in ("one", "other")]
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0, 0]
    keys = [key for key in read_annotations(folder.path).posts if key[0] != "t"]
    assert sorted(keys) == sorted((who, str(n)) for who in ("one", "other", "both") for n in range(20))


def test_waiting_for_another_process(folder, monkeypatch):
    """Who waits says so, and gives up in the end with what to do; who holds the folder may be reading a long stream."""
    monkeypatch.setattr(post_store, "LONGEST_WAIT", 0.1)
    notes = []
    with open(folder.path / "posts" / ".lock", "ab") as held:
        assert lock_alone(held)
        with pytest.raises(AnnotationError, match="another process still stores posts there; try again after it"):
            store_posts(folder.path, [("a.txt", [_post("1")])], None, notes.append)
    assert notes == [f"{folder.path / 'posts'}: another process stores posts there; waiting for it"]
    assert store_posts(folder.path, [("a.txt", [_post("1")])], None, notes.append).new == 1
