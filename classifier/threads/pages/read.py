"""A saved page -> one Thread."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from classifier.records import Thread, text_digest
from classifier.threads.pages.evidence import best_evidence
from classifier.threads.pages.page import Page
from classifier.threads.pages.parse import parse_page
from classifier.threads.pages.posts import with_posts
from classifier.threads.pages.structured import stated_posts
from classifier.threads.pages.title import title_of
from classifier.threads.sources.source import Source

LARGEST_PAGE = 64 << 20


def read_page(source: Source, rules: bool = True) -> Thread:
    """Return the thread of a saved page; raise SourceError where the file holds no page.

    The document is the text that the page lays out, the thread's id a digest of it. Without `rules` neither the rules
    for known software nor what the page says for machines count: posts are found by repeated structure alone.
    """
    with without_collection():
        return _read(source, rules)


def _read(source: Source, rules: bool) -> Thread:
    page, address, notes = parse_page(source.read(LARGEST_PAGE), source.name)
    evidence, disagreement = best_evidence(page, rules)
    thread = Thread(
        id=text_digest(page.document),
        posts=(),
        title=title_of(page, evidence.bodies[0].index if evidence else None),
        url=_web_address(address) or _canonical(page),
        source=source.name,
        document=page.document,
        notes=(*notes, *(f"{source.name}: {note}" for note in disagreement)),
    )
    if evidence is None:
        return replace(thread, notes=(*thread.notes, f"{source.name}: no posts were found on this page"))
    stated = stated_posts(page) if rules else {}
    return with_posts(page, evidence, thread, stated)


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: a page makes many objects and no cycle, and looking takes a quarter more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _canonical(page: Page) -> str | None:
    links = (link.get("href") for link in page.with_tag("link") if link.get("rel").lower() == "canonical")
    return next(filter(None, map(_web_address, links)), None)


def _web_address(address: str | None) -> str | None:
    return address if address is not None and address.lower().startswith(("https://", "http://")) else None
