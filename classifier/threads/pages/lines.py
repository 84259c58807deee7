"""The lines of a page's text, numbered by what they say, so that repeats are found without looking at text again."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from classifier.threads.pages.elements import Place

OFTEN = 0.4
"""Lines that stand in more than this share of the posts are none of their words."""

_DIGITS = re.compile(r"\d+")


class Lines:
    """The lines of a text; two that differ in case and numbers only are one kind of line, which has a number."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._kinds: dict[str, int] = {}
        self._starts: list[int] = []
        self._of_line: list[int] = []
        self._words: list[int] = []
        at = 0
        known: dict[str, int] = {}
        for line in document.split("\n"):
            self._starts.append(at)
            kind = known.get(line)
            if kind is None:
                kind = known[line] = self._kind_of(line)
            self._of_line.append(kind)
            at += len(line) + 1

    def kinds(self, place: Place) -> list[int]:
        """Return the numbers of the lines at a place; of a line that is there in part, that of the part."""
        first = bisect_left(self._starts, place.start)
        last = bisect_left(self._starts, place.end)
        ends_line = place.end == len(self._document) or self._document[place.end] == "\n"
        if first < last and ends_line and self._starts[first] == place.start:
            return self._of_line[first:last]
        return [self._kind_of(line) for line in self._document[place.start : place.end].split("\n")]

    def words(self, kind: int) -> int:
        """Return how many words a kind of line has."""
        return self._words[kind]

    def kind_of(self, line: str) -> int | None:
        """Return the number of a line, or None where the page has none like it."""
        return self._kinds.get(folded(line))

    def _kind_of(self, line: str) -> int:
        said = folded(line)
        kind = self._kinds.setdefault(said, len(self._words))
        if kind == len(self._words):
            self._words.append(len(said.split()))
        return kind


def often(kinds: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines that stand in more than OFTEN of several texts."""
    holding: Counter[int] = Counter()
    for lines in kinds:
        holding.update(set(lines))
    least = max(1, OFTEN * len(kinds))
    return {line for line, count in holding.items() if count > least}


def folded(line: str) -> str:
    """Return a line without what lines of one kind may differ in."""
    return _DIGITS.sub("0", line.strip().lower())
