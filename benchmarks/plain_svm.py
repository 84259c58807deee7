"""The peer of the quality benchmarks: what a user would write with scikit-learn in ten lines.

Word and character n-grams by TF-IDF with sublinear counts, a linear SVM with balanced labels; its C is chosen by
5-fold cross-validation on the training part.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

STRENGTHS = (0.1, 0.3, 1.0)

Metric = Callable[[Sequence[str], Sequence[str]], float]


def pipeline(strength: float, longest_words: int) -> Pipeline:
    """Return the peer, unfitted."""
    words = TfidfVectorizer(ngram_range=(1, longest_words), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_pipeline(make_union(words, characters), LinearSVC(C=strength, class_weight="balanced"))


def predict(
    train: tuple[Sequence[str], Sequence[str], Sequence[str]], texts: Sequence[str], metric: Metric, longest_words: int
) -> NDArray[np.str_]:
    """Return labels for texts by the peer trained on (texts, labels, groups), whose C does best in folds of groups."""
    strength = max(STRENGTHS, key=lambda c: metric(train[1], _held_out(train, c, longest_words)))
    said: NDArray[np.str_] = pipeline(strength, longest_words).fit(train[0], train[1]).predict(texts)
    return said


def _held_out(
    train: tuple[Sequence[str], Sequence[str], Sequence[str]], strength: float, longest_words: int
) -> Sequence[str]:
    texts, labels = np.array(train[0], object), np.array(train[1])
    said = labels.copy()
    splitter = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    for fit, test in splitter.split(texts, labels, train[2]):
        said[test] = pipeline(strength, longest_words).fit(texts[fit], labels[fit]).predict(texts[test])
    return list(said)
