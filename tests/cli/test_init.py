"""The command `classify init`, and the first steps in what it makes."""

import re
import shlex
import tomllib
from itertools import pairwise

import click
import pytest

from classifier.cli.main import classify
from classifier.labels.codebook import read_codebook
from classifier.labels.codebook_check import contradictions, remarks
from classifier.labels.codebook_history import kept_codebook
from classifier.labels.new_project import TITLE


def _files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def project_folder(run, tmp_path):
    """A new project."""
    folder = tmp_path / "above/topic"
    done = run("init", folder)
    assert (done.code, done.out) == (0, "")
    assert f"made {folder}/annotations; now write your codebook there" in done.err
    return folder


def test_what_is_made(project_folder):
    """A codebook that does not contradict itself, its copy, empty folders, a thread, and a README; nothing else."""
    book = read_codebook(project_folder / "annotations/codebook.toml")
    copy = f"annotations/codebooks/1-{book.hash}.toml"
    assert _files(project_folder) == {"README.md", "annotations/codebook.toml", copy, "seeds/first-thread.txt"}
    assert kept_codebook(project_folder / "annotations", 1, book.hash) == book
    assert (contradictions(book), remarks(book)) == ([], [])
    assert (book.title, book.label_ids) == (TITLE, ("for", "against", "neither"))
    assert any("Unsure" in rule for rule in book.rules)
    assert all(list((project_folder / "annotations" / name).iterdir()) == [] for name in ("posts", "labels"))


def test_every_field_is_explained(project_folder):
    """Each field of the codebook has a comment above it or beside it."""
    lines = (project_folder / "annotations/codebook.toml").read_text("utf-8").splitlines()
    told = set()
    for before, line in pairwise(lines):
        found = re.match(r"(?:\[\[)?(\w+)", line)
        if found and ("# " in line or before.startswith("#") or found[1] in ("title", "text", "label", "rule")):
            told.add(found[1])
    table = tomllib.loads("\n".join(lines))
    assert told >= {*table, *table["labels"][0], *table["examples"][1]}


def test_title(run, tmp_path):
    """The title is the codebook's, whatever it holds, and the README's."""
    title = 'A "lane" \\ on\tMill Street — 🚲 @x'
    assert run("init", tmp_path / "topic", "--title", title).code == 0
    assert read_codebook(tmp_path / "topic/annotations/codebook.toml").title == " ".join(title.split())
    assert (tmp_path / "topic/README.md").read_text("utf-8").startswith('# A "lane"')


@pytest.mark.parametrize("title", ["", " ", "a\x1b[31m", "a\x7f"], ids=repr)
def test_title_that_is_none(run, tmp_path, title):
    """What is no line of text is refused, and nothing is made."""
    done = run("init", tmp_path / "topic", "--title", title)
    assert done.code == 1
    assert "must be a line of text" in done.err
    assert not (tmp_path / "topic").exists()


def test_next_command_of_a_folder_with_a_space(run, tmp_path):
    """The command that is said to come next can be copied into a shell."""
    assert f"  cd '{tmp_path}/my topic'\n" in run("init", tmp_path / "my topic").err


def test_other_files_stay(run, tmp_path):
    """Files of the folder are not touched, those of the same names included, and it is said."""
    for name in ("README.md", "seeds/first-thread.txt", "thesis.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    (tmp_path / "annotations").mkdir()
    done = run("init", tmp_path)
    assert done.code == 0
    assert {(tmp_path / name).read_text() for name in ("README.md", "seeds/first-thread.txt", "thesis.txt")} == {"mine"}
    assert f"note: {tmp_path}/README.md: was there already, and stays as it is" in done.err
    assert (tmp_path / "annotations/codebook.toml").exists()


@pytest.mark.parametrize("name", ["annotations/labels/ada.jsonl", "annotations"])
def test_annotations_are_never_overwritten(run, tmp_path, name):
    """An annotations folder that holds anything, or a file of that name, is refused; nothing is made."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("work")
    done = run("init", tmp_path)
    assert done.code == 1
    assert "annotations: is " in done.err
    assert _files(tmp_path) == {name}


def test_folder_that_cannot_be_made(run, save):
    """A file in the place of the folder is an error."""
    done = run("init", save("a file") / "topic")
    assert done.code == 1
    assert "cannot be made" in done.err or "Not a directory" in done.err


def test_commands_of_the_readme(project_folder):
    """Every command that the project's README names can be said as it stands."""
    shown = re.findall(r"^    classify (.+)$", (project_folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [line.split()[0] for line in shown] == ["codebook", "label", "agreement", "adjudicate", "train", "predict"]
    for line in shown:
        words, command = shlex.split(line, comments=True), classify
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        command.make_context(command.name, words)


def test_first_steps(run, project_folder, monkeypatch):
    """Before anything is labelled: check finds nothing, label has no post, train says what to do."""
    monkeypatch.chdir(project_folder)
    assert run("codebook", "check").code == 0
    done = run("train", "--output", "m")
    assert (done.code, done.out) == (1, "")
    assert "nothing is labelled yet, nor any post stored; begin with: classify label FILE" in done.err
    done = run("label", "--coder", "ada", "--no-browser")
    assert done.code == 1
    assert "there is no post with words to label; store some: classify label FILE" in done.err


def test_the_first_thread_is_read_as_it_is_meant(run, project_folder):
    """An article with its title and six comments with their authors."""
    posts = run("segment", project_folder / "seeds/first-thread.txt").posts
    assert [post["kind"] for post in posts] == ["article", *["comment"] * 6]
    assert [post["author"] for post in posts[1:]] == ["Maren", "Oskar", "Maren", "Tilda", "Henk", "Ines"]
    assert {post["title"] for post in posts} == {"Council proposes a park on the old car park in Weaver Street"}


def test_command_to_go_there(run, tmp_path):
    """A folder's name is quoted for the shell where it needs to be."""
    folder = tmp_path / "my topic"
    assert f"  cd {shlex.quote(str(folder))}\n" in run("init", folder).err
