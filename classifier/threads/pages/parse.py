"""The bytes of a saved page -> the page, laid out."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy

from lxml import etree

from classifier.errors import SourceError
from classifier.threads.pages.layout import Layout
from classifier.threads.pages.page import Page
from classifier.threads.sources.decode import decode

LONGEST_PARSE = 30.0
"""Seconds of computing after which a page is given up; one of 64 MB that a browser saved takes two."""

_PIECE = 1 << 16
_ARCHIVE = re.compile(rb"\s*(?:MIME-Version:|From: <Saved by |Subject: |Snapshot-Content-Location:)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Archived:
    """The page inside a web archive (MHTML), and where it was saved from."""

    raw: bytes
    charset: str | None
    address: str | None


def parse_page(raw: bytes, name: str) -> tuple[Page, str | None, tuple[str, ...]]:
    """Return (page, address, notes) of a saved page: HTML, or the first HTML part of a web archive.

    Raises SourceError where there is no page.
    """
    saved = _archived(raw, name) if _ARCHIVE.match(raw) else Archived(raw, None, None)
    decoded = decode(saved.raw, name, declared=saved.charset or _declared(saved.raw))
    text = decoded.text.replace("\ufffd", " ") if "\x00" in decoded.text else decoded.text
    page = lay_out(text, name)
    if not page.elements:
        raise SourceError(f"{name}: holds no page; save it again")
    return page, saved.address, decoded.notes


def lay_out(markup: str, name: str) -> Page:
    """Return the page of some mark-up; raise SourceError where its tags take the parser beyond all measure.

    libxml2 looks through all open elements at each end tag that closes none, so that a page of strangers can make it
    work for hours: it is given the page piece by piece, and only for so long.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=Layout())
    raw = markup.encode("utf-8", "replace")
    began = time.process_time()
    for at in range(0, len(raw), _PIECE):
        parser.feed(raw[at : at + _PIECE])
        if time.process_time() - began > LONGEST_PARSE:
            raise SourceError(f"{name}: its tags nest and close like those of no page; save it again from a browser")
    page: Page = parser.close() if raw else Layout().close()
    return page


def _archived(raw: bytes, name: str) -> Archived:
    try:
        message = message_from_bytes(raw, policy=policy.default)
        parts = list(message.walk())
    except RecursionError:
        raise SourceError(f"{name}: is a web archive whose parts nest too deep; save it again") from None
    for part in parts:
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            address = part["Content-Location"] or message["Snapshot-Content-Location"]
            charset = part.get_content_charset()
            return Archived(content if isinstance(content, bytes) else b"", charset, str(address) if address else None)
    raise SourceError(f"{name}: is a web archive without a page; save it again as one HTML file")


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_HEAD])
    return found.group(1).decode("ascii").lower() if found else None
