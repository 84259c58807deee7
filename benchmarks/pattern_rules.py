"""Static rules that tell patterns whose matching can take more than linear time, from how the pattern is written.

A pattern is refused where an unbounded repeat holds another whose text could be the outer one's as well, where the
branches of an alternation inside an unbounded repeat can match the same text, and where two unbounded repeats whose
characters overlap stand side by side with nothing required between them. Possessive repeats and atomic groups give
nothing back and are free. Missed: a pattern that begins with an unbounded repeat and is searched for at every place;
two overlapping repeats with something required between them that both could match too, such as ".*=.*=x".

tests/threads/test_patterns.py holds every shipped pattern to these rules.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

NESTED_LARGE = 10
"""Rounds from which on a repeat counts as unbounded where repeats are nested: there, time grows as a power."""
BESIDE_LARGE = 256
"""The same for repeats side by side, where time grows as a product."""

# Characters that stand for all others: sets of characters are compared by these.
ALPHABET = "".join(map(chr, range(128))) + "\x85\xa0«»¿éßñçåøÆЖжд‘’“”„–—…•·↑ \u202f中あ한ة€"
ALL = frozenset(ALPHABET)

_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    sre.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    sre.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    sre.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)

Chars = frozenset[str]
Round = tuple[Chars, tuple[Chars, ...]]
"""All characters of a repeat, and those that each of its rounds needs."""


@dataclass
class Part:
    """What a part of a pattern can begin and end with."""

    chars: Chars = frozenset()
    """All characters that it can match."""
    least: int = 0
    heads: list[Round] = field(default_factory=list)
    """The unbounded repeats that can be its first match."""
    tails: list[Round] = field(default_factory=list)
    opens: list[Chars] = field(default_factory=list)
    """Characters at each of its first places, as far as these are certain."""
    certain: bool = True
    """Whether `opens` is all that it can match."""
    required: list[Chars] = field(default_factory=list)
    """Characters of each match that it cannot do without."""
    varying: list[Chars] = field(default_factory=list)
    """Characters of each repeat inside it of which the number is open."""


def faults_of(pattern: re.Pattern[Any] | str) -> list[str]:
    """Return what is wrong with a pattern, a sentence each; none for a pattern that is linear by these rules."""
    compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
    flags = compiled.flags & ~re.UNICODE if isinstance(compiled.pattern, bytes) else compiled.flags
    checker = _Checker(bool(flags & re.IGNORECASE), bool(flags & re.DOTALL))
    checker.sequence(parser.parse(compiled.pattern, flags))
    return sorted(set(checker.faults))


class _Checker:
    def __init__(self, folded: bool, dot_all: bool) -> None:
        self._folded = folded
        self._dot_all = dot_all
        self.faults: list[str] = []

    def sequence(self, items: Any) -> Part:
        """Return a sequence as one part; note repeats side by side that overlap."""
        whole = Part()
        open_tails: list[Round] = []
        for code, argument in items:
            part = self.item(code, argument)
            for head in part.heads:
                if any(_overlap(head, tail) for tail in open_tails):
                    self.faults.append("two unbounded repeats side by side can match the same text")
            if whole.least == 0:
                whole.heads = whole.heads + part.heads
            open_tails = part.tails if part.least else open_tails + part.tails
            if whole.certain:
                whole.opens = whole.opens + part.opens
                whole.certain = part.certain
            whole.chars |= part.chars
            whole.least += part.least
            whole.required = whole.required + part.required
            whole.varying = whole.varying + part.varying
        whole.tails = open_tails
        return whole

    def item(self, code: Any, argument: Any) -> Part:  # noqa: PLR0911 - one for each kind of item
        """Return one item of a sequence as a part."""
        if code in _REPEATS:
            return self.repeat(code, *argument)
        if code is sre.SUBPATTERN:
            return self.group(*argument[1:])
        if code is sre.ATOMIC_GROUP:
            part = self.sequence(argument)
            return Part(part.chars, part.least, part.heads, [], part.opens, part.certain, part.required, [])
        if code is sre.BRANCH:
            return union([self.sequence(branch) for branch in argument[1]])
        if code in (sre.ASSERT, sre.ASSERT_NOT):
            self.sequence(argument[1])
            return Part()
        if code is sre.GROUPREF_EXISTS:
            return union([self.sequence(branch or ()) for branch in argument[1:]])
        if code is sre.GROUPREF:
            return Part(ALL, 0, [], [], [], False, [], [ALL])
        if code is sre.AT:
            return Part()
        chars = self.chars(code, argument)
        return Part(chars, 1, opens=[chars], required=[chars])

    def group(self, on: int, off: int, items: Any) -> Part:
        """Return a group as a part, with the flags that hold in it alone."""
        before = self._folded, self._dot_all
        self._folded = bool((before[0] or on & re.IGNORECASE) and not off & re.IGNORECASE)
        self._dot_all = bool((before[1] or on & re.DOTALL) and not off & re.DOTALL)
        part = self.sequence(items)
        self._folded, self._dot_all = before
        return part

    def repeat(self, code: Any, least: int, most: int, body: Any) -> Part:
        """Return a repeat as a part; note what makes it ambiguous."""
        inner = self.sequence(body)
        if code is not sre.POSSESSIVE_REPEAT and most >= NESTED_LARGE:
            self._check_nested(inner, body)
        gives_back = code is not sre.POSSESSIVE_REPEAT
        fixed = least == most
        large = most >= BESIDE_LARGE and not fixed
        chars = inner.chars
        rounds = (chars, tuple(inner.required))
        return Part(
            chars=chars,
            least=inner.least * least,
            heads=[rounds] if large else inner.heads,
            tails=([rounds] if large else inner.tails) if gives_back else [],
            opens=inner.opens * (least if inner.certain else min(least, 1)) if least < 100 else inner.opens,
            certain=inner.certain and fixed and least < 100,
            required=inner.required if least else [],
            varying=([] if fixed else [chars]) + inner.varying if gives_back else [],
        )

    def _check_nested(self, inner: Part, body: Any) -> None:
        for varying in inner.varying:
            if not any(required.isdisjoint(varying) for required in inner.required):
                self.faults.append("an unbounded repeat holds a repeat that can match the same text")
        for branches in _branches(body):
            parts = [self.sequence(branch) for branch in branches]
            if any(not _apart(a, b) for n, a in enumerate(parts) for b in parts[:n]):
                self.faults.append("branches inside an unbounded repeat can match the same text")

    def chars(self, code: Any, argument: Any) -> Chars:
        """Return the characters of the alphabet that an item of one character matches."""
        if code is sre.ANY:
            return ALL if self._dot_all else ALL - {"\n"}
        if code is sre.IN:
            negated = argument[0][0] is sre.NEGATE
            found = frozenset().union(*(self.chars(*one) for one in argument if one[0] is not sre.NEGATE))
            return ALL - found if negated else found
        if code is sre.NOT_LITERAL:
            return ALL - self._cased(argument)
        if code is sre.LITERAL:
            return self._cased(argument)
        if code is sre.RANGE:
            inside = {c for c in ALPHABET if argument[0] <= ord(c) <= argument[1]}
            return frozenset(d for c in inside for d in (self._both(c)))
        if code is sre.CATEGORY:
            return frozenset(filter(_CATEGORIES[argument], ALPHABET))
        raise ValueError(f"no rule for {code}")

    def _cased(self, point: int) -> Chars:
        return frozenset(self._both(chr(point)))

    def _both(self, char: str) -> set[str]:
        return {char, char.lower(), char.upper()} if self._folded else {char}


def union(parts: Sequence[Part]) -> Part:
    """Return alternatives as one part."""
    shortest = min(len(part.opens) for part in parts)
    certain = all(part.certain and len(part.opens) == shortest for part in parts)
    chars = frozenset().union(*(part.chars for part in parts))
    least = min(part.least for part in parts)
    return Part(
        chars=chars,
        least=least,
        heads=[head for part in parts for head in part.heads],
        tails=[tail for part in parts for tail in part.tails],
        opens=[frozenset().union(*(part.opens[n] for part in parts)) for n in range(shortest)],
        certain=certain,
        required=[chars] if least else [],
        varying=[varying for part in parts for varying in part.varying],
    )


def _overlap(a: Round, b: Round) -> bool:
    """Return whether some text of one repeat could be the other's: not where a round needs what the other lacks."""
    return not any(
        needed.isdisjoint(chars) for (own, required), (chars, _) in ((a, b), (b, a)) for needed in (own, *required)
    )


def _apart(a: Part, b: Part) -> bool:
    """Return whether no text can begin with both of two alternatives."""
    return any(x.isdisjoint(y) for x, y in zip(a.opens, b.opens, strict=False))


def _branches(items: Any) -> Iterator[Sequence[Any]]:
    """Yield the alternations of a repeat's body, also those in groups, but not those in repeats inside it."""
    for code, argument in items:
        if code is sre.BRANCH:
            yield argument[1]
            for branch in argument[1]:
                yield from _branches(branch)
        elif code is sre.SUBPATTERN:
            yield from _branches(argument[-1])
