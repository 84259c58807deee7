"""A saved page -> one Thread."""

from dataclasses import replace

from classifier.records import Thread, text_digest
from classifier.threads.pages.evidence import best_evidence
from classifier.threads.pages.layout import Element, Page
from classifier.threads.pages.parse import parse_page
from classifier.threads.pages.posts import posts_of
from classifier.threads.source import Source

LARGEST_PAGE = 64 << 20


def read_page(source: Source, rules: bool = True) -> Thread:
    """Return the thread of a saved page, by the platforms' rules or without; raise SourceError where it is no page.

    The document is the text that the page lays out, the thread's id a digest of it.
    """
    root, address, notes = parse_page(source.read(LARGEST_PAGE), source.name)
    page = Page(root)
    evidence, disagreement = best_evidence(page, rules)
    thread = Thread(
        id=text_digest(page.document),
        posts=(),
        title=_title(root),
        url=address or _address(root),
        source=source.name,
        document=page.document,
        notes=(*notes, *(f"{source.name}: {note}" for note in disagreement)),
    )
    if evidence is None:
        return replace(thread, notes=(*thread.notes, f"{source.name}: no posts were found on this page"))
    return replace(thread, posts=tuple(posts_of(page, evidence, thread)))


def _title(root: Element) -> str | None:
    for element in (*root.iter("h1"), *root.iter("title")):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words
    return None


def _address(root: Element) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None
