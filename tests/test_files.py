"""Writing that leaves the old or the new, never half of one."""

import errno
import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from classifier.errors import ClassifierError
from classifier.files import lock_alone, new_file, write_file, write_folder

LARGE = b"x" * 5000


@contextmanager
def _largest_file(size):
    """Have the system refuse to write files beyond a size, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def model(tmp_path):
    """A folder with two files in it."""
    folder = tmp_path / "model"
    write_folder(folder, {"a": b"1", "b": b"2"})
    return folder


def test_new_folder(tmp_path):
    """A folder is written with the folders above it, for all to read, and with nothing beside it."""
    folder = tmp_path / "models" / "mine"
    write_folder(folder, {"a": b"1", "b": b"2"})
    assert _contents(folder) == {"a": b"1", "b": b"2"}
    assert folder.stat().st_mode & 0o777 == 0o755
    assert list(folder.parent.iterdir()) == [folder]


def test_folder_is_replaced_whole(model):
    """No file of the old folder outlives it."""
    write_folder(model, {"a": b"3"})
    assert _contents(model) == {"a": b"3"}
    assert list(model.parent.iterdir()) == [model]


def test_folder_that_cannot_be_written(model):
    """Where the disk is full the old folder stays as it was, the error names it, and nothing is left beside it."""
    with _largest_file(1000), pytest.raises(ClassifierError, match="model: cannot be written: File too large"):
        write_folder(model, {"a": b"3", "b": LARGE})
    assert _contents(model) == {"a": b"1", "b": b"2"}
    assert list(model.parent.iterdir()) == [model]


def test_folder_below_a_file(model):
    """A folder cannot stand below a file; the error says so and the file stays."""
    with pytest.raises(ClassifierError, match="cannot be written: "):
        write_folder(model / "a" / "inner", {"a": b"3"})
    assert _contents(model) == {"a": b"1", "b": b"2"}


def test_current_folder(model, monkeypatch):
    """A folder that cannot step aside, as the current one, stays as it was, and nothing is left in or beside it."""
    monkeypatch.chdir(model)
    with pytest.raises(ClassifierError, match="cannot be written: "):
        write_folder(Path(), {"a": b"3"})
    assert _contents(model) == {"a": b"1", "b": b"2"}
    assert list(model.parent.iterdir()) == [model]


def test_folder_that_cannot_step_aside(model):
    """Where the old folder cannot be moved it stays as it was, and nothing is left in or beside it."""
    (model / "inner").mkdir()
    with pytest.raises(ClassifierError, match="cannot be written: "):
        write_folder(model / "inner" / "..", {"a": b"3"})
    assert sorted(path.name for path in model.iterdir()) == ["a", "b", "inner"]
    assert list((model / "inner").iterdir()) == []


def test_a_crash_leaves_the_old_folder(model):
    """A process that is killed while it writes leaves the old folder as it was."""
    program = (
        "import resource, signal, sys; from pathlib import Path; from classifier.files import write_folder;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "write_folder(Path(sys.argv[1]), {'a': b'3', 'b': b'x' * 5000})"
    )
    assert subprocess.run([sys.executable, "-c", program, str(model)], check=False).returncode < 0
    assert _contents(model) == {"a": b"1", "b": b"2"}


def test_new_file(tmp_path):
    """A file is written, with nothing beside it."""
    write_file(tmp_path / "a", LARGE)
    assert _contents(tmp_path) == {"a": LARGE}


def test_file_is_replaced(tmp_path):
    """A file takes the place of the old one."""
    write_file(tmp_path / "a", LARGE)
    write_file(tmp_path / "a", b"new")
    assert _contents(tmp_path) == {"a": b"new"}


def test_file_that_cannot_be_written(tmp_path):
    """Where the disk is full the old file stays as it was, the error names it, and nothing is left beside it."""
    write_file(tmp_path / "a", b"old")
    with _largest_file(1000), pytest.raises(ClassifierError, match="a: cannot be written: File too large"):
        write_file(tmp_path / "a", LARGE)
    assert _contents(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("name", ["nowhere/a", "file/a", "folder", "folder/.."])
def test_file_where_none_can_be(tmp_path, name):
    """A missing folder, a file or folder in the way: the error names the path, and nothing else changes."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(ClassifierError, match="cannot be written: "):
        write_file(tmp_path / name, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_new_file_is_in_place_at_the_end_only(tmp_path):
    """What is written piece by piece takes the old file's place when it is whole."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"old")
    with new_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
        file.write(b"er")
    assert _contents(tmp_path) == {"posts.jsonl": b"newer"}


@pytest.mark.parametrize("raised", [ValueError, KeyboardInterrupt])
def test_a_new_file_that_is_given_up(tmp_path, raised):
    """Whatever ends the writing leaves the old file and nothing beside it."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(raised):
        _give_up(path, raised)
    assert _contents(tmp_path) == {"posts.jsonl": b"old"}


def _give_up(path, raised):
    with new_file(path) as file:
        file.write(b"half")
        raise raised


def test_a_new_file_on_a_full_disk(tmp_path):
    """Where the disk fills up in the middle, the error names the file and the old one stays."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"old")
    with _largest_file(1000), pytest.raises(ClassifierError, match=r"posts\.jsonl: cannot be written: File too large"):
        _write_much(path)
    assert _contents(tmp_path) == {"posts.jsonl": b"old"}


def _write_much(path):
    with new_file(path) as file:
        for _ in range(1000):
            file.write(LARGE)


_HOLDER = """
import sys
from classifier.files import lock_alone
with open(sys.argv[1], "ab") as file:
    print(lock_alone(file), flush=True)
    sys.stdin.read()
"""


@contextmanager
def _other_process(path):
    """Have another process ask for a file's lock; give it and what it got."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        yield other, other.stdout.readline().strip()
        other.kill()


def test_one_process_holds_a_lock(tmp_path):
    """While one process holds a file no other does, though all can read and write it; killed, it holds it no more."""
    path = tmp_path / "log.jsonl"
    with _other_process(path) as (other, got):
        assert got == "True"
        with open(path, "ab+") as file:
            assert not lock_alone(file)
            file.write(b"a line")
            file.flush()
            assert path.read_bytes() == b"a line"
            other.kill()
            other.wait()
            assert lock_alone(file)
            with _other_process(path) as (_, third):
                assert third == "False"


def test_a_lock_ends_when_its_file_is_closed(tmp_path):
    """Who opens the file next can hold it."""
    for _ in range(2):
        with open(tmp_path / "lock", "ab") as file:
            assert lock_alone(file)


@pytest.mark.skipif(sys.platform == "win32", reason="a system that is not asked by flock")
@pytest.mark.parametrize(("answer", "held"), [(errno.ENOLCK, True), (errno.EOPNOTSUPP, True), (errno.EAGAIN, False)])
def test_a_file_system_without_locks(tmp_path, monkeypatch, answer, held):
    """Where nothing can be locked everyone may go on; only who is told that another holds the file may not."""

    def refuse(*_):
        raise OSError(answer, "refused")

    monkeypatch.setattr("fcntl.flock", refuse)
    with open(tmp_path / "lock", "ab") as file:
        assert lock_alone(file) is held
