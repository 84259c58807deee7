"""A pasted text -> one Thread."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from math import fsum

from classifier.errors import SourceError
from classifier.records import Post, Span, Thread, text_digest
from classifier.threads.pasted.cut import (
    ALONE,
    COUNTED,
    GUESSED,
    SPACED,
    Piece,
    cut_by_block,
    cut_by_content,
    cut_by_line,
)
from classifier.threads.pasted.furniture import furniture_lines
from classifier.threads.pasted.lines import Line, content_lines
from classifier.threads.pasted.markers.cut import cut_by_markers
from classifier.threads.pasted.markers.thread import MarkedThread, marker_of
from classifier.threads.pasted.quotes.mark import mark_quotes
from classifier.threads.pasted.titles import is_title
from classifier.threads.post_json import numbered_id
from classifier.threads.sources.decode import decode
from classifier.threads.sources.source import Source
from classifier.threads.spans import text_at
from classifier.threads.times import iso_time

LARGEST_TEXT = 128 << 20
MOST_LINES = 500_000

_CUTS = {"line": cut_by_line, "blank": cut_by_block}


def read_pasted(source: Source, one_per: str, posts: int | None = None) -> Thread:
    """Return the thread of a pasted text; raise SourceError for one that is no text or too large for a thread.

    With `posts`, a text whose comments are not numbered is cut into so many posts, the article being one; a text of
    fewer lines, or of numbers, keeps its own count, with a note. The document is the input with its newlines folded;
    the thread's id is a digest of it.
    """
    decoded = decode(source.read(LARGEST_TEXT), source.name)
    if decoded.text.count("\n") > MOST_LINES:
        raise SourceError(f"{source.name}: over {MOST_LINES:,} lines is too much for one thread; give JSON lines")
    lines = content_lines(decoded.text)
    cut = _cut(lines, one_per, posts)
    pieces = cut.pieces
    thread = Thread(
        id=text_digest(decoded.text),
        posts=(),
        title=cut.title,
        source=source.name,
        document=decoded.text,
        furniture=tuple(cut.outside),
        notes=(*decoded.notes, *_notes(pieces, source.name, posts)),
    )
    return replace(thread, posts=mark_quotes([_post(piece, i, thread) for i, piece in enumerate(pieces, 1)]))


def _cut(lines: list[Line], one_per: str, posts: int | None) -> MarkedThread:
    """Return the posts: as the user says, else by markers, else by what else the text shows."""
    if one_per != "auto":
        return MarkedThread(_CUTS[one_per](lines), [], None)
    marked = cut_by_markers(lines)
    if marked is not None:
        return marked
    taken = furniture_lines(lines)
    pieces = cut_by_content([line for line in lines if line.number not in taken], posts)
    spans = [
        *_outside([line for line in lines if line.number in taken], pieces),
        *(marker for piece in pieces if (marker := marker_of(piece)) is not None),
    ]
    return MarkedThread(pieces, sorted(spans, key=lambda span: span.start), _title(pieces))


def _outside(furniture: list[Line], pieces: list[Piece]) -> Iterator[Span]:
    """Yield the furniture that stands in no post; what looks like it amid a post's lines belongs to the post."""
    ends = [(piece.lines[0].start, piece.lines[-1].end) for piece in pieces]
    for line in furniture:
        nth = bisect_right(ends, line.start, key=lambda place: place[0]) - 1
        if nth < 0 or line.start >= ends[nth][1]:
            yield Span("furniture", line.start, line.end)


def _title(pieces: list[Piece]) -> str | None:
    if pieces and pieces[0].kind == "article" and is_title(pieces[0].lines[0].text):
        return pieces[0].lines[0].text
    return None


def _notes(pieces: list[Piece], name: str, posts: int | None) -> list[str]:
    if not pieces:
        return [f"{name}: holds no post"]
    if posts is not None and len(pieces) != posts:
        return [f"{name}: {_other_count(pieces, posts)}"]
    guessed = [
        piece.confidence for piece in pieces[1:] if piece.method in (GUESSED, COUNTED) and piece.confidence != SPACED
    ]
    if not guessed:
        return []
    unknown = (
        "where posts begin" if posts else f"where {sum(piece.method == GUESSED for piece in pieces)} comments begin"
    )
    ways = "say --one-per line if each line is a post, --one-per blank if blank lines part them"
    count = "" if posts else "say --posts N if you know their number; "
    right = round(10 * (fsum(guessed) / len(guessed)))
    return [
        f"{name}: nothing marks {unknown}: the cuts are a guess, some {right} in 10 of them right; "
        f"{count}{ways}; a saved page (HTML) is cut best"
    ]


def _other_count(pieces: list[Piece], posts: int) -> str:
    if any(piece.method == COUNTED for piece in pieces):
        return f"has {len(pieces)} lines, fewer than the {posts} posts of --posts: each line is one"
    return f"its marks show {len(pieces)} posts, so it was not cut into the {posts} of --posts"


def _post(piece: Piece, order: int, thread: Thread) -> Post:
    start, end, locator = _place(piece)
    return Post(
        thread_id=thread.id,
        id=numbered_id(order),
        order=order,
        depth=piece.depth,
        kind=piece.kind,
        parent_id=None if piece.parent is None else numbered_id(piece.parent + 1),
        parent_source=None if piece.parent is None else piece.parent_source,
        author=piece.author,
        posted_at=iso_time(piece.posted_at_raw),
        posted_at_raw=piece.posted_at_raw,
        title=thread.title,
        source=thread.source,
        text=text_at(thread.document or "", start, end),
        start=start,
        end=end,
        boundary_confidence=ALONE if order == 1 else piece.confidence,
        method=piece.method,
        locator=locator,
        extra={} if piece.number is None else {"number": piece.number},
    )


def _place(piece: Piece) -> tuple[int, int, str]:
    """Return where a piece begins and ends, and on which lines; one without words stands after its marker."""
    if not piece.lines:
        place, number = (piece.after.end, piece.after.number) if piece.after else (0, 1)
        return place, place, f"line {number}"
    first, last = piece.lines[0], piece.lines[-1]
    lines = f"line {first.number}" if first.number == last.number else f"lines {first.number}-{last.number}"
    return first.start + piece.skip, last.end, lines
