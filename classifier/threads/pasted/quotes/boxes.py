"""Quotes in a forum's own markup: [quote=X] ... [/quote]."""

import re
from dataclasses import dataclass

from classifier.threads.pasted.quotes.leads import clean_name
from classifier.threads.pattern import Pattern
from classifier.threads.quote_phrases import QUOTE_TAG

_AUTHOR = Pattern(r"(?:author=)?[\"“]?([^\",;“”=\]]{1,60}?)(?=[\",;”]| link=| date=|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """A quote with its tags, [start, end) of a text; its words are [opens, closes)."""

    start: int
    end: int
    opens: int
    closes: int
    author: str | None


def quote_boxes(full: str) -> list[Box]:
    """Return the outermost tagged quotes of a text in order. Missed: one that is never closed."""
    if "[/" not in full:
        return []
    opened: list[re.Match[str]] = []
    boxes: list[Box] = []
    for tag in QUOTE_TAG.finditer(full):
        if tag.group(1) is None:
            opened.append(tag)
        elif opened:
            first = opened.pop()
            while boxes and boxes[-1].start > first.start():
                boxes.pop()
            boxes.append(Box(first.start(), tag.end(), first.end(), tag.start(), _author(first.group(2))))
    return boxes


def _author(said: str | None) -> str | None:
    found = _AUTHOR.match(said) if said else None
    return clean_name(found.group(1)) if found else None
