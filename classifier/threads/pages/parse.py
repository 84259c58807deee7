"""The bytes of a saved page -> its tree."""

import re
from email import message_from_bytes, policy

from lxml import etree, html

from classifier.errors import SourceError
from classifier.threads.decode import decode
from classifier.threads.pages.layout import Element

DEEPEST = 2048
"""Where libxml2 stops reading, whatever it is told."""

_ARCHIVE = re.compile(rb"\s*(?:MIME-Version:|From: <Saved by |Subject: |Snapshot-Content-Location:)", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)


def parse_page(raw: bytes, name: str) -> tuple[Element, str | None, tuple[str, ...]]:
    """Return (root, address, notes) of a saved page: HTML, or the first HTML part of a web archive (MHTML).

    Raises SourceError where there is no page.
    """
    address = None
    if _ARCHIVE.match(raw):
        raw, address = _archived(raw, name)
    decoded = decode(raw, name, declared=_declared(raw))
    text = decoded.text.replace("\ufffd", " ") if "\x00" in decoded.text else decoded.text
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise SourceError(f"{name}: holds no page; save it again") from None
    cut = any("RESOURCE_LIMIT" in error.type_name for error in parser.error_log)
    deep = f"{name}: nests deeper than {DEEPEST:,} elements; what stands deeper or after it was not read"
    return root, address, (*decoded.notes, *([deep] if cut else []))


def _archived(raw: bytes, name: str) -> tuple[bytes, str | None]:
    message = message_from_bytes(raw, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            address = part["Content-Location"] or message["Snapshot-Content-Location"]
            return bytes(content) if isinstance(content, bytes) else b"", str(address) if address else None
    raise SourceError(f"{name}: is a web archive without a page; save it again as one HTML file")


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    return found.group(1).decode("ascii").lower() if found else None
