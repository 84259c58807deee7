"""Every reader, given files that are changed at random: each must give sound posts or a clear error, soon.

What holds of sound posts stands in fuzz_laws, how files are changed in fuzz_mutations and fuzz_json. The same seed
gives the same inputs, whatever the number of jobs; input 7 of seed 1 is tried again with --seed 1 --only 7.

Run: python -m benchmarks.fuzz_readers [--inputs N] [--output FOLDER]
"""

import argparse
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from benchmarks.fuzz_laws import Door, read_and_check
from benchmarks.fuzz_mutations import mutated
from benchmarks.fuzz_seeds import Seed, seeds
from classifier.threads.formats import FORMAT_NAMES, ONE_PER, ReadOptions

CHUNK = 500
MOST_SECONDS = 4.0
"""Processor time that one input of at most LARGEST bytes may take."""
MOST_MEMORY = 2 << 30
"""Address space that a process may take on top of what it has once all readers are loaded."""
MOST_GROWTH = 200 << 20
"""Bytes by which one input may raise the most memory that the process ever had."""

_REDUCING = 400


class Overrun(BaseException):
    """An input takes too long. No Exception, lest a reader take it for a fault of the file."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, and how."""

    seed: Seed
    raw: bytes
    options: ReadOptions
    door: Door


@dataclass(frozen=True, slots=True)
class Fault:
    """A law that an input broke: its kind, what was found, and the input."""

    kind: str
    found: str
    number: int
    input: Input


@dataclass(slots=True)
class Tally:
    """What became of some inputs of one format."""

    inputs: int = 0
    refused: int = 0
    read: int = 0
    posts: int = 0
    seconds: float = 0.0
    slowest: tuple[float, int, int] = (0.0, 0, 0)
    """Seconds, the input's number, its bytes."""


@dataclass(slots=True)
class Result:
    """What became of a chunk of inputs, by format; of each kind of fault the smallest input, and how many there are."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: dict[str, Fault] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    heaviest: tuple[int, int] = (0, 0)
    """By how many bytes an input raised the most memory that its process had, and the input's number."""


def input_of(seed: int, number: int, groups: list[list[Seed]]) -> Input:
    """Return the input of a number; each group of seeds has its turn as often."""
    random = Random(f"{seed}:{number}")
    start = random.choice(random.choice(groups))
    forced = start.format if random.random() < 0.25 else random.choice(FORMAT_NAMES) if random.random() < 0.1 else None
    options = ReadOptions(forced, random.choice(ONE_PER) if random.random() < 0.3 else "auto")
    door: Door = "threads" if random.random() < 0.5 else "posts"
    return Input(start, mutated(start, groups, random), options, door)


def _by_format(every: list[Seed]) -> list[list[Seed]]:
    groups: dict[str, list[Seed]] = defaultdict(list)
    for seed in every:
        groups[seed.format].append(seed)
    return list(groups.values())


def faults_of(given: Input, folder: Path) -> tuple[list[tuple[str, str]], int, bool]:
    """Read an input; return its faults as (kind, what was found), how many posts it gave, whether it was refused."""
    path = folder / f"input{given.seed.ending}"
    path.write_bytes(given.raw)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
        outcome = read_and_check(path, given.options, given.door)
    except (Exception, Overrun) as error:
        return [(f"{type(error).__name__} in {_place(error)}", f"{error!s:.200}")], 0, False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    found = [law.partition(": ") for law in outcome.broken]
    return [(f"law of {law} ({given.seed.format})", said) for law, _, said in found], outcome.posts, outcome.refused


def _place(error: BaseException) -> str:
    """Return the innermost function of the project that an error came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/classifier/" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "nowhere"


def _overrun(_: int, __: FrameType | None) -> None:
    raise Overrun(f"over {MOST_SECONDS} s")


def _prepare() -> None:
    """Load all readers, then bound the memory of this process."""
    signal.signal(signal.SIGVTALRM, _overrun)
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds():
            faults_of(Input(seed, seed.raw, ReadOptions(), "posts"), Path(folder))
    if sys.platform == "linux":
        has = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + MOST_MEMORY, has + MOST_MEMORY))


def run_chunk(seed: int, first: int, count: int) -> Result:
    """Read `count` inputs from number `first` on."""
    result, groups = Result(), _by_format(seeds())
    with tempfile.TemporaryDirectory(prefix=f"fuzz-{first}-") as folder:
        for number in range(first, first + count):
            _run_one(input_of(seed, number, groups), number, Path(folder), result)
    return result


def _run_one(given: Input, number: int, folder: Path, result: Result) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found, posts, refused = faults_of(given, folder)
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most) << 10
    result.heaviest = max(result.heaviest, (grown, number))
    if grown > MOST_GROWTH:
        found.append((f"memory ({given.seed.format})", f"{grown >> 20} MiB more"))
    tally = result.tallies[given.seed.format]
    tally.inputs += 1
    tally.refused += refused
    tally.read += posts > 0
    tally.posts += posts
    tally.seconds += seconds
    tally.slowest = max(tally.slowest, (seconds, number, len(given.raw)))
    for kind, said in dict(found).items():
        _keep(result, Fault(kind, said, number, given), 1)


def _keep(result: Result, fault: Fault, count: int) -> None:
    before = result.faults.get(fault.kind)
    if before is None or len(fault.input.raw) < len(before.input.raw):
        result.faults[fault.kind] = fault
    result.counts[fault.kind] += count


def merge(whole: Result, part: Result) -> None:
    """Add a chunk's result to the whole."""
    for name, tally in part.tallies.items():
        into = whole.tallies[name]
        for counted in ("inputs", "refused", "read", "posts", "seconds"):
            setattr(into, counted, getattr(into, counted) + getattr(tally, counted))
        into.slowest = max(into.slowest, tally.slowest)
    for fault in part.faults.values():
        _keep(whole, fault, part.counts[fault.kind])
    whole.heaviest = max(whole.heaviest, part.heaviest)


