"""Copies of every codebook by which labels were given, so that it can always be read what a label's hash stands for."""

import re
from pathlib import Path

from classifier.errors import AnnotationError
from classifier.files import write_file
from classifier.labels.codebook import Codebook, parse_codebook, read_codebook, read_codebook_file

_HASH = re.compile(r"[0-9a-f]{16}")
_LARGEST_VERSION = 10**9


def keep_codebook(annotations: Path) -> Codebook:
    """Keep a copy of a folder's codebook, byte for byte, and return the codebook.

    Raises AnnotationError where there is none or it has faults, ClassifierError where the copy cannot be written.
    """
    path = annotations / "codebook.toml"
    content = read_codebook_file(path)
    codebook = parse_codebook(content, path)
    keep_copy(annotations, content, codebook)
    return codebook


def keep_copy(annotations: Path, content: bytes, codebook: Codebook) -> None:
    """Keep a copy of the bytes that a codebook was read from; one of the same version and hash stays as it is."""
    path = copy_path(annotations, codebook.version, codebook.hash)
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnnotationError(f"{path.parent}: cannot be written: {error.strerror}") from None
    write_file(path, content)


def kept_codebook(annotations: Path, version: int, hash_: str) -> Codebook | None:
    """Return the codebook that a label names, None where no copy of it was kept.

    Raises AnnotationError where the copy holds another codebook than its name says.
    """
    # A log can come from anyone: what is no hash, or no version, must not become part of a path.
    if not _HASH.fullmatch(hash_) or not 0 <= version <= _LARGEST_VERSION:
        return None
    path = copy_path(annotations, version, hash_)
    if not path.exists():
        return None
    codebook = read_codebook(path)
    if (codebook.version, codebook.hash) != (version, hash_):
        raise AnnotationError(
            f"{path}: holds codebook {codebook.version} with hash {codebook.hash}, not the one of its name; put the "
            "right file there, or delete this one"
        )
    return codebook


def kept_labels(annotations: Path) -> set[str]:
    """Return the ids of all labels of the codebooks that were kept; raise AnnotationError for a copy with faults."""
    return {
        label for path in sorted((annotations / "codebooks").glob("*.toml")) for label in read_codebook(path).label_ids
    }


def copy_path(annotations: Path, version: int, hash_: str) -> Path:
    """Return where a copy of a codebook stands."""
    return annotations / "codebooks" / f"{version}-{hash_}.toml"
