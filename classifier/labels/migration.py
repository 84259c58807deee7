"""Labels given by another version of the codebook -> which of them stand under the one at hand, and which wait."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.errors import AnnotationError
from classifier.labels.annotations import of_another_version
from classifier.labels.codebook import Codebook
from classifier.labels.codebook_changes import Changes, changes_between, renamed
from classifier.labels.codebook_history import kept_codebook, kept_labels
from classifier.labels.coder_log import CoderLog
from classifier.labels.editions import Edition, edition_of
from classifier.labels.log import LabelEvent

Names = Mapping[str, str]
"""Labels' ids before -> their ids now, where these differ."""


@dataclass(frozen=True, slots=True)
class Move:
    """A label that was given by another version, and what becomes of it."""

    event: LabelEvent
    carried: LabelEvent
    """The same with the ids that its labels have now."""
    why: tuple[str, ...]
    """What changed of its labels' text; nothing where it is carried over."""


def plan_moves(
    events: Iterable[LabelEvent], codebook: Codebook, changes: Mapping[Edition, Changes], names: Names
) -> list[Move]:
    """Return what becomes of the labels that another version than the codebook's gave.

    `changes` holds what the codebook says otherwise than each edition, whose labels already bear their new names.
    """
    return [
        _move(event, changes[edition_of(event, codebook)], names)
        for event in events
        if of_another_version(event, codebook)
    ]


def carry_over(log: CoderLog, moves: Iterable[Move]) -> Iterator[LabelEvent]:
    """Write each label whose text is the same once more, as given by the codebook at hand, and yield its line.

    The others are left as they are: they await a second look.
    """
    for move in moves:
        if not move.why:
            yield log.carry(move.carried, move.event.served)


def edition_changes(
    annotations: Path, editions: Iterable[Edition], codebook: Codebook, given: Codebook | None, names: Names
) -> dict[Edition, Changes]:
    """Return what a codebook says otherwise than each edition, read from the copies that were kept or from `given`.

    Raises AnnotationError where the text of an edition is not to be had, or where the names fit none of them.
    """
    texts = {edition: _text(annotations, edition, given) for edition in editions}
    known = kept_labels(annotations) if names else set()
    _refuse_names(names, known.union(*(text.label_ids for text in texts.values())), codebook)
    return {
        edition: changes_between(renamed(before, _fitting(names, before)), codebook)
        for edition, before in texts.items()
    }


def _move(event: LabelEvent, changes: Changes, names: Names) -> Move:
    label, secondary = (None if name is None else names.get(name, name) for name in (event.label, event.secondary))
    why = changes.of(label or "")
    if secondary is not None:
        why += tuple(f"secondary label: {reason}" for reason in changes.of(secondary))
    return Move(event, replace(event, label=label, secondary=secondary), why)


def _text(annotations: Path, edition: Edition, given: Codebook | None) -> Codebook:
    version, hash_ = edition
    if given is not None and version in (given.version, None) and hash_ in (given.hash, None):
        return given
    kept = None if version is None or hash_ is None else kept_codebook(annotations, version, hash_)
    if kept is not None:
        return kept
    other = "" if given is None else f"; the one given is {Edition(given.version, given.hash)}"
    raise AnnotationError(
        f"{annotations}: labels were given by {edition}, of which no copy was kept{other}; name its file with --from"
    )


def _refuse_names(names: Names, known: Collection[str], codebook: Codebook) -> None:
    for before, now in names.items():
        if before not in known:
            raise AnnotationError(
                f"--rename {before}={now}: {before!r} is no label of the codebooks before; theirs are "
                f"{', '.join(sorted(known))}"
            )
        if now not in codebook.label_ids:
            raise AnnotationError(
                f"--rename {before}={now}: {now!r} is not in the codebook; the labels are "
                f"{', '.join(codebook.label_ids)}"
            )


def _fitting(names: Names, before: Codebook) -> Names:
    """Return the names that concern a codebook; raise AnnotationError where two of its labels would become one."""
    ids = before.label_ids
    others = {name: now for name, now in names.items() if name in ids}
    after = [others.get(name, name) for name in ids]
    for now in others.values():
        if after.count(now) > 1:
            raise AnnotationError(
                f"--rename: two labels of codebook {before.version} would be {now!r}; whose text is the same as one "
                "label's can only be one of them"
            )
    return others
