"""Evidence -> posts: each with its place in the document, its spans, its particulars and its parent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from classifier.records import Post, PostKind, Span, Thread
from classifier.threads.pages.evidence import Evidence
from classifier.threads.pages.layout import Element, Page, Place
from classifier.threads.pages.particulars import Surroundings, author_of, native_id, time_of
from classifier.threads.pages.repeated import names_of, without_frame
from classifier.threads.pages.select import firsts_in
from classifier.threads.pages.structured import Stated, probe, stated_posts
from classifier.threads.pages.words import CHROME, QUOTE, SIGNATURE
from classifier.threads.post_json import numbered_id

MOST_CLIMBED = 40

_NOTHING = Stated("", None, None, None)


@dataclass(frozen=True, slots=True)
class Piece:
    """A post's words on the page, and the element of the whole post where it is known."""

    body: Element
    post: Element | None
    place: Place
    kind: PostKind = "comment"


def pieces_of(page: Page, evidence: Evidence) -> list[Piece]:
    """Return the posts' pieces in order of the document, the article first where there is one."""
    places = [_trimmed(page, page.places[body]) for body in evidence.bodies]
    if evidence.platform is None:
        places = [_trimmed(page, place) for place in without_frame(page, places)]
    pieces = [
        Piece(body, post, place, _kind_of(post))
        for body, post, place in zip(evidence.bodies, evidence.posts, places, strict=True)
    ]
    pieces = _once(page, pieces)
    if evidence.opening is not None:
        place = _trimmed(page, page.places[evidence.opening])
        pieces.insert(0, Piece(evidence.opening, None, place, "article"))
    return pieces


def _once(page: Page, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without those that repeat the one before under the same id: GitHub renders bodies twice."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        same_id = (
            before is not None and native_id(piece.post, piece.body) == native_id(before.post, before.body) is not None
        )
        if before is not None and same_id and page.text_of(piece.body) == page.text_of(before.body):
            continue
        kept.append(piece)
    return kept


