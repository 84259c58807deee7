"""How far coders agree on the same posts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from classifier.labels.log import ADJUDICATED, LabelEvent


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
    labels: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for event in events:
        if event.label is not None and event.coder != ADJUDICATED:
            labels[event.coder][event.key] = event.label
    pairs = []
    for first, second in combinations(sorted(labels), 2):
        common = sorted(labels[first].keys() & labels[second].keys())
        if common:
            pairs.append(_agreement((first, second), [(labels[first][key], labels[second][key]) for key in common]))
    return pairs


def _agreement(coders: tuple[str, str], pairs: list[tuple[str, str]]) -> Agreement:
    agreed = sum(one == other for one, other in pairs)
    if len({label for pair in pairs for label in pair}) < 2:
        # One label everywhere: chance alone would agree as well, and both coefficients are 0 / 0.
        return Agreement(coders, len(pairs), agreed, None, None)
    # Imported here: nltk takes over a second to import, and the record alone is wanted more often than the figures.
    from nltk.metrics.agreement import AnnotationTask

    rows = [
        (coder, str(item), label) for item, pair in enumerate(pairs) for coder, label in zip(coders, pair, strict=True)
    ]
    task = AnnotationTask(rows)
    return Agreement(coders, len(pairs), agreed, float(task.kappa()), float(task.alpha()))
