"""Running systems side by side: a process each, a pass each in every round, ratios round by round."""

import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROUNDS = 5
SYSTEM = Path(__file__).with_name("speed_systems.py")
PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Passes:
    """What a system took in each round."""

    seconds: tuple[float, ...]
    peak: float
    """MB."""
    posts: int
    size: float
    """MB of text."""

    @property
    def speed(self) -> float:
        """MB a second."""
        return self.size / statistics.median(self.seconds)

    def row(self, name: str, ours: "Passes") -> str:
        """Return a line of the table."""
        pairs = zip(self.seconds, ours.seconds, strict=True)
        ratio = statistics.median(theirs / self.size / (mine / ours.size) for theirs, mine in pairs)
        posts = self.posts / statistics.median(self.seconds)
        return f"| {name} | {posts:,.0f} | {self.speed:.1f} | {self.peak:.0f} | {ratio:.2f} |"


class System:
    """A process that makes a pass when asked; it is ended at `limit` seconds of processor time."""

    def __init__(self, name: str, python: str, folder: Path, share: int, limit: int | None = None) -> None:
        paths = os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [python, str(SYSTEM), name, str(folder), str(share)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            text=True,
        )
        if limit is not None:
            resource.prlimit(self._process.pid, resource.RLIMIT_CPU, (limit, limit + 1))
        self.fit = 0.0
        self.ready = False
        while not self.ready and (line := self._line()):
            self.ready = line[0] == "ready"
            self.fit = self.fit if self.ready else line[1]

    def _line(self) -> list[Any] | None:
        """Return what the process says next, None where it has ended; other lines are some library's."""
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("["):
                return json.loads(line)
        return None

    @property
    def late(self) -> bool:
        """Whether it was ended because of its limit."""
        return not self.ready and self._process.wait() in (-signal.SIGXCPU, -signal.SIGKILL)

    def go(self) -> list[Any]:
        """Make a pass; return seconds, peak MB, posts and MB of text."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        said = self._line()
        if said is None:
            raise RuntimeError(self.end())
        return said

    def end(self) -> str:
        """End the process; return the last line of what it said of its faults."""
        return self._process.communicate()[1].strip().rpartition("\n")[2]


def rounds(systems: Mapping[str, tuple[str, int]], folder: Path) -> dict[str, Passes]:
    """Return what each system took, given its interpreter and its share of the posts; those that work."""
    started = {name: System(name, python, folder, share) for name, (python, share) in systems.items()}
    for name in [name for name, system in started.items() if not system.ready]:
        print(f"{name} is missing: {started.pop(name).end()}", file=sys.stderr)
    for system in started.values():
        system.go()
    took = [{name: system.go() for name, system in started.items()} for _ in range(ROUNDS)]
    for system in started.values():
        system.end()
    return {name: Passes(tuple(taken[name][0] for taken in took), *took[-1][name][1:]) for name in started}


def floor(texts: list[str], folder: Path) -> Passes:
    """Return what counting the words takes, whatever looks at every word.

    In a UTF-8 locale, as a user has one and as the text is encoded; in the locale C, `wc` is slower by a third.
    """
    path = folder / "posts.txt"
    path.write_text("\n".join(texts), encoding="utf-8", errors="replace")
    seconds = []
    for _ in range(ROUNDS):
        began = _children()
        subprocess.run(["wc", "-w", path], check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        seconds.append(_children() - began)
    return Passes(tuple(seconds), 0, len(texts), path.stat().st_size / 1e6)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# A process starts out with its parent's peak of memory, and this one's is large: a small one starts what is measured.
_WATCH = """
import os, resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
sys.exit(status)
"""


def timed(command: list[str], **options: Any) -> tuple[float, float]:
    """Return the processor time of a command and its peak memory in MB."""
    with tempfile.NamedTemporaryFile() as said:
        subprocess.run([sys.executable, "-S", "-c", _WATCH, said.name, *command], check=True, **options)
        seconds, peak = Path(said.name).read_text().split()
    return float(seconds), float(peak)


def paired(command: list[str], beside: list[str], runs: int = 9) -> tuple[float, float]:
    """Return the median seconds of a command, and how many times those of another one, run in turn."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    timed(command, **quiet), timed(beside, **quiet)
    both = [(timed(command, **quiet)[0], timed(beside, **quiet)[0]) for _ in range(runs)]
    return statistics.median(one for one, _ in both), statistics.median(one / other for one, other in both)


def seconds_of(work: object) -> float:
    """Return the processor time of some work, done once."""
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began
