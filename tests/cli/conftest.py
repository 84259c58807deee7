"""What the tests of the commands share: running them here, as a process, in a shell, and on a terminal."""

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from classifier.cli.main import classify
from classifier.stance.model import StanceModel

CASES = Path(__file__).parent.parent / "cases"
SHELL = f'classify() {{ "{sys.executable}" -m classifier "$@"; }}\n'


@dataclass(frozen=True)
class Run:
    """How a command went."""

    code: int
    out: str
    err: str

    @property
    def posts(self) -> list[dict[str, object]]:
        """What the command printed as JSON lines."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def _environment(**changes: str) -> dict[str, str]:
    """Return an environment as users have it: output is buffered, and nothing is said of colours."""
    ours = ("PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
    return {**{name: value for name, value in os.environ.items() if name not in ours}, **changes}


@pytest.fixture(scope="session")
def run() -> Callable[..., Run]:
    """Run a command in this process; an unexpected exception fails the test."""

    def call(*args: object, stdin: str | bytes = b"") -> Run:
        result = CliRunner().invoke(classify, [str(arg) for arg in args], input=stdin, catch_exceptions=False)
        return Run(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())

    return call


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Run]:
    """Run a command as a process of its own, in an empty folder."""

    def call(*args: object, stdin: str = "", python: tuple[str, ...] = (), **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, *python, "-m", "classifier", *map(str, args)],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=_environment(**environment),
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., Run]:
    """Run a line of bash in which `classify` is the command; keywords are its variables."""

    def call(line: str, **variables: object) -> Run:
        environment = _environment(**{name: str(value) for name, value in variables.items()})
        done = subprocess.run(
            ["bash", "-c", SHELL + line], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., Run]:
    """Run a command with its output on a terminal of eighty columns."""

    def call(*args: object, **environment: str) -> Run:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "classifier", *map(str, args)],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=_environment(TERM="xterm-256color", COLUMNS="80", **environment),
        ) as started:
            os.close(theirs)
            out = io.BytesIO()
            try:
                while piece := os.read(ours, 1 << 16):
                    out.write(piece)
            except OSError:
                pass  # Linux says so where a terminal has no writer left.
            os.close(ours)
            err = started.stderr.read()
        return Run(started.returncode, out.getvalue().decode(), err.decode())

    return call


@pytest.fixture(scope="session")
def model_folder(model: StanceModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small real model as a folder."""
    folder = tmp_path_factory.mktemp("models") / "small"
    model.save(folder)
    return folder


@pytest.fixture
def lane(tmp_path: Path) -> Path:
    """An annotations folder about another subject: twenty posts in five threads, three labels, two coders."""
    return Path(shutil.copytree(CASES / "cycle-lane", tmp_path / "cycle-lane"))


@pytest.fixture(scope="session")
def lane_model(run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of that subject."""
    folder = tmp_path_factory.mktemp("models") / "lane"
    done = run("train", "--annotations", CASES / "cycle-lane", "--output", folder, "--no-report", "--strength", 30)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write text, bytes or a list of objects, as JSON lines, to a file and return its path."""

    def write(content: str | bytes | list[object], name: str = "thread.txt") -> Path:
        if isinstance(content, list):
            content = "".join(f"{json.dumps(line)}\n" for line in content)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
