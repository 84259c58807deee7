"""Which annotations folder a command means."""

from pathlib import Path

from classifier.errors import AnnotationError
from classifier.labels.codebook import Codebook, read_codebook
from classifier.shipped import shipped


def annotations_folder(chosen: str | None) -> Path:
    """Return the folder that was named, else annotations/ here, else the one that ships with the package."""
    if chosen is not None:
        return Path(chosen)
    here = Path("annotations")
    return here if here.is_dir() else shipped("annotations")


def codebook_for(chosen: str | None) -> Codebook | None:
    """Return the codebook of the folder that `annotations_folder` means; None where none was named or is there."""
    try:
        return read_codebook(annotations_folder(chosen) / "codebook.toml")
    except AnnotationError:
        if chosen is not None:
            raise
        return None
