"""Where the terms of a post stand in its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from classifier.records import TermWeight
from classifier.stance.text.hashing import Positions
from classifier.stance.text.tokens import find_tokens

# What is seen as one character though it is several: flags, and emoji with skin, joiners and tags. A mark that began
# or ended inside one would break it.
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_MODIFIER = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_SEEN_AS_ONE = re.compile(f"{_FLAG}|\\S{_MODIFIER}*(?:\u200d\\S{_MODIFIER}*)+|\\S{_MODIFIER}+")


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A stretch of a text, [start, end) in code points, and the terms that cover all of it."""

    start: int
    end: int
    terms: tuple[TermWeight, ...]


def term_places(text: str, terms: Sequence[TermWeight]) -> list[TermPlace]:
    """Return what the given terms cover of a text: stretches in order and apart, wherever a term stands.

    A pair of neighbours covers both its tokens and what stands between them.

    >>> war, pair = TermWeight("war", 0.5), TermWeight("our war", 0.2)
    >>> [(place.start, place.end, len(place.terms)) for place in term_places("Not our  WAR!", [war, pair])]
    [(4, 9, 1), (9, 12, 2)]
    """
    places: list[TermPlace] = []
    for cell in _widened(text, _covered(text, {term.term: term for term in terms})):
        last = places[-1] if places else None
        if last and cell.start < last.end:
            both = tuple(dict.fromkeys((*last.terms, *cell.terms)))
            places[-1] = TermPlace(last.start, max(last.end, cell.end), both)
        elif last and cell.start == last.end and cell.terms == last.terms:
            places[-1] = TermPlace(last.start, cell.end, cell.terms)
        else:
            places.append(cell)
    return places


def _covered(text: str, terms: dict[str, TermWeight]) -> Iterator[TermPlace]:
    """Yield each token, and what stands between two, with the terms that cover it, where any do."""
    tokens = find_tokens([text])
    names = tokens.strings(np.arange(len(tokens.post)))
    origins = _origins(text)
    starts, ends = origins[tokens.start].tolist(), (origins[tokens.end - 1] + 1).tolist()
    pairs = [terms.get(f"{first} {second}") for first, second in pairwise(names)]
    for nth, (name, start, end) in enumerate(zip(names, starts, ends, strict=True)):
        before = pairs[nth - 1] if nth else None
        after = pairs[nth] if nth < len(pairs) else None
        cover = [term for term in (terms.get(name), before, after) if term is not None]
        if cover:
            yield TermPlace(start, end, tuple(dict.fromkeys(cover)))
        if after is not None and end < starts[nth + 1]:
            yield TermPlace(end, starts[nth + 1], (after,))


def _origins(text: str) -> Positions:
    """Return which character of a text each of its lower-cased form comes from: one may become two."""
    lengths = 1 if len(text.lower()) == len(text) else [len(char.lower()) for char in text]
    return np.repeat(np.arange(len(text)), lengths)


def _widened(text: str, cells: Iterator[TermPlace]) -> Iterator[TermPlace]:
    """Yield the cells, each wide enough to cut nothing that is seen as one character."""
    wholes = [found.span() for found in _SEEN_AS_ONE.finditer(text)]
    if not wholes:
        yield from cells
        return
    firsts = np.array([start for start, _ in wholes])
    for cell in cells:
        start, end = cell.start, cell.end
        before = wholes[max(int(np.searchsorted(firsts, start, side="right")) - 1, 0)]
        if before[0] < start < before[1]:
            start = before[0]
        after = wholes[max(int(np.searchsorted(firsts, end, side="left")) - 1, 0)]
        if after[0] < end < after[1]:
            end = after[1]
        yield TermPlace(start, end, cell.terms)
