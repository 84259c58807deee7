"""A piece of HTML, such as one post of an export -> its words."""

from lxml import etree, html

from classifier.threads.pages.layout import Page, Place
from classifier.threads.pages.posts import own_words, spans_of
from classifier.threads.words import Words


def words_of_fragment(markup: str) -> Words:
    """Return the words of a piece of HTML, quotes and signatures as spans."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    safe = markup.replace("\x00", " ").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(b"<div>" + safe + b"</div>", parser=parser)
    except etree.ParserError:
        return Words("", "")
    page = Page(root)
    text = page.document
    start = len(text) - len(text.lstrip())
    full = text.strip()
    spans = tuple(spans_of(page, root, Place(start, start + len(full))))
    return Words(full, own_words(full, spans), spans)
