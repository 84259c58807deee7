"""Bytes -> text: which encoding they are in, and what had to be said about it."""

import codecs
import re
from dataclasses import dataclass

from classifier.errors import SourceError
from classifier.threads.sources.charsets import GUESSED, SEVEN_BIT, codecs_of

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of files that are no text, and what to call them. Packed files are unpacked before they come here.
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
)

_LONG_LINE = 1_000_000
_MOST_CONTROLS = 0.02
"""A file with a larger share of control characters is taken for binary."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b\x00")) + b"\x7f"
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_C1 = tuple(map(chr, range(0x80, 0xA0)))
_ESCAPES = (b"\x1b", b"~{")
"""What leads to the letters of a seven-bit charset; without it such a text is ASCII."""

_MOST_REPLACED = 0.02
"""A larger share of a text's letters beyond ASCII that its declared charset does not have proves it wrong."""

_FEW = 12
"""Fewer bytes beyond ASCII prove nothing."""

_SAMPLE = 1 << 16
"""How many bytes a guess is made of."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its newlines folded to line feeds, and notes on what was done to get it."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(raw: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of a file, or raise SourceError for one that holds none.

    In this order: a byte order mark, strict UTF-8, the charset that the file itself declares, Windows-1252 where that
    yields no control character and not mostly accented letters, a guess. A declared charset is what browsers take its
    name for; the few bytes that it does not have become U+FFFD. What is not as declared, or not known, a note says.
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


def lenient_text(raw: bytes, declared: str | None) -> str:
    """Return the text of a part of a file, such as a mail's body, whatever its bytes: the same order, no guess."""
    try:
        text, _ = _by_utf8(raw, declared) or _by_declaration(raw, declared) or (raw.decode("cp1252"), "")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
    return text


def foreign_codec(raw: bytes) -> str | None:
    """Return the codec of bytes that are not UTF-8: Windows-1252 if they may well be, else a guess, else None."""
    sample = _sample(raw)
    enough = len(sample) - len(sample.translate(None, _BEYOND_ASCII)) >= _FEW
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return _guess(raw, sample) if enough else None
    return (_guess(raw, sample) if enough and not _is_western(sample) else None) or "cp1252"


def _is_western(sample: bytes) -> bool:
    """Return whether bytes may be of a language of Windows-1252: in none are words mostly letters beyond ASCII.

    In a text of another alphabet that is read so, nearly all are. Signs that stand alone do not count.
    """
    words = [word for word in _WORD.findall(sample) if len(word) > 1 and not word.isascii()]
    letters = sum(len(word.translate(None, _BEYOND_ASCII)) for word in words)
    return 2 * letters >= sum(map(len, words))


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
    found = _by_utf8(raw, declared)
    if found is not None:
        return *found, []
    found = _by_declaration(raw, declared)
    if found is not None:
        replaced = found[0].count("\ufffd")
        odd = f"{name}: {replaced} characters are not in {declared}, which it declares; they became U+FFFD"
        return *found, [odd] if replaced else []
    return _undeclared(raw, name)


def _by_utf8(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    """Return (text, codec) of bytes that are UTF-8, and no charset that only looks like it."""
    seven_bit = SEVEN_BIT.intersection(codecs_of(declared)) if declared is not None else ()
    if seven_bit and any(escape in raw for escape in _ESCAPES):
        for codec in sorted(seven_bit):
            try:
                return raw.decode(codec), codec
            except UnicodeError:
                continue
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None


def _by_declaration(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    """Return (text, codec) by the declared charset, None where there is none or most of the bytes prove it wrong."""
    names = codecs_of(declared) if declared is not None else ()
    for codec in names:
        try:
            return raw.decode(codec), codec
        except UnicodeError:
            continue
    for codec in names:
        text = raw.decode(codec, "replace")
        beyond = len(text) - len(text.encode("ascii", "ignore"))
        if beyond >= _FEW and text.count("\ufffd") <= max(1, _MOST_REPLACED * beyond):
            return text, codec
    return None


def _undeclared(raw: bytes, name: str) -> tuple[str, str, list[str]]:
    bad = _first_bad(raw)
    codec = foreign_codec(raw)
    if codec is None:
        raise SourceError(f"{name}: byte {bad} is neither UTF-8 nor Windows-1252 text; save the file as UTF-8")
    if codec == "cp1252":
        return raw.decode(codec), codec, [f"{name}: not UTF-8 (byte {bad}); read as Windows-1252"]
    return raw.decode(codec, "replace"), codec, [guess_note(name, bad, codec)]


def guess_note(name: str, bad: int, codec: str) -> str:
    """Return what is said of a file whose encoding was guessed; `bad` is the first byte that is not UTF-8."""
    return (
        f"{name}: not UTF-8 (byte {bad}) and hardly Windows-1252; read as {codec}, which is a guess; "
        "if letters look wrong, save the file as UTF-8"
    )


def _first_bad(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(raw)


def _sample(raw: bytes) -> bytes:
    """Return the lines that are not ASCII around the first byte that is not UTF-8; of endless lines, a piece."""
    first = max(0, _first_bad(raw) - _SAMPLE // 2)
    lines = raw[first : first + _SAMPLE].splitlines(keepends=True)
    # A cut inside a character would look like damage.
    whole = lines[first > 0 : len(lines) - (first + _SAMPLE < len(raw))] or lines
    return b"".join(line for line in whole if not line.isascii())


def _guess(raw: bytes, sample: bytes) -> str | None:
    """Return the codec that a sample looks most like being in, None where that does not hold for nearly all bytes."""
    # Imported here because it takes time to import and few files need it.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(GUESSED)).best()
    if best is None or best.encoding not in GUESSED:
        return None
    text = raw.decode(best.encoding, "replace")
    odd = sum(map(text.count, _C1)) + text.count("\ufffd")
    return best.encoding if odd <= _MOST_REPLACED * (len(text) - len(text.encode("ascii", "ignore"))) else None


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
