"""Texts -> how often each holds each term, some texts at a time: of a text its row of the counts is all that stays."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array, get_index_dtype

from classifier.stance.text.hash_table import ABSENT, HashTable, Numbers, one_of_each
from classifier.stance.text.hashing import Hashes, Positions, mix, unmix
from classifier.stance.text.portions import batches
from classifier.stance.text.terms import once_a_post, pair_keys, pair_starts, token_grams
from classifier.stance.text.tokens import Tokens, find_tokens, slices


class Vocabulary:
    """Terms by number: those that are known, or all that are met in the order in which they are."""

    def __init__(self, known: Hashes | None = None) -> None:
        self._learns = known is None
        self._table = HashTable(np.empty(0, dtype=np.uint64) if known is None else unmix(known))
        self._met: list[Hashes] = []

    def numbers(self, keys: Hashes) -> tuple[Numbers, Positions]:
        """Return the number of each key, ABSENT where unknown, and where in `keys` each newly learnt one stands."""
        numbers = self._table.find(keys)
        unmet = np.flatnonzero(numbers == ABSENT) if self._learns else np.empty(0, dtype=np.int64)
        if not len(unmet):
            return numbers, unmet
        new = unmet.take(one_of_each(keys.take(unmet)))
        self._met.append(keys.take(new))
        self._table.add(self._met[-1])
        numbers[unmet] = self._table.find(keys.take(unmet))
        return numbers, new

    def sorted(self) -> tuple[Hashes, Positions]:
        """Return the hashes of the terms learnt, sorted, and the number of each."""
        hashes = mix(np.concatenate([np.empty(0, dtype=np.uint64), *self._met]))
        order = np.argsort(hashes)
        return hashes[order], order

    def columns(self) -> Numbers:
        """Return the column of each number, in order of hashes, and a last one for ABSENT."""
        size = self._table.size
        columns = np.arange(size + 1, dtype=np.int32)
        if self._learns:
            columns[self.sorted()[1]] = columns[:size].copy()
        return columns


class _Places:
    """A matrix of ones that grows by rows, their columns as numbers in any order."""

    def __init__(self) -> None:
        self._numbers: list[Numbers] = [np.empty(0, dtype=np.int32)]
        self._lengths: list[Positions] = [np.zeros(1, dtype=np.int64)]

    def add(self, row: Positions, numbers: Numbers, rows: int) -> None:
        """Add rows, given in rising order which of them holds which number."""
        self._numbers.append(numbers)
        self._lengths.append(np.bincount(row, minlength=rows))

    def matrix(self, columns: Numbers, width: int) -> csr_array:
        """Return the matrix, each number in its column, columns in rising order, places given twice added up.

        In 32 bits: scikit-learn takes no longer indices, and its solvers run twice as fast on short floats.
        """
        places = columns.take(np.concatenate(self._numbers))
        self._numbers.clear()
        starts = np.cumsum(np.concatenate(self._lengths))
        starts = starts.astype(get_index_dtype(maxval=starts[-1]), copy=False)
        ones = np.ones(len(places), dtype=np.float32)
        matrix = csr_array((ones, places, starts), shape=(len(starts) - 1, width))
        matrix.sum_duplicates()
        return matrix


def count_words(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[csr_array, list[str]]:
    """Return the counts of tokens and pairs, and the names of the terms learnt, by number."""
    found, names = _Places(), list[str]()
    for batch in batches(texts):
        tokens = find_tokens(batch)
        single, first = once_a_post(tokens.key, tokens.post), pair_starts(tokens)
        keys, post = pair_keys(tokens).take(first), tokens.post.take(first)
        each = once_a_post(keys, post)
        numbers, new = vocabulary.numbers(np.concatenate([tokens.key.take(single), keys.take(each)]))
        holder = np.concatenate([tokens.post.take(single), post.take(each)])
        order = np.argsort(holder, kind="stable")
        found.add(holder.take(order), numbers.take(order), len(batch))
        names += _word_names(tokens, single, first.take(each), new)
    columns = vocabulary.columns()
    last = len(columns) - 1
    # Falling columns: the sums of the solver, and with them a trained model, depend on the order.
    counts = found.matrix(last - columns, last + 1)
    np.subtract(last, counts.indices, out=counts.indices)
    return csr_array((counts.data, counts.indices, counts.indptr), shape=counts.shape), names


def _word_names(tokens: Tokens, single: Positions, first: Positions, new: Positions) -> list[str]:
    if not len(new):
        return []
    alone, paired = single[new[new < len(single)]], first[new[new >= len(single)] - len(single)]
    pairs = zip(tokens.strings(paired), tokens.strings(paired + 1), strict=True)
    return tokens.strings(alone) + [" ".join(pair) for pair in pairs]


def count_characters(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[csr_array, list[str]]:
    """Return the counts of the n-grams of each text's distinct tokens, and the names of those learnt, by number."""
    kinds, held, made, names = Vocabulary(), _Places(), _Places(), list[str]()
    for batch in batches(texts):
        tokens = find_tokens(batch)
        single = once_a_post(tokens.key, tokens.post)
        numbers, new = kinds.numbers(tokens.key.take(single))
        held.add(tokens.post.take(single), numbers, len(batch))
        for part, grams in token_grams(tokens, single.take(new)):
            of_gram, learnt = vocabulary.numbers(grams.key)
            made.add(grams.token, of_gram, part.stop - part.start)
            if len(learnt):
                start = grams.start.take(learnt)
                names += slices(grams.codes, start, start + grams.length.take(learnt))
    columns = vocabulary.columns()
    _, order = kinds.sorted()
    of_token = made.matrix(columns, len(columns))[order]
    return held.matrix(kinds.columns(), len(order)) @ of_token, names


def post_kinds(texts: Sequence[str]) -> Iterator[tuple[Tokens, Positions, Numbers]]:
    """Yield some texts' tokens, which are the first of their kind in their text, and the number of each one's kind."""
    kinds = Vocabulary()
    for batch in batches(texts):
        tokens = find_tokens(batch)
        single = once_a_post(tokens.key, tokens.post)
        yield tokens, single, kinds.numbers(tokens.key.take(single))[0]
