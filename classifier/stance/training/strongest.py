"""The terms by which a model tells its labels apart, with who uses them: a term of one author is no finding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.stance.scoring.scorer import Scorer
from classifier.stance.text.hash_table import one_of_each
from classifier.stance.text.hashing import Hashes, Positions, unmix
from classifier.stance.text.portions import batches
from classifier.stance.text.tokens import Tokens
from classifier.stance.training.counting import Vocabulary

FEWEST_AUTHORS = 2
FEWEST_THREADS = 3
MOST_POSTS = 20_000
"""Posts that are looked at: of more, the terms that are strong among them are strong."""

_Examples = tuple[Tokens, Positions, Positions]
"""Some texts' tokens, and where among them one of each of their terms stands: tokens, then pairs."""


@dataclass(frozen=True, slots=True)
class StrongTerm:
    """A term of the training posts: what it adds to a label's decision value on average where it stands."""

    term: str
    weight: float
    posts: int
    threads: int
    authors: int
    """The posts of unknown authors count as one author's a thread."""


@dataclass(frozen=True, slots=True)
class Writers:
    """Which thread and which author each training post is of, as numbers, shape (posts,)."""

    thread: NDArray[np.int64]
    author: NDArray[np.int64]


def strongest_terms(scorer: Scorer, texts: Sequence[str], writers: Writers, most: int) -> list[list[StrongTerm]]:
    """Return for each label the `most` terms that add most to it on average, of two authors and three threads at least.

    What a term adds in a post is what `explanation.term_weights` gives. Missed: what single words mean together.
    """
    found = _Found.of(scorer, texts[:MOST_POSTS])
    posts = np.bincount(found.term)
    threads = _kinds(found.term, writers.thread[found.post], len(posts))
    authors = _kinds(found.term, writers.author[found.post], len(posts))
    sums = [np.bincount(found.term, found.added(label), len(posts)) for label in range(len(scorer.intercepts))]
    means = np.stack(sums, axis=-1) / posts[:, None]
    kept = np.flatnonzero((authors >= FEWEST_AUTHORS) & (threads >= FEWEST_THREADS))
    return [
        [
            StrongTerm(
                found.names[found.first[i]], float(means[i, label]), int(posts[i]), int(threads[i]), int(authors[i])
            )
            for i in kept[np.argsort(-means[kept, label], kind="stable")][:most]
            if means[i, label] > 0
        ]
        for label in range(means.shape[1])
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    """Every term of every post: which post, which term, what it adds to each label, and its text."""

    post: Positions
    term: Positions
    """Terms are numbered in order of their hashes."""
    first: Positions
    """Where each term was met first."""
    parts: Sequence[NDArray[np.float64]]
    names: "_Names"

    @classmethod
    def of(cls, scorer: Scorer, texts: Sequence[str]) -> "_Found":
        none = np.empty(0, dtype=np.int64)
        terms, post, number, first = Vocabulary(), [none], [none.astype(np.int32)], [none]
        parts: list[NDArray[np.float64]] = []
        examples: list[_Examples] = []
        done = 0
        for holder, keys, added, of in _batches(scorer, texts):
            numbers, new = terms.numbers(keys)
            post.append(holder)
            number.append(numbers)
            first.append(new + done)
            parts.append(added)
            examples.append(of)
            done += len(keys)
        order = terms.sorted()[1]
        term = terms.columns().take(np.concatenate(number)).astype(np.int64)
        return cls(np.concatenate(post), term, np.concatenate(first)[order], parts, _Names(examples))

    def added(self, label: int) -> NDArray[np.float64]:
        """Return what each term adds to a label where it stands."""
        return np.concatenate([np.empty(0), *[part[:, label] for part in self.parts]])


class _Names:
    """The text of a term by its place among all: only the few that are shown are ever made."""

    def __init__(self, examples: Sequence[_Examples]) -> None:
        self._examples = examples
        self._ends = np.cumsum([len(single) + len(pairs) for _, single, pairs in examples])

    def __getitem__(self, place: int) -> str:
        nth = int(np.searchsorted(self._ends, place, side="right"))
        tokens, single, pairs = self._examples[nth]
        inside = place - (int(self._ends[nth - 1]) if nth else 0)
        alone = len(single)
        if inside < alone:
            return tokens.strings(single[inside : inside + 1])[0]
        first = pairs[inside - alone : inside - alone + 1]
        return " ".join((tokens.strings(first)[0], tokens.strings(first + 1)[0]))


def _batches(
    scorer: Scorer, texts: Sequence[str]
) -> Iterator[tuple[Positions, Hashes, NDArray[np.float64], _Examples]]:
    done = 0
    for batch in batches(texts):
        parts = scorer.parts(batch)
        holder = np.concatenate([parts.single.holder, parts.pairs.holder])
        rows = np.concatenate([parts.words, parts.paired])
        added = rows[:, :-1] * _per_length(rows, holder, len(batch))
        alone = len(parts.single.hash)
        added[:alone] += parts.characters[:, :-1] * _per_length(parts.characters, parts.single.holder, len(batch))
        examples = parts.tokens, parts.single.example, parts.pairs.example
        yield holder + done, unmix(np.concatenate([parts.single.hash, parts.pairs.hash])), added, examples
        done += len(batch)


def _per_length(rows: NDArray[np.float64], holder: Positions, holders: int) -> NDArray[np.float64]:
    """Return for each row 1 / the length of its post, shape (rows, 1)."""
    square = np.bincount(holder, rows[:, -1], holders).astype(np.float64)  # Of nothing it would be whole numbers.
    factors = np.divide(1, np.sqrt(square), out=np.zeros_like(square), where=square > 0)
    per_row: NDArray[np.float64] = factors[holder][:, np.newaxis]
    return per_row


def _kinds(place: Positions, of: NDArray[np.int64], terms: int) -> NDArray[np.int64]:
    """Return how many different values of `of` each term has."""
    both = place * (int(of.max(initial=0)) + 1) + of
    counted: NDArray[np.int64] = np.bincount(place.take(one_of_each(both.astype(np.uint64))), minlength=terms)
    return counted
