"""How many posts a second `predict --output` does with one process, with two, and on a cluster of two workers.

Run: python -m benchmarks.bulk_speed --data DATA/bench/forum-posts.jsonl.gz [--posts N] [--cut N]

DATA is JSON lines with a text, packed or not. Their posts, cut to so many characters where that is asked for, are
repeated until there are N. Each way runs three times, in turn with the others, as a process of its own, start and
loading included; the median of the times from the wall's clock is printed, with the processor time of one process
beside it: on a machine that is busy the two differ, and the figures are worth little.
"""

import argparse
import gzip
import itertools
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUNS = 3


def make_lines(data: Path, posts: int, cut: int | None, path: Path) -> None:
    """Write so many posts of a file, again from its start where it has fewer."""
    raw = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    texts = [json.loads(line)["text"][:cut] for line in raw.splitlines()]
    with open(path, "w", encoding="utf-8") as file:
        for nth, text in enumerate(itertools.islice(itertools.cycle(texts), posts)):
            file.write(json.dumps({"thread_id": f"t{nth // 50}", "id": str(nth), "text": text}) + "\n")


@contextmanager
def cluster_of_two() -> Iterator[str]:
    """Give the address of a cluster of two workers on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    module = [sys.executable, "-m"]
    scheduler = [*module, "distributed.cli.dask_scheduler", *here, "--port", address.rsplit(":", 1)[1]]
    worker = [*module, "distributed.cli.dask_worker", address, *here, "--no-nanny", "--nthreads", "1"]
    started = [subprocess.Popen(each, stderr=subprocess.DEVNULL) for each in (scheduler, worker, worker)]
    try:
        time.sleep(8)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def run(path: Path, output: Path, *how: str) -> tuple[float, float]:
    """Return the seconds of a run by the wall's clock, and of its processes by their processors'."""
    command = [sys.executable, "-m", "classifier", "predict", str(path), "--quiet", "--output", str(output), *how]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True)
    taken, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="JSON lines with a text, packed with gzip or not")
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--cut", type=int, help="characters that each post is cut to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, cluster_of_two() as address:
        path = Path(folder) / "posts.jsonl"
        make_lines(options.data, options.posts, options.cut, path)
        print(f"{options.posts:,} posts, {path.stat().st_size / 1e6:.1f} MB; load average {os.getloadavg()[0]:.1f}")
        ways = {"one process": (), "--jobs 2": ("--jobs", "2"), "--cluster, two workers": ("--cluster", address)}
        times: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        made = set()
        for nth in range(RUNS):
            for way, how in ways.items():
                output = Path(folder) / f"{way}-{nth}"
                times[way].append(run(path, output, *how))
                made.add((output / path.name).read_bytes())
        one = statistics.median(wall for wall, _ in times["one process"])
        for way, taken in times.items():
            wall, processor = (statistics.median(each) for each in zip(*taken, strict=True))
            print(
                f"{way:24} {wall:6.1f} s {options.posts / wall:9,.0f} posts/s {one / wall:5.2f} times one; "
                f"processor {processor:6.1f} s"
            )
        print("the same bytes every time" if len(made) == 1 else "DIFFERENT BYTES")


if __name__ == "__main__":
    main()