def _trimmed(page: Page, place: Place) -> Place:
    text = page.document[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Place(start, max(start, place.start + len(text.rstrip())))


def _kind_of(post: Element | None) -> PostKind:
    tokens = (post.get("class") or "").split() if post is not None else []
    return "pingback" if {"pingback", "trackback"} & set(tokens) else "comment"


def spans_of(page: Page, body: Element, place: Place) -> list[Span]:
    """Return the quotes, signatures and the site's own words inside a post, in order, as places in its text.

    An element that holds nearly all of the post is none of these, whatever its name: XenForo 1 and vBulletin 4 wrap
    the post itself in a blockquote.
    """
    spans: list[Span] = []
    end = place.start
    for element in body.iterdescendants():
        inside = page.places.get(element)
        kind = _span_kind(element) if inside is not None else None
        if kind is None or inside is None or inside.end <= end or inside.end > place.end or inside.start < end - 1:
            continue
        # An element is entered before the line break above it is put, so it can seem to begin on the line before.
        start = max(end, inside.start)
        start += len(page.document[start : inside.end]) - len(page.document[start : inside.end].lstrip())
        if start < inside.end:
            spans.append(Span(kind, start - place.start, inside.end - place.start))
            end = inside.end
    return spans


def _span_kind(element: Element) -> str | None:
    names = names_of(element)
    if SIGNATURE.search(names):
        return "signature"
    if element.tag == "blockquote" or QUOTE.search(names):
        return "quote"
    return "furniture" if CHROME.search(names) else None


def own_words(full: str, spans: Sequence[Span]) -> str:
    """Return a text without its spans, without blank lines and the white space around its lines."""
    kept, at = [], 0
    for span in spans:
        kept.append(full[at : span.start])
        at = span.end
    kept.append(full[at:])
    return clean("\n".join(kept))


def clean(text: str) -> str:
    """Return a text without blank lines and without white space around its lines."""
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def posts_of(page: Page, evidence: Evidence, thread: Thread) -> Iterator[Post]:
    """Yield the posts of a page, with parents by nesting or depth where the page shows them."""
    pieces = pieces_of(page, evidence)
    ids = _ids(pieces)
    parents = list(_parents(pieces, evidence))
    stated = stated_posts(page.root)
    platform = evidence.platform
    owners = [piece.post for piece in pieces if piece.post is not None]
    authors = firsts_in(page.root, platform.author, owners) if platform else {}
    times = firsts_in(page.root, platform.time, owners) if platform else {}
    depths: list[int] = []
    for nth, piece in enumerate(pieces):
        parent = parents[nth]
        depths.append(0 if parent is None else depths[parent] + 1)
        around = Surroundings(
            post=piece.post if piece.post is not None else _enclosing(page, pieces, nth),
            body=piece.place,
            author=authors.get(piece.post),
            time=times.get(piece.post),
            before=pieces[nth - 1].place.end if nth else 0,
            after=pieces[nth + 1].place.start if nth + 1 < len(pieces) else len(page.document),
        )
        posted_at, posted_at_raw = time_of(page, around)
        full = page.document[piece.place.start : piece.place.end]
        spans = spans_of(page, piece.body, piece.place)
        words = own_words(full, spans)
        said = stated.get(probe(words)) or stated.get(probe(full)) or _NOTHING
        yield Post(
            thread_id=thread.id,
            id=ids[nth],
            order=nth + 1,
            depth=depths[nth],
            kind=piece.kind,
            parent_id=None if parent is None else ids[parent],
            parent_source=None if parent is None else "nesting",
            author=author_of(page, around) or said.author,
            posted_at=posted_at or said.posted_at,
            posted_at_raw=posted_at_raw,
            title=thread.title,
            url=thread.url,
            source=thread.source,
            text=words,
            full_text=full if full != words else None,
            spans=tuple(spans),
            start=piece.place.start,
            end=piece.place.end,
            method=evidence.method,
            locator=_locator(piece),
        )


def _locator(piece: Piece) -> str | None:
    """Return where the words stand in the file: by id, else by line; a path can be as long as the page is deep."""
    for element in (piece.body, piece.post):
        name = element.get("id") if element is not None else None
        if name and "'" not in name:
            return f"//*[@id='{name}']"
    return f"line {piece.body.sourceline}" if piece.body.sourceline else None


def _ids(pieces: Sequence[Piece]) -> list[str]:
    """Return each post's id: the platform's own where all posts but the article have one of their own."""
    native = [native_id(piece.post, piece.body) for piece in pieces]
    given = [name for name, piece in zip(native, pieces, strict=True) if piece.kind != "article"]
    if None in given or len(set(given)) < len(given):
        return [numbered_id(nth) for nth in range(1, len(pieces) + 1)]
    return [name or numbered_id(nth) for nth, name in enumerate(native, 1)]


def _parents(pieces: Sequence[Piece], evidence: Evidence) -> Iterator[int | None]:
    way = evidence.platform.parent if evidence.platform else "nesting"
    yield from {"nesting": _by_nesting, "depth": _by_depth, "flat": _none}[way](pieces)


def _none(pieces: Sequence[Piece]) -> Iterator[int | None]:
    yield from (None for _ in pieces)


def _by_nesting(pieces: Sequence[Piece]) -> Iterator[int | None]:
    place_of = {piece.post: nth for nth, piece in enumerate(pieces) if piece.post is not None}
    for piece in pieces:
        above = piece.post.getparent() if piece.post is not None else None
        while above is not None and above not in place_of:
            above = above.getparent()
        yield place_of[above] if above is not None else None


def _by_depth(pieces: Sequence[Piece]) -> Iterator[int | None]:
    """Yield for each post the last one before it that stands less deep: Hacker News shows depth as an indent."""
    above: list[tuple[int, int]] = []
    for nth, piece in enumerate(pieces):
        depth = _indent(piece.post) if piece.post is not None else None
        if depth is None:
            yield None
            continue
        while above and above[-1][0] >= depth:
            above.pop()
        yield above[-1][1] if above else None
        above.append((depth, nth))


def _indent(post: Element) -> int | None:
    row = post if post.tag == "tr" else next(post.iterancestors("tr"), None)
    for element in row.iter("td", "img") if row is not None else ():
        size = element.get("indent") or (element.get("width") if element.tag == "img" else None)
        if size is not None and size.isdecimal():
            return int(size)
    return None


def _enclosing(page: Page, pieces: Sequence[Piece], nth: int) -> Element | None:
    """Return the largest element around a body that holds no other body's words."""
    body = pieces[nth].body
    around = None
    for element in islice(body.iterancestors(), MOST_CLIMBED):
        place = page.places.get(element)
        if place is None or any(
            place.start <= pieces[other].place.start < place.end
            for other in (nth - 1, nth + 1)
            if 0 <= other < len(pieces)
        ):
            break
        around = element
    return around
