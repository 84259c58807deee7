"""How fast files become posts on one core, and how much memory streams of any length take.

Run: python -m benchmarks.reading_speed --data DATA [--quick]

DATA holds threads/forums/*.html, saved pages; the streams are made up here. Speed is megabytes of the file as it lies
on disk (of packed ones also as unpacked) a second of processor time, the median of five runs. Memory is the peak of a
child process that reads a stream from a pipe, which another one writes.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.generated_streams import STREAMS, pieces
from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import read_posts, read_thread

RUNS = 5
STREAM_BYTES = 48 << 20
_PROJECT = Path(__file__).parent.parent
LENGTHS = (10 << 20, 100 << 20, 1000 << 20)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, the median of several runs."""
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def count(path: Path | str) -> int:
    """Read a file's posts and return how many they are."""
    return sum(1 for _ in read_posts(path, ReadOptions(max_window=2 << 30), Listener(ignore)))


def pages_speed(pages: Iterable[Path]) -> None:
    """Print the speed over all saved pages of a folder."""
    every = sorted(pages)
    size = sum(page.stat().st_size for page in every) / 1e6
    posts = sum(len(read_thread(page).posts) for page in every)
    taken = seconds(lambda: [read_thread(page) for page in every])
    print(f"{f'{len(every)} saved pages':32} {size:8.1f} MB {posts:8,} posts {size / taken:8.1f} MB/s")


def stream_speed(kind: str, folder: Path, size: int) -> None:
    """Print the speed of one kind of stream, plain and, of dumps, packed."""
    plain = folder / kind
    plain.write_bytes(b"".join(pieces(kind, size, fresh=size // 2)))
    _print_speed(kind, plain, plain.stat().st_size / 1e6)
    if kind == "reddit":
        for suffix, pack in (("gz", _gzip), ("zst", _zstd)):
            packed = folder / f"{kind}.{suffix}"
            packed.write_bytes(pack(plain.read_bytes()))
            _print_speed(f"{kind}.{suffix}", packed, plain.stat().st_size / 1e6)
            packed.unlink()
    plain.unlink()


def _print_speed(name: str, path: Path, unpacked: float) -> None:
    posts = count(path)
    taken = seconds(lambda: count(path))
    size = path.stat().st_size / 1e6
    packed = f"  ({unpacked / taken:.1f} MB/s unpacked)" if size < unpacked else ""
    print(f"{name:32} {size:8.1f} MB {posts:8,} posts {size / taken:8.1f} MB/s{packed}")


def _gzip(raw: bytes) -> bytes:
    return gzip.compress(raw, 6)


def _zstd(raw: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.compress(raw, 3)


def peak_memory(kind: str, size: int) -> None:
    """Print the peak memory of reading a stream of some length from a pipe."""
    module = [sys.executable, "-m", "benchmarks.reading_speed"]
    writer = subprocess.Popen([*module, "--write", kind, str(size)], stdout=subprocess.PIPE, cwd=_PROJECT)
    reader = subprocess.run(
        [*module, "--read"], stdin=writer.stdout, capture_output=True, text=True, check=True, cwd=_PROJECT
    )
    if writer.stdout is not None:
        writer.stdout.close()
    writer.wait()
    print(f"{kind:32} {size / 1e6:8.0f} MB {reader.stdout.strip()}")


def _write(kind: str, size: int) -> None:
    try:
        if kind == "one line":
            os.write(1, b'{"body": "')
            for _ in range(size >> 16):
                sys.stdout.buffer.write(b"x" * (1 << 16))
        else:
            for piece in pieces(kind, size):
                sys.stdout.buffer.write(piece)
    except BrokenPipeError:
        os._exit(0)


def _read() -> None:
    import resource

    try:
        said = f"{count('-'):9,} posts"
    except SourceError as error:
        said = str(error)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB at most  {said}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder with threads/forums/*.html")
    parser.add_argument("--quick", action="store_true", help="streams of an eighth of the length")
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        return _write(options.write[0], int(options.write[1]))
    if options.read:
        return _read()
    part = 8 if options.quick else 1
    print("Speed, a second of one core:")
    if options.data is not None:
        pages_speed((options.data / "threads" / "forums").glob("*.html"))
    with tempfile.TemporaryDirectory() as folder:
        for kind in STREAMS:
            stream_speed(kind, Path(folder), STREAM_BYTES // part)
    print("\nMemory of a stream, its posts counted and let go:")
    for size in LENGTHS:
        peak_memory("reddit", size // part)
    peak_memory("one line", LENGTHS[-1] // part)
    return None


if __name__ == "__main__":
    main()
