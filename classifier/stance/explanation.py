"""Which terms of a post weigh most for a label, and what they add up to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.records import LabelTerms, TermWeight
from classifier.stance.hashing import Positions
from classifier.stance.scoring import Parts, Scorer

Added = NDArray[np.float64]
"""What each term of a text adds to each label's decision value, shape (terms, labels)."""


def term_weights(scorer: Scorer, text: str, label: int) -> list[TermWeight]:
    """Return what each term of a text adds to a label's decision value, the largest first.

    A term is a token, with its character n-grams, or a pair of neighbours. The weights and the label's intercept
    add up to the decision value, so they are the whole explanation and not an approximation.
    """
    parts = scorer.parts([text])
    added = _added(parts)[:, label]
    order: Positions = np.argsort(-added, kind="stable")
    names = _names(parts, order)
    return [TermWeight(name, float(added[i])) for name, i in zip(names, order, strict=True)]


def explain(scorer: Scorer, text: str, labels: Sequence[str], most: int) -> tuple[LabelTerms, ...]:
    """Return for each label the `most` terms that weigh most, for it or against it, and what all others add.

    Intercept, terms and rest add up to the label's decision value; the probability is the softmax of these values
    divided by the model's temperature.
    """
    parts = scorer.parts([text])
    added = _added(parts)
    explained = []
    for nth, label in enumerate(labels):
        column, intercept = added[:, nth], float(scorer.intercepts[nth])
        order: Positions = np.argsort(-np.abs(column), kind="stable")[:most]
        terms = [TermWeight(name, float(column[i])) for name, i in zip(_names(parts, order), order, strict=True)]
        value = float(column.sum()) + intercept
        rest = value - intercept - sum(term.weight for term in terms)
        explained.append(LabelTerms(label=label, value=value, intercept=intercept, terms=tuple(terms), rest=rest))
    return tuple(explained)


def _added(parts: Parts) -> Added:
    """Return what the terms add: tokens first, in the order of `parts.single`, then pairs."""
    of_words = _per_length(np.concatenate([parts.words, parts.paired]))
    of_characters = _per_length(parts.characters)
    added: Added = np.concatenate([parts.words[:, :-1], parts.paired[:, :-1]]) * of_words
    added[: len(parts.single.hash)] += parts.characters[:, :-1] * of_characters
    return added


def _names(parts: Parts, which: Positions) -> list[str]:
    """Return the terms of some places of _added as text."""
    split = len(parts.single.hash)
    pairs = which[which >= split] - split
    first = parts.pairs.example[pairs]
    alone = iter(parts.tokens.strings(parts.single.example[which[which < split]]))
    paired = zip(parts.tokens.strings(first), parts.tokens.strings(first + 1), strict=True)
    return [next(alone) if i < split else " ".join(next(paired)) for i in which.tolist()]


def _per_length(rows: NDArray[np.float64]) -> float:
    square = float(rows[:, -1].sum())
    return square**-0.5 if square > 0 else 0.0