def reduced(fault: Fault, folder: Path) -> Fault:
    """Return a fault with a smaller input of the same kind: stretches are left out as long as the fault stays."""
    raw, tries = fault.input.raw, 0
    size = len(raw) // 2
    while size and tries < _REDUCING:
        at = 0
        while at < len(raw) and tries < _REDUCING:
            tries += 1
            shorter = Input(fault.input.seed, raw[:at] + raw[at + size :], fault.input.options, fault.input.door)
            if fault.kind in dict(faults_of(shorter, folder)[0]):
                raw = shorter.raw
            else:
                at += size
        size //= 2
    return Fault(
        fault.kind, fault.found, fault.number, Input(fault.input.seed, raw, fault.input.options, fault.input.door)
    )


def save(faults: list[Fault], folder: Path) -> None:
    """Write each fault's input, and what is known of it."""
    folder.mkdir(parents=True, exist_ok=True)
    known = []
    for nth, fault in enumerate(faults):
        name = f"{nth:02}-{fault.number}{fault.input.seed.ending}"
        (folder / name).write_bytes(fault.input.raw)
        known.append(
            {
                **{"file": name, "kind": fault.kind, "found": fault.found, "number": fault.number},
                **{"from": fault.input.options.format, "one_per": fault.input.options.one_per},
                "door": fault.input.door,
            }
        )
    (folder / "faults.json").write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def print_table(whole: Result, seconds: float, write: Callable[[str], None] = print) -> None:
    """Print what became of the inputs, format by format, then the faults by kind."""
    write(f"{'format':12}{'inputs':>9}{'refused':>9}{'read':>9}{'posts':>10}{'ms each':>9}  slowest")
    for name, tally in sorted(whole.tallies.items()):
        slow, number, size = tally.slowest
        each = 1000 * tally.seconds / tally.inputs
        write(
            f"{name:12}{tally.inputs:9,}{tally.refused:9,}{tally.read:9,}{tally.posts:10,}{each:9.2f}"
            f"  {slow:.2f} s (input {number}, {size:,} bytes)"
        )
    inputs = sum(tally.inputs for tally in whole.tallies.values())
    grown, number = whole.heaviest
    write(f"{inputs:,} inputs in {seconds:,.0f} s, {inputs / seconds:,.0f} a second; most memory at once: ")
    write(f"{grown >> 20} MiB more than before (input {number}); {sum(whole.counts.values()):,} faults")
    for kind, count in sorted(whole.counts.items(), key=lambda kind: -kind[1]):
        fault = whole.faults[kind]
        write(f"  {count:7,}  {kind}: {fault.found[:150]!r} (input {fault.number}, {len(fault.input.raw):,} bytes)")


def _run_all(whole: Result, seed: int, inputs: int, jobs: int) -> None:
    """Read all inputs, each fault told when it is first met; where that is interrupted, what was done counts."""
    with ProcessPoolExecutor(jobs, initializer=_prepare) as pool:
        waiting = [pool.submit(run_chunk, seed, *chunk) for chunk in _chunks(inputs)]
        try:
            for nth, job in enumerate(waiting, 1):
                known = set(whole.faults)
                merge(whole, job.result())
                for kind in whole.faults.keys() - known:
                    fault = whole.faults[kind]
                    print(f"\r{kind}: {fault.found[:150]!r} (input {fault.number})", file=sys.stderr)
                print(f"\r{nth * CHUNK:,} inputs", end="", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
    print(file=sys.stderr)


def _chunks(inputs: int) -> Iterator[tuple[int, int]]:
    yield from ((first, min(CHUNK, inputs - first)) for first in range(0, inputs, CHUNK))


def main() -> int:
    """Print the table; return 1 where there are faults."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", type=int, metavar="NUMBER", help="try this input alone")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="where the smallest input of each fault goes")
    options = parser.parse_args()
    whole, start = Result(), time.perf_counter()
    if options.only is not None:
        _prepare()
        whole = run_chunk(options.seed, options.only, 1)
    else:
        _run_all(whole, options.seed, options.inputs, options.jobs)
    print_table(whole, time.perf_counter() - start)
    if options.output is not None and whole.faults:
        signal.signal(signal.SIGVTALRM, _overrun)
        with tempfile.TemporaryDirectory() as folder:
            save([reduced(fault, Path(folder)) for fault in whole.faults.values()], options.output)
    return int(bool(whole.faults))


if __name__ == "__main__":
    sys.exit(main())
