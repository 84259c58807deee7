"""A post's words: all of them, and those that are its author's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.records import Span


@dataclass(frozen=True, slots=True)
class Words:
    """A post's full text, the author's own words in it, and what is not theirs."""

    full: str
    own: str
    spans: tuple[Span, ...] = ()


def squeezed(lines: Iterable[str]) -> str:
    r"""Return lines as a text, without white space around them and with at most one blank line between them.

    >>> squeezed(["", "I do not.", "", " ", "  You do."])
    'I do not.\n\nYou do.'
    """
    kept: list[str] = []
    for line in (line.strip() for line in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def without_spans(full: str, spans: Sequence[Span]) -> str:
    r"""Return a text without its spans, which are in order and apart, and without the lines that they leave empty.

    >>> without_spans("> He said no.\nHe did.", [Span("quote", 0, 13)])
    'He did.'
    """
    kept, at = [], 0
    for span in spans:
        kept.append(full[at : span.start])
        whole = full[span.start - 1 : span.start] in ("", "\n") and full[span.end : span.end + 1] == "\n"
        at = span.end + whole
    return squeezed("".join([*kept, full[at:]]).split("\n"))


def own_stretches(full: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return where a text is its author's own, as [start, end): what its spans, in order and apart, leave of it.

    >>> own_stretches("He said 'no' twice.", [Span("quote", 8, 12)])
    [(0, 8), (12, 19)]
    """
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(full)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if start < end]
