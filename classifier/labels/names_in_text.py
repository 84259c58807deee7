"""Where a text names people of its thread: after "@", and where it says whose words follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from classifier.labels.known_names import LONGEST_KNOWN, KnownNames
from classifier.labels.lead_names import name_given
from classifier.labels.name_words import AT_NAME, HANDLE, NAME_CHARACTER, U_NAME
from classifier.threads.pasted.quotes.boxes import quote_boxes
from classifier.threads.pasted.quotes.leads import MOST_HEADS, lead_at, mail_at
from classifier.threads.quote_phrases import QUOTE_OF, QUOTE_TAG, WROTE

_MARKS = re.compile(r"[>\s]*(?:\[quote[^\]\n]{0,200}\]\s*)?", re.IGNORECASE)
_INSIDE = re.compile(NAME_CHARACTER)
_SPACES = re.compile(r"\s*")
_SIGNS = ("@", "＠")
_COLON_AFTER = 3
"""Characters after a word for writing in which its colon stands, as threads.pasted.quotes.leads has it."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """[start, end) of a text, where a name stands."""

    start: int
    end: int


def names_in(text: str, known: KnownNames) -> list[NamePlace]:
    """Return where a text names people, in order and apart.

    That is: what stands after "@" or "u/", but for mere numbers and addresses of mail, and a known name of several
    words there; a known name beside a word for writing with its colon ("X said:", "Am 3.5. schrieb X:"), after
    "Originally posted by" and the like, and alone on a line with a colon; any other name in these places that is
    written like one, but for the last; whom [quote=X] and the heads of a mail name.

    Missed: names inside sentences; names that nobody of the thread bears and that have several words, after "@", or
    are written small, before "wrote:".
    """
    places = sorted({*_mentioned(text, known), *_attributed(text, known)}, key=lambda place: (place.start, -place.end))
    apart: list[NamePlace] = []
    for place in places:
        # The sign says that a name follows, and stays; so does white space at the edges.
        signed = text.startswith(_SIGNS, place.start)
        start = _after_spaces(text, place.start + signed)
        end = start + len(text[start : place.end].rstrip())
        if start < end and (not apart or start >= apart[-1].end):
            apart.append(NamePlace(start, end))
    return apart


def _mentioned(text: str, known: KnownNames) -> Iterator[NamePlace]:
    for sign, pattern in (("@", AT_NAME), ("＠", AT_NAME), ("u/", U_NAME)):
        for found in pattern.finditer(text) if sign in text else ():
            start = found.end()
            handle = HANDLE.match(text, start)
            end = handle.end() if handle and not handle.group().isdecimal() else start
            yield NamePlace(start, max(end, known.end_in(text, start)))


def _attributed(text: str, known: KnownNames) -> Iterator[NamePlace]:
    raw = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in raw[:-1]), initial=0))
    marks = [_end_of_marks(line) for line in raw]
    lines = [line[mark:].rstrip() for line, mark in zip(raw, marks, strict=True)]
    words = [start + mark for start, mark in zip(starts, marks, strict=True)]
    for at, line in enumerate(lines):
        if "[" in raw[at]:
            yield from _tagged(text, starts[at], starts[at] + len(raw[at]))
        if not line:
            continue
        yield from _known_in(text, words[at], words[at] + len(line), known)
        lead = lead_at(lines, at)
        if lead is not None:
            # A quote with marks is another post's: "the mayor said:" seldom stands above one.
            marked = lead.after < len(raw) and raw[lead.after].startswith(">")
            name = name_given(lead, lines[at : lead.after], marked, known)
            if name is not None:
                last = lead.after - 1
                yield from _places_of(name, text, words[at], words[last] + (lead.rest or len(lines[last])))
        mail = mail_at(lines, at)
        if mail is not None and mail[0] is not None:
            heads = min(at + MOST_HEADS, len(lines) - 1)
            yield from _places_of(mail[0], text, words[at], words[heads] + len(lines[heads]))


def _end_of_marks(line: str) -> int:
    """Return where a line's words begin, behind the marks of a quote."""
    found = _MARKS.match(line)
    return found.end() if found else 0


def _tagged(text: str, start: int, end: int) -> Iterator[NamePlace]:
    for tag in QUOTE_TAG.finditer(text, start, end):
        # A tag that is never closed names somebody all the same.
        boxes = quote_boxes(f"{tag.group()}[/quote]") if tag.group(2) else []
        if boxes and boxes[0].author is not None:
            yield from _places_of(boxes[0].author, text, tag.start(2), tag.end(2))


def _known_in(text: str, start: int, end: int, known: KnownNames) -> Iterator[NamePlace]:
    """Yield where known names stand beside a word for writing, or after a label of a quote, in a line [start, end)."""
    for verb in WROTE.finditer(text, start, end) if text.find(":", start, end) >= 0 else ():
        if text.find(":", verb.end(), min(end, verb.end() + _COLON_AFTER)) >= 0:
            before = text[max(start, verb.start() - LONGEST_KNOWN) : verb.start()]
            last = verb.start() - len(before) + len(before.rstrip())
            yield NamePlace(known.start_before(text, last), last)
        if text.find(":", verb.end(), min(end, verb.end() + LONGEST_KNOWN)) >= 0:
            first = _after_spaces(text, verb.end())
            last = known.end_in(text, first)
            if text[last : last + 1] == ":":
                yield NamePlace(first, last)
    label = QUOTE_OF.match(text, start, end)
    if label is not None:
        yield NamePlace(label.end(), known.end_in(text, label.end()))


def _after_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _places_of(name: str, text: str, start: int, end: int) -> Iterator[NamePlace]:
    """Yield where a name stands as a whole in [start, end) of a text; it may go on on the next, quoted line."""
    last = start
    while (first := text.find(name, last, end)) >= 0:
        last = first + len(name)
        if not (first and _INSIDE.match(text, first - 1)) and not _INSIDE.match(text, last):
            yield NamePlace(first, last)
    if last == start and " " in name:
        wrapped = re.compile(r"[\s>]+".join(map(re.escape, name.split())))
        yield from (NamePlace(found.start(), found.end()) for found in wrapped.finditer(text, start, end))
