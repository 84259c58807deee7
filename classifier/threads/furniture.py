"""What of a thread's document is in no post."""

from collections.abc import Iterator

from classifier.records import Span, Thread


def thread_furniture(thread: Thread) -> Iterator[tuple[Span, int, str]]:
    """Yield the spans of a thread's document that are in no post, each with its line, from 1, and its text.

    They are of kind marker where they part posts, furniture where they are the site's. Of a thread without a document
    nothing is yielded.
    """
    document, line, place = thread.document or "", 1, 0
    for span in thread.furniture:
        line += document.count("\n", place, span.start)
        place = span.start
        yield span, line, document[span.start : span.end]
