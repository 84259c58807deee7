"""What a page's thread is called."""

from classifier.threads.pages.page import Page

HEADINGS = ("h1", "h2", "h3")


def title_of(page: Page, before: int | None) -> str | None:
    """Return the thread's title: of the headings above the first post that the window's title repeats the last one.

    A forum's name is a heading too, but stands above the thread's. `before` is the first post's index, None where
    there are no posts. Without such a heading it is the first h1, without one the window's title.
    """
    window = next(
        (_words(text) for element, text in page.unshown.items() if element.tag == "title" and text.strip()), ""
    )
    headings = sorted((e for tag in HEADINGS for e in page.with_tag(tag)), key=lambda heading: heading.index)
    above = [_words(page.text_of(heading)) for heading in headings if before is None or heading.index < before]
    repeated = [words for words in above if words and words.lower() in window.lower()]
    first = next((words for heading in page.with_tag("h1") if (words := _words(page.text_of(heading)))), None)
    return (repeated[-1] if repeated else first) or window or None


def _words(text: str) -> str:
    return " ".join(text.split())
