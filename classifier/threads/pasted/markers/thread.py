"""What comes of a text that markers cut: pieces, what is in none, and the thread's title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.records import Span
from classifier.threads.pasted.cut import ALONE, Piece
from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.above import Above

METHOD = "markers"


@dataclass(frozen=True, slots=True)
class MarkedThread:
    """A text that markers cut."""

    pieces: list[Piece]
    outside: list[Span]
    """Marker lines, and lines of the site; in no piece."""
    title: str | None


def marker_of(piece: Piece) -> Span | None:
    """Return the marker on the first line of a piece's words, None where none stands there."""
    return Span("marker", piece.lines[0].start, piece.lines[0].start + piece.skip) if piece.skip else None


def article_of(lines: Sequence[Line], above: Above) -> Piece:
    """Return the article above the posts."""
    body = list(lines[above.start : above.end])
    return Piece("article", body, ALONE, "text", author=above.author, posted_at_raw=above.date)


def outside_of(lines: Sequence[Line], pieces: Sequence[Piece], marked: tuple[int, int]) -> Iterator[Span]:
    """Yield the lines in no piece: markers where posts stand, furniture of the site above and below."""
    pieces = [piece for piece in pieces if piece.lines]
    spans = [(piece.lines[0].start, piece.lines[-1].end) for piece in pieces]
    nth = 0
    for line in lines:
        while nth < len(spans) and spans[nth][1] <= line.start:
            nth += 1
        if nth < len(spans) and line.start == spans[nth][0] and (marker := marker_of(pieces[nth])):
            yield marker
        elif nth == len(spans) or line.start < spans[nth][0]:
            kind = "marker" if marked[0] <= line.start < marked[1] else "furniture"
            yield Span(kind, line.start, line.end)
