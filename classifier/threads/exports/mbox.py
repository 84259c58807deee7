"""A mailbox (mbox) -> its messages one after the other."""

import base64
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial

from classifier.records import Post, text_digest
from classifier.threads.exports.item import About, Item, post_of
from classifier.threads.exports.mail_text import words_of_mail
from classifier.threads.exports.markup import words_of
from classifier.threads.listener import Listener
from classifier.threads.sources.decode import lenient_text
from classifier.threads.sources.source import Source
from classifier.threads.words import Words

LARGEST_MESSAGE = 32 << 20
_LONGEST_LINE = 1 << 20
_LONGEST_HEADER = 4000

_HEADER = re.compile(rb"[!-9;-~]{1,200}:")
_OF_MAIL = re.compile(rb"^(?:from|date|message-id|subject|received|return-path|to):", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
_ADDRESS = re.compile(r"<([^<>]*)>")
_BRACKET = re.compile(r"[<>]")
_ANSWER = re.compile(r"(?:\s*(?:re|aw|sv|antw|vs|fwd?|wg|tr)(?:\s*\[\d{1,3}\])?\s*:)+\s*", re.IGNORECASE)

# What the email package raises for bytes that are no mail, on top of its own errors.
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


def is_mbox(head: bytes) -> bool:
    """Return whether a file begins as a mailbox: a From_ line, then a header."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    headers = re.split(rb"\n\r?\n", rest, maxsplit=1)[0]
    return first.startswith(b"From ") and _HEADER.match(rest) is not None and _OF_MAIL.search(headers) is not None


def read_mbox(source: Source, listener: Listener) -> Iterator[Post]:
    """Yield the messages of a mailbox as they come.

    A thread is called by the first message that its messages refer to. A message that cannot be read is given to
    `listener.fault` and left out. Attachments are not read; of HTML mail the text is.
    """
    order = 0
    for number, raw in enumerate(_messages(source), 1):
        try:
            if raw is None:
                raise ValueError(f"is over {LARGEST_MESSAGE >> 20} MiB long")
            post = _post(raw, order + 1, source.name, f"message {number}")
        except _FAULTS as error:
            deep = isinstance(error, RecursionError)
            reason = "its parts nest too deep" if deep else " ".join(str(error)[:200].split()) or "it is no mail"
            listener.fault(f"{source.name}: message {number} is left out: {reason}")
            continue
        order += 1
        yield post


def _messages(source: Source) -> Iterator[bytes | None]:
    """Yield each message's bytes without its From_ line; None stands for one that is too long.

    A message begins at a line "From " that stands first or after a blank line and before a header: mailboxes in which
    nobody escaped such lines in the texts come apart in the right places all the same.
    """
    held: list[bytes] | None = None
    size = 0
    blank, opening = True, b""
    for line in iter(partial(source.stream.readline, _LONGEST_LINE), b""):
        if opening and _HEADER.match(line):
            if held is not None:
                yield _whole(held, size)
            held, size = [], 0
        elif opening and held is not None:
            held.append(opening)
            size += len(opening)
        opening = line if blank and line.startswith(b"From ") else b""
        blank = not line.strip()
        if held is not None and not opening:
            size += len(line)
            if size <= LARGEST_MESSAGE:
                held.append(line)
    if held is not None:
        yield _whole(held, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    return _ESCAPED.sub(rb"\1", b"".join(lines)) if size <= LARGEST_MESSAGE else None


def _post(raw: bytes, order: int, source: str, locator: str) -> Post:
    # The older policy: the newer one's parser of headers recurses, is quadratic, and raises IndexError on bad ones.
    message = message_from_bytes(raw)
    name = _first_id(_header(message, "Message-ID")) or text_digest(raw.decode("latin-1"))
    above = _ids(_header(message, "In-Reply-To"))
    references = _ids(_header(message, "References"))
    subject = _header(message, "Subject")
    author, address = _author(_header(message, "From"))
    written = _header(message, "Date")
    item = Item(
        id=name,
        words=_words(message),
        parent=above[0] if above else references[-1] if references else None,
        author=author,
        author_id=address,
        posted_at=_iso(written),
        posted_at_raw=written or None,
        locator=locator,
    )
    title = _ANSWER.sub("", subject, count=1) if _ANSWER.match(subject) else subject
    about = About(id=[*references, *above, name][0], source=source, method="mbox", title=title.strip() or None)
    return post_of(item, about, order)


def _header(message: Message, name: str) -> str:
    """Return a header's text on one line, encoded words decoded; nothing where it is not there."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = " ".join(raw[:_LONGEST_HEADER].split())
    try:
        parts = decode_header(raw) if "=?" in raw else [(raw, None)]
    except (MessageError, ValueError):
        parts = [(raw, None)]
    text = "".join(lenient_text(part, charset) if isinstance(part, bytes) else part for part, charset in parts)
    return lenient_text(text.encode("utf-8", "surrogateescape"), None)


def _ids(header: str) -> list[str]:
    return _MESSAGE_ID.findall(header)


def _first_id(header: str) -> str | None:
    return next(iter(_ids(header)), header.strip() or None)


def _author(header: str) -> tuple[str | None, str | None]:
    """Return (name, address) of a From header: NAME <ADDRESS>, ADDRESS (NAME), or either alone."""
    found = _ADDRESS.search(header)
    if found:
        before = _BRACKET.split(header[: found.start()])[-1]
        name, address = before.strip().strip('"').strip(), found.group(1).strip()
        return name or address or None, address or None
    address, _, name = header.partition("(")
    name = name.rstrip(") ").strip()
    address = address.strip()
    return name or address or None, address if "@" in address or " at " in address else None


def _iso(written: str) -> str | None:
    try:
        time = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return time.isoformat() if time.tzinfo else None


def _words(message: Message) -> Words:
    """Return the words of the first plain text in a message, else of the first HTML; no words where it has neither."""
    html: Message | None = None
    for part in message.walk():
        if part.is_multipart() or "attachment" in str(part.get("Content-Disposition", "")).lower()[:20]:
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            return words_of_mail(_content(part))
        if kind == "text/html" and html is None:
            html = part
    return words_of(_content(html), "html") if html is not None else Words("", "")


def _content(part: Message) -> str:
    """Return a part's text; what its charset cannot hold is read by others."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, base64.binascii.Error):  # type: ignore[attr-defined]
        raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    return lenient_text(raw, charset) if isinstance(raw, bytes) else ""
