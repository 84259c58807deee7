"""The features as scikit-learn transformers: count terms, then weigh them.

Two blocks, words and characters, each a `TermCounter` followed by a `TermWeighting`. A counter's matrix has one
column a known term and a last one for all terms that its training texts did not hold: those belong in a post's
length too, since a post made of unknown words is evidence for nothing. scikit-learn's own vectorizers drop them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.utils.validation import check_is_fitted

from classifier.stance.hashing import Hashes, Positions
from classifier.stance.terms import post_pairs, post_tokens, token_grams
from classifier.stance.tokens import Tokens, find_tokens, slices
from classifier.stance.weights import BLOCKS, Block, columns_of, inverse_document_frequency


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of some texts: which holder has which, which text has which holder, and the terms as text."""

    holder: Positions
    hash: Hashes
    holders: csr_array
    name: Callable[[Positions], list[str]]

    def counts(self, known: Hashes) -> csr_array:
        shape = (self.holders.shape[1], len(known) + 1)
        return self.holders @ _sparse(self.holder, columns_of(self.hash, known), shape)


def _sparse(rows: Positions, columns: Positions, shape: tuple[int, int]) -> csr_array:
    """Return a matrix with a 1 at each place, places given twice added up.

    In 32 bits: scikit-learn takes no longer indices, and its solvers run twice as fast on short floats.
    """
    places = (rows.astype(np.int32), columns.astype(np.int32))
    return csr_array((np.ones(len(rows), dtype=np.float32), places), shape=shape)


def _word_terms(tokens: Tokens) -> _Terms:
    single, pairs = post_tokens(tokens), post_pairs(tokens)

    def name(which: Positions) -> list[str]:
        split = len(single.hash)
        alone, paired = single.example[which[which < split]], pairs.example[which[which >= split] - split]
        names = np.empty(len(which), dtype=object)
        names[which < split] = tokens.strings(alone)
        both = zip(tokens.strings(paired), tokens.strings(paired + 1), strict=True)
        names[which >= split] = [" ".join(pair) for pair in both]
        return list(names)

    itself = np.arange(tokens.posts)
    identity = _sparse(itself, itself, (tokens.posts, tokens.posts))
    holder = np.concatenate([single.holder, pairs.holder])
    return _Terms(holder, np.concatenate([single.hash, pairs.hash]), identity, name)


def _character_terms(tokens: Tokens) -> _Terms:
    kinds, example = np.unique(tokens.hash, return_index=True)
    parts = list(token_grams(tokens, example))

    def name(which: Positions) -> list[str]:
        ends = np.cumsum([len(grams.key) for _, grams in parts], dtype=np.int64)
        # Of each part those that stand in it; `which` is in any order.
        names = np.empty(len(which), dtype=object)
        for end, (_, grams) in zip(ends, parts, strict=True):
            here = np.flatnonzero((which < end) & (which >= end - len(grams.key)))
            nth = which[here] - (end - len(grams.key))
            start = grams.start[nth]
            names[here] = slices(grams.codes, start, start + grams.length[nth])
        return list(names)

    found = post_tokens(tokens)
    holders = _sparse(found.holder, np.searchsorted(kinds, found.hash), (tokens.posts, len(kinds)))
    none: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    holder = np.concatenate(none + [grams.token + part.start for part, grams in parts])
    hashes = np.concatenate([np.empty(0, dtype=np.uint64)] + [grams.hash for _, grams in parts])
    return _Terms(holder, hashes, holders, name)


_TERMS_OF = {"words": _word_terms, "characters": _character_terms}


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
        self._learn(self._terms(texts))
        return self

    def fit_transform(self, texts: Iterable[str], y: object = None) -> csr_array:
        """Learn the terms of the texts and return their counts, as `transform` does."""
        terms = self._terms(texts)
        self._learn(terms)
        return terms.counts(self.term_hashes_)

    def transform(self, texts: Iterable[str]) -> csr_array:
        """Return counts, shape (texts, terms + 1); the last column counts each text's unknown terms."""
        check_is_fitted(self)
        return self._terms(texts).counts(self.term_hashes_)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the terms, and a last name for the unknown ones."""
        check_is_fitted(self)
        return np.array([*self.terms_, "<unknown>"], dtype=object)

    def _terms(self, texts: Iterable[str]) -> _Terms:
        if isinstance(texts, str):
            raise ValueError("expected several texts, got one string: put it in a list")
        if self.block not in _TERMS_OF:
            raise ValueError(f"block {self.block!r} is neither 'words' nor 'characters'")
        return _TERMS_OF[self.block](find_tokens(list(texts)))

    def _learn(self, terms: _Terms) -> None:
        self.term_hashes_, first = np.unique(terms.hash, return_index=True)
        self.terms_ = terms.name(first)


class TermWeighting(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Weigh counts by inverse document frequency and divide by the text's length.

    value = count * idf, length = sqrt(sum of count * idf**2) with unknown terms included, where
    idf = ln((1 + n) / (1 + df)) + 1. The length is a sum over tokens, unlike the L2 norm, so that what a token adds
    to a score can be computed once. Fitted attributes: `holding_`, the document frequencies, and `idf_`, each of shape
    (terms + 1,), the last for unknown terms.
    """

    def fit(self, counts: csr_array, y: object = None) -> Self:
        """Learn the document frequencies from counts, shape (texts, terms + 1)."""
        self.holding_ = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1]).astype(np.uint32)
        self.holding_[-1] = 0
        self.idf_ = inverse_document_frequency(counts.shape[0], self.holding_)
        return self

    def transform(self, counts: csr_array) -> csr_array:
        """Return weighted counts, shape (texts, terms); a text without terms is a row of zeros."""
        check_is_fitted(self)
        squared = counts @ self.idf_**2
        per_row = np.divide(1, np.sqrt(squared), out=np.zeros_like(squared), where=squared > 0)
        factors = self.idf_[counts.indices] * np.repeat(per_row, np.diff(counts.indptr))
        data = (counts.data * factors).astype(counts.dtype)
        return csr_array((data, counts.indices, counts.indptr), counts.shape)[:, :-1]

    def get_feature_names_out(self, input_features: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return the names without the last, that of the unknown terms."""
        return np.asarray(input_features, dtype=object)[:-1]


def stance_features() -> FeatureUnion:
    """Return the two blocks side by side, unfitted: texts -> csr matrix, shape (texts, terms of both blocks)."""
    return FeatureUnion(
        [(block, Pipeline([("count", TermCounter(block)), ("weigh", TermWeighting())])) for block in BLOCKS]
    )
