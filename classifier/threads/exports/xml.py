"""An XML export -> its elements one after the other, with no entity expanded and nothing fetched."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from classifier.errors import SourceError
from classifier.threads.sources.decode import decode
from classifier.threads.sources.source import Source

Element = Any
"""An element of lxml, which carries no types."""

LARGEST_XML = 256 << 20

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_HALF = re.compile(r"&#(?:x0*([dD][89a-fA-F][0-9a-fA-F]{2})|0*(5[5-7][0-9]{3}))(?![0-9a-fA-F]);?")
"""References to half a character, which libxml2 takes and nothing else can read; among the decimal ones some others."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Export:
    """An XML export that is being read: `elements` gives some of its elements, each whole, and then forgets them.

    Real exports hold control characters and bare ampersands, which XML does not have: what can be read of a damaged
    file is read, and `notes` says so.
    """

    def __init__(self, source: Source) -> None:
        raw = source.read(LARGEST_XML)
        declared = _DECLARED.search(raw[:1000])
        decoded = decode(raw, source.name, declared.group(1).decode("ascii").lower() if declared else None)
        text, controls = _CONTROLS.subn(" ", decoded.text)
        self.notes = list(decoded.notes)
        if controls:
            self.notes.append(f"{source.name}: {controls} control characters, which XML does not have, became spaces")
        text = _HALF.sub(_whole, text)
        self._name = source.name
        # XML must begin at once, so the blank lines above it go; the places of what follows stay.
        stripped = text.lstrip()
        self._above = text.count("\n", 0, len(text) - len(stripped))
        self._raw = stripped.encode("utf-8")

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the elements of some names that are not inside one another; namespaces do not matter.

        Raises SourceError for a document type that declares entities, and for what is no XML at all.
        """
        events = etree.iterparse(
            BytesIO(self._raw),
            events=("start", "end"),
            encoding="utf-8",
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        first, inside = True, 0
        try:
            for event, element in events:
                if first:
                    self._refuse_entities(element)
                    first = False
                wanted = local_name(element) in names
                if wanted:
                    inside += 1 if event == "start" else -1
                if event == "end" and not inside:
                    if wanted:
                        yield element
                    _forget(element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(f"{self._name}: bad XML: {error}; export the file again") from None
        faults = len(events.error_log)
        if faults:
            where = events.error_log[0].line
            self.notes.append(f"{self._name}: is not well-formed XML (first at line {where}); posts may be missing")

    def place_of(self, element: Element) -> str | None:
        """Return which line of the file an element begins on, None where that is not known."""
        return f"line {element.sourceline + self._above}" if element.sourceline else None

    def _refuse_entities(self, root: Element) -> None:
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            raise SourceError(f"{self._name}: declares XML entities, which no export does; remove its document type")


def _whole(reference: re.Match[str]) -> str:
    code = int(reference.group(1), 16) if reference.group(1) else int(reference.group(2))
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else reference.group()


def _forget(element: Element) -> None:
    """Empty an element that is done with, and let go of those before it."""
    tail = element.getparent()
    element.clear(keep_tail=True)
    if tail is not None:
        while element.getprevious() is not None:
            del tail[0]


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """Return an element's first child of some name, whatever its namespace."""
    return next((part for part in element if local_name(part) == name), None)


def text_in(element: Element | None, *names: str) -> str:
    """Return the text that a path of names leads to, without white space around it; nothing where there is none."""
    for name in names:
        element = child(element, name) if element is not None else None
    return "".join(element.itertext()).strip() if element is not None else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an element's attribute of some name, whatever its namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name and value), None)
