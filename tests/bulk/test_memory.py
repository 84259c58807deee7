"""Memory stays flat, however long a stream is."""

import json
import subprocess
import sys

import pytest

MIB = 1 << 20

# Small pieces, so that the short stream has more of them than are under way at a time.
PROGRAM = """
import resource, sys
from classifier.bulk import pieces
from classifier.cli.main import classify
pieces.MOST_BYTES = 1 << 17
try:
    classify(prog_name="classify")
finally:
    with open("/proc/self/status") as status:
        own = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@pytest.fixture
def peaks(model_folder, tmp_path):
    """Predict a stream; return the most MiB that the process held, and the most of a process that it started."""

    def call(path, *args):
        command = [sys.executable, "-c", PROGRAM, "predict", "--model", str(model_folder), "--quiet", *args, str(path)]
        with open(tmp_path / "standard-output", "wb") as out:
            done = subprocess.run(command, cwd=tmp_path, check=True, stdout=out, stderr=subprocess.PIPE)
        return [int(kibibytes) / 1024 for kibibytes in done.stderr.split()]

    return call


def _stream(path, megabytes):
    post = json.dumps({"text": "Send them arms now, not our war, our border first. " * 20}).encode() + b"\n"
    path.write_bytes(post * (megabytes * MIB // len(post)))
    return path


@pytest.mark.parametrize("args", [[], ["--output", "out"], ["--output", "out", "--jobs", "2"]], ids=" ".join)
def test_peak_memory(peaks, tmp_path, args):
    """Ten times the posts take 6 MiB more at most, in every process: a fifth of what was added."""
    short = peaks(_stream(tmp_path / "short.jsonl", 3), *args)
    long = peaks(_stream(tmp_path / "long.jsonl", 33), *args)
    assert [more < less + 6 for more, less in zip(long, short, strict=True)] == [True, True], (short, long)
