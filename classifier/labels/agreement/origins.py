"""The agreement of the coders of an annotations folder, real and written posts apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from classifier.errors import DataError
from classifier.labels.agreement.codings import labels_by_coder
from classifier.labels.agreement.disagreements import Disagreement, disagreements
from classifier.labels.agreement.measured import Together, measure_agreement
from classifier.labels.annotations import Annotations
from classifier.labels.log import ADJUDICATED, LabelEvent
from classifier.records import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAgreement:
    """How far coders agree on the posts of one origin; no figure pools two origins."""

    origin: str
    posts: int
    """Posts that any of the coders labelled."""
    threads: int
    labelled: Mapping[str, int]
    """How many posts each coder labelled, in order of name."""
    together: Together
    disagreements: tuple[Disagreement, ...]


def agreement_by_origin(
    annotations: Annotations, origins: Sequence[str], coders: Collection[str], seed: int
) -> list[OriginAgreement]:
    """Return the agreement on the posts of each origin that has labels; of all coders where none is named.

    Raises DataError for a coder without a label, and where no post of these origins is labelled.
    """
    known = {event.coder for event in annotations.events} - {ADJUDICATED}
    unknown = sorted(set(coders) - known)
    if unknown:
        there = ", ".join(sorted(known)) or "none"
        raise DataError(f"no labels of {', '.join(map(repr, unknown))}; the coders are: {there}")
    chosen = [_of_origin(annotations, origin, coders or known, seed) for origin in origins]
    found = [one for one in chosen if one.posts]
    if not found:
        raise DataError(f"no {' or '.join(origins)} posts are labelled; there is nothing to compare")
    return found


def _of_origin(annotations: Annotations, origin: str, coders: Collection[str], seed: int) -> OriginAgreement:
    def of(events: Iterable[LabelEvent]) -> dict[str, dict[Key, str]]:
        return labels_by_coder(
            event for event in events if event.coder in coders and annotations.origins[event.key] == origin
        )

    given = of(annotations.events)
    again = {coder: labels for coder, labels in of(annotations.again).items() if coder in given}
    keys = {key for labels in given.values() for key in labels}
    return OriginAgreement(
        origin=origin,
        posts=len(keys),
        threads=len({thread_id for thread_id, _ in keys}),
        labelled={coder: len(labels) for coder, labels in given.items()},
        together=measure_agreement(given, again, annotations.codebook.label_ids, seed),
        disagreements=tuple(disagreements(annotations, given)),
    )
