"""What a page's thread is called."""

from classifier.threads.pages.page import Page

HEADINGS = ("h1", "h2", "h3")


def title_of(page: Page, before: int | None) -> str | None:
    """Return the thread's title: of the headings above the first post that the window's title repeats the longest.

    The names of a forum and of an author may be among them. `before` is the first post's index, None where there are
    no posts. Without such a heading it is the first h1, without one the window's title.
    """
    window = next(
        (_words(text) for element, text in page.unshown.items() if element.tag == "title" and text.strip()), ""
    )
    headings = sorted((e for tag in HEADINGS for e in page.with_tag(tag)), key=lambda heading: heading.index)
    above = [_words(page.text_of(heading)) for heading in headings if before is None or heading.index < before]
    repeated = [words for words in above if _letters(words) and _letters(words) in _letters(window)]
    first = next((words for heading in page.with_tag("h1") if (words := _words(page.text_of(heading)))), None)
    return max(repeated, key=len, default=first) or window or None


def _words(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    """Return a text's letters and digits: dashes and quotation marks differ between the two."""
    return "".join(filter(str.isalnum, text.lower()))
