"""The features as scikit-learn transformers: count terms, then weigh them.

Two blocks, words and characters, each a `TermCounter` followed by a `TermWeighting`. A counter's matrix has one
column a known term and a last one for all terms that its training texts did not hold: those belong in a post's
length too, since a post made of unknown words is evidence for nothing. scikit-learn's own vectorizers drop them.
"""

from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils.validation import check_is_fitted

from classifier.stance.record.weights import BLOCKS, Block, inverse_document_frequency
from classifier.stance.text.portions import portions
from classifier.stance.training.counting import Vocabulary, count_characters, count_words

_COUNT = {"words": count_words, "characters": count_characters}


class TermCounter(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Count the distinct terms of each text.

    With block "words": tokens and pairs of neighbouring tokens, each distinct one once a text. With block
    "characters": character n-grams of 2 to 5 inside a token padded by one space on each side, each once a distinct
    token. Fitted attributes: `term_hashes_`, uint64 and sorted, shape (terms,), and `terms_`, the same as text.
    """

    def __init__(self, block: Block = "words") -> None:
        self.block = block

    def fit(self, texts: Iterable[str], y: object = None) -> Self:
        """Learn the terms of the texts."""
        self.fit_transform(texts)
        return self

    def fit_transform(self, texts: Iterable[str], y: object = None) -> csr_array:
        """Learn the terms of the texts and return their counts, as `transform` does."""
        vocabulary = Vocabulary()
        counts, names = self._count(texts, vocabulary)
        self.term_hashes_, order = vocabulary.sorted()
        self.terms_ = [names[i] for i in order.tolist()]
        return counts

    def transform(self, texts: Iterable[str]) -> csr_array:
        """Return counts, shape (texts, terms + 1); the last column counts each text's unknown terms."""
        check_is_fitted(self)
        return self._count(texts, Vocabulary(self.term_hashes_))[0]

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the terms, and a last name for the unknown ones."""
        check_is_fitted(self)
        return np.array([*self.terms_, "<unknown>"], dtype=object)

    def _count(self, texts: Iterable[str], vocabulary: Vocabulary) -> tuple[csr_array, list[str]]:
        if isinstance(texts, str):
            raise ValueError("expected several texts, got one string: put it in a list")
        if self.block not in _COUNT:
            raise ValueError(f"block {self.block!r} is neither 'words' nor 'characters'")
        return _COUNT[self.block](list(texts), vocabulary)


class TermWeighting(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Weigh counts by inverse document frequency and divide by the text's length.

    value = count * idf, length = sqrt(sum of count * idf**2) with unknown terms included, where
    idf = ln((1 + n) / (1 + df)) + 1. The length is a sum over tokens, unlike the L2 norm, so that what a token adds
    to a score can be computed once. Fitted attributes: `holding_`, the document frequencies, and `idf_`, each of shape
    (terms + 1,), the last for unknown terms.
    """

    def fit(self, counts: csr_array, y: object = None) -> Self:
        """Learn the document frequencies from counts, shape (texts, terms + 1)."""
        self.holding_ = np.zeros(counts.shape[1], dtype=np.uint32)
        for rows in portions(np.diff(counts.indptr)):
            part = slice(counts.indptr[rows.start], counts.indptr[rows.stop])
            held = counts.indices[part][counts.data[part] > 0]
            self.holding_ += np.bincount(held, minlength=counts.shape[1]).astype(np.uint32)
        self.holding_[-1] = 0
        self.idf_ = inverse_document_frequency(counts.shape[0], self.holding_)
        return self

    def transform(self, counts: csr_array) -> csr_array:
        """Return weighted counts, shape (texts, terms); a text without terms is a row of zeros."""
        return self.weigh(counts)[:, :-1]

    def weigh(self, counts: csr_array) -> csr_array:
        """Return what `transform` does with the last column, of unknown terms, still there."""
        check_is_fitted(self)
        squared = counts @ self.idf_**2
        per_row = np.divide(1, np.sqrt(squared), out=np.zeros_like(squared), where=squared > 0)
        factors = self.idf_[counts.indices] * np.repeat(per_row, np.diff(counts.indptr))
        data = (counts.data * factors).astype(counts.dtype)
        return csr_array((data, counts.indices, counts.indptr), counts.shape)

    def get_feature_names_out(self, input_features: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return the names without the last, that of the unknown terms."""
        return np.asarray(input_features, dtype=object)[:-1]


def stance_features() -> FeatureUnion:
    """Return the two blocks side by side, unfitted: texts -> csr matrix, shape (texts, terms of both blocks)."""
    return FeatureUnion(
        [(block, Pipeline([("count", TermCounter(block)), ("weigh", TermWeighting())])) for block in BLOCKS]
    )
