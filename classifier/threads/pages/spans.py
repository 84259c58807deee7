"""What is in a post and is not its author's own words: quotes, signatures, and what the site put there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from classifier.records import Span
from classifier.threads.closing_phrases import EDIT_NOTE
from classifier.threads.pages.elements import Element, Place, names_of
from classifier.threads.pages.page import Page
from classifier.threads.pages.words import (
    CHROME,
    CITED,
    QUOTE,
    QUOTE_LABEL,
    QUOTED_AUTHOR,
    SIGNATURE,
    SIGNATURE_LINE,
)

LONGEST_LABEL = 80
MOST_WITHOUT_WORDS = 0.2
"""The share of posts without a word of their own, above which blockquotes are taken for the posts themselves."""
CITING = frozenset(["cite", "td", "th"])
"""Elements in which "Bob wrote:" heads what follows in the element around them."""
LONGEST_SIGNATURE = 600
FARTHEST_NAME = 6
"""Elements inside a quote, and around it, that are looked at for whom it quotes."""

_OF_POST = re.compile(r"(?:^|[#_\-/=:]|post|pid|p)\s?(\d+)$", re.IGNORECASE)
_NAMES = ("data-username", "data-author", "data-quote", "data-ipsquote-username", "data-mqauthor")
_POSTS = ("data-source", "data-ipsquote-contentcommentid", "data-post-id", "data-pid", "data-mqpid")


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a post, as a place in the document; of a quote, whom it quotes and the number of the quoted post."""

    kind: str
    place: Place
    author: str | None = None
    number: str | None = None
    by_tag: bool = False
    """Whether nothing but being a blockquote says that this is a quote."""


def spans_of_posts(page: Page, posts: Sequence[tuple[Element, Place]]) -> list[list[Found]]:
    """Return the spans of each post, given as its element and place.

    A blockquote is a quote by its tag alone, unless that leaves many posts without a word of their own: XenForo 1 and
    vBulletin 4 wrap the post itself in one.
    """
    found = [find_spans(page, body, place) for body, place in posts]
    own = [_is_all(spans, place) for spans, (_, place) in zip(found, posts, strict=True) if place.end > place.start]
    if sum(own) <= MOST_WITHOUT_WORDS * len(own):
        return found
    return [find_spans(page, body, place, by_tag=False) for body, place in posts]


def _is_all(found: Sequence[Found], place: Place) -> bool:
    """Return whether blockquotes leave a post no word, but for its signature and the like."""
    spanned = sum(one.place.end - one.place.start for one in found)
    # Between two spans stands the white space that parts them.
    return any(one.by_tag for one in found) and spanned + len(found) >= place.end - place.start


def find_spans(page: Page, body: Element, place: Place, by_tag: bool = True) -> list[Found]:
    """Return the quotes, signatures and the site's own words inside a post's place, in order and apart."""
    inside = list(takewhile(lambda element: element.start < place.end, page.inside(body)))
    boxes = _labelled(page, inside)
    found: list[Found] = []
    end = place.start
    for element in inside:
        if element.start < end or not element.start < element.end <= place.end:
            continue
        named = "quote" if element in boxes else _kind_of(element)
        is_whole = (element.start, element.end) == (place.start, place.end)
        kind = "quote" if named is None and by_tag and element.tag == "blockquote" and not is_whole else named
        if kind is None or (kind == "furniture" and is_whole):
            continue
        author, number = _whom(page, element) if kind == "quote" else (None, None)
        found.append(Found(kind, Place(element.start, element.end), author, number, named is None))
        end = element.end
    last = max(page.document.rfind("\n", place.start, place.end) + 1, place.start)
    is_noted = end <= last < place.end and EDIT_NOTE.fullmatch(page.document, last, place.end)
    note = [Found("furniture", Place(last, place.end))] if is_noted else []
    return [*_signed(page, found, Place(place.start, last - 1 if note else place.end)), *note]


def _signed(page: Page, found: list[Found], place: Place) -> list[Found]:
    """Return spans with what stands below the last line of underscores, where it is short enough for a signature."""
    lines = list(SIGNATURE_LINE.finditer(page.document, max(place.start, place.end - LONGEST_SIGNATURE), place.end))
    if not lines or any(one.place.start < lines[-1].start() < one.place.end for one in found):
        return found
    start = lines[-1].start() + 1
    return [*(one for one in found if one.place.start < start), Found("signature", Place(start, place.end))]


def spans_of(found: Sequence[Found], place: Place, ids: dict[str, str]) -> Iterator[Span]:
    """Yield spans as places in a post's own text; `ids` has the thread's posts by their numbers."""
    for one in found:
        quoted = ids.get(one.number) if one.number else None
        yield Span(one.kind, one.place.start - place.start, one.place.end - place.start, one.author, quoted)


def _kind_of(element: Element) -> str | None:
    if not element.attributes:
        return None
    names = names_of(element)
    if SIGNATURE.search(names):
        return "signature"
    if QUOTE.search(names):
        return "quote"
    # Invision marks so what is not to be quoted: notes of who edited a post.
    return "furniture" if "data-excludequote" in element.attributes or CHROME.search(names) else None


def _labelled(page: Page, inside: Sequence[Element]) -> set[Element]:
    """Return the elements that begin with a line like "Quote:" and go on: boxes without a telling name."""
    boxes = set()
    for element in inside:
        if not 0 < element.end - element.start <= LONGEST_LABEL:
            continue
        label = CITED if element.tag in CITING else QUOTE_LABEL
        if label.fullmatch(page.text_of(element)):
            box = next((around for around in element.ancestors() if around.end > element.end), None)
            if box is not None and box.start == element.start:
                boxes.add(box)
    return boxes


def _whom(page: Page, quote: Element) -> tuple[str | None, str | None]:
    """Return the author that a quote names and the number of the post that it points to, each None where not said."""
    attributes = [quote, *page.inside(quote, FARTHEST_NAME)]
    author = next((e.get(name) for e in attributes for name in _NAMES if e.get(name)), None)
    posts = [e.get(name) for e in attributes for name in _POSTS] + [e.get("href") for e in attributes]
    numbered = next((found for post in posts if post and (found := _OF_POST.search(post))), None)
    if author is None:
        said = QUOTED_AUTHOR.search(page.document, quote.start, min(quote.end, quote.start + 2 * LONGEST_LABEL))
        author = next(filter(None, said.groups()), None) if said else None
    return author, numbered.group(1) if numbered else None


def own_words(full: str, spans: Sequence[Span]) -> str:
    """Return a text without its spans, without blank lines and the white space around its lines."""
    kept, at = [], 0
    for span in spans:
        kept.append(full[at : span.start])
        at = span.end
    kept.append(full[at:])
    return "\n".join(filter(None, (line.strip() for line in "\n".join(kept).split("\n"))))
