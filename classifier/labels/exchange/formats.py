"""The formats by name: how each is written and read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from classifier.files import new_file
from classifier.labels.codebook import Codebook
from classifier.labels.exchange import convokit, csv_file, doccano, excel, label_studio, potato, prodigy
from classifier.labels.exchange.reading import Read
from classifier.labels.exchange.record import Outgoing


@dataclass(frozen=True, slots=True)
class Writing:
    """How labels are written."""

    codebook: Codebook
    to_file: bool
    """To a file, which people open, and not to a pipe, which a program reads."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that labels go out in and come back in."""

    read: Read
    write: Callable[[Iterable[Outgoing], BinaryIO, Writing], None] | None
    """None where the format is a folder."""
    piped: bool = True
    """Whether it may be printed."""


def _write_prodigy(outgoing: Iterable[Outgoing], out: BinaryIO, writing: Writing) -> None:
    prodigy.write(outgoing, out, [(label.id, label.title) for label in writing.codebook.labels])


FORMATS: Mapping[str, Format] = {
    "label-studio": Format(label_studio.read, lambda outgoing, out, _: label_studio.write(outgoing, out)),
    "doccano": Format(doccano.read, lambda outgoing, out, _: doccano.write(outgoing, out)),
    "prodigy": Format(prodigy.read, _write_prodigy),
    "potato": Format(potato.read, lambda outgoing, out, _: potato.write(outgoing, out)),
    "convokit": Format(convokit.read, None, piped=False),
    "csv": Format(csv_file.read, lambda outgoing, out, writing: csv_file.write(outgoing, out, writing.to_file)),
    "excel": Format(excel.read, lambda outgoing, out, _: excel.write(outgoing, out), piped=False),
}


def write_labels(outgoing: Sequence[Outgoing], name: str, codebook: Codebook, path: Path | None, out: BinaryIO) -> None:
    """Write labels to a path, whole or not at all; to `out` where there is no path.

    Raises ClassifierError where the path cannot be written, or the format cannot hold what is to go out.
    """
    write = FORMATS[name].write
    if path is None:
        if write is not None:
            write(outgoing, out, Writing(codebook, to_file=False))
    elif write is None:
        convokit.write_corpus(outgoing, path)
    else:
        with new_file(path) as file:
            write(outgoing, file, Writing(codebook, to_file=True))
