"""What a path holds -> its sources: a file, one that is packed, or the members of an archive."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from classifier.threads.listener import Told, ignore
from classifier.threads.sources.compressed import DEFAULT_WINDOW, ZIP, Opened, unpacked
from classifier.threads.sources.source import (
    STANDARD_INPUT,
    UTTERANCES,
    display_name,
    files_beside,
    first_bytes,
    open_stream,
    rejoined,
)


@contextmanager
def open_sources(path: str | Path, max_window: int = DEFAULT_WINDOW, note: Told = ignore) -> Iterator[Opened]:
    """Open what a path holds: one source, or one for each readable member of a zip archive.

    Each source must be read before the next is asked for; a member that cannot be opened comes out as the error to
    report, so that the others are still read. A folder is taken for the ConvoKit corpus in it.
    Raises SourceError where the path cannot be opened; `note` is told which members were left out.
    """
    if str(path) != STANDARD_INPUT and os.path.isfile(os.path.join(path, UTTERANCES)):
        path = os.path.join(path, UTTERANCES)
    with open_stream(path) as stream:
        name = display_name(path)
        first = first_bytes(stream, name)
        whole = rejoined(stream, first)
        if first.startswith(ZIP):
            from classifier.threads.sources.archive import open_archive

            with open_archive(whole, name, max_window, note) as members:
                yield members
        else:
            yield iter([unpacked(whole, name, max_window, files_beside(path))])
