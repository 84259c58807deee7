"""Which terms of a post weigh most for a label, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from classifier.records import LabelTerms, TermWeight
from classifier.stance.record.weights import Floats
from classifier.stance.scoring.scorer import Parts, Scorer
from classifier.stance.text.hashing import Positions

Added = NDArray[np.float64]
"""What each term of a text adds to each label's decision value, shape (terms, labels)."""


@dataclass(frozen=True, slots=True)
class AddedTerms:
    """What the terms of one text add to each label's decision value."""

    parts: Parts
    added: Added
    """Tokens first, in the order of `parts.single`, then pairs."""
    intercepts: Floats

    @classmethod
    def of(cls, scorer: Scorer, text: str) -> Self:
        """Work out what each term of a text adds."""
        parts = scorer.parts([text])
        of_words = _per_length(np.concatenate([parts.words, parts.paired]))
        added: Added = np.concatenate([parts.words[:, :-1], parts.paired[:, :-1]]) * of_words
        added[: len(parts.single.hash)] += parts.characters[:, :-1] * _per_length(parts.characters)
        return cls(parts, added, scorer.intercepts)

    def strongest(self, label: int, most: int | None = None) -> list[TermWeight]:
        """Return the terms that add most to a label, the largest first; all where `most` is None."""
        return self._terms(label, np.argsort(-self.added[:, label], kind="stable")[:most])

    def by_label(self, labels: Sequence[str], most: int) -> tuple[LabelTerms, ...]:
        """Return for each label the `most` terms that weigh most, for it or against it, and what all others add."""
        explained = []
        for nth, label in enumerate(labels):
            column, intercept = self.added[:, nth], float(self.intercepts[nth])
            terms = self._terms(nth, np.argsort(-np.abs(column), kind="stable")[:most])
            value = float(column.sum()) + intercept
            rest = value - intercept - sum(term.weight for term in terms)
            explained.append(LabelTerms(label=label, value=value, intercept=intercept, terms=tuple(terms), rest=rest))
        return tuple(explained)

    def _terms(self, label: int, which: Positions) -> list[TermWeight]:
        weights = self.added[which, label].tolist()
        return [TermWeight(*pair) for pair in zip(_names(self.parts, which), weights, strict=True)]


def term_weights(scorer: Scorer, text: str, label: int) -> list[TermWeight]:
    """Return what each term of a text adds to a label's decision value, the largest first.

    A term is a token, with its character n-grams, or a pair of neighbours. The weights and the label's intercept
    add up to the decision value, so they are the whole explanation and not an approximation.
    """
    return AddedTerms.of(scorer, text).strongest(label)


def explain(scorer: Scorer, text: str, labels: Sequence[str], most: int) -> tuple[LabelTerms, ...]:
    """Return for each label the `most` terms that weigh most, for it or against it, and what all others add.

    Intercept, terms and rest add up to the label's decision value; the probability is the softmax of these values
    divided by the model's temperature.
    """
    return AddedTerms.of(scorer, text).by_label(labels, most)


def _names(parts: Parts, which: Positions) -> list[str]:
    """Return the terms of some places of AddedTerms.added as text."""
    split = len(parts.single.hash)
    pairs = which[which >= split] - split
    first = parts.pairs.example[pairs]
    alone = iter(parts.tokens.strings(parts.single.example[which[which < split]]))
    paired = zip(parts.tokens.strings(first), parts.tokens.strings(first + 1), strict=True)
    return [next(alone) if i < split else " ".join(next(paired)) for i in which.tolist()]


def _per_length(rows: NDArray[np.float64]) -> float:
    square = float(rows[:, -1].sum())
    return square**-0.5 if square > 0 else 0.0
