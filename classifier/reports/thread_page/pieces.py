"""A post's words as a page shows them: the author's own, with the terms that weighed most, and those of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.records import Post, Span, TermWeight
from classifier.stance.scoring.term_places import TermPlace, term_places
from classifier.threads.words import own_stretches

OWN = "own"
STRONGEST = 3
"""How many grounds there are for marked words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a post's full text."""

    kind: str
    """own, or a span's kind: quote, signature, furniture."""
    text: str
    terms: tuple[TermWeight, ...] = ()
    """The terms that cover all of it."""
    strength: int = 0
    """How much these add, from 1 to STRONGEST, beside the strongest term of the post; 0 without terms."""
    author: str | None = None
    """Whose words a quote holds."""
    post_id: str | None = None
    whole_lines: bool = False
    """Whether it is not the author's own and stands on lines of its own."""


def pieces_of(post: Post, terms: Sequence[TermWeight]) -> list[Piece]:
    """Return the pieces of a post's full text, in order; those of its `text` where that is not what is its own there.

    Only the author's own words carry terms: the classifier has read nothing else.
    """
    full, spans = (post.full_text or post.text, post.spans) if shows_all(post) else (post.text, ())
    found = [*_own_pieces(full, own_stretches(full, spans), terms), *_others(full, spans)]
    # An empty span stands before the words that begin where it does.
    return _without_edges([piece for _, piece in sorted(found, key=lambda each: (each[0], each[1].kind == OWN))])


def shows_all(post: Post) -> bool:
    """Return whether a post's full text holds its `text`: a file of JSON lines can say anything."""
    full = post.full_text or post.text
    own = (full[start:end] for start, end in own_stretches(full, post.spans))
    return "".join("".join(own).split()) == "".join(post.text.split())


def _others(full: str, spans: Sequence[Span]) -> Iterator[tuple[int, Piece]]:
    for span in spans:
        around = (full[span.start - 1 : span.start], full[span.end : span.end + 1])
        whole = all(char in ("", "\n") for char in around)
        words = full[span.start : span.end]
        yield span.start, Piece(span.kind, words, author=span.author, post_id=span.post_id, whole_lines=whole)


def _own_pieces(
    full: str, stretches: Sequence[tuple[int, int]], terms: Sequence[TermWeight]
) -> Iterator[tuple[int, Piece]]:
    own = "".join(full[start:end] for start, end in stretches)
    waiting = list(_within(stretches, term_places(own, terms)))[::-1]
    top = max((term.weight for term in terms), default=0.0)
    for start, end in stretches:
        at = start
        while waiting and waiting[-1].start < end:
            place = waiting.pop()
            yield at, Piece(OWN, full[at : place.start])
            yield place.start, Piece(OWN, full[place.start : place.end], place.terms, _strength(place, top))
            at = place.end
        yield at, Piece(OWN, full[at:end])


def _within(stretches: Sequence[tuple[int, int]], places: Sequence[TermPlace]) -> Iterator[TermPlace]:
    """Yield places in the stretches put end to end as places in the text that these are of; one may become several."""
    waiting = list(reversed(places))
    before = 0
    for start, end in stretches:
        length = end - start
        while waiting and waiting[-1].start < before + length:
            place = waiting.pop()
            stop = min(place.end, before + length)
            yield TermPlace(place.start - before + start, stop - before + start, place.terms)
            if stop < place.end:
                waiting.append(TermPlace(stop, place.end, place.terms))
        before += length


def _strength(place: TermPlace, top: float) -> int:
    share = sum(term.weight for term in place.terms) / top if top > 0 else 0.0
    return max(1, min(STRONGEST, 1 + int(share * STRONGEST - 1e-9)))


def _without_edges(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the line feeds around what stands on lines of its own: it is shown as a block."""
    kept: list[Piece] = []
    for nth, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == OWN and not piece.terms:
            if nth == 0 or pieces[nth - 1].whole_lines:
                text = text.lstrip("\n")
            if nth + 1 == len(pieces) or pieces[nth + 1].whole_lines:
                text = text.rstrip()
        if text:
            kept.append(piece if text == piece.text else Piece(OWN, text))
    return kept
