"""A piece of HTML, such as one post of an export -> its words."""

from classifier.threads.pages.elements import Place
from classifier.threads.pages.parse import lay_out
from classifier.threads.pages.spans import find_spans, own_words, spans_of
from classifier.threads.words import Words


def words_of_fragment(markup: str) -> Words:
    """Return the words of a piece of HTML, quotes and signatures as spans.

    Raises SourceError where its tags take the parser beyond all measure.
    """
    page = lay_out(f"<html><body><div>{markup.replace(chr(0), ' ')}</div></body></html>", "a post's HTML")
    place = Place(0, len(page.document))
    spans = tuple(spans_of(find_spans(page, page.elements[0], place), place, {}))
    return Words(page.document, own_words(page.document, spans), spans)
