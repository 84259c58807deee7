"""What a trained model is, apart from what it can do: the numbers and facts that its folder holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.stance.record.weights import StanceWeights


@dataclass(frozen=True, slots=True)
class TermNames:
    """Terms as one UTF-8 text with offsets; empty where fewer than two authors used the term."""

    text: NDArray[np.uint8]
    offsets: NDArray[np.uint32]
    """Shape (terms + 1,): term i is text[offsets[i] : offsets[i + 1]]."""

    def all(self) -> list[str | None]:
        """Return every term, None where its name is not kept."""
        raw, ends = self.text.tobytes(), self.offsets.tolist()
        return [raw[start:end].decode() or None for start, end in pairwise(ends)]


@dataclass(frozen=True, kw_only=True)
class ModelRecord:
    """A trained model's numbers and facts."""

    labels: tuple[str, ...]
    weights: StanceWeights
    names: Mapping[str, TermNames]
    """The terms of each block."""
    seen: NDArray[np.uint64]
    """Digests of the training posts' texts, sorted."""
    facts: Mapping[str, Any]
    """Codebook, training data, settings, versions and headline scores: what can be said in JSON."""

    def arrays(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield every array with its name, in a fixed order."""
        for block, weights in self.weights.blocks.items():
            yield f"{block}_hashes", weights.hashes
            yield f"{block}_holding", weights.holding
            yield f"{block}_coefficients", weights.coefficients
            yield f"{block}_names", self.names[block].text
            yield f"{block}_offsets", self.names[block].offsets
        yield "intercepts", self.weights.intercepts
        yield "seen", self.seen

    def digest(self) -> str:
        """Return 64 bits that stand for what the model says: labels, calibration and every array."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        # Kept, since reading a model checks it and every prediction carries it.
        said = f"{self.labels} {self.weights.posts} {self.weights.temperature!r}"
        digest = blake2b(said.encode(), digest_size=8)
        for _, array in self.arrays():
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()
