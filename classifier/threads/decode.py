"""Bytes -> text: which encoding they are in, and what had to be said about it."""

import codecs
from dataclasses import dataclass

from classifier.errors import SourceError

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of files that are no text, and what to call them. Compressed files stand here as none is read yet.
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
)

# What browsers take a declared charset for (WHATWG Encoding): pages mean the larger set of the same family.
_WEB_CHARSETS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}

# Codecs of Python that are no charset of a text: one takes quadratic time, others make half characters.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})

_LONG_LINE = 1_000_000
_MOST_CONTROLS = 0.02
"""A file with a larger share of control characters is taken for binary."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b\x00")) + b"\x7f"
_CONTROLS_OF_1252 = "".join(chr(code) for code in range(0x80, 0xA0))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its newlines folded to line feeds, and notes on what was done to get it."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(raw: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of a file, or raise SourceError for one that holds none.

    In this order: a byte order mark, strict UTF-8, the charset that the file itself declares, Windows-1252 where that
    yields no control character.
    NUL bytes become U+FFFD, one for one, so that places in the text stay what they were.
    """
    text, encoding, notes = _decoded(raw, name, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    nuls = text.count("\x00")
    if nuls:
        text = text.replace("\x00", "\ufffd")
        notes.append(f"{name}: {nuls} NUL characters were replaced by U+FFFD")
    longest = _longest_line(text)
    if longest > _LONG_LINE:
        notes.append(f"{name}: has a line of {longest:,} characters; is it a thread of posts?")
    return Decoded(text, encoding, tuple(notes))


def wide_encoding(head: bytes) -> str | None:
    """Return "utf-16" or "utf-32" where a file begins with that byte order mark, else None."""
    mark = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")
    return None if mark == "utf-8" else mark[:6]


def _decoded(raw: bytes, name: str, declared: str | None) -> tuple[str, str, list[str]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), encoding, []
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{name}: begins as {encoding} but byte {error.start + len(mark)} is not; save it as UTF-8"
                ) from None
    _refuse_binary(raw, name)
    try:
        return raw.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        bad = error.start
    if declared is not None and (text := text_in(raw, _WEB_CHARSETS.get(declared, declared))) is not None:
        return text, declared, []
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = _CONTROLS_OF_1252
    if not text.isascii() and any(control in text for control in _CONTROLS_OF_1252):
        raise SourceError(f"{name}: byte {bad} is neither UTF-8 nor Windows-1252 text; save the file as UTF-8")
    return text, "cp1252", [f"{name}: not UTF-8 (byte {bad}); read as Windows-1252"]


def text_in(raw: bytes, charset: str) -> str | None:
    r"""Return the text of bytes in a charset that a stranger named; None where it is none, or does not hold them.

    >>> text_in(b"caf\xe9", "latin-1"), text_in(b"caf\xe9", "punycode")
    ('café', None)
    """
    try:
        if codecs.lookup(charset).name.replace("_", "-") in _NO_CHARSETS:
            return None
        text = raw.decode(charset)
        text.encode()  # UTF-7 can hold half characters
    except (LookupError, ValueError):
        return None
    return text


def _refuse_binary(raw: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise SourceError(f"{name}: is {kind}, not text; save the thread as text")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    nuls = raw.count(0)
    # One NUL in ten is past any slip of a tool; UTF-16 without its mark has one in two.
    if controls > _MOST_CONTROLS * len(raw) or nuls * 10 > len(raw):
        raise SourceError(
            f"{name}: is binary data ({controls + nuls:,} control characters in {len(raw):,} bytes), not text; "
            "save the thread as UTF-8 text"
        )


def _longest_line(text: str) -> int:
    """Return the length of the longest line that is over _LONG_LINE, 0 where none is; the others are not cut out."""
    longest = start = 0
    while len(text) - start > _LONG_LINE:
        end = text.rfind("\n", start, start + _LONG_LINE + 1)
        if end < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            longest = max(longest, end - start)
        start = end + 1
    return longest
