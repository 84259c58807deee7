"""Text whose only marks are lines with a name -> the turns of those who speak below them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.speaker_words import BADGES
from classifier.threads.pasted.markers.speakers import are_speakers, is_speaker, is_sure
from classifier.threads.pasted.markers.templates import is_name_like
from classifier.threads.pasted.markers.turns import Turn
from classifier.threads.pasted.markers.words import USER_TITLES
from classifier.threads.pasted.titles import is_title
from classifier.threads.quote_phrases import QUOTE_LABEL

FEWEST_NAMES = 4
MOST_LINES_A_NAME = 12
MOST_ABOVE = 3
"""Lines above the first name: a heading, no article."""

FEWEST_ENDED = 0.5
"""Share of the posts that hold a line with a stop: verses and lists do not."""

NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class _Named:
    """A line that may be a name, with what belongs to it: lines [head, start)."""

    head: int
    at: int
    start: int
    name: str
    blank_above: bool
    blank_below: bool

    @property
    def layout(self) -> tuple[bool, bool]:
        """How it stands between blank lines."""
        return self.blank_above, self.blank_below

    @property
    def shown(self) -> bool:
        """Whether more than the name stands there: an initial above, a badge below."""
        return self.start - self.head > 1


def find_names(lines: Sequence[Line]) -> list[Turn]:
    """Return the turns of those whose names stand alone above their words, in order; none where they do not.

    Names are lines that come again with words below them; so is each other line that can be a name and stands as
    nearly all of these do, below a blank line or an initial or above a badge, or has the shape of a name.
    Missed: threads in which hardly anybody writes twice; a name of one word that comes once, where nothing but words
    stands around the others. Taken by mistake: a heading with capitals inside a post of such threads.
    """
    named = list(_named(lines))
    counts = Counter(one.name.casefold() for one in named)
    again = [one for one in named if counts[one.name.casefold()] > 1]
    # Names that close posts stand below the last of them as well.
    last = _name_of(lines[-1].text) if lines else None
    if len({one.name.casefold() for one in again}) < 2 or (last and counts[last.casefold()]):
        return []
    found = _with_others(again, named)
    if len(found) < FEWEST_NAMES or not are_speakers([one.name for one in found]) or not _hold_words(found, lines):
        return []
    return [Turn(one.head, one.start, 0, one.name) for one in found]


def _named(lines: Sequence[Line]) -> Iterator[_Named]:
    """Yield the lines that may be names and have words below them."""
    at = 0
    while at < len(lines):
        name = _name_of(lines[at].text)
        if name is None:
            at += 1
            continue
        start = at + 1
        while start < len(lines) and _belongs(lines[start].text, name):
            start += 1
        if start < len(lines) and _name_of(lines[start].text) is None:
            head = at - (at > 0 and _is_initial(lines[at - 1].text, name))
            blank = at == 0 or lines[head].blanks_before > 0 or head == 0
            yield _Named(head, at, start, name, blank, lines[start].blanks_before > 0)
        at = start


def _name_of(text: str) -> str | None:
    """Return the name that a line is, without a badge beside it; None for other lines."""
    if not is_name_like(text) or QUOTE_LABEL.match(text) or text.casefold() in BADGES or len(text) == 1:
        return None
    name = text
    for words in (2, 1):
        parts = text.rsplit(maxsplit=words)
        if len(parts) == words + 1 and " ".join(parts[1:]).casefold() in BADGES:
            name = parts[0]
            break
    name = name.rstrip(" ·•|✓✔")
    return name if is_speaker(name) else None


def _belongs(text: str, name: str) -> bool:
    """Return whether a line below a name says more of the author: the name again, a badge, a title."""
    return text == name or text.casefold().strip("·•()[] ") in BADGES or text.casefold() in USER_TITLES


def _is_initial(text: str, name: str) -> bool:
    return len(text) == 1 and name.lstrip("@").casefold().startswith(text.casefold())


def _with_others(again: Sequence[_Named], named: Sequence[_Named]) -> list[_Named]:
    """Return names that come again with the others that stand as they do, or that show to be names."""
    (layout, most), *_ = Counter(one.layout for one in again[1:] or again).most_common(1)
    by_layout = layout == (True, False) and most >= NEARLY_ALL * (len(again) - 1)
    sure = set(again)
    return [
        one for one in named if one in sure or one.shown or (one.layout == layout if by_layout else is_sure(one.name))
    ]


def _hold_words(found: Sequence[_Named], lines: Sequence[Line]) -> bool:
    """Return whether what stands below names reads as posts: not too long on average, most with a stop."""
    first = found[0].head
    if first and (first > MOST_ABOVE or not all(is_title(line.text) for line in lines[:first])):
        return False
    if len(lines) - first > MOST_LINES_A_NAME * len(found):
        return False
    ends = [*(one.head for one in found[1:]), len(lines)]
    ended = sum(
        any(line.text[-1] in ".!?…" for line in lines[one.start : end]) for one, end in zip(found, ends, strict=True)
    )
    return ended >= FEWEST_ENDED * len(found)
