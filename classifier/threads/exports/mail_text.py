"""The text of a mail -> its words: quotes, each with the line that says whose it is, signature, a list's footer."""

import re

from classifier.records import Span
from classifier.threads.quote_phrases import FORWARDED, MOST_SIGNATURE_LINES, SIGNATURE, WROTE
from classifier.threads.words import Words, squeezed

_FOOTER = re.compile(r"_{20,200}$")
_LONGEST_LEAD = 300


def words_of_mail(text: str) -> Words:
    """Return the words of a mail's text.

    Quotes are lines that begin with ">", the one or two lines before them that say who wrote them and when, and all
    that follows "Original Message". The signature follows the line "-- ". Missed: quotes that nothing marks.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    kinds = _kinds(lines)
    spans: list[Span] = []
    own: list[str] = []
    at = 0
    before: str | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is None:
            own.append(line)
        elif kind == before:
            spans[-1] = Span(kind, spans[-1].start, at + len(line))
        else:
            spans.append(Span(kind, at, at + len(line)))
        before = kind
        at += len(line) + 1
    return Words("\n".join(lines), squeezed(own), tuple(spans))


def _kinds(lines: list[str]) -> list[str | None]:
    """Return what each line is: a quote's, the signature's, the list's, or None for the author's own."""
    kinds: list[str | None] = [None] * len(lines)
    for nth, line in enumerate(lines):
        if line.startswith(">"):
            kinds[nth] = "quote"
            if nth == 0 or kinds[nth - 1] is None:
                _mark_lead(lines, kinds, nth)
    for nth, line in enumerate(lines):
        kind = _ending(line, len(lines) - nth)
        if kind is not None and kinds[nth] is None:
            kinds[nth:] = [kind] * (len(lines) - nth)
            break
    return kinds


def _mark_lead(lines: list[str], kinds: list[str | None], quote: int) -> None:
    """Mark the line above a quote that says whose it is, with the line that it goes on from."""
    at = quote - 1
    if at >= 0 and not lines[at].strip():
        at -= 1
    if at < 0 or kinds[at] is not None or not lines[at].rstrip().endswith(":") or len(lines[at]) > _LONGEST_LEAD:
        return
    first = at
    if (
        at
        and not re.match(r"(?:On|Am|Le|El|Il|Op|Em) ", lines[at])
        and re.match(r"(?:On|Am|Le|El|Il|Op|Em) ", lines[at - 1])
    ):
        first = at - 1
    if WROTE.search(" ".join(lines[first : at + 1])):
        kinds[first:quote] = ["quote"] * (quote - first)


def _ending(line: str, left: int) -> str | None:
    """Return what begins at a line and goes on to the end of the mail."""
    if line == SIGNATURE[0] or (line in SIGNATURE and left <= MOST_SIGNATURE_LINES):
        return "signature"
    if left <= MOST_SIGNATURE_LINES and _FOOTER.match(line):
        return "furniture"
    return "quote" if FORWARDED.fullmatch(line.strip()) else None
