"""Text whose posts stand between marker lines -> where each post's words and its markers are."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from classifier.threads.pasted.furniture import known_lines
from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.chorus import Chorus, find_chorus
from classifier.threads.pasted.markers.templates import Reading, is_name_like
from classifier.threads.pattern import Pattern

LONGEST_BLOCK = 14
"""Lines above a post's words that can be its markers: Invision's details of an author are the longest seen."""

MOST_NAME_LINES = 3
FEWEST_NAMED = 3
"""Posts from which on lines that can be names, above the words of nearly all, are names."""

COUNT = Pattern(r"[*+•◦] ?[+-]?\d{1,6}")
"""Votes, on a line of their own in a list, below the words: Invision."""

NAMES_ENOUGH = 0.85
TITLES_ENOUGH = 0.6
MOST_TITLE_WORDS = 5
TRIMMED_ENDS = ("button", "about", "numbered", "title", "dated")


@dataclass(frozen=True, slots=True)
class Marked:
    """A post between markers, as half-open ranges of the text's lines."""

    head: int
    """Where its markers begin; they end at `start`."""
    start: int
    end: int
    foot: int
    """Where the markers after its words end."""


def find_marked(lines: Sequence[Line], readings: Sequence[Reading]) -> list[Marked]:
    """Return the posts that marker lines show, in order; none where no markers come round once a post.

    Missed: posts without the marker that most have; words of the site between the last post and its end that nothing
    tells from the post's.
    """
    sizes = [0 if reading.known else len(line.text.split()) for line, reading in zip(lines, readings, strict=True)]
    chorus = find_chorus(readings, sizes)
    return [] if chorus is None else _Cutter(lines, readings, chorus).posts()


