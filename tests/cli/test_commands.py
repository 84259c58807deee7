"""What holds for every command: help with examples that are right usage, a place in the README, exit codes."""

import re
import shlex

import click
import pytest

from classifier.cli.main import classify
from classifier.version import __version__


def _commands(group, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = [pytest.param(path, id=" ".join(path)) for path in _commands(classify)]


def _parse(line):
    """Parse a line of commands joined by pipes; wrong usage raises."""
    for call in line.split("|"):
        words = shlex.split(call.split(">")[0])
        assert words.pop(0) == "classify", line
        command = classify
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        command.make_context(command.name, words)


@pytest.mark.parametrize("path", COMMANDS)
def test_help(run, path):
    """Every command has help: a sentence, every option explained, and an example."""
    shown = run(*path, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"Usage: classify {' '.join(path)} ")
    assert re.search(rf"\n  Examples?:\n(    .+\n)*    .*classify {' '.join(path)}\b", shown.out)


@pytest.mark.parametrize("path", COMMANDS)
def test_options_are_explained(path):
    """No option is without its words of help."""
    command = classify
    for name in path:
        command = command.commands[name]
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("path", COMMANDS)
def test_examples_are_right_usage(run, path):
    """Every example of the help can be said as it stands."""
    examples = re.findall(r"^    (classify .+)$", run(*path, "--help").out, re.MULTILINE)
    assert examples
    for example in examples:
        _parse(example)


@pytest.mark.parametrize("path", COMMANDS)
def test_readme(project, path):
    """The README speaks of every command."""
    assert f"classify {' '.join(path)}" in (project / "README.md").read_text("utf-8")


def test_commands_of_the_readme(project):
    """Every command line that the README shows can be said as it stands."""
    shown = re.findall(r"^\$ (classify .+)$", (project / "README.md").read_text("utf-8"), re.MULTILINE)
    assert shown
    for line in shown:
        _parse(line)


def test_version(run):
    """The group says its version."""
    assert run("--version").out == f"classify, version {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("guess",),
        ("predict",),
        ("predict", "--format", "xml", "thread.txt"),
        ("segment", "--one-per", "word", "thread.txt"),
        ("segment", "--posts", "0", "thread.txt"),
        ("predict", "--posts", "2", "--one-per", "line", "thread.txt"),
        ("predict", "--from", "docx", "thread.txt"),
        ("predict", "--terms", "-1", "thread.txt"),
        ("train", "--strength", "0"),
        ("train", "--seed", "-1"),
        ("evaluate",),
        ("prevalence", "posts.jsonl"),
        ("prevalence", "posts.jsonl", "--labels", "sample.jsonl", "--by", "year"),
        ("prevalence", "posts.jsonl", "--labels", "sample.jsonl", "--plot", "shares.pdf"),
        ("evaluate", "--format", "csv", "posts.jsonl"),
        ("model", "export"),
        ("model", "burn"),
    ],
    ids=lambda args: " ".join(args) or "nothing",
)
def test_wrong_usage(run, args):
    """Wrong usage ends with 2, says how to be right, and prints nothing else."""
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: classify")


def test_module(process):
    """The package, run as a module, is the command."""
    assert process("predict", "--help").out.startswith("Usage: classify predict ")
