"""The turns of a conversation -> posts, the article above them, and what is in neither."""

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.records import PostKind
from classifier.threads.pasted.cut import MARKED, Piece
from classifier.threads.pasted.furniture import known_lines
from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.above import find_article
from classifier.threads.pasted.markers.readings import readings_of
from classifier.threads.pasted.markers.thread import METHOD, MarkedThread, article_of, outside_of


@dataclass(frozen=True, slots=True)
class Turn:
    """Where somebody begins to speak, as places among a text's lines."""

    head: int
    """The first line that says so."""
    start: int
    """The first line with words, of which `skip` characters say who speaks."""
    skip: int
    author: str | None
    date: str | None = None
    kind: PostKind = "comment"


def cut_by_turns(lines: Sequence[Line], turns: Sequence[Turn]) -> MarkedThread:
    """Return the posts of turns in order; the last ends where lines of the site begin."""
    last = turns[-1].start
    site = known_lines(list(lines[last + 1 :]))
    end = next((i for i in range(last + 1, len(lines)) if lines[i].number in site), len(lines))
    first = turns[0].head
    above = find_article(lines[:first], readings_of(lines[:first]))
    pieces = [article_of(lines, above)] if above else []
    ends = [*(turn.head for turn in turns[1:]), max(end, last)]
    pieces.extend(_piece(lines, turn, below) for turn, below in zip(turns, ends, strict=True))
    outside = outside_of(lines, pieces, (lines[first].start, lines[max(end, first + 1) - 1].end))
    return MarkedThread(pieces, list(outside), above.title if above else None)


def _piece(lines: Sequence[Line], turn: Turn, end: int) -> Piece:
    return Piece(
        kind=turn.kind,
        lines=list(lines[turn.start : end]),
        confidence=MARKED,
        method=METHOD,
        skip=turn.skip,
        author=turn.author,
        posted_at_raw=turn.date,
        after=lines[max(turn.start - 1, turn.head)],
    )
