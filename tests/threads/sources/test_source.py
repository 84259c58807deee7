"""Where bytes come from."""

import os
import sys
import threading

import pytest

from classifier.errors import SourceError
from classifier.threads.sources.source import open_source, thread_files


def _files(*paths):
    return [str(found) for found in thread_files([str(path) for path in paths])]


def test_head_and_all(save):
    """A source shows a file's beginning and still gives all of it."""
    with open_source(save("the ferry")) as source:
        assert (source.head, source.read(100)) == (b"the ferry", b"the ferry")


def test_missing_file(tmp_path):
    """A name without a file is named."""
    with (
        pytest.raises(SourceError, match=r"nowhere\.txt: no such file; check the name"),
        open_source(tmp_path / "nowhere.txt"),
    ):
        pass


def test_folder_is_no_file(tmp_path):
    """A folder cannot be opened as a thread."""
    with pytest.raises(SourceError, match="cannot be opened: Is a directory"), open_source(tmp_path):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that opens and cannot be read, as Linux has")
def test_file_that_fails_when_read():
    """A device that opens and then fails is an error with its name."""
    with pytest.raises(SourceError, match="/proc/self/mem: cannot be read: "), open_source("/proc/self/mem"):
        pass


def test_too_large(save):
    """A file over the limit is refused, with what to do about it."""
    with open_source(save("x" * 101)) as source, pytest.raises(SourceError, match="split it, or give JSON lines"):
        source.read(100)


def test_files_of_a_folder(save, tmp_path):
    """A folder stands for its files at any depth, in order of name, without the hidden ones."""
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "sub/.e.txt"):
        save("hi", name)
    assert _files(tmp_path) == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.txt")]


def test_folder_that_is_itself_hidden(save, tmp_path):
    """A hidden folder that is named is read: only what is hidden inside it is left out."""
    path = save("hi", ".threads/a.txt")
    assert _files(tmp_path / ".threads") == [str(path)]


def test_folder_without_files(save, tmp_path):
    """A folder without files comes out as an error in its place, and the other paths come out too."""
    (tmp_path / "empty").mkdir()
    path = save("hi")
    found = list(thread_files([str(tmp_path / "empty"), str(path), "-"]))
    assert isinstance(found[0], SourceError)
    assert "empty: a folder without files" in str(found[0])
    assert found[1:] == [str(path), "-"]


def test_missing_path_is_left_to_the_reader(tmp_path):
    """A path without a file is yielded: opening it says what is wrong."""
    assert _files(tmp_path / "nowhere.txt") == [str(tmp_path / "nowhere.txt")]


def test_name_too_long_for_the_file_system():
    """A name that no file can have is an error like that of any missing file."""
    name = "x" * 300
    assert _files(name) == [name]
    with pytest.raises(SourceError, match="cannot be opened: File name too long"), open_source(name):
        pass


def test_standard_input(monkeypatch, tmp_path):
    """A dash is standard input, which stays open for others."""
    (tmp_path / "thread.txt").write_bytes(b"from a pipe")
    with open(tmp_path / "thread.txt") as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        with open_source("-") as source:
            assert (source.name, source.head, source.read(100)) == ("standard input", b"from a pipe", b"from a pipe")
        assert not piped.closed


def test_pipe_by_name(tmp_path):
    """A named pipe, as a shell's <(...) makes, is read like a file."""
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=[b"hi"])
    writer.start()
    with open_source(tmp_path / "pipe") as source:
        assert source.head == b"hi"
    writer.join()


def test_a_file_that_is_known_to_be_too_long_is_not_read(tmp_path):
    """A file over the limit is refused by its length, before a byte of it is held."""
    path = tmp_path / "long.html"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with open_source(path) as source:
        with pytest.raises(SourceError, match=r"long\.html: over 0 MiB is too much for one thread"):
            source.read(1000)
        assert source.stream.tell() == 0
