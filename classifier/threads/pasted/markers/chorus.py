"""Which templates come round once a post, together."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classifier.threads.pasted.markers.templates import Evidence, Reading

Places = npt.NDArray[np.int64]

# What a template adds to the belief that what comes round with it are posts. None of the two weakest says so alone.
WEIGHTS: Mapping[Evidence, float] = {
    "says": 3.0,
    "named": 3.0,
    "numbered": 2.0,
    "dated": 2.0,
    "about": 2.0,
    "button": 2.0,
    "title": 1.0,
    "literal": 0.5,
}
ENOUGH = 3.0
MOST_LITERAL = 1.0
"""That templates known only by their repetition may add: a song repeats its refrain."""

MOST_SUPPORT = 8.0
TOGETHER = 0.7
"""Share of rounds in which a template comes exactly once, from which it belongs to the chorus."""

# How much better a template is to count posts by than others of the same chorus.
AS_ANCHOR: Mapping[Evidence, float] = {
    "says": 1.25,
    "named": 1.2,
    "numbered": 1.15,
    "dated": 1.0,
    "about": 0.9,
    "button": 1.0,
}

OPENS: frozenset[Evidence] = frozenset(("says", "named", "dated", "numbered"))
BELOW_BUTTONS = 0.3
"""What words below a button weigh against words below one of OPENS: names stand there, and short posts are as short."""

MOST_TEMPLATES = 60
MOST_WORDS = 80
"""Of a round that count: one long text is no better evidence than a middling one."""


@dataclass(frozen=True, slots=True)
class Chorus:
    """Templates that come round together, in the order in which they stand in a round from the anchor on."""

    anchor: str
    members: tuple[str, ...]
    """From the anchor, which is the first, in their order; the text of a post stands after `members[opens]`."""
    opens: int
    rounds: Places
    """The anchor's places among the lines."""
    places: Mapping[str, Places]
    evidence: Mapping[str, Evidence]


def find_chorus(readings: Sequence[Reading], sizes: Sequence[int]) -> Chorus | None:
    """Return the chorus that best explains a text, None where nothing comes round once a post.

    `readings` are those of its lines, `sizes` the words of those lines that are no marker, else 0. Each of the
    commonest templates is tried as the one that comes once a post; the best has the most known templates beside it
    and the most words in its rounds. Method: repeated line templates (notes of this project on rendered forum pages);
    for pages, Song et al., CIKM 2010, anchor on dates alike.
    Missed: a line without a stop that nearly every author writes beside other words is taken for a marker.
    """
    places, evidence = _candidates(readings)
    before = np.concatenate([[0], np.cumsum(sizes)])
    best: tuple[str, list[str]] | None = None
    best_score = 0.0
    for anchor, rounds in places.items():
        if len(rounds) < 2 or evidence[anchor] in ("literal", "title"):
            continue
        agreement = {other: 1.0 if other == anchor else _agreement(rounds, at) for other, at in places.items()}
        together = [
            other
            for other, share in agreement.items()
            if share >= TOGETHER and (evidence[other] != "literal" or _stands_by_words(rounds, places[other], before))
        ]
        support = _support(together, evidence) * float(np.mean([agreement[other] for other in together])) ** 2
        if support < (ENOUGH if len(rounds) > 2 else 2 * ENOUGH - 1):
            continue
        words = np.minimum(before[rounds[1:]] - before[rounds[:-1]], MOST_WORDS)
        if np.mean(words > 0) < 0.6:
            continue
        score = (
            min(support, MOST_SUPPORT) * float(np.sqrt(words.sum())) * AS_ANCHOR[evidence[anchor]] * len(rounds) ** 0.4
        )
        if score > best_score:
            best, best_score = (anchor, together), score
    return None if best is None else _ordered(*best, (places, evidence), before)


def _candidates(readings: Sequence[Reading]) -> tuple[dict[str, Places], dict[str, Evidence]]:
    """Return the places of the templates that may come round, and what kind of evidence each is."""
    found: dict[str, list[int]] = defaultdict(list)
    evidence: dict[str, Evidence] = {}
    for i, reading in enumerate(readings):
        for template, kind in reading.templates:
            found[template].append(i)
            evidence[template] = kind
    repeated = [template for template, places in found.items() if len(places) > 1]
    repeated.sort(key=lambda template: -WEIGHTS[evidence[template]] * np.log(len(found[template])))
    return {template: np.array(found[template], np.int64) for template in repeated[:MOST_TEMPLATES]}, evidence


