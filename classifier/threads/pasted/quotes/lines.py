"""Which quote, signature or note of an edit begins at a line, and after which line it ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from classifier.threads.closing_phrases import SIGNATURE_RULE
from classifier.threads.pasted.quotes.closings import MOST_SIGNED, can_be_signature, is_edit_note, is_sent_from
from classifier.threads.pasted.quotes.earlier import RUN, EarlierWords
from classifier.threads.pasted.quotes.leads import Lead, lead_at, mail_at
from classifier.threads.quote_phrases import (
    EXPAND,
    GUILLEMETS,
    HEAD,
    HEAD_FROM,
    MARKED_WORDS,
    MARKS,
    SIGNATURE,
)

Lines = Sequence[str]

FARTHEST_EXPAND = 60
"""Lines below a lead in which the line that ends a folded quote is looked for."""
MOST_LEADS = 6
"""Leads one below the other: quotes in quotes."""
FEWEST_WORDS = 3
"""Words of a line between marks that make it a quote and not a title or an emphasis."""


@dataclass(frozen=True, slots=True)
class Found:
    """What begins at a line and ends before line `after`; `number` is the quoted post's."""

    kind: str
    after: int
    author: str | None = None
    number: int | None = None


def first_rule(lines: Lines, at: int, earlier: EarlierWords, author: str | None) -> Found | None:
    """Return what begins at a line of a post by an author, else None."""
    if not lines[at]:
        return None
    for rule in _RULES:
        found = rule(lines, at, earlier)
        if found is not None:
            return found
    return _copied(lines, at, earlier, author)


def is_quoted(line: str) -> bool:
    """Return whether a line is marked by ">": not a spoiler, a comparison, or an image board's number of a post."""
    return line.startswith(">") and line[1:2] not in ("!", "=") and not line.lstrip(">").isdecimal()


def is_asked(line: str) -> bool:
    """Return whether all of a line may be a quote by its own marks."""
    return is_quoted(line) or _between(line, MARKS) is not None


def marked_words(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, words) of what stands between quotation marks in a line."""
    return ((found.start(), found.end(), found.group(1)) for found in MARKED_WORDS.finditer(line))


def continued(lines: Lines, at: int) -> str:
    """Return a line as it is looked up: one of a word or two, with two words of the line that it goes on from."""
    line = lines[at]
    if at and len(line.split(maxsplit=RUN - 1)) < RUN:
        return " ".join((*lines[at - 1][-120:].split()[1 - RUN :], line))
    return line


def _between(line: str, marks: Sequence[tuple[str, str]]) -> str | None:
    """Return what stands between the marks around a whole line, None where there are none or more inside it."""
    for opens, closes in marks:
        if line.startswith(opens) and line.endswith(closes):
            inner = line[1:-1]
            if opens not in inner and closes not in inner and inner.count(" ") >= FEWEST_WORDS - 1:
                return inner
    return None


def _mail(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:
    mail = mail_at(lines, at)
    if mail is None:
        return None
    author, says_so = mail
    body = at + 1
    while body < len(lines) and (not lines[body] or HEAD.match(lines[body]) or HEAD_FROM.match(lines[body])):
        body += 1
    number = earlier.find(_joined(lines, body, len(lines)), author)
    # At the start of a post, heads are the post's own unless the words below them stood earlier.
    if body == len(lines) or (at == 0 and not says_so and number is None):
        return None
    return Found("quote", len(lines), author, number)


def _below_lead(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:
    lead = lead_at(lines, at)
    if lead is None or (lead.name_only and not earlier.knows(lead.author)):
        return None
    if lead.rest:
        number = earlier.find_marked(lines[lead.after - 1][lead.rest :], lead.author)
        return None if number is None else _as_far_as(lines, lead.after - 1, earlier, lead.author, number)
    first = lead.after + (lead.after + 1 < len(lines) and not lines[lead.after])
    if first >= len(lines) or not lines[first]:
        return None
    if is_quoted(lines[first]):
        found = _angled(lines, first, earlier)
        return None if found is None else Found("quote", found.after, lead.author, found.number)
    return _unmarked(lines, first, lead, earlier)


def _unmarked(lines: Lines, first: int, lead: Lead, earlier: EarlierWords) -> Found | None:
    """Return a quote below a lead that no mark shows: to where a forum folds it, as far as it stood earlier, a box."""
    below = range(first, min(first + FARTHEST_EXPAND, len(lines)))
    folded = next((nth for nth in below if EXPAND.match(lines[nth])), None)
    if folded is not None and not any(lead_at(lines, nth) for nth in range(first, folded)):
        return Found("quote", folded + 1, lead.author, earlier.find(_joined(lines, first, folded), lead.author))
    inner = _below_leads(lines, first)
    if inner > first:
        return _nested(lines, inner, earlier, lead.author)
    number = earlier.find(lines[first], lead.author)
    if number is not None:
        return _as_far_as(lines, first, earlier, lead.author, number)
    if _between(lines[first], GUILLEMETS) is not None:
        return Found("quote", first + 1, lead.author)
    if not lead.formal:
        return None
    blank = next((nth for nth in below if not lines[nth]), first + 1)
    return Found("quote", blank, lead.author)


def _below_leads(lines: Lines, first: int) -> int:
    """Return the first line below the leads of what is quoted in a quote; `first` itself where there are none."""
    for _ in range(MOST_LEADS):
        lead = lead_at(lines, first)
        if lead is None or lead.rest or lead.after >= len(lines):
            break
        first = lead.after
    return first


def _nested(lines: Lines, first: int, earlier: EarlierWords, author: str | None) -> Found | None:
    """Return a quote with quotes in it: all that stood earlier. Its last words are of the post that is quoted."""
    at, number = first, None
    while at < len(lines) and lines[at]:
        found = earlier.find(continued(lines, at), author)
        if found is None:
            break
        number = found
        at += 1
    return None if number is None else Found("quote", at, author, number)


def _as_far_as(lines: Lines, first: int, earlier: EarlierWords, author: str | None, number: int) -> Found:
    """Return a quote of a post from a line on, up to the first line that did not stand in it."""
    at = after = first + 1
    while at < len(lines):
        short = continued(lines, at) != lines[at]
        if lines[at]:
            if not earlier.holds(number, continued(lines, at), 1.0 if short else None):
                break
            after = at + 1
        at += 1
    if after < len(lines) and EXPAND.match(lines[after]):
        after += 1
    return Found("quote", after, author, number)


def _angled(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:
    """Return the quote whose lines begin with ">"; what is quoted in it, by more than one ">", belongs to it."""
    after = at
    while after < len(lines) and is_quoted(lines[after]):
        after += 1
    if after == at:
        return None
    inner = [line[1:].strip() for line in lines[at:after]]
    lead = lead_at(inner, 0)
    below = inner[lead.after] if lead and not lead.rest and lead.after < len(inner) else ""
    author = lead.author if lead and below and not below.startswith(">") else None
    own = [line for line in inner if not line.startswith(">")]
    number = earlier.find("\n".join(own if any(own) else inner), author)
    return Found("quote", after, author, number)


def _enclosed(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:
    """Return the quote that is a line between marks: guillemets beside other lines, others if it stood earlier."""
    inner = _between(lines[at], MARKS)
    if inner is None:
        return None
    number = earlier.find(inner)
    alone = len(lines) == 1 or _between(lines[at], GUILLEMETS) is None
    return None if number is None and alone else Found("quote", at + 1, None, number)


def _signature(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:  # noqa: ARG001
    if lines[at] not in SIGNATURE or not at:
        return None
    after = at + 1
    most = min(len(lines), at + 2 + MOST_SIGNED)
    while after < most and not is_quoted(lines[after]) and not mail_at(lines, after):
        lead = lead_at(lines, after)
        if lead is not None and any(map(is_quoted, lines[lead.after : lead.after + 2])):
            break
        after += 1
    while not lines[after - 1]:
        after -= 1
    return Found("signature", after) if can_be_signature(lines[at + 1 : after]) else None


def _ruled(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:  # noqa: ARG001
    """Return the signature below a line of underscores or dashes, which takes the rest of the post."""
    if not at or SIGNATURE_RULE.fullmatch(lines[at]) is None or len(lines) - at - 1 > MOST_SIGNED:
        return None
    return Found("signature", len(lines)) if can_be_signature(lines[at + 1 :]) else None


def _noted(lines: Lines, at: int, earlier: EarlierWords) -> Found | None:  # noqa: ARG001
    """Return the site's note of an edit, and the signature below one, which takes the rest of the post."""
    if at and is_edit_note(lines[at]):
        return Found("furniture", at + 1)
    above = next((line for line in reversed(lines[:at]) if line), "")
    if len(lines) - at > MOST_SIGNED or not is_edit_note(above) or not can_be_signature(lines[at:]):
        return Found("signature", at + 1) if at and is_sent_from(lines, at) else None
    return Found("signature", len(lines))


def _copied(lines: Lines, at: int, earlier: EarlierWords, author: str | None) -> Found | None:
    """Return a quote that nothing marks: long lines as one earlier post by someone else has them, above own words."""
    number = earlier.find_line(lines[at])
    if number is None or earlier.find_line(lines[-1]) is not None or earlier.is_by(number, author):
        return None
    after, below = at + 1, at + 1
    while below < len(lines) and (not lines[below] or earlier.find_line(lines[below]) == number):
        below += 1
        after = below if lines[below - 1] else after
    return Found("quote", after, None, number) if after < len(lines) else None


def _joined(lines: Lines, first: int, after: int) -> str:
    """Return some lines as one text; more than the first ones are not looked up."""
    return "\n".join(lines[first : min(after, first + FARTHEST_EXPAND)])


_RULES: tuple[Callable[[Lines, int, EarlierWords], Found | None], ...] = (
    _mail,
    _below_lead,
    _angled,
    _enclosed,
    _signature,
    _ruled,
    _noted,
)
