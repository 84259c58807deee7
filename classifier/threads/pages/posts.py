"""Pieces of a page -> posts: each with its place in the document, its spans, its particulars and its parent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from classifier.records import ParentSource, Post, Thread
from classifier.threads.pages.evidence import Evidence
from classifier.threads.pages.headings import names_in_headings
from classifier.threads.pages.page import Page
from classifier.threads.pages.parents import parents_by_shape, parents_of
from classifier.threads.pages.particulars import Surroundings, author_of, time_of
from classifier.threads.pages.pieces import Piece, pieces_of
from classifier.threads.pages.select import firsts_in
from classifier.threads.pages.spans import Found, own_words, spans_of, spans_of_posts
from classifier.threads.pages.structured import NOTHING_STATED, Stated, probe
from classifier.threads.post_json import numbered_id

LONGEST_ID = 100
MOST_BESIDE = 6
"""Elements before a post among which its author is looked for, where a rule knows none inside it."""

_DIGITS = re.compile(r"\d+$")


def with_posts(page: Page, evidence: Evidence, thread: Thread, stated: Mapping[str, Stated]) -> Thread:
    """Return a thread with the posts of its page, with parents by nesting, depth or what they quote, where it says so.

    A quote of a post that is not on the page says that the parent is on another one.
    """
    made = list(_posts(page, evidence, thread, stated))
    return replace(
        thread,
        posts=tuple(post for post, _ in made),
        parents_elsewhere={post.id: (number, "quote") for post, number in made if number is not None},
    )


def _posts(
    page: Page, evidence: Evidence, thread: Thread, stated: Mapping[str, Stated]
) -> Iterator[tuple[Post, str | None]]:
    """Yield each post, and the number of the post that it quotes where that is not on the page."""
    pieces = pieces_of(page, evidence)
    ids = _ids(pieces)
    numbers = {number: name for name in ids if (number := _number(name))}
    parents = _parents(page, pieces, evidence)
    spans_found = spans_of_posts(page, [(piece.body, piece.place) for piece in pieces])
    particulars = _particulars(page, pieces, evidence)
    depths: dict[str, int] = {}
    for nth, piece in enumerate(pieces):
        found = spans_found[nth]
        parent, parent_source = _parent(ids, parents[nth], found, numbers, depths)
        depths[ids[nth]] = 0 if parent is None else depths[parent] + 1
        full = page.text_of(piece.place)
        spans = tuple(spans_of(found, piece.place, numbers))
        words = own_words(full, spans)
        said = (stated.get(probe(words)) or stated.get(probe(full)) if stated else None) or NOTHING_STATED
        author, posted_at, posted_at_raw = particulars[nth]
        post = Post(
            thread_id=thread.id,
            id=ids[nth],
            order=nth + 1,
            depth=depths[ids[nth]],
            kind=piece.kind,
            parent_id=parent,
            parent_source=parent_source,
            author=author or said.author,
            posted_at=posted_at or said.posted_at,
            posted_at_raw=posted_at_raw,
            title=thread.title,
            url=thread.url,
            source=thread.source,
            text=words,
            full_text=full if full != words else None,
            spans=spans,
            start=piece.place.start,
            end=piece.place.end,
            boundary_confidence=evidence.confidence,
            method=evidence.method,
            locator=_locator(piece),
        )
        quoted = (one.number for one in found if one.number and one.number not in numbers)
        yield post, next(quoted, None) if parent is None else None


def _parents(page: Page, pieces: Sequence[Piece], evidence: Evidence) -> list[int | None]:
    """Return which post each answers as the page shows it; where no rule knows how, by what the words stand in."""
    if evidence.method != "structure":
        return parents_of(page, [piece.post for piece in pieces], _way(evidence))
    first = sum(piece.kind == "article" for piece in pieces)
    found = parents_by_shape([piece.body for piece in pieces[first:]])
    return [None] * first + [None if parent is None else first + parent for parent in found]


def _way(evidence: Evidence) -> str:
    return evidence.platform.parent if evidence.platform else "nesting"


def _parent(
    ids: Sequence[str],
    by_page: int | None,
    found: Sequence[Found],
    numbers: Mapping[str, str],
    before: Mapping[str, int],
) -> tuple[str | None, ParentSource | None]:
    """Return (the id of the post that a post answers, how that is known): as the page nests, else what it quotes."""
    if by_page is not None:
        return ids[by_page], "nesting"
    quoted = (numbers.get(one.number) for one in found if one.kind == "quote" and one.number)
    parent = next((name for name in quoted if name in before), None)
    return (parent, "quote") if parent is not None else (None, None)


def _particulars(
    page: Page, pieces: Sequence[Piece], evidence: Evidence
) -> list[tuple[str | None, str | None, str | None]]:
    """Return (author, ISO time, time as written) of each piece."""
    owners = sorted({piece.around for piece in pieces if piece.around}, key=lambda element: element.index)
    platform = evidence.platform
    authors = firsts_in(page, platform.author, owners) if platform else {}
    times = firsts_in(page, platform.time, owners) if platform else {}
    headed = [] if platform else names_in_headings(page, [piece.place for piece in pieces])
    unnamed = platform is not None and not platform.author
    found = []
    for nth, piece in enumerate(pieces):
        around = piece.around
        surroundings = Surroundings(
            post=around,
            body=piece.place,
            author=authors.get(around) if around else None,
            time=times.get(around) if around else None,
            beside=page.elements[max(0, around.index - MOST_BESIDE) : around.index] if unnamed and around else (),
            time_below=platform is not None and platform.time_below and piece.kind != "article",
            before=pieces[nth - 1].place.end if nth else 0,
            after=_next_start(page, pieces, nth),
        )
        author = None if piece.kind == "deleted" else author_of(page, surroundings) or (headed[nth] if headed else None)
        found.append((author, *time_of(page, surroundings)))
    return found


def _next_start(page: Page, pieces: Sequence[Piece], nth: int) -> int:
    return pieces[nth + 1].place.start if nth + 1 < len(pieces) else len(page.document)


def _locator(piece: Piece) -> str:
    """Return where the words stand in the file, as an XPath: by an element's id, else by its number on the page.

    A path from the root can be as long as the page is deep.
    """
    names = (element.get("id") for element in (piece.body, piece.post) if element is not None)
    by_id = (f"//*[@id='{name}']" for name in names if name and len(name) <= LONGEST_ID and "'" not in name)
    return next(by_id, f"(//*)[{piece.body.index + 1}]")


def _ids(pieces: Sequence[Piece]) -> list[str]:
    """Return each post's id: the platform's own where all posts but the article have one of their own."""
    given = {piece.native_id for piece in pieces if piece.kind != "article"}
    comments = sum(piece.kind != "article" for piece in pieces)
    if None in given or len(given) < comments:
        return [numbered_id(nth) for nth in range(1, len(pieces) + 1)]
    return [
        piece.native_id
        if piece.native_id and (piece.kind != "article" or piece.native_id not in given)
        else numbered_id(nth)
        for nth, piece in enumerate(pieces, 1)
    ]


def _number(name: str) -> str | None:
    """Return the digits that an id ends in: the same post is "p123" here and "#post123" there."""
    digits = _DIGITS.search(name)
    return digits.group() if digits else None
