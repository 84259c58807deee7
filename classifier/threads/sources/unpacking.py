"""How each kind of packed stream is unpacked, a bounded piece at a time."""

import bz2
import gzip
import importlib
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from classifier.errors import SourceError

Unpacker = tuple[Callable[[int], bytes], tuple[type[Exception], ...]]
"""What reads up to so many bytes, and the faults that it raises."""

_PIECE = 1 << 16
_XZ_OVERHEAD = 64 << 20


class Decompressor(Protocol):
    """What bz2, lzma and zstandard of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """Whether the stream's end was met."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more input."""

    @property
    def unused_data(self) -> bytes:
        """What came after the stream's end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return some of what comes out, and keep the rest of the input."""


def unpacker(kind: str, packed: BinaryIO, head: bytes, max_window: int, name: str) -> Unpacker:
    """Return the unpacker of a packed stream; raise SourceError where it would need more memory than allowed."""
    if kind == "gzip":
        return gzip.GzipFile(fileobj=packed).read, (OSError, EOFError, zlib.error)
    if kind == "bzip2":
        return _pieces(packed, bz2.BZ2Decompressor), (OSError, EOFError, ValueError)
    if kind == "xz":
        return _xz(packed, max_window, name)
    return _zstandard(packed, head, max_window, name)


def _pieces(packed: BinaryIO, start: Callable[[], Decompressor]) -> Callable[[int], bytes]:
    """Return what reads one packed stream after the other, until there is no more input."""
    current = start()

    def read(count: int) -> bytes:
        nonlocal current
        while True:
            given = b""
            if current.eof:
                # Zeros may pad the end.
                given = current.unused_data.lstrip(b"\0") or packed.read(_PIECE).lstrip(b"\0")
                if not given:
                    return b""
                current = start()
            elif current.needs_input:
                given = packed.read(_PIECE)
                if not given:
                    raise EOFError("it is cut off")
            piece = current.decompress(given, count)
            if piece:
                return piece

    return read


def _xz(packed: BinaryIO, max_window: int, name: str) -> Unpacker:
    inner = _pieces(packed, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=max_window + _XZ_OVERHEAD))

    def read(count: int) -> bytes:
        try:
            return inner(count)
        except lzma.LZMAError as error:
            if "limit" in str(error).lower():
                raise _too_wide(name, None, max_window) from None
            raise

    return read, (lzma.LZMAError, EOFError, ValueError)


def _zstandard(packed: BinaryIO, head: bytes, max_window: int, name: str) -> Unpacker:
    window = declared_window(head)
    if window is not None and window > max_window:
        raise _too_wide(name, window, max_window)
    library = _library()
    if library is None:
        raise SourceError(
            f"{name}: is zstandard data, and nothing here reads it; install it with: pip install 'classifier[zstd]'"
        )
    options = {library.DecompressionParameter.window_log_max: max(10, max_window.bit_length() - 1)}
    faults = (library.ZstdError, EOFError, ValueError)
    inner = _pieces(packed, lambda: library.ZstdDecompressor(options=options))
    return _widths_named(inner, faults, max_window, name), faults


def _library() -> Any:
    """Return what unpacks zstandard: Python 3.14's own library, or its backport; None where neither is there.

    The package zstandard would not do: it does not notice that a file was cut off.
    """
    for module in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(module)
        except ImportError:
            continue
    return None


def _widths_named(
    inner: Callable[[int], bytes], faults: tuple[type[Exception], ...], max_window: int, name: str
) -> Callable[[int], bytes]:
    """Return a reader that names --max-window also where only a later frame asks for more than it allows."""

    def read(count: int) -> bytes:
        try:
            return inner(count)
        except faults as error:
            if "memory" in str(error).lower():
                raise _too_wide(name, None, max_window) from None
            raise

    return read


def declared_window(head: bytes) -> int | None:
    """Return the window that a zstandard frame declares (RFC 8878, 3.1.1.1), None where its header is not there."""
    if len(head) < 18 or not head.startswith(b"\x28\xb5\x2f\xfd"):
        return None
    descriptor = head[4]
    single, size_flag = descriptor & 0x20, descriptor >> 6
    if not single:
        base = 1 << (10 + (head[5] >> 3))
        return base + base // 8 * (head[5] & 7)
    at = 5 + (0, 1, 2, 4)[descriptor & 3]
    size = int.from_bytes(head[at : at + (1, 2, 4, 8)[size_flag]], "little")
    return size + 256 if size_flag == 1 else size


def _too_wide(name: str, window: int | None, max_window: int) -> SourceError:
    found = f"a window of {-(-window >> 20)} MiB" if window else "more memory"
    enough = "2GiB" if window is None else f"{-(-window >> 20)}MiB"
    return SourceError(
        f"{name}: needs {found} to be unpacked, more than the {max_window >> 20} MiB that are allowed; "
        f"if it is no bomb, allow it with --max-window {enough}"
    )
