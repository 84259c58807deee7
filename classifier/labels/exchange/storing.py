"""Labels that came in -> the logs of their coders."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from classifier.errors import DataError
from classifier.labels.annotations import of_another_version
from classifier.labels.codebook import Codebook
from classifier.labels.coder_log import CoderLog, Given, log_path
from classifier.labels.exchange.names import coder_names
from classifier.labels.exchange.placing import Placed
from classifier.labels.exchange.record import OURS
from classifier.labels.lines import Fault
from classifier.labels.log import ADJUDICATED, STAYS, LabelEvent

MOST_CODERS = 100
"""Of one file: their logs are all held at once."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of the labels for one log."""

    path: Path
    theirs: str | None
    """What the file calls the coder, where it says."""
    new: int
    changed: int
    same: int
    left: int
    """By another version of the codebook, where the label there is by the one at hand."""


def by_log(placed: Sequence[Placed], coder: str | None, name: str) -> dict[str, list[Placed]]:
    """Return the labels by the coder whose log they go to.

    `coder`, where it is given, chooses among several coders of the file `name`, and names the one where the file has
    one or does not say. Raises DataError where nobody is named, or the coder is none of several.
    """
    theirs = {label.coder for label in placed}
    named = {one for one in theirs if one is not None}
    if coder is not None and len(named) < 2:
        return {coder: list(placed)} if placed else {}
    if coder is not None:
        chosen = _of(coder, placed, named)
        if not chosen:
            raise DataError(f"{name}: holds no label of {coder!r}, but of {_shown(named)}; --coder takes one of them")
        return {coder: chosen}
    if None in theirs:
        raise DataError(f"{name}: does not say who labelled; say whose labels they are with --coder NAME")
    if len(named) > MOST_CODERS:
        raise DataError(
            f"{name}: names {len(named):,} coders ({_shown(named)}), and {MOST_CODERS} is the most; where these are no "
            "people leave them out, and say whose labels they are with --coder NAME"
        )
    logs = coder_names(named)
    if ADJUDICATED in (log.casefold() for log in logs.values()):
        raise DataError(
            f"{name}: names a coder {ADJUDICATED!r}, whose labels would decide; where that is meant, give "
            f"--coder {ADJUDICATED}"
        )
    labels: dict[str, list[Placed]] = defaultdict(list)
    for label in placed:
        if label.coder is not None:
            labels[logs[label.coder]].append(label)
    return dict(labels)


def _of(coder: str, placed: Sequence[Placed], named: set[str]) -> list[Placed]:
    """Return one of several coders' labels: called so in the file, or so by the name that the log would get."""
    if coder in named:
        return [label for label in placed if label.coder == coder]
    logs = coder_names(named)
    return [label for label in placed if label.coder is not None and logs[label.coder] == coder]


def _shown(names: set[str]) -> str:
    return ", ".join(sorted(names)[:10])[:300]


def store(labels: dict[str, list[Placed]], folder: Path, codebook: Codebook, note: Fault) -> list[Appended]:
    """Append labels to the logs of their coders and return what became of them.

    All logs are held before the first is written to. A label that the coder has given already is left as it is; another
    replaces it, but for one by another version of the codebook where the label there is by the one at hand. Raises
    AnnotationError where a log cannot be written.
    """
    with ExitStack() as held:
        logs = [
            (held.enter_context(CoderLog.open(log_path(folder, coder), codebook, note)), given)
            for coder, given in labels.items()
        ]
        return [_append(log, given) for log, given in logs]


def _append(log: CoderLog, labels: list[Placed]) -> Appended:
    new = changed = left = 0
    for label in labels:
        before = log.label(label.key)
        given = _given(label, log.codebook)
        if before is not None:
            given = _completed(given, before)
            if _says_the_same(given, before, log.codebook):
                continue
            if given.codebook is not None and not of_another_version(before, log.codebook):
                left += 1
                continue
        log.append(given)
        if before is not None and before.served in STAYS:
            log.append(replace(given, served=before.served, carried=True))
        new, changed = new + (before is None), changed + (before is not None)
    theirs = labels[0].coder if labels else None
    return Appended(log.path, theirs, new, changed, len(labels) - new - changed - left, left)


def _given(label: Placed, codebook: Codebook) -> Given:
    said = {name: getattr(label, name) for name in ("label", *OURS)}
    other = label.codebook is not None and label.codebook["version"] != codebook.version
    # What was given by another version awaits its second look, as it would had it been given here.
    about = label.codebook if other else None
    return Given(key=label.key, text_digest=label.text_digest, **said, served="import", codebook=about)


def _completed(given: Given, before: LabelEvent) -> Given:
    """Return what is given with what stood beside the same label before and a tool could not hold."""
    if given.label != before.label:
        return given
    return replace(given, **{name: getattr(given, name) or getattr(before, name) for name in OURS})


def _says_the_same(given: Given, before: LabelEvent, codebook: Codebook) -> bool:
    version = (given.codebook or {}).get("version", codebook.version)
    return (
        all(getattr(given, name) == getattr(before, name) for name in ("label", "text_digest", *OURS))
        and (before.codebook or {}).get("version", codebook.version) == version
    )
