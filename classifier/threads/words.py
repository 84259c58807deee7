"""A post's words: all of them, and those that are its author's own."""

from dataclasses import dataclass

from classifier.records import Span


@dataclass(frozen=True, slots=True)
class Words:
    """A post's full text, the author's own words in it, and what is not theirs."""

    full: str
    own: str
    spans: tuple[Span, ...] = ()
