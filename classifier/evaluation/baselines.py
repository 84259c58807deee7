"""What a model must beat: the commonest label, and the codebook's own words."""

import re
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from classifier.labels.codebook import CodebookLabel


class KeywordClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Give a post the label whose keywords it holds most often.

    The label named first wins a tie; a post without any keyword gets the commonest label of the training posts.
    """

    def __init__(self, labels: Sequence[CodebookLabel]) -> None:
        self.labels = labels

    def fit(self, texts: Sequence[str], y: Sequence[str]) -> Self:
        """Learn which label is the commonest; the keywords are given."""
        self.classes_, counts = np.unique(np.asarray(y), return_counts=True)
        self.commonest_ = self.classes_[counts.argmax()]
        self.patterns_ = {label.id: _any_of(label.keywords) for label in self.labels if label.keywords}
        return self

    def predict(self, texts: Sequence[str]) -> NDArray[np.str_]:
        """Return a label for each text."""
        return np.array([self._label_of(text.lower()) for text in texts])

    def _label_of(self, text: str) -> str:
        hits = {label: len(pattern.findall(text)) for label, pattern in self.patterns_.items()}
        best = max(hits, key=lambda label: hits[label], default=None)
        return best if best is not None and hits[best] else str(self.commonest_)


def _any_of(keywords: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the keywords as whole words, the longest first."""
    ordered = sorted((keyword.lower() for keyword in keywords), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
