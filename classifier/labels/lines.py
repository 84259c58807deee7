"""The numbered lines of a file whose faults are all to be reported."""

from collections.abc import Callable, Iterator
from pathlib import Path

Fault = Callable[[str], None]


def numbered_lines(path: Path, fault: Fault) -> Iterator[tuple[int, str]]:
    """Yield a text file's lines that are not blank, with their numbers from 1; what is not UTF-8 goes to `fault`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        fault(f"{path}: cannot be read: {error.strerror}")
        return
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            fault(f"{path}:{number}: byte {error.start + 1} of the line is not UTF-8")
            continue
        if text.strip():
            yield number, text
