"""Bringing in the labels of another tool: read, placed, and only then written."""

from collections.abc import Sequence
from dataclasses import replace

from classifier.cli.annotations import own_annotations
from classifier.cli.inputs import Inputs
from classifier.labels.annotations import read_stored_posts
from classifier.labels.codebook_history import keep_codebook
from classifier.labels.exchange.formats import FORMATS
from classifier.labels.exchange.names import LabelNames
from classifier.labels.exchange.placing import Placer, place_all
from classifier.labels.exchange.reading import Reading
from classifier.labels.exchange.storing import Appended, by_log, store
from classifier.threads.formats import ReadOptions


def import_labels(
    file: str,
    from_format: str,
    coder: str | None,
    pairs: Sequence[str],
    annotations: str | None,
    reading: Reading,
    quiet: bool,
) -> int:
    """Append the labels of a file to the logs and return the exit code: 3 where some of them could not be placed."""
    inputs = Inputs((file,), ReadOptions(), quiet)
    folder = own_annotations(annotations)
    codebook = keep_codebook(folder)
    placer = Placer(read_stored_posts(folder).posts, LabelNames.of(codebook, pairs))
    records = FORMATS[from_format].read(file, replace(reading, fault=inputs.fault))
    placed, unlabelled = place_all(placer, records, inputs.fault)
    labels = by_log(placed, coder, file)
    logs = store(labels, folder, codebook, inputs.note)
    for stored in logs:
        inputs.note(_told(stored))
    elsewhere = len(placed) - sum(map(len, labels.values()))
    if elsewhere:
        inputs.note(f"{file}: {elsewhere:,} labels in it are of other coders than {coder}, and were left out (--coder)")
    others = -sum(stored.left for stored in logs)
    others += sum(label.codebook is not None and label.codebook["version"] != codebook.version for label in placed)
    if others:
        inputs.note(
            f"{file}: {others:,} labels in it were given by another version of the codebook than {codebook.version}; "
            "they do not count before: classify codebook migrate"
        )
    if unlabelled:
        inputs.note(f"{file}: {unlabelled:,} posts in it have no label")
    elif not placed:
        inputs.note(f"{file}: no label in it was placed")
    inputs.worked = 1
    return inputs.exit_code()


def _told(stored: Appended) -> str:
    whose = f" (there {stored.theirs})" if stored.theirs not in (None, stored.path.stem) else ""
    left = f", {stored.left:,} left out: the label there is by the codebook at hand" if stored.left else ""
    new = f"{stored.new:,} new label{'' if stored.new == 1 else 's'}"
    return f"{stored.path}{whose}: {new}, {stored.changed:,} changed, {stored.same:,} there already{left}"
