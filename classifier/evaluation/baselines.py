"""What a model must beat: the commonest label, a draw from the labels' shares, keywords, naive Bayes."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.naive_bayes import MultinomialNB

from classifier.labels.codebook import CodebookLabel
from classifier.stance.training.corpus import Corpus, Rows


def keyword_labels(texts: Sequence[str], labels: Sequence[CodebookLabel]) -> Iterator[str | None]:
    """Yield for each text the label whose keywords it holds most often, None where it holds none.

    The label that the codebook names first wins a tie.
    """
    patterns = {label.id: _any_of(label.keywords) for label in labels if label.keywords}
    for text in texts:
        lowered = text.lower().replace("’", "'")
        hits = {label: len(pattern.findall(lowered)) for label, pattern in patterns.items()}
        best = max(hits, key=lambda label: hits[label], default=None)
        yield best if best is not None and hits[best] else None


def _any_of(keywords: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the keywords as whole words, the longest first."""
    ordered = sorted((keyword.lower() for keyword in keywords), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def bayes_labels(corpus: Corpus, train: Rows, test: Rows) -> NDArray[np.int64]:
    """Return what multinomial naive Bayes says of the test rows, trained on the words of the training rows.

    Tokens and pairs of neighbours, each once a post, add-one smoothing: scikit-learn's as it comes.
    """
    words = corpus.counts["words"][:, :-1]
    said: NDArray[np.int64] = MultinomialNB().fit(words[train], corpus.label[train]).predict(words[test])
    return said


def label_shares(label: NDArray[np.int64], labels: int) -> NDArray[np.float64]:
    """Return the share of rows that carry each label, shape (labels,)."""
    shares: NDArray[np.float64] = np.bincount(label, minlength=labels) / len(label)
    return shares
