"""Labelled posts as arrays, with their terms counted once for every fold that will weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from classifier.errors import DataError
from classifier.records import LabelledPost
from classifier.stance.record.weights import BLOCKS, Block
from classifier.stance.text.characters import SYMBOL, WORD, character_classes
from classifier.stance.text.tokens import encode
from classifier.stance.training.duplicates import near_duplicates
from classifier.stance.training.features import TermCounter

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled posts as numbers, a row each in every array."""

    labels: tuple[str, ...]
    """Those that occur, in the codebook's order."""
    label: NDArray[np.int64]
    thread: NDArray[np.int64]
    author: NDArray[np.int64]
    """-1 where not known."""
    origin: NDArray[np.str_]
    counts: dict[Block, csr_array]
    """Each block's term counts, as `TermCounter` gives them."""
    speaking: NDArray[np.bool_]
    """Which columns of the words' counts hold more than punctuation."""
    duplicates: csr_array
    """True where one post nearly repeats or quotes another, shape (posts, posts)."""

    @property
    def rows(self) -> Rows:
        """All rows."""
        return np.arange(len(self.label))


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Labelled posts, the same as numbers, and the counters that know their terms."""

    posts: tuple[LabelledPost, ...]
    corpus: Corpus
    counters: dict[Block, TermCounter]

    @classmethod
    def of(cls, posts: Sequence[LabelledPost], label_ids: Sequence[str]) -> Self:
        """Count the posts' terms; raise DataError where there are not two labels to tell apart."""
        given = {labelled.label for labelled in posts}
        labels = tuple(name for name in label_ids if name in given)
        if len(labels) < 2:
            found = f"all {len(posts)} carry {labels[0]!r}" if labels else "there are none"
            raise DataError(f"labelled posts: {found}; a classifier needs posts of at least two labels")
        texts = [labelled.post.text for labelled in posts]
        counters = {block: TermCounter(block) for block in BLOCKS}
        counts = {block: counter.fit_transform(texts) for block, counter in counters.items()}
        corpus = Corpus(
            labels=labels,
            label=np.array([labels.index(labelled.label) for labelled in posts]),
            thread=_numbered([labelled.post.thread_id for labelled in posts]),
            author=_numbered([labelled.post.author_id or labelled.post.author for labelled in posts]),
            origin=np.array([labelled.origin for labelled in posts]),
            counts=counts,
            speaking=np.append(_speak(counters["words"].terms_), False),
            duplicates=near_duplicates(texts),
        )
        return cls(tuple(posts), corpus, counters)


def _speak(terms: Sequence[str]) -> NDArray[np.bool_]:
    """Return which terms hold more than punctuation."""
    speaking = np.isin(character_classes()[encode(terms)], (WORD, SYMBOL))
    ends = np.cumsum([len(term) + 1 for term in terms], dtype=np.int64)
    spoken = np.zeros(len(terms), dtype=bool)
    if len(terms):
        spoken[:] = np.logical_or.reduceat(speaking, np.append(0, ends[:-1]))
    return spoken


def _numbered(names: Sequence[str | None]) -> NDArray[np.int64]:
    numbers: dict[str | None, int] = {None: -1}
    return np.array([numbers.setdefault(name, len(numbers) - 1) for name in names])
