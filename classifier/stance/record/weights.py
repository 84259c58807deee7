"""The numbers of a fitted model, and how they turn sums over terms into probabilities; numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from classifier.stance.text.hashing import Hashes

Floats = NDArray[np.float64]

Block = Literal["words", "characters"]
BLOCKS: tuple[Block, ...] = ("words", "characters")


def inverse_document_frequency(posts: int, holding: NDArray[np.integer]) -> Floats:
    """Return ln((1 + n) / (1 + df)) + 1 for n posts and the number of them that hold each term."""
    frequencies: Floats = np.log((1 + posts) / (1 + holding.astype(np.float64))) + 1
    return frequencies


def columns_of(hashes: Hashes, known: Hashes) -> NDArray[np.int64]:
    """Return each hash's column among the sorted known ones, or len(known) where it is not one of them."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.int64)
    columns = np.searchsorted(known, hashes)
    columns[columns == len(known)] = 0
    return np.where(known[columns] == hashes, columns, len(known))


@dataclass(frozen=True, slots=True)
class BlockWeights:
    """One block of features: its terms, how many training posts hold each, and what each adds to each label."""

    hashes: Hashes
    """Sorted, shape (terms,)."""
    holding: NDArray[np.uint32]
    """Training posts that hold the term, shape (terms,)."""
    coefficients: NDArray[np.float32]
    """Shape (terms, labels)."""

    def idf(self, posts: int) -> Floats:
        """Return the inverse document frequencies, shape (terms + 1,), the last for unknown terms."""
        return inverse_document_frequency(posts, np.append(self.holding, np.uint32(0)))


@dataclass(frozen=True, slots=True)
class StanceWeights:
    """A linear model over the blocks, fitted on `posts` posts; probabilities are softmax(values / temperature)."""

    posts: int
    blocks: Mapping[str, BlockWeights]
    intercepts: Floats
    """Shape (labels,)."""
    temperature: float = 1.0


def softmax(values: Floats, temperature: float = 1.0) -> Floats:
    """Return probabilities, shape as the decision values (posts, labels); each row sums to 1."""
    scaled = values / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares
