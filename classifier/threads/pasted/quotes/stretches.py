"""A post's lines -> the stretches of it that are quotes, a signature or notes of the site."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from classifier.threads.pasted.quotes.boxes import Box, quote_boxes
from classifier.threads.pasted.quotes.earlier import EarlierWords
from classifier.threads.pasted.quotes.leads import lead_at, mail_at
from classifier.threads.pasted.quotes.lines import Found, continued, first_rule, is_asked, marked_words
from classifier.threads.quote_phrases import QUOTE_TAG

LINES_ASKED = 60
"""Lines below a lead that are looked up."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quote, signature or note, [start, end) of a text; `number` is the quoted post's."""

    kind: str
    start: int
    end: int
    author: str | None = None
    number: int | None = None


def asked_of(lines: list[str]) -> Iterator[str]:
    """Yield the parts of a text whose words may be a quote's, so that they must be looked up."""
    until = 0
    for at, line in enumerate(lines):
        lead = lead_at(lines, at)
        if lead is not None:
            until = lead.after + LINES_ASKED
        if mail_at(lines, at) or ("[" in line and QUOTE_TAG.search(line)):
            until = at + LINES_ASKED
        if at < until or is_asked(line):
            yield line[lead.rest :] if lead else line
            yield continued(lines, at)
        else:
            yield from (words for _, _, words in marked_words(line))


def stretches_of(
    full: str, earlier: EarlierWords, author: str | None, signed: range | None = None
) -> Iterator[Stretch]:
    """Yield the quotes, notes of edits and signature of a post by an author, in order and apart.

    `signed` are its lines that other posts of the author end with as well.
    """
    lines = full.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    boxes = chain(quote_boxes(full), repeat(None))
    box = next(boxes)
    at = done = 0
    while at < len(lines):
        start, end = starts[at], starts[at] + len(lines[at])
        while box is not None and box.start < done:
            box = next(boxes)
        if box is not None and box.start <= end:
            yield _boxed(full, box, earlier)
            done = box.end
            at = bisect_right(starts, done) - 1
            at += not full[done : starts[at] + len(lines[at])].strip()
            continue
        if signed and at == signed.start and done <= start:
            found: Found | None = Found("signature", signed.stop)
        else:
            found = first_rule(lines, at, earlier, author) if done <= start else None
        if found is not None:
            done = _end(lines, starts, found)
            yield Stretch(found.kind, start, done, found.author, found.number)
            at = found.after
            continue
        for first, last, words in marked_words(lines[at][max(0, done - start) :]):
            number = earlier.find_marked(words)
            if number is not None:
                place = max(start, done)
                yield Stretch("quote", place + first, place + last, None, number)
        at += 1


def _boxed(full: str, box: Box, earlier: EarlierWords) -> Stretch:
    number = earlier.find(full[box.opens : box.closes], box.author)
    return Stretch("quote", box.start, box.end, box.author, number)


def _end(lines: list[str], starts: list[int], found: Found) -> int:
    last = found.after - 1
    return starts[last] + len(lines[last])
