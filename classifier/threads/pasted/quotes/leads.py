"""The lines that stand above a quote and say whose words follow."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.threads.pattern import Pattern
from classifier.threads.quote_phrases import (
    AFTER_NAME,
    DATE_OF_POST,
    FORWARDED,
    HEAD,
    HEAD_FROM,
    ON_A_DATE,
    QUOTE_LABEL,
    QUOTE_OF,
    WROTE,
)

LONGEST_LEAD = 300
LONGEST_NAME = 60
MOST_NAME_WORDS = 4
MOST_HEADS = 6
FEWEST_HEADS = 2
MOST_WRAPPED = 3
"""Lines over which a mail program spreads who wrote when."""

# The last date or time before a name: "May 3, 2021 at 10:00 AM", "14 hours ago", "10:00 Uhr".
_WHEN = Pattern(
    r"(?<!\w)\d[\d:./-]*(?:st|nd|rd|th|h\d{0,2})?(?!\w)"
    r"(?: ?(?:[ap]\.?m\b\.?|uhr\b|hours? ago\b|minutes? ago\b|days? ago\b|ore\b))?"
    r"(?: [+-]\d{4}\b)?(?: ?\([A-Z]{2,5}\))?",
    re.IGNORECASE,
)
_ADDRESS = Pattern(r"<[^<>]{0,200}>|\([^()]{0,100}@[^()]{0,100}\)|\[mailto:[^\]]{0,200}\]")
_AROUND_NAME = " \t,;:.«»“”\"'*_↑\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Lead:
    """The lines that say whose words follow, up to line `after`; `rest` is what follows on the last of them."""

    after: int
    author: str | None
    formal: bool
    """Whether it heads a box of its own, as forums make them, so that a quote follows whatever its words."""
    rest: int = 0
    """Place in the last line where the quote begins on that line itself; 0 where it begins below."""
    name_only: bool = False
    """Whether nothing but a name stands there, which then must be an earlier author's."""


def lead_at(lines: Sequence[str], at: int) -> Lead | None:
    """Return the lead that begins at a line, else None."""
    line = lines[at]
    if line.startswith(">"):
        return None
    if QUOTE_LABEL.match(line):
        below = _quote_of(lines[at + 1], at + 2) if at + 1 < len(lines) else None
        return below or Lead(at + 1, None, True)
    return _quote_of(line, at + 1) or _wrote(lines, at) or _name_only(line, at)


def _quote_of(line: str, after: int) -> Lead | None:
    found = QUOTE_OF.match(line)
    if found is None:
        return None
    name = line[found.end() : found.end() + LONGEST_LEAD]
    ends = AFTER_NAME.search(name)
    rest = "" if ends else name.partition(":")[2].strip()
    author = clean_name(name[: ends.start()] if ends else name.partition(":")[0])
    if author is None:
        return None
    return Lead(after, author, not rest, line.index(":", found.end()) + 1 if rest else 0)


def _wrote(lines: Sequence[str], at: int) -> Lead | None:
    """Return the lead that ends in a word for writing: "X wrote:", "Am 3.5. schrieb X:", also over several lines."""
    line = lines[at]
    wraps = ON_A_DATE.match(line)
    if wraps is None and ":" not in line:
        return None
    most = MOST_WRAPPED if wraps else 1
    for nth in range(at, min(at + most, len(lines))):
        end = lines[nth].rstrip()
        if not end or len(end) > LONGEST_LEAD:
            break
        box = ": ↑" in end
        head = end.partition(": ↑")[0] if box else end.removesuffix(":")
        if box or head != end:
            joined = " ".join((*lines[at:nth], head))
            verb = _last_verb(joined)
            dated = end.endswith("↑") and nth + 1 < len(lines) and DATE_OF_POST.match(lines[nth + 1])
            return Lead(nth + (2 if dated else 1), _who(joined, verb), box) if verb else None
    return _wrote_here(line[:LONGEST_LEAD], at)


def _name_only(line: str, at: int) -> Lead | None:
    """Return the lead that is a name and a colon: Discourse, Invision."""
    name = clean_name(line[:-1]) if line.endswith(":") and len(line) <= LONGEST_NAME else None
    return Lead(at + 1, name, False, name_only=True) if name and name.count(" ") < MOST_NAME_WORDS else None


def _wrote_here(line: str, at: int) -> Lead | None:
    verb = WROTE.search(line, 0, 2 * LONGEST_NAME)
    colon = line.find(":", verb.end(), verb.end() + 3) if verb else -1
    if verb is None or colon < 0 or not line[colon + 1 :].strip():
        return None
    return Lead(at + 1, clean_name(_after_date(line[: verb.start()])), False, colon + 1)


def _last_verb(line: str) -> re.Match[str] | None:
    return next(iter(deque(WROTE.finditer(line), maxlen=1)), None)


def _who(line: str, verb: re.Match[str]) -> str | None:
    """Return the name after the verb, as German and Dutch have it, else the one before it."""
    after = clean_name(line[verb.end() :])
    return after or clean_name(_after_date(line[: verb.start()]))


def _after_date(words: str) -> str:
    plain = _ADDRESS.sub("", words)
    end = 0
    for when in _WHEN.finditer(plain):
        end = when.end()
    return plain[end:].rpartition(", ")[2] if end else plain


def clean_name(words: str) -> str | None:
    """Return a name without its address and the marks around it; None where it is empty or too long for a name.

    >>> clean_name(" *Ada Quill* <ada@example.org>,")
    'Ada Quill'
    """
    name = _ADDRESS.sub("", words[:LONGEST_LEAD]).strip(_AROUND_NAME)
    return name if 0 < len(name) <= LONGEST_NAME else None


def mail_at(lines: Sequence[str], at: int) -> tuple[str | None, bool] | None:
    """Return (author, whether a line says so) where a whole mail follows below the answer to it, else None."""
    if FORWARDED.fullmatch(lines[at]):
        heads = (HEAD_FROM.match(line) for line in lines[at + 1 : at + 1 + MOST_HEADS])
        head = next(filter(None, heads), None)
        return (clean_name(head.group(1)) if head else None), True
    head = HEAD_FROM.match(lines[at])
    if head is None:
        return None
    heads_below = sum(HEAD.match(line) is not None for line in lines[at + 1 : at + MOST_HEADS])
    return (clean_name(head.group(1)), False) if heads_below >= FEWEST_HEADS else None
