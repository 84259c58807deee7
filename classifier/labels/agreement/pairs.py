"""How far each pair of coders agrees, in short: the ceiling that a report of an evaluation shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from classifier.labels.agreement.codings import Codings, all_labels, labels_by_coder
from classifier.labels.agreement.coefficients import pair_figures
from classifier.labels.agreement.counts import pair_counts
from classifier.labels.log import LabelEvent


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders' agreement on the posts that both labelled; None where it is not defined."""

    coders: tuple[str, str]
    posts: int
    agreed: int
    kappa: float | None
    """Cohen's (1960)."""
    alpha: float | None
    """Krippendorff's (1980)."""

    @property
    def share(self) -> float:
        """Share of the posts that both gave the same label."""
        return self.agreed / self.posts


def agreements(events: Iterable[LabelEvent]) -> list[Agreement]:
    """Return the agreement of each pair of coders with posts in common, in order of name.

    The adjudicated labels are left out: they were made from the others.
    """
    by_coder = labels_by_coder(events)
    codings = Codings.of(by_coder, all_labels((), by_coder))
    pairs = [_agreement(codings, first, second) for first, second in combinations(range(len(codings.coders)), 2)]
    return [pair for pair in pairs if pair.posts]


def _agreement(codings: Codings, first: int, second: int) -> Agreement:
    counts = pair_counts(codings, first, second).sum(axis=0)
    _, kappa, alpha = (None if np.isnan(value) else float(value) for value in pair_figures(counts))
    agreed, posts, _ = counts.sum(axis=-1)
    return Agreement((codings.coders[first], codings.coders[second]), int(posts), int(agreed), kappa, alpha)