class _Cutter:
    """Cuts a text by a chorus."""

    def __init__(self, lines: Sequence[Line], readings: Sequence[Reading], chorus: Chorus) -> None:
        self._lines, self._readings, self._chorus = lines, readings, chorus
        self._places = {member: [int(i) for i in at] for member, at in chorus.places.items()}
        members = chorus.members
        block = [*members[chorus.opens + 1 :], *members[: chorus.opens + 1]]
        feet = self._feet(block)
        self._feet_members, self._heads = block[:feet], block[feet:]
        self._rounds = [int(i) for i in chorus.rounds]
        self._common = Counter(template for reading in readings for template, _ in reading.templates[:1])
        self._reach = {member: self._usual_distance(member) for member in members}

    def _feet(self, block: list[str]) -> int:
        """Return how many members of the block between two posts' words, from its first, close the post above it."""
        last = self._places[block[-1]]
        if last[0] > 0 and all(self._places[member][-1] == len(self._lines) - 1 for member in block):
            return len(block)  # One line a post, the first below words and the last with none below it.
        feet = 0
        for i, member in enumerate(block):
            at = self._places[member]
            says = self._chorus.evidence[member] == "button"
            votes = says + (at[0] > last[0] and at is not last) + (at[-1] > last[-1])
            if votes >= 2 or (says and i == feet and len(block) > 1 and i < len(block) - 1):
                feet = i + 1
        if all(self._chorus.evidence[member] in ("button", "literal") for member in block):
            return len(block)
        return min(feet, len(block) - 1)

    def _usual_distance(self, member: str) -> int:
        """Return how many lines below the anchor a member is looked for: twice as far as it usually stands."""
        below = [at - i for i in self._rounds if (at := self._next(member, i - 1)) is not None]
        return 2 * int(median(below)) + 2 if below else 0

    def posts(self) -> list[Marked]:
        """Return the posts."""
        bodies = list(self._bodies())
        bodies = self._below_titles(self._below_names(self._without_names(bodies)))
        found, floor = [], 0
        for nth, (start, end) in enumerate(bodies):
            inner, outer = self._trimmed(start, end)
            above = bodies[nth + 1][0] if nth + 1 < len(bodies) else len(self._lines)
            foot = self._foot(outer, above)
            head = self._first_head(inner) if nth == 0 else floor
            found.append(Marked(head, inner, outer, foot))
            floor = foot
        return found

    def _bodies(self) -> Iterator[tuple[int, int]]:
        """Yield the lines of each post's words, before what its ends need."""
        rounds, closes = self._rounds, self._chorus.anchor in self._feet_members
        limits = list(zip([-1, *rounds[:-1]], rounds, strict=True)) if closes else []
        if not closes:
            limits = list(zip(rounds, [*rounds[1:], len(self._lines)], strict=True))
        for low, high in limits:
            if closes and low < 0:
                yield self._first_closed(high)
                continue
            start = self._start(low, high)
            yield start, (self._end(start, high) if high < len(self._lines) else self._last_end(low, start))

    def _start(self, low: int, high: int) -> int:
        """Return where the words begin in a round: after the markers that open a post."""
        start, closes = low + 1, self._chorus.anchor in self._feet_members
        heads = self._heads
        if self._chorus.anchor in heads:
            heads = heads[heads.index(self._chorus.anchor) + 1 :]
        for member in heads:
            at = self._next(member, start - 1)
            if at is not None and at < high and (closes or at - low <= self._reach[member]):
                start = max(start, at + 1)
        return start

    def _end(self, start: int, high: int) -> int:
        """Return where the words end in a round: before the markers that close the post, or those of the next."""
        heads = self._heads
        heads = heads[: heads.index(self._chorus.anchor)] if self._chorus.anchor in heads else []
        ends = [at for member in (*self._feet_members, *heads) if (at := self._next(member, start - 1)) is not None]
        return min([high, *(at for at in ends if at >= start)])

    def _last_end(self, anchor: int, start: int) -> int:
        """Return where the last post's words end: at its closing markers, at the site's words, or further out."""
        stop = len(self._lines)
        if self._feet_members:
            closing = [at for m in self._feet_members if (at := self._next(m, start - 1)) is not None]
            if closing:
                return min(closing)
        site = known_lines(list(self._lines[start:]))
        outer = min(self._lines[anchor].indent, *(self._lines[i].indent for i in self._rounds))
        for i in range(start, stop):
            line = self._lines[i]
            if line.number in site or line.indent < outer:
                return i
        return stop

    def _first_closed(self, high: int) -> tuple[int, int]:
        """Return the words of the first post, where posts are counted by what closes them."""
        opened = [at for member in self._heads if (at := self._before(member, high)) is not None]
        if opened:
            start = max(opened) + 1
            return start, self._end(start, high)
        start = high
        inner = self._lines[high].indent
        while start and self._lines[start - 1].indent >= inner and not self._lines[start - 1].text.endswith(":"):
            start -= 1
        return start, high

    def _next(self, member: str, after: int) -> int | None:
        at = self._places[member]
        nth = bisect_right(at, after)
        return at[nth] if nth < len(at) else None

    def _before(self, member: str, place: int) -> int | None:
        at = self._places[member]
        nth = bisect_left(at, place)
        return at[nth - 1] if nth else None

    def _without_names(self, bodies: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the words without the lines of names at their ends that belong to the post below.

        Where no marker closes posts, the line above a post's first marker is a name if nearly all such lines can be.
        """
        heads = [i for i in self._rounds if self._chorus.anchor in self._heads]
        if self._feet_members or len(bodies) < 2 or not heads:
            return bodies
        ends = [end for _, end in bodies[:-1]]
        names = 0
        while names < MOST_NAME_LINES:
            slots = [end - 1 - names for (start, _), end in zip(bodies, ends, strict=False)]
            fits = [
                slot > start and (is_name_like(self._lines[slot].text) or self._is_end(slot))
                for (start, _), slot in zip(bodies, slots, strict=False)
            ]
            if sum(fits) < NAMES_ENOUGH * len(fits) or self._named:
                break
            names += 1
        return [*(self._without_initial(start, max(start, end - names)) for start, end in bodies[:-1]), bodies[-1]]

    def _below_names(self, bodies: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the words without the lines of names above them, where posts only close with a marker.

        The first line of a post is a name if nearly all posts have one that can be, above other words.
        """
        if self._heads or len(bodies) < FEWEST_NAMED:
            return bodies
        fits = [end - start > 1 and is_name_like(self._lines[start].text) for start, end in bodies]
        if sum(fits) < NAMES_ENOUGH * len(fits):
            return bodies
        return [(start + fit, end) for (start, end), fit in zip(bodies, fits, strict=True)]

    def _without_initial(self, start: int, end: int) -> tuple[int, int]:
        """Return the words without the letter that XenForo shows in place of a picture of the next author."""
        if end - start > 1 and end < len(self._lines):
            letter, name = self._lines[end - 1].text, self._lines[end].text
            if len(letter) == 1 and name.casefold().startswith(letter.casefold()):
                return start, end - 1
        return start, end

    def _below_titles(self, bodies: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the words without their authors' titles above them, where most posts have one in that place.

        One of them is known at least, and others come again; then a few words without a stop are a title as well.
        """
        slots = [start for start, end in bodies if end - start > 1]
        again = Counter(self._lines[i].text for i in slots)
        known = sum(self._readings[i].templates[:1] == (("user title", "title"),) for i in slots)
        titles = {i for i in slots if self._is_short(i) and again[self._lines[i].text] > 1}
        if not known or known + len(titles) < TITLES_ENOUGH * len(slots):
            return bodies
        titles.update(i for i in slots if self._is_short(i))
        return [(start + (end - start > 1 and start in titles), end) for start, end in bodies]

    def _is_short(self, place: int) -> bool:
        templates = self._readings[place].templates
        words = self._lines[place].text.count(" ") + 1
        return words <= MOST_TITLE_WORDS and templates[:1] != () and templates[0][1] == "literal"

    @property
    def _named(self) -> bool:
        """Whether the markers themselves say who wrote a post."""
        return any(self._chorus.evidence[member] in ("says", "named") for member in self._heads)

    def _is_end(self, place: int) -> bool:
        templates = self._readings[place].templates
        if not templates:
            return False
        template, evidence = templates[0]
        return template == "*" or evidence == "button" or (evidence in TRIMMED_ENDS and self._common[template] > 1)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the words without markers at their ends that not every post has."""
        while start < end and self._is_end(start):
            start += 1
        while end > start and (
            self._is_end(end - 1) or (end - 1 > start and COUNT.fullmatch(self._lines[end - 1].text))
        ):
            end -= 1
        return start, end

    def _foot(self, end: int, above: int) -> int:
        """Return where the markers that close a post end, at the latest where the next one's words begin."""
        foot = end
        if self._feet_members:
            limit = above
            if self._chorus.anchor in self._heads:
                nth = bisect_left(self._rounds, end)
                limit = min([above, *self._rounds[nth : nth + 1]])
            closing = [at + 1 for m in self._feet_members if (at := self._next(m, end - 1)) is not None and at < limit]
            foot = max([end, *closing])
        while foot < above and self._readings[foot].templates and self._readings[foot].templates[0][1] == "button":
            foot += 1
        return foot

    def _first_head(self, start: int) -> int:
        """Return where the markers of the first post begin."""
        low = max(0, start - LONGEST_BLOCK)
        opened = [at for member in self._heads if (at := self._before(member, start)) is not None and at >= low]
        head = min(opened, default=start)
        names = list(takewhile(lambda i: is_name_like(self._lines[i].text), range(head - 1, max(-1, head - 3), -1)))
        return min(names, default=head)


def usual_head(posts: Sequence[Marked]) -> int:
    """Return how many marker lines stand above a post's words in the middle of the posts."""
    return int(median(post.start - post.head for post in posts)) if posts else 0