def _agreement(rounds: Places, other: Places) -> float:
    """Return the share of rounds in which another template comes exactly once."""
    return float(np.mean(_counts(rounds, other) == 1))


def _counts(rounds: Places, other: Places) -> Places:
    """Return how often another template comes in each round but the last, which has no end."""
    nth = np.searchsorted(rounds, other, side="right") - 1
    return np.bincount(nth[(nth >= 0) & (nth < len(rounds) - 1)], minlength=len(rounds) - 1)


def _stands_by_words(rounds: Places, other: Places, before: Places) -> bool:
    """Return whether other words stand in all rounds of a repeated line: else it is what people wrote."""
    words = np.diff(before[rounds])
    nth = np.searchsorted(rounds, other, side="right") - 1
    inside = (nth >= 0) & (nth < len(rounds) - 1)
    own = before[other[inside] + 1] - before[other[inside]]
    return bool(inside.any() and (words[nth[inside]] > own).all())


def _support(together: Sequence[str], evidence: Mapping[str, Evidence]) -> float:
    """Return how much speaks for posts: of each kind of evidence the second template adds half, of the literal little.

    0 where no template is known.
    """
    kinds = Counter(evidence[template] for template in together)
    if not set(kinds) - {"literal", "title"}:
        return 0.0
    literal = min(kinds.pop("literal", 0) * WEIGHTS["literal"], MOST_LITERAL)
    return literal + sum(WEIGHTS[kind] * (1 + 0.5 * (count > 1)) for kind, count in kinds.items())


def _ordered(
    anchor: str,
    together: Sequence[str],
    candidates: tuple[Mapping[str, Places], Mapping[str, Evidence]],
    before: Places,
) -> Chorus:
    places, evidence = candidates
    rounds = _without_strays(places[anchor], [places[other] for other in together if other != anchor])
    ranks = {template: _rank(rounds, places[template]) for template in together}
    members = sorted(together, key=lambda template: (template != anchor, ranks[template]))
    widths = [_words_between(rounds, (places[a], places[b]), before) for a, b in pairwise(members)]
    widths.append(_words_between(rounds, (places[members[-1]], places[anchor]), before, wraps=True))
    if any(evidence[member] in OPENS for member in members):
        below = [BELOW_BUTTONS if evidence[member] == "button" else 1.0 for member in members]
        widths = [width * share for width, share in zip(widths, below, strict=True)]
    return Chorus(anchor, tuple(members), int(np.argmax(widths)), rounds, {m: places[m] for m in members}, evidence)


def _without_strays(rounds: Places, others: Sequence[Places]) -> Places:
    """Return the anchor's places without a first or last that stands alone, such as the by-line of an article."""
    if len(rounds) < 4 or not others:
        return rounds
    first = [not bool(((other >= rounds[0]) & (other < rounds[1])).any()) for other in others]
    if sum(first) > len(others) / 2:
        rounds = rounds[1:]
    last = [other[-1] < rounds[-1] and int((other >= rounds[0]).sum()) < len(rounds) - 1 for other in others]
    return rounds[:-1] if sum(last) > len(others) / 2 else rounds


def _rank(rounds: Places, other: Places) -> float:
    """Return how far into its round, by share of its lines, a template comes on average."""
    nth = np.searchsorted(rounds, other, side="right") - 1
    inside = (nth >= 0) & (nth < len(rounds) - 1)
    start, length = rounds[nth[inside]], np.diff(rounds)[nth[inside]]
    return float(np.mean((other[inside] - start) / length)) if inside.any() else 0.0


def _words_between(rounds: Places, ends: tuple[Places, Places], before: Places, wraps: bool = False) -> float:
    """Return how many words stand, on average over the rounds, between a template and the next of the chorus.

    Two members of one line have nothing between them, unless the second is that of the round below.
    """
    first, then = ends
    after = np.searchsorted(then, first, side="right" if wraps else "left")
    known = (after < len(then)) & (first >= rounds[0]) & (first < rounds[-1])
    start, end = first[known], then[after[known]]
    words = np.clip(before[np.maximum(end, start + 1)] - before[start + 1], 0, MOST_WORDS)
    return float(words.mean()) if words.size else 0.0
