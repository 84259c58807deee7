"""What is packed in a file: .gz, .bz2, .xz and .zst are read as they are, a zip archive member by member.

Known by their first bytes, never by name, and unpacked as they are read. Nothing is written under a member's name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, cast

from classifier.errors import SourceError
from classifier.threads.sources.source import (
    Beside,
    Source,
    source_of,
)

DEFAULT_WINDOW = 128 << 20

MOST_UNPACKED = 1 << 30
MOST_RATIO = 250
"""More than MOST_UNPACKED bytes from less than a 250th of them is a bomb: text packs twenty to one, rarely fifty."""

MOST_LAYERS = 3

ZIP = (b"PK\x03\x04", b"PK\x05\x06")

PACKED = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    *((bytes([0x50 + nibble]) + b"\x2a\x4d\x18", "zstandard") for nibble in range(16)),  # skippable frames, as pzstd's
)

Opened = Iterator[Source | SourceError]


@dataclass(slots=True)
class Allowance:
    """How much was read of a packed file and how much came out of it."""

    name: str
    packed: int = 0
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out; raise SourceError when they are out of all proportion."""
        self.unpacked += count
        if self.unpacked > MOST_UNPACKED and self.unpacked > MOST_RATIO * self.packed:
            raise SourceError(
                f"{self.name}: unpacks to over {self.unpacked >> 20} MiB from {self.packed >> 10} KiB, more than "
                f"{MOST_RATIO} to one; if it is no bomb, unpack it first and read that"
            )


class Counted(RawIOBase):
    """A packed stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it."""
        piece = self._stream.read(len(buffer))
        self._allowance.packed += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class Unpacked(RawIOBase):
    """What comes out of a packed stream; every fault in it is a SourceError."""

    def __init__(
        self, read: Callable[[int], bytes], faults: tuple[type[Exception], ...], allowance: Allowance, name: str
    ) -> None:
        self._read = read
        self._faults = faults
        self._allowance = allowance
        self._name = name

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; return how many bytes are in it. Raises SourceError where they are damaged or too many."""
        try:
            piece = self._read(len(buffer))
        except SourceError:
            raise
        except self._faults as error:
            reason = str(error) or "it is cut off"
            raise SourceError(f"{self._name}: cannot be unpacked: {reason}; fetch the file again") from None
        self._allowance.spend(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def unpacked(stream: BinaryIO, name: str, max_window: int, beside: Beside) -> Source:
    """Return the source of a stream, unpacked as often as it is packed."""
    for _ in range(MOST_LAYERS + 1):
        source = source_of(name, stream, beside)
        kind = next((kind for magic, kind in PACKED if source.head.startswith(magic)), None)
        if kind is None:
            if source.head.startswith(ZIP):
                raise SourceError(f"{name}: holds a zip archive inside another file; unpack it first")
            return source
        from classifier.threads.sources.unpacking import unpacker

        allowance = Allowance(name)
        packed = BufferedReader(Counted(source.stream, allowance), 1 << 16)
        read, faults = unpacker(kind, cast(BinaryIO, packed), source.head, max_window, name)
        stream = cast(BinaryIO, BufferedReader(Unpacked(read, faults, allowance, name), 1 << 18))
    raise SourceError(f"{name}: is packed more than {MOST_LAYERS} times over; unpack it first")
