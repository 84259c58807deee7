"""What a line looks like, by itself and among the lines of its text: signs that a post begins, goes on or ends."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.threads.pasted.unmarked import words

# Of a line, however long, these are looked at: so many characters from its start, before its end, and from its start
# for what may stand anywhere.
HEAD, TAIL, MOST = 60, 40, 2_000
LONGEST = 5_000
"""From this length on, a line is as long as any."""
SHORT = 30

_OPENERS = (
    ("greeting", words.GREETING),
    ("answer", words.ANSWER),
    ("question", words.QUESTION),
    ("advice", words.ADVICE),
    ("thanks", words.THANKS),
    ("continuation", words.CONTINUATION),
    ("afterthought", words.AFTERTHOUGHT),
    ("first person", words.FIRST_PERSON),
    ("second person", words.SECOND_PERSON),
    ("pointing", words.POINTING),
    ("article", words.ARTICLE),
)
_ENDS = (
    ("stop", "."),
    ("exclamation", "!"),
    ("question", "?"),
    ("colon", ":"),
    ("comma", ",;"),
    ("ellipsis", "…"),
    ("bracket", ")"),
    ("quote", '"”“»'),
    ("dash", "-–"),
)
_QUOTES = "\"'“”„«»‘"
_AROUND = ".,!?:;…\"'“”()*"

SIGNS = (
    *(f"opens with {name}" for name, _ in _OPENERS),
    *(f"ends in {name}" for name, _ in _ENDS),
    "ends in a word",
    "ends in a smiley",
    "starts in lower case",
    "starts with a digit",
    "starts with a quote",
    "starts with another mark",
    "list mark",
    "address",
    "mention",
    "you in front",
    "I in front",
    "a link alone",
    "exclamation inside",
    "closing words",
    "farewell",
    "a name alone",
    "you",
    "I",
    "question inside",
    "link",
    "typographic marks",
    "repeated marks",
    "under 25",
    "under 60",
    "over 150",
    "over 400",
    "short and repeated",
    "long and seen before",
)
"""Yes or no for each line; lengths in characters."""

NUMBERS = ("digits in front", "capitals in front", "sentences", "length")
"""Five times the share of digits and the share of capitals in the first 60 characters; the logarithms of the ends of
sentences inside, plus 1, and of the characters."""

LINE_FEATURES = (*SIGNS, *NUMBERS)
COLUMN = {name: nth for nth, name in enumerate(LINE_FEATURES)}

_OPENER = {word: 1 << nth for nth, (_, group) in reversed([*enumerate(_OPENERS)]) for word in group}
_END = {mark: nth for nth, (_, marks) in enumerate(_ENDS) for mark in marks}
_ELLIPSIS = _END["…"]
_SHIFTS = np.arange(len(SIGNS), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class LineTable:
    """The features of a text's lines; the signs of a line are the bits of a number, so that many lines take little."""

    signs: npt.NDArray[np.int64]
    """Of shape (lines,); bit n is SIGNS[n]."""
    numbers: npt.NDArray[np.float32]
    """Of shape (lines, NUMBERS)."""

    def rows(self, first: int, after: int) -> npt.NDArray[np.float32]:
        """Return the features of lines first to after - 1, of shape (lines, LINE_FEATURES); 0 outside the text."""
        found = np.zeros((after - first, len(LINE_FEATURES)), np.float32)
        start, end = max(first, 0), min(after, len(self.signs))
        if start < end:
            inside = found[start - first : end - first]
            inside[:, : len(SIGNS)] = self.signs[start:end, None] >> _SHIFTS & 1
            inside[:, len(SIGNS) :] = self.numbers[start:end]
        return found


def describe_lines(texts: Sequence[str]) -> LineTable:
    """Return the features of lines, given without the spaces around them; none may be empty.

    A sign-off or a name that stands again elsewhere, and a line that stood above word for word, are known by the
    whole text. Missed: languages other than English, German and French have only lengths and punctuation.
    """
    often = Counter(hash(text.lower()) for text in texts if len(text) < SHORT)
    signs = np.zeros(len(texts), np.int64)
    numbers = np.zeros((len(texts), len(NUMBERS)), np.float32)
    seen: set[int] = set()
    for nth, text in enumerate(texts):
        if len(text) < SHORT:
            repeated, again = often[hash(text.lower())] > 1, False
        else:
            place = hash(text)
            repeated, again = False, place in seen
            seen.add(place)
        bits = 0
        for bit, sign in enumerate((*_signs(text), repeated, again), len(_OPENERS) + len(_ENDS)):
            bits |= sign << bit
        signs[nth] = bits | _opener(text) | _end(text)
        numbers[nth] = _numbers(text)
    return LineTable(signs, numbers)


def _opener(text: str) -> int:
    return _OPENER.get(_first_word(text), 0)


def _first_word(text: str) -> str:
    return text[:HEAD].split(None, 1)[0].strip(_AROUND).lower().replace("’", "'")


def _ending(text: str) -> int:
    """Return which of _ENDS a line ends in, -1 for none."""
    return _ELLIPSIS if text.endswith("..") else _END.get(text[-1], -1)


def _end(text: str) -> int:
    ending = _ending(text)
    return 1 << len(_OPENERS) + ending if ending >= 0 else 0


def _signs(text: str) -> Iterator[bool]:
    """Yield the signs that follow openers and ends in SIGNS, but for the last two."""
    head, tail, most, length, start = text[:HEAD], text[-TAIL:], text[:MOST], len(text), text[0]
    plain = _ending(text) < 0
    yield plain and text[-1].isalnum()
    yield words.SMILEY_END.search(tail) is not None
    yield start.islower()
    yield start.isdigit()
    yield start in _QUOTES
    yield not start.isalnum() and start not in _QUOTES
    yield words.LIST_MARK.match(head) is not None
    yield words.ADDRESS.match(head) is not None
    yield words.MENTION.match(head) is not None
    yield words.YOU.search(head) is not None
    yield words.ONESELF.search(head) is not None
    yield words.LINK.match(head) is not None and len(most.split(None, 1)) == 1
    yield "!" in most[:-1]
    yield words.CLOSING.search(tail) is not None
    yield length < 40 and _first_word(text) in words.FAREWELL
    yield length < SHORT and plain and start.isupper() and text.count(" ") < 2
    yield words.YOU.search(most) is not None
    yield words.ONESELF.search(most) is not None
    yield "?" in most
    yield words.LINK.search(most) is not None
    yield "’" in most or "“" in most or "…" in most
    yield "!!" in most or "??" in most or ".." in most
    yield length < 25
    yield length < 60
    yield length > 150
    yield length > 400


def _numbers(text: str) -> tuple[float, float, float, float]:
    head, most = text[:HEAD], text[:MOST]
    return (
        min(1.0, 5 * sum(map(str.isdigit, head)) / len(head)),
        sum(map(str.isupper, head)) / len(head),
        math.log1p(most.count(". ") + most.count("? ") + most.count("! ")),
        math.log(min(len(text), LONGEST)),
    )
