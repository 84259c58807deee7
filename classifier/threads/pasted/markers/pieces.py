"""Marked posts -> pieces with what their markers say: who, when, how deep, in answer to whom."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from classifier.threads.pasted.cut import MARKED, Piece
from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers import words
from classifier.threads.pasted.markers.above import find_article
from classifier.threads.pasted.markers.cutter import Marked, find_marked, usual_head
from classifier.threads.pasted.markers.templates import Evidence, Reading, is_name_like, name_in
from classifier.threads.pasted.markers.thread import METHOD, MarkedThread, article_of, outside_of
from classifier.threads.pattern import Pattern

BESIDE_NAME = Pattern(r" [\d.,]{1,12}$")
"""Reputation beside a name on its line: Invision."""

_Block = Sequence[tuple[Line, Reading]]


def cut_by_chorus(lines: Sequence[Line], readings: Sequence[Reading]) -> MarkedThread | None:
    """Return the posts between markers that come round, the article above and what is in neither; None without them."""
    posts = find_marked(lines, readings)
    if not posts:
        return None
    first, last = posts[0].head, posts[-1].foot
    above = None if _is_forum(readings, posts) else find_article(lines[:first], readings[:first])
    taken = {i for post in posts for i in range(post.start, post.end)}
    taken.update(range(above.start, above.end) if above else ())
    pieces = [(post.start, piece) for post, piece in zip(posts, _pieces(lines, readings, posts), strict=True)]
    for i, line in enumerate(lines):
        if i not in taken and (skip := _pingback(line)):
            pieces.append((i, Piece("pingback", [line], MARKED, METHOD, skip=skip)))
    if above is not None:
        pieces.append((above.start, article_of(lines, above)))
    pieces.sort(key=lambda placed: placed[0])
    ordered = _with_parents([piece for _, piece in pieces])
    outside = list(outside_of(lines, ordered, (lines[first].start, lines[max(last, first + 1) - 1].end)))
    return MarkedThread(ordered, outside, above.title if above else None)


def _is_forum(readings: Sequence[Reading], posts: Sequence[Marked]) -> bool:
    """Return whether most posts come with details of their authors: a forum's, whose first post is no article."""
    detailed = sum(
        any(_says(readings[i], "about") for i in (*range(post.head, post.start), *range(post.end, post.foot)))
        for post in posts
    )
    return detailed > len(posts) / 2


def _pingback(line: Line) -> int:
    """Return how many characters announce a pingback at the start of a line; 0 for other lines."""
    bullet = words.BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    match = words.PINGBACK.match(line.text, start)
    return match.end() if match and match.end() < len(line.text) else 0


def _pieces(lines: Sequence[Line], readings: Sequence[Reading], posts: Sequence[Marked]) -> Iterator[Piece]:
    columns = _columns(lines, readings, posts)
    usual = usual_head(posts) + 1
    for post, column in zip(posts, columns, strict=True):
        head = [(lines[i], readings[i]) for i in range(post.head, post.start)]
        foot = [(lines[i], readings[i]) for i in range(post.end, post.foot)]
        yield Piece(
            kind="comment",
            lines=list(lines[post.start : post.end]),
            confidence=MARKED,
            method=METHOD,
            author=_author(head, foot, usual),
            posted_at_raw=_date(head, foot),
            column=column,
            replies_to=next((reading.replies_to for _, reading in head if reading.replies_to), None),
            number=next((reading.number for _, reading in (*head, *foot) if _says(reading, "numbered")), None),
            after=lines[max(post.start - 1, 0)],
        )


def _author(head: _Block, foot: _Block, usual: int) -> str | None:
    """Return the name that the markers of a post give: beside a date or "says", else on a line of its own.

    That is the first line above the words that can be a name and that is no other marker, nor the letter shown in
    place of a picture of whoever has the name below it. Else it stands before what is said of its author.
    """
    for evidence in ("says", "named"):
        if name := _beside(head, foot, evidence):
            return name
    found = [_on_line(line, reading) for line, reading in head[-usual:]]
    names = [name for name in found if name]
    for i, name in enumerate(names):
        below = names[i + 1] if i + 1 < len(names) else ""
        if not (len(name) == 1 and below.casefold().startswith(name.casefold())):
            return name
    return _beside(head, foot, "about")


def _beside(head: _Block, foot: _Block, evidence: Evidence) -> str | None:
    readings = [reading for _, reading in (*head, *foot)]
    return next((reading.author for reading in readings if reading.author and _says(reading, evidence)), None)


def _on_line(line: Line, reading: Reading) -> str | None:
    """Return the name that a line is, without the number of the post, reputation or a title beside it."""
    bare = BESIDE_NAME.sub("", words.BULLET.sub("", line.text.lstrip("*+•- "), count=1))
    return name_in(bare) if bare and not reading.known and is_name_like(bare) else None


def _date(head: _Block, foot: _Block) -> str | None:
    """Return the date as written that stands nearest to the words, above them before below; none of joining a site."""
    for _, reading in (*reversed(head), *foot):
        if reading.date and not _says(reading, "about"):
            return reading.date
    return None


def _says(reading: Reading, evidence: Evidence) -> bool:
    return any(kind == evidence for _, kind in reading.templates)


def _columns(lines: Sequence[Line], readings: Sequence[Reading], posts: Sequence[Marked]) -> list[int]:
    """Return the column in which the commonest marker line of each post begins, after its number or bullet.

    A browser sets the numbers of a list flush right, so that what follows them is what is indented. Where all posts
    but the first stand in one column, they do not answer it: it only lies elsewhere on its page.
    """
    heads = [range(post.head, post.start) for post in posts]
    if not any(heads):
        heads = [range(post.end, post.foot) for post in posts]
    counted = Counter(template for head in heads for i in head for template, _ in readings[i].templates[:1])
    columns = []
    for head, post in zip(heads, posts, strict=True):
        known = [i for i in head if readings[i].templates]
        place = max(known, key=lambda i: counted[readings[i].templates[0][0]], default=min(post.start, len(lines) - 1))
        bullet = words.BULLET.match(lines[place].text)
        columns.append(lines[place].indent + (bullet.end() if bullet else 0))
    flat = len(columns) > 2 and len(set(columns[1:])) == 1
    return columns[1:2] * len(columns) if flat else columns


def _with_parents(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with their parents: by indent, else by the name that a marker says they answer."""
    found: list[Piece] = []
    above: list[tuple[int, int]] = []
    latest: dict[str, int] = {}
    for nth, piece in enumerate(pieces):
        placed = piece
        if piece.kind == "comment":
            while above and above[-1][0] >= piece.column:
                above.pop()
            if above:
                placed = replace(piece, depth=len(above), parent=above[-1][1])
            elif piece.replies_to in latest:
                parent = latest[piece.replies_to]
                placed = replace(piece, depth=found[parent].depth + 1, parent=parent, parent_source="mention")
            above.append((piece.column, nth))
        if piece.author:
            latest[piece.author] = nth
        found.append(placed)
    return found
