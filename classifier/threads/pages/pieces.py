"""Evidence -> the pieces of a page that are its posts: each with its place, its element and its kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from classifier.records import PostKind
from classifier.threads.pages.elements import Element, Place
from classifier.threads.pages.evidence import Evidence
from classifier.threads.pages.page import Page
from classifier.threads.pages.particulars import native_id
from classifier.threads.pages.platforms import Platform
from classifier.threads.pages.refine import without_frame
from classifier.threads.pages.select import selected
from classifier.threads.pages.words import DELETED

MOST_CLIMBED = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A post's words on the page, and the element of the whole post where it is known."""

    body: Element
    post: Element | None
    place: Place
    native_id: str | None = None
    kind: PostKind = "comment"
    around: Element | None = None
    """The largest element that holds this post's words and no other's: the post itself where a rule knows it."""


def pieces_of(page: Page, evidence: Evidence) -> list[Piece]:
    """Return the posts' pieces in order of the page, the article first where there is one."""
    places = [Place(body.start, body.end) for body in evidence.bodies]
    if evidence.platform is None:
        places = without_frame(page, places)
    deleted = _deleted(page, evidence.platform)
    pieces = [
        _piece(page, Piece(body, post, place, native_id(post, body)), deleted)
        for body, post, place in zip(evidence.bodies, evidence.posts, places, strict=True)
    ]
    pieces = list(_apart(page, sorted(_once(page, pieces), key=lambda piece: piece.body.index)))
    if evidence.opening is not None:
        place = Place(evidence.opening.start, evidence.opening.end)
        pieces.insert(0, Piece(evidence.opening, None, place, native_id(evidence.opening), "article"))
    return [_with_surroundings(piece, piece.post or _enclosing(pieces, nth)) for nth, piece in enumerate(pieces)]


def _with_surroundings(piece: Piece, around: Element | None) -> Piece:
    """Return a piece with the element around it; its id may stand on one between that and its words."""
    between = takewhile(lambda element: around is not None and around.holds(element), piece.body.ancestors())
    own = piece.native_id or native_id(*islice(between, MOST_CLIMBED))
    return replace(piece, around=around, native_id=own)


def _apart(page: Page, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces whose words end where the next one's begin: a body may hold those of its answers."""
    starts = [*(piece.place.start for piece in pieces[1:]), len(page.document)]
    for piece, following in zip(pieces, starts, strict=True):
        if piece.place.end <= following:
            yield piece
        else:
            words = page.document[piece.place.start : following].rstrip()
            yield replace(piece, place=Place(piece.place.start, piece.place.start + len(words)))


def _deleted(page: Page, platform: Platform | None) -> set[Element]:
    return set(selected(page, platform.deleted)) if platform is not None and platform.deleted else set()


def _piece(page: Page, piece: Piece, deleted: set[Element]) -> Piece:
    """Return a piece with its kind; of a deleted post nothing is left to be its words."""
    if piece.post in deleted or DELETED.fullmatch(page.text_of(piece.place)):
        return replace(piece, kind="deleted", place=Place(piece.place.start, piece.place.start))
    names = piece.post.get("class").split() if piece.post is not None else []
    return replace(piece, kind="pingback") if {"pingback", "trackback"} & set(names) else piece


def _once(page: Page, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without those that repeat the one before under the same id: GitHub renders bodies twice."""
    last: Piece | None = None
    for piece in pieces:
        same = last is not None and piece.native_id == last.native_id is not None
        if last is None or not same or page.text_of(piece.body) != page.text_of(last.body):
            yield piece
        last = piece


def _enclosing(pieces: Sequence[Piece], nth: int) -> Element | None:
    body = pieces[nth].body
    others = [pieces[other].body for other in (nth - 1, nth + 1) if 0 <= other < len(pieces)]
    found = None
    for climbed, element in enumerate(body.ancestors()):
        if climbed == MOST_CLIMBED or any(element.holds(other) for other in others):
            break
        found = element
    return found
