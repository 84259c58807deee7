"""Opening the files of other tools, and the lines and documents in them, within bounds."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.errors import SourceError
from classifier.labels.exchange.record import OURS, QUESTIONS, Incoming
from classifier.threads.jsonl import line_text, numbered_lines
from classifier.threads.listener import Told, ignore
from classifier.threads.post_json import parse_object
from classifier.threads.sources.opening import open_sources
from classifier.threads.sources.source import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file of another tool is read."""

    question: str | None = None
    """The name under which the file holds the label; None for one of QUESTIONS, or the only one there is."""
    fault: Told = ignore
    """Is told what could not be read in a file that otherwise can."""


Read = Callable[[str, Reading], Iterator[Incoming]]


def sources_of(path: str) -> Iterator[Source]:
    """Yield a file's source, or one for each member of a zip archive; raise SourceError where one cannot be read."""
    if os.path.isdir(path):
        raise SourceError(f"{path}: is a folder; name the file in it")
    with open_sources(path) as sources:
        for source in sources:
            if isinstance(source, SourceError):
                raise source
            yield source


def objects_of_lines(source: Source, fault: Told) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (where, object) of JSON lines; a line that is none goes to `fault`.

    Raises SourceError where not one line is: then it is another kind of file.
    """
    faults: list[str] = []
    objects = 0
    for number, raw in numbered_lines(source.stream):
        where = f"{source.name}:{number}"
        try:
            text = line_text(raw)
            if not text.strip():
                continue
            line = parse_object(text)
        except ValueError as error:
            if objects:
                fault(f"{where}: {error}")
            elif len(faults) < _MOST_BEFORE:
                faults.append(f"{where}: {error}")
            else:
                break
            continue
        for earlier in faults:
            fault(earlier)
        faults.clear()
        objects += 1
        yield where, line
    if faults:
        raise SourceError(f"{faults[0]}; this format is JSON lines, one object a line")


_MOST_BEFORE = 1000
"""Lines that are no object before it is said that the file is none of JSON lines."""


def question_among(names: list[str], wanted: str | None) -> str | None:
    """Return which of a tool's questions is for the label; None where there is none.

    Raises ValueError, naming them, where it cannot be told or the wanted one is not there.
    """
    if wanted is not None:
        return wanted if wanted in names else None
    known = [name for name in QUESTIONS if name in names]
    if known:
        return known[0]
    others = [name for name in names if name not in OURS]
    if len(others) > 1:
        shown = ", ".join(sorted(others)[:8])[:200]
        raise ValueError(f"answers several questions ({shown}); say with --question which one is for the label")
    return others[0] if others else None


def stem(name: str) -> str | None:
    """Return the name of the file or of the archive's member, without its ending."""
    return Path(name.replace(":", "/")).stem or None
