"""Text whose lines open with who speaks, and often when -> the turns of a conversation."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers import speaker_words as words
from classifier.threads.pasted.markers.speakers import are_speakers, is_speaker
from classifier.threads.pasted.markers.templates import name_in
from classifier.threads.pasted.markers.turns import Turn
from classifier.threads.pasted.markers.words import DATE
from classifier.threads.pattern import Pattern
from classifier.threads.quote_phrases import QUOTE_OF

FEWEST_TIMED = 3
MOST_LINES_A_TURN = 12
MOST_PLAIN_LINES_A_TURN = 4
"""Lines of the text for each turn: without times, only a text that mostly consists of turns is a conversation."""

LONGEST_OPENING = 120
_DIGITS = Pattern(r"\d+")
WHITE = " \t\xa0\u202f"
_INVISIBLE = "\u200e\u200f\u202a\u202c\ufeff"


Form = Callable[[str], tuple[int, str, str | None] | None]
"""A line -> (where the words begin, who speaks, when), None where it does not open so."""


def find_turns(lines: Sequence[Line]) -> list[Turn]:
    """Return the turns of a conversation whose lines open with their speakers, in order; none where they do not.

    The form that most lines have counts; of those with times, lines that have one and no speaker are the platform's.
    Missed: conversations of several forms, such as pasted from two programs, and what are_speakers misses, where no
    times stand beside the names.
    """
    found: dict[str, list[Turn]] = defaultdict(list)
    for place, line in enumerate(lines):
        text = line.text.lstrip(_INVISIBLE)
        for name in _forms_of(text[:LONGEST_OPENING]):
            if opened := _FORMS[name](text[:LONGEST_OPENING]):
                found[name].append(_turn(line, place, opened))
                break
    best = max(found, key=lambda name: len(found[name]), default=None)
    if best is None or not (_is_plain if best == "name" else _is_timed)(found[best], lines):
        return []
    return _with_notices(found[best], lines) if best in ("brackets", "time") else found[best]


def _turn(line: Line, place: int, opened: tuple[int, str | None, str | None]) -> Turn:
    """Return the turn that a line opens; where nothing follows on it, its words begin on the line below."""
    at, author, date = opened
    text = line.text.lstrip(_INVISIBLE)
    words_at = len(line.text) - len(text[at:].lstrip(_INVISIBLE + WHITE))
    if words_at == len(line.text):
        return Turn(place, place + 1, 0, author, date)
    return Turn(place, place, words_at, author, date)


def _with_notices(turns: Sequence[Turn], lines: Sequence[Line]) -> list[Turn]:
    """Return turns with the lines between them that have a time of the same shape and no speaker."""
    shapes = {_shape(turn.date or "") for turn in turns}
    taken = {turn.head for turn in turns}
    notices = []
    for place in range(len(lines)):
        text = lines[place].text[:LONGEST_OPENING].lstrip(_INVISIBLE)
        match = words.TIME_ONLY.match(text) if place not in taken else None
        when = match.group(1) or match.group(2) if match else None
        if match and when and _shape(when) in shapes:
            notices.append(replace(_turn(lines[place], place, (match.end(), None, when)), kind="system"))
    return sorted((*turns, *notices), key=lambda turn: turn.head)


def _shape(when: str) -> str:
    return _DIGITS.sub("0", when)


def _forms_of(text: str) -> Iterator[str]:
    """Yield the forms that a line may have, by its first character and the marks in it."""
    first = text[:1]
    if first == "[":
        yield "brackets"
    elif first == "<":
        yield "angles"
    elif first.isdigit():
        yield "time"
    if first not in "[<" and (text[-1:] in ")]:" or "):" in text or "]:" in text):
        yield "behind"
    if text[-1:].isdigit() or text[-2:].lower() in ("am", "pm", "m.", "hr"):
        yield "ends"
    if ": " in text:
        yield "name"


def _is_timed(turns: Sequence[Turn], lines: Sequence[Line]) -> bool:
    speakers = {turn.author for turn in turns}
    covered = len(lines) - turns[0].head
    return len(turns) >= FEWEST_TIMED and len(speakers) > 1 and covered <= MOST_LINES_A_TURN * len(turns)


def _is_plain(turns: Sequence[Turn], lines: Sequence[Line]) -> bool:
    names = [turn.author or "" for turn in turns]
    covered = len(lines) - turns[0].head
    return covered <= MOST_PLAIN_LINES_A_TURN * len(turns) and are_speakers(names)


def _bracketed(text: str) -> tuple[int, str, str | None] | None:
    match = words.IN_BRACKETS.match(text)
    if match is None or not _is_time(match.group(1)):
        return None
    if match.group(4) and not is_speaker(match.group(4)):
        return None
    return _opened(match, match.group(2) or match.group(3) or match.group(4), match.group(1))


def _timed(text: str) -> tuple[int, str, str | None] | None:
    match = words.TIME_FIRST.match(text)
    return _opened(match, match.group(2) or match.group(3), match.group(1)) if match else None


def _angled(text: str) -> tuple[int, str, str | None] | None:
    match = words.IN_ANGLES.match(text)
    return _opened(match, match.group(1), None) if match and match.group(1).lower() not in words.TAGS else None


def _behind(text: str) -> tuple[int, str, str | None] | None:
    match = words.TIME_BEHIND.match(text)
    when = match.group(2) or match.group(3) if match else None
    return _opened(match, match.group(1), when) if match and when and _is_time(when) else None


def _ends(text: str) -> tuple[int, str, str | None] | None:
    match = words.TIME_ENDS.match(text)
    if match is None or DATE.search(match.group(1).lower()) or not is_speaker(match.group(1).strip()):
        return None
    return _opened(match, match.group(1), match.group(2))


def _named(text: str) -> tuple[int, str, str | None] | None:
    match = None if QUOTE_OF.match(text) else words.NAME_FIRST.match(text)
    return _opened(match, match.group(1), None) if match and is_speaker(match.group(1).strip()) else None


def _opened(match: re.Match[str], name: str, date: str | None) -> tuple[int, str, str | None] | None:
    author = name_in(name)
    return (match.end(), author, date.strip() if date else None) if author else None


def _is_time(when: str) -> bool:
    return words.CLOCK.fullmatch(when) is not None or DATE.match(when.lower()) is not None


_FORMS: dict[str, Form] = {
    "brackets": _bracketed,
    "time": _timed,
    "angles": _angled,
    "behind": _behind,
    "ends": _ends,
    "name": _named,
}
