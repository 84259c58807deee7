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


def own_annotations(chosen: str | None) -> Path:
    """Return the annotations folder to write to: the one named, else annotations/ here.

    Raises AnnotationError where there is none: the one that ships with the package is not for writing.
    """
    folder = Path(chosen or "annotations")
    if not folder.is_dir():
        raise AnnotationError(
            f"{folder}: no such folder; classify init DIR makes a project with its annotations folder, to be named "
            "with --annotations or to be worked in"
        )
    return folder


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
