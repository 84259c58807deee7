"""What contradicts itself in a codebook, and what will trouble coders in it."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from classifier.labels.codebook import Codebook, CodebookLabel, conflicts, folded
from classifier.labels.codebook_changes import names_in
from classifier.labels.colours import colour_distance, contrast_to_white, is_colour

NEAREST = 10.0
"""In CIELAB; colours that are nearer are easily taken for each other."""
LEAST_CONTRAST = 3.0
"""To white: what WCAG asks of whatever is no text but has a meaning."""

_NO_LABELS = frozenset(("label", "secondary", "confidence", "note", "high", "low"))
"""What rules may name besides labels: the fields of a label and what they hold."""


def contradictions(codebook: Codebook) -> list[str]:
    """Return all that a codebook says in two ways, or refers to though it is not there; a sentence each."""
    return [
        *conflicts(codebook),
        *_ids(codebook),
        *_keys(codebook),
        *_colours(codebook),
        *_same(codebook, "title"),
        *_same(codebook, "definition"),
        *_same(codebook, "signs"),
        *_rules(codebook),
        *_examples(codebook),
    ]


def remarks(codebook: Codebook) -> list[str]:
    """Return what is no contradiction but will trouble coders; a sentence each."""
    return [*_near_keys(codebook), *_near_colours(codebook), *_repeated_rules(codebook)]


def _ids(codebook: Codebook) -> Iterator[str]:
    for label in codebook.labels:
        if not label.id.isprintable() or label.id != label.id.strip():
            yield f"label id {label.id!r} has characters that cannot be seen; take them out"
        for mark in "=`":
            if mark in label.id:
                yield f"label id {label.id!r} has {mark!r}, by which ids are told from other words; take it out"


def _keys(codebook: Codebook) -> Iterator[str]:
    for label in codebook.labels:
        if label.key is not None and not _is_key(label.key):
            yield f"key {label.key!r} of label {label.id!r} is not one visible character; give one"


def _is_key(text: str) -> bool:
    # A mark stands on the character before it, and no keyboard sends it alone.
    return len(text) == 1 and unicodedata.category(text)[0] not in "CZM"


def _near_keys(codebook: Codebook) -> Iterator[str]:
    keyed = [(label.key, label) for label in codebook.labels if label.key]
    for (one, label), (other, second) in combinations(keyed, 2):
        if one != other and one.casefold() == other.casefold():
            yield (
                f"keys {one!r} of label {label.id!r} and {other!r} of label {second.id!r} differ by shift alone; a "
                "slip gives the other label"
            )


def _colours(codebook: Codebook) -> Iterator[str]:
    for label in codebook.labels:
        if label.colour is not None and not is_colour(label.colour):
            yield f"colour {label.colour!r} of label {label.id!r} is no colour; write it like '#0057b7'"


def _near_colours(codebook: Codebook) -> Iterator[str]:
    coloured = [(label.colour, label.id) for label in codebook.labels if label.colour and is_colour(label.colour)]
    for colour, label in coloured:
        contrast = contrast_to_white(colour)
        if contrast < LEAST_CONTRAST:
            yield (
                f"colour {colour} of label {label!r} is hard to see on white: its contrast is {contrast:.1f}, and "
                f"{LEAST_CONTRAST:g} is the least; take a darker one"
            )
    for (one, label), (other, second) in combinations(coloured, 2):
        if colour_distance(one, other) < NEAREST:
            yield f"colours {one} of label {label!r} and {other} of label {second!r} are easily taken for each other"


def _same(codebook: Codebook, field: str) -> Iterator[str]:
    for labels in _together(codebook.labels, lambda label: getattr(label, field)):
        ids = " and ".join(repr(label.id) for label in labels)
        yield f"labels {ids} have the same {field}; say what sets them apart"


def _together(
    labels: Iterable[CodebookLabel], text_of: Callable[[CodebookLabel], str]
) -> Iterator[list[CodebookLabel]]:
    """Yield the labels with the same text, whatever its letters' case and its spaces; ids given twice are told of."""
    same: dict[str, dict[str, CodebookLabel]] = defaultdict(dict)
    for label in labels:
        same[folded(text_of(label))].setdefault(label.id, label)
    yield from (list(found.values()) for found in same.values() if len(found) > 1)


def _repeated_rules(codebook: Codebook) -> Iterator[str]:
    same: dict[str, int] = {}
    for nth, rule in enumerate(codebook.rules, 1):
        first = same.setdefault(folded(rule), nth)
        if first != nth:
            yield f"rule {nth} is rule {first} once more; one of them can go"


def _rules(codebook: Codebook) -> Iterator[str]:
    known = {*codebook.label_ids, *_NO_LABELS}
    for nth, rule in enumerate(codebook.rules, 1):
        for name in dict.fromkeys(names_in(rule)):
            if name not in known:
                yield f"rule {nth} names {name!r}; the labels are {', '.join(codebook.label_ids)}"


def _examples(codebook: Codebook) -> Iterator[str]:
    same: dict[str, dict[str, int]] = defaultdict(dict)
    for nth, example in enumerate(codebook.examples, 1):
        same[folded(example.text)].setdefault(example.label, nth)
        if example.rule is not None and not 1 <= example.rule <= len(codebook.rules):
            yield f"example {nth} is of rule {example.rule}; there are {len(codebook.rules)} rules"
    for found in same.values():
        if len(found) > 1:
            said = " and ".join(f"{label!r} (example {nth})" for label, nth in found.items())
            yield f"{codebook.examples[min(found.values()) - 1].text!r} is an example of {said}; keep one of them"
