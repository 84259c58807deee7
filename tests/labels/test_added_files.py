"""Files that are added to, each whole or not at all."""

import pytest

from classifier.errors import ClassifierError
from classifier.labels import added_files
from classifier.labels.added_files import files_added_to


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("most", [1, 2, 64])
def test_added_in_turn(tmp_path, monkeypatch, most):
    """However many files are held, each has what it had and then its lines in order."""
    monkeypatch.setattr(added_files, "MOST_OPEN", most)
    (tmp_path / "a").write_bytes(b"was there, without an end")
    with files_added_to(tmp_path) as add:
        for nth in range(3):
            for name in "abc":
                add(name, [b"%d\n" % nth])
    lines = b"0\n1\n2\n"
    assert _contents(tmp_path) == {"a": b"was there, without an end\n" + lines, "b": lines, "c": lines}


def test_copied_once(tmp_path, monkeypatch):
    """What a file holds is not copied again for each that is added to it: a crawl has thousands of one name."""
    begun = []
    new_file = added_files.new_file
    monkeypatch.setattr(added_files, "new_file", lambda path: begun.append(path.name) or new_file(path))
    with files_added_to(tmp_path) as add:
        for _ in range(100):
            for name in ("index", "page"):
                add(name, [b"x\n"])
    assert begun == ["index", "page"]


def test_names_that_differ_by_case(tmp_path):
    """Two names that are one file on some disks are never held at once: the last would be all that is left."""
    with files_added_to(tmp_path) as add:
        add("Index", [b"1\n"])
        add("index", [b"2\n"])
        assert (tmp_path / "Index").read_bytes() == b"1\n"
    assert _contents(tmp_path) == {"Index": b"1\n", "index": b"2\n"}


def _add(folder, *files):
    with files_added_to(folder) as add:
        for name, lines in files:
            add(name, lines)


def _broken(error):
    yield b"half\n"
    raise error


def test_lines_that_raise(tmp_path):
    """The file whose lines raise stays as it was; the others are put in place."""
    (tmp_path / "a").write_bytes(b"before\n")
    with pytest.raises(KeyboardInterrupt):
        _add(tmp_path, ("a", [b"whole\n"]), ("b", [b"whole\n"]), ("a", _broken(KeyboardInterrupt())))
    assert _contents(tmp_path) == {"a": b"before\n", "b": b"whole\n"}


def test_one_that_cannot_be_written(tmp_path):
    """Costs no other its lines, and is named."""
    (tmp_path / "a").mkdir()
    with pytest.raises(ClassifierError, match="a: cannot be written"):
        _add(tmp_path, ("b", [b"1\n"]), ("a", _broken(IsADirectoryError(21, "Is a directory"))))
    assert (tmp_path / "b").read_bytes() == b"1\n"
