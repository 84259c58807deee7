"""By which codebooks the labels of a folder were given: each by version and hash, as the logs say it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from classifier.errors import AnnotationError
from classifier.labels.codebook import Codebook
from classifier.labels.codebook_changes import Changes, changes_between
from classifier.labels.codebook_history import kept_codebook
from classifier.labels.lines import Fault
from classifier.labels.log import LabelEvent, Standing, read_standing


class Edition(NamedTuple):
    """A codebook as a label names it; what is not said, or cannot be, is None."""

    version: int | None
    hash: str | None

    def __str__(self) -> str:
        """Return version and hash as a message names them."""
        version = "of an unknown version" if self.version is None else str(self.version)
        return f"codebook {version} (hash {self.hash or 'not known'})"


def edition_of(event: LabelEvent, codebook: Codebook) -> Edition:
    """Return by which codebook a label was given; where the line does not say it is the one at hand."""
    said = event.codebook or {}
    version, hash_ = said.get("version", codebook.version), said.get("hash")
    if not said:
        hash_ = codebook.hash
    whole = isinstance(version, int) and not isinstance(version, bool)
    return Edition(version if whole else None, hash_ if isinstance(hash_, str) else None)


def log_files(annotations: Path) -> list[Path]:
    """Return the logs of an annotations folder, by name."""
    return sorted((annotations / "labels").glob("*.jsonl"))


def label_events(standing: Standing) -> list[LabelEvent]:
    """Return the labels of a log that stand, those given again among them, in the order of its lines."""
    return sorted((*standing.labels(), *standing.labels("again")), key=lambda event: event.line)


def is_clash(edition: Edition, codebook: Codebook) -> bool:
    """Return whether a codebook has the version of an edition but other words."""
    return edition.version == codebook.version and edition.hash is not None and edition.hash != codebook.hash


@dataclass(frozen=True, slots=True)
class Clash:
    """Labels given by a codebook of the same version as the one at hand and with other words."""

    edition: Edition
    labels: Mapping[Path, int]
    """How many labels of each log."""
    changes: Changes | None
    """What the one at hand says otherwise; None where no copy of the other was kept."""


def clashes(annotations: Path, codebook: Codebook, fault: Fault) -> list[Clash]:
    """Return the editions of a folder's labels that have the codebook's version and another hash.

    What is wrong in the logs goes to `fault`; a label that the codebook does not have is not.
    """
    counted: dict[Edition, Counter[Path]] = defaultdict(Counter)
    for path in log_files(annotations):
        for event in label_events(read_standing(path, None, fault)):
            edition = edition_of(event, codebook)
            if is_clash(edition, codebook):
                counted[edition][path] += 1
    return [
        Clash(edition, labels, None if before is None else changes_between(before, codebook))
        for edition, labels in counted.items()
        for before in [_kept(annotations, edition, fault)]
    ]


def clash_text(clash: Clash, codebook: Codebook) -> str:
    """Return a clash as a sentence: what was found, in which logs, and what to do."""
    labels = sum(clash.labels.values())
    logs = ", ".join(f"{path.name} {count:,}" for path, count in clash.labels.items())
    return (
        f"{labels:,} {'label was' if labels == 1 else 'labels were'} given by {clash.edition}, and the codebook is "
        f"another under the same number (hash {codebook.hash}): {logs}; {_what_changed(clash.changes)}give it a new "
        "version number and run: classify codebook migrate"
    )


def _kept(annotations: Path, edition: Edition, fault: Fault) -> Codebook | None:
    if edition.version is None or edition.hash is None:
        return None
    try:
        return kept_codebook(annotations, edition.version, edition.hash)
    except AnnotationError as error:
        fault(str(error))
        return None


def _what_changed(changes: Changes | None) -> str:
    if changes is None:
        return "no copy was kept of the one that they were given by; "
    said = "; ".join(change_lines(changes))
    return f"changed since: {said}; " if said else ""


def change_lines(changes: Changes) -> Iterator[str]:
    """Yield what changed between two codebooks, a few words each."""
    for label, why in changes.labels.items():
        if why:
            yield f"{label!r} ({', '.join(why)})"
    if changes.new:
        yield f"new label {', '.join(map(repr, changes.new))}"
    if changes.rules:
        yield f"{', '.join(changes.rules)}, which names no label"
