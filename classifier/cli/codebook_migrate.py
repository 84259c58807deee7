"""What `classify codebook migrate` does: hold all logs, find what becomes of each label, carry over, and say it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from classifier.cli.standard_error import progress, say_note
from classifier.errors import AnnotationError, listed
from classifier.labels.annotations import of_another_version
from classifier.labels.codebook import Codebook, parse_codebook, read_codebook, read_codebook_file
from classifier.labels.codebook_changes import Changes
from classifier.labels.codebook_history import keep_codebook, keep_copy
from classifier.labels.coder_log import CoderLog
from classifier.labels.editions import Edition, clash_text, clashes, edition_of, label_events, log_files
from classifier.labels.log import LabelEvent, read_standing
from classifier.labels.migration import Move, Names, carry_over, edition_changes, plan_moves
from classifier.reports.migration_text import change_report, moves_report, next_commands


@dataclass(frozen=True, slots=True)
class Earlier:
    """The codebook of --from."""

    content: bytes
    codebook: Codebook

    @classmethod
    def read(cls, path: Path) -> "Earlier":
        """Return the codebook of a file; raise AnnotationError where it is none."""
        content = read_codebook_file(path)
        return cls(content, parse_codebook(content, path))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of the labels of a folder."""

    codebook: Codebook
    changes: Mapping[Edition, Changes]
    moves: Mapping[str, Sequence[Move]]
    """By coder; of those alone who have any."""

    def lines(self) -> Iterator[str]:
        """Yield what there is to say of it."""
        if not self.moves:
            yield f"no label was given by another version than {self.codebook.version}: there is nothing to move"
            return
        yield from change_report(self.changes, self.codebook)
        yield from moves_report(self.moves)
        commands = list(next_commands(self.moves))
        if commands:
            yield ""
        yield from commands


def names_of(renames: Iterable[str]) -> Names:
    """Return what --rename says as ids before -> ids now; raise UsageError where it cannot be."""
    names: dict[str, str] = {}
    for said in renames:
        before, _, now = said.partition("=")
        if not (before and now) or names.setdefault(before, now) != now:
            raise click.UsageError(f"--rename {said}: give each label once, like --rename old-id=new-id")
    return names


def migrate_labels(annotations: Path, earlier: Path | None, names: Names, dry_run: bool) -> Plan:
    """Move the labels of a folder to its codebook, or only plan it, and return the plan.

    Raises AnnotationError, before anything is written, where another process holds a log, a log has faults, labels
    were given by another codebook of the same version, or the text of an earlier one is not to be had.
    """
    codebook = read_codebook(annotations / "codebook.toml")
    given = None if earlier is None else Earlier.read(earlier)
    _refuse_clashes(annotations, codebook)
    with ExitStack() as stack:
        logs: dict[str, CoderLog] = {}
        if not dry_run:
            for path in log_files(annotations):
                logs[path.stem] = stack.enter_context(CoderLog.open(path, codebook, say_note))
        labels = _read(annotations, codebook) if dry_run else _held(logs)
        plan = _planned(annotations, codebook, given, names, labels)
        if plan.moves and not dry_run:
            _carry(annotations, given, logs, plan)
    return plan


Labels = Mapping[str, Sequence[LabelEvent]]


def _planned(annotations: Path, codebook: Codebook, given: Earlier | None, names: Names, labels: Labels) -> Plan:
    editions = dict.fromkeys(
        edition_of(event, codebook)
        for events in labels.values()
        for event in events
        if of_another_version(event, codebook)
    )
    changes = edition_changes(annotations, editions, codebook, given.codebook if given else None, names)
    moves = {coder: plan_moves(events, codebook, changes, names) for coder, events in labels.items()}
    return Plan(codebook, changes, {coder: of_coder for coder, of_coder in moves.items() if of_coder})


def _carry(annotations: Path, given: Earlier | None, logs: Mapping[str, CoderLog], plan: Plan) -> None:
    keep_codebook(annotations)
    if given is not None:
        keep_copy(annotations, given.content, given.codebook)
    for coder, moves in plan.moves.items():
        carried = sum(not move.why for move in moves)
        with progress(f"Carrying over the labels of {coder}", quiet=False) as tell:
            for nth, _ in enumerate(carry_over(logs[coder], moves), 1):
                tell(nth, carried)


def _refuse_clashes(annotations: Path, codebook: Codebook) -> None:
    faults: list[str] = []
    found = clashes(annotations, codebook, faults.append)
    faults += [f"{annotations / 'codebook.toml'}: {clash_text(clash, codebook)}" for clash in found]
    if faults:
        raise AnnotationError(listed(faults))


def _held(logs: Mapping[str, CoderLog]) -> Labels:
    return {coder: label_events(log.standing) for coder, log in logs.items()}


def _read(annotations: Path, codebook: Codebook) -> Labels:
    faults: list[str] = []
    labels = {
        path.stem: label_events(read_standing(path, codebook.label_ids, faults.append, codebook.version))
        for path in log_files(annotations)
    }
    if faults:
        raise AnnotationError(listed(faults))
    return labels
