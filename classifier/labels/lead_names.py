"""Whom the lines above a quote name, and whether what stands there is a name."""

import re
from collections import deque
from collections.abc import Sequence

from classifier.labels.known_names import KnownNames
from classifier.labels.name_words import NOT_NAMES, ONE_NAME, PARTICLES
from classifier.labels.pseudonym_shape import is_pseudonym
from classifier.threads.pasted.quotes.leads import MOST_NAME_WORDS, Lead, clean_name, lead_at
from classifier.threads.quote_phrases import AFTER_NAME, ON_A_DATE, QUOTE_LABEL, QUOTE_OF, WROTE

_ONE_NAME = re.compile(ONE_NAME)
_DATE_BEFORE = re.compile(r"^(?:\([^()]{0,40}\d[^()]{0,40})?\)\s*")
_AFTER_TIME = frozenset(("am", "pm", "a.m.", "p.m.", "uhr"))
_AFTER_VERB = " \t\u00a0\u202f:"
_ARROW = ": ↑"
"""After it a page may have the date."""


def name_given(lead: Lead, lines: Sequence[str], marked: bool, known: KnownNames) -> str | None:
    """Return whom a lead names; None where it names nobody, or what stands there is no name.

    `lines` are the lead's own, without the marks of quotes; `marked` says whether a quote with marks follows.
    """
    # Below a label stands a lead of its own.
    if QUOTE_LABEL.match(lines[0]):
        return None
    if lead.name_only:
        return lead.author if lead.author is not None and lead.author in known else None
    if QUOTE_OF.match(lines[0]):
        return _labelled(lead, known)
    return _written(lead, lines, marked, known)


def bare_name(words: str) -> str | None:
    """Return a name without the date before it, as MyBB has it, or what Invision and vBulletin have after it.

    >>> bare_name("(01-20-2018, 09:31 AM)ada"), bare_name("Ada Quill, on 3 May 2021")
    ('ada', 'Ada Quill')
    """
    plain = words.replace("\u00a0", " ")
    ends = AFTER_NAME.search(plain)
    return clean_name(_DATE_BEFORE.sub("", plain[: ends.start()] if ends else plain))


def is_written_like_a_name(words: str) -> bool:
    """Return whether some words look like a name that a person goes by.

    >>> [is_written_like_a_name(words) for words in ("Ada van Quill", "ferry_man", "The mayor", "In his book")]
    [True, True, False, False]
    """
    parts = words.split()
    if not 0 < len(parts) <= MOST_NAME_WORDS or parts[0].casefold() in NOT_NAMES:
        return False
    if len(parts) == 1:
        return any(map(str.isalpha, words)) and "/" not in words
    return all(part in PARTICLES or _is_large(part) for part in parts)


def _is_large(part: str) -> bool:
    found = _ONE_NAME.search(part)
    # A pseudonym is a whole name, and no part of one: its digits say nothing of the name that it stands for.
    if found is None or is_pseudonym(found.group()):
        return False
    return not found.group()[0].islower() or any(map(str.isdecimal, found.group()))


def _labelled(lead: Lead, known: KnownNames) -> str | None:
    """Return the name after "Originally posted by"."""
    name = bare_name(lead.author or "")
    # Where the label's words are too long for a name, what the reader found is a sentence's.
    if name is None or not (lead.formal or lead.rest):
        return None
    # "Originally posted by Ada about ferries" names Ada, where there is an Ada.
    end = known.end_in(name, 0)
    if end:
        return name[:end]
    return name if lead.formal or is_written_like_a_name(name) else None


def _written(lead: Lead, lines: Sequence[str], marked: bool, known: KnownNames) -> str | None:
    """Return the name beside a word for writing."""
    head = lines[0][: lead.rest - 1] if lead.rest else " ".join(lines).partition(_ARROW)[0]
    verb = next(iter(deque(WROTE.finditer(head), maxlen=1)), None)
    if verb is None:
        return None
    sure = lead.formal or marked
    behind = head[verb.end() :].strip(_AFTER_VERB)
    if behind and not sure and not ON_A_DATE.match(head):
        # "The mayor said in Ghent:" goes on with what is told.
        return None
    name = clean_name(behind)
    if name is not None and (name in known or is_written_like_a_name(name)):
        return name
    return _writer(head, verb, sure, known)


def _writer(head: str, verb: re.Match[str], sure: bool, known: KnownNames) -> str | None:
    """Return the name before a word for writing; whether it is one need not be asked where a quote surely follows."""
    name = _before(head, verb)
    if name is None:
        return None
    # "I think Ada wrote:" names Ada, where there is an Ada.
    start = known.start_before(name, len(name))
    if start < len(name):
        return name[start:]
    if sure:
        return name if name.split(maxsplit=1)[0].casefold() not in NOT_NAMES else None
    return name if is_written_like_a_name(name) else None


def _before(head: str, verb: re.Match[str]) -> str | None:
    """Return what stands before a word for writing where a name would."""
    lead = lead_at([f"{head[: verb.end()]}:"], 0)
    if lead is not None and lead.author is not None:
        return bare_name(lead.author)
    # "Ada, on 3 May 2021, said:" has nothing between the date and the verb.
    words = head[: verb.start()]
    date = AFTER_NAME.search(words)
    return bare_name(words) if date and _ends_with_a_date(words[date.end() :]) else None


def _ends_with_a_date(words: str) -> bool:
    last = words.rstrip(" ,\u00a0").rpartition(" ")[2]
    return last[:1].isdecimal() or last.casefold() in _AFTER_TIME
