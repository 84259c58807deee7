"""Which annotations folder a command means."""

from pathlib import Path

from classifier.cli.standard_error import say_note
from classifier.errors import AnnotationError
from classifier.labels.annotations import Annotations, read_annotations
from classifier.labels.codebook import Codebook, read_codebook
from classifier.shipped import shipped


def annotations_folder(chosen: str | None, quiet: bool = False) -> Path:
    """Return the folder that was named, else annotations/ here, else the one that ships with the package.

    The last is said: who is in another folder than they think would take it for their own.
    """
    if chosen is not None:
        return Path(chosen)
    here = Path("annotations")
    if here.is_dir():
        return here
    if not quiet:
        say_note("no folder annotations/ here: these are the annotations that ship with the package")
    return shipped("annotations")


def read_chosen(chosen: str | None, quiet: bool) -> Annotations:
    """Return the annotations of the folder that `annotations_folder` means; what they note goes to standard error."""
    found = read_annotations(annotations_folder(chosen, quiet))
    for note in () if quiet else found.notes:
        say_note(note)
    return found


def codebook_for(chosen: str | None) -> Codebook | None:
    """Return the codebook of the folder that `annotations_folder` means; None where none was named or is there."""
    try:
        return read_codebook(annotations_folder(chosen, quiet=True) / "codebook.toml")
    except AnnotationError:
        if chosen is not None:
            raise
        return None
