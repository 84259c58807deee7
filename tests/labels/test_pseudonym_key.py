"""The key of pseudonyms: made once for a user, kept for them alone, and never inside a project."""

import os
import subprocess
import sys

import pytest

from classifier.errors import AnnotationError
from classifier.labels.pseudonym_key import own_key_file, pseudonym_key

DIGITS = "0f" * 32


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """A home folder for the test alone."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings"


@pytest.fixture
def project(tmp_path):
    """A project's folder, outside the home folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def _file(path, content=DIGITS + "\n", mode=0o600):
    path.write_text(content)
    path.chmod(mode)
    return path


def test_made_at_first_use(project, settings):
    """The first use makes a key of 32 bytes that only its owner can read; the next one finds it."""
    key = pseudonym_key(project)
    path = settings / "classifier" / "pseudonyms.key"
    assert len(key) == 32
    assert pseudonym_key(project) == key
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o600


def test_without_a_folder_for_settings(monkeypatch, tmp_path):
    """Where no folder for settings is named, or not by a whole path, it is .config of the home folder."""
    for named in ("", "settings"):
        monkeypatch.setenv("XDG_CONFIG_HOME", named)
        assert own_key_file() == tmp_path / "home" / ".config" / "classifier" / "pseudonyms.key"


def test_made_by_several_at_once(project):
    """Processes that find no key at the same time end up with one."""
    code = "import sys; from pathlib import Path; from classifier.labels.pseudonym_key import pseudonym_key as key\n"
    code += "sys.stdin.read(1); print(key(Path(sys.argv[1])).hex())"
    command = [sys.executable, "-c", code, str(project)]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    assert {process.communicate()[0].strip() for process in running} == {pseudonym_key(project).hex()}


def test_a_team_s_key(project, tmp_path):
    """A file that is named is read and no other is made; upper case and white space do not matter."""
    chosen = _file(tmp_path / "team.key", f" {DIGITS.upper()}\n\n")
    assert pseudonym_key(project, chosen) == bytes.fromhex(DIGITS)
    assert not own_key_file().exists()


def test_a_team_s_key_that_is_not_there(project, tmp_path):
    """A name that is wrong makes no new key, under which all pseudonyms would be others."""
    with pytest.raises(AnnotationError, match=r"team\.key: no such file; a team's key is a copy of .*pseudonyms\.key"):
        pseudonym_key(project, tmp_path / "team.key")
    assert not (tmp_path / "team.key").exists()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_key_that_others_can_read(project, tmp_path, mode):
    """Who has the key can try names; the error says how to close it."""
    chosen = _file(tmp_path / "team.key", mode=mode)
    with pytest.raises(AnnotationError, match=rf"others can read it \(mode {mode:o}\).*; run: chmod 600 '.*team\.key'"):
        pseudonym_key(project, chosen)


@pytest.mark.parametrize("content", ["", "\n", DIGITS[:62], "secret" * 20, DIGITS + "0", DIGITS * 3, "\0" * 2000, "ü"])
def test_what_is_no_key(project, tmp_path, content):
    """A file that is empty, too short or anything else is refused, and stays as it is."""
    chosen = _file(tmp_path / "team.key", content)
    with pytest.raises(AnnotationError, match=r"team\.key: is no key, which has 64 hexadecimal digits"):
        pseudonym_key(project, chosen)
    assert chosen.read_text() == content


def test_a_pipe_is_no_key(project, tmp_path):
    """Nothing is waited for that may never come."""
    os.mkfifo(tmp_path / "team.key", 0o600)
    with pytest.raises(AnnotationError, match="is no key"):
        pseudonym_key(project, tmp_path / "team.key")


@pytest.mark.parametrize("name", ["team.key", "annotations/team.key", "elsewhere"])
def test_a_key_inside_the_project(project, tmp_path, name):
    """A key in the project would go wherever the project goes; by another name it is the same file."""
    (project / "annotations").mkdir()
    (tmp_path / "project" / "elsewhere").symlink_to(_file(project / "inner.key"))
    chosen = project / name
    if not chosen.exists():
        _file(chosen)
    with pytest.raises(AnnotationError, match=r"lies inside the project .*: move the key out of it"):
        pseudonym_key(project, chosen)


def test_settings_inside_the_project(project, monkeypatch):
    """The user's own key is not made there either."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(project / ".config"))
    with pytest.raises(AnnotationError, match="lies inside the project"):
        pseudonym_key(project)
    assert list(project.iterdir()) == []


def test_a_project_that_is_the_home_folder(tmp_path, monkeypatch):
    """Who keeps annotations right in the home folder has the key below it all the same."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    assert len(pseudonym_key(tmp_path / "home")) == 32


def test_settings_that_cannot_be_written(project, settings):
    """The error names the file and says what else can be done."""
    settings.write_text("a file where the folder would be")
    with pytest.raises(AnnotationError, match=r"pseudonyms\.key: cannot be made: .*; name another file with --key"):
        pseudonym_key(project)
