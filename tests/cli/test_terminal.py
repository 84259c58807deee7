"""On a terminal: tables, colours only where wanted, and no control characters from strangers' text."""

import re

import pytest

from classifier.cli.standard_error import printable_error

THREAD = "1. Send them more Patriots.\n2. Not our war, our border first.\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;)[0-9;]*m")

# What a stranger may put into any text: colours, a window's title, a bell, a backspace, a newline, a C1 escape, a
# right-to-left override.
EVIL = "\x1b[31mred\x1b]0;owned\x07\x08\r\n\x9b2J\u202eevil"
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


@pytest.fixture
def evil(save):
    """A file of one post whose every text would steer a terminal."""
    named = ("thread_id", "id", "author", "title", "source", "text", "label", "predicted", "origin", "abstained")
    return save([dict.fromkeys(named, EVIL), {**dict.fromkeys(named, EVIL), "predicted": None}], "evil.jsonl")


@pytest.mark.parametrize("command", ["segment", "predict", "evaluate"])
def test_strangers_text_does_not_reach_the_terminal(run, evil, command):
    """No control character of a file's texts is in what people are shown."""
    done = run(command, evil, "--format", "table")
    assert done.code == 0
    assert "evil" in done.out
    assert not CONTROLS.search(done.out + done.err)


@pytest.mark.parametrize("command", ["segment", "predict"])
def test_file_names_do_not_reach_the_terminal(run, save, command):
    """A file's name is a stranger's text too, in titles, notes and errors."""
    named = re.sub("[\n/\0]", "", EVIL)
    for content in ("i like it.\nyou do.", b"\x89PNG"):
        done = run(command, save(content, f"{named}.txt"), "--format", "table")
        assert "evil" in done.out + done.err
        assert not CONTROLS.search(done.out + done.err)


def test_errors_do_not_reach_the_terminal(run, save):
    """What an error quotes of a file is made harmless."""
    done = run("segment", save([{"text": "hi", "kind": EVIL}]))
    assert done.code == 1
    assert not CONTROLS.search(done.err)
    assert printable_error("a\x1b[31m\nb") == "a�[31m\nb"


def test_json_lines_are_harmless(run, evil):
    """JSON lines escape control characters below the space themselves."""
    assert "\x1b" not in run("segment", evil).out


@pytest.mark.parametrize("command", ["segment", "predict"])
def test_table_on_a_terminal(terminal, save, command):
    """On a terminal a table is the default, in colours or shades."""
    done = terminal(command, save(THREAD))
    assert done.code == 0
    assert not done.out.startswith("{")
    assert "\x1b[" in done.out


def test_colours_of_stances(terminal, save):
    """Stances are coloured on a terminal, unless NO_COLOR is set."""
    path = save(THREAD)
    assert COLOUR.search(terminal("predict", path).out)
    assert not COLOUR.search(terminal("predict", path, NO_COLOR="1").out)


def test_json_lines_on_a_terminal(terminal, save):
    """Who asks for JSON lines gets them on a terminal too, without colours."""
    done = terminal("predict", "--format", "jsonl", save(THREAD))
    assert len(done.posts) == 2
    assert "\x1b" not in done.out
