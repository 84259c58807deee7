"""Which terms of a post weigh most for a label."""

import numpy as np

from classifier.records import TermWeight
from classifier.stance.hashing import Positions
from classifier.stance.scoring import Scorer


def term_weights(scorer: Scorer, text: str, label: int) -> list[TermWeight]:
    """Return what each term of a text adds to a label's decision value, the largest first.

    A term is a token, with its character n-grams, or a pair of neighbours. The weights and the label's intercept
    add up to the decision value, so they are the whole explanation and not an approximation.
    """
    parts = scorer.parts([text])
    of_words = _per_length(np.concatenate([parts.words, parts.paired]))
    of_characters = _per_length(parts.characters)
    added = np.concatenate([parts.words[:, label], parts.paired[:, label]]) * of_words
    added[: len(parts.single.hash)] += parts.characters[:, label] * of_characters
    tokens = parts.tokens
    names = tokens.strings(parts.single.example) + [
        f"{first} {second}"
        for first, second in zip(
            tokens.strings(parts.pairs.example), tokens.strings(parts.pairs.example + 1), strict=True
        )
    ]
    order: Positions = np.argsort(-added, kind="stable")
    return [TermWeight(names[i], float(added[i])) for i in order]


def _per_length(rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    square = float(rows[:, -1].sum())
    return square**-0.5 if square > 0 else 0.0
