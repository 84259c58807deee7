"""A new project: an annotations folder with a codebook to begin from, a first thread, and what to do next."""

import json
import os
from pathlib import Path

from classifier.errors import AnnotationError
from classifier.files import write_file, write_folder
from classifier.labels.codebook import parse_codebook
from classifier.labels.codebook_history import copy_path

TITLE = "A park in Weaver Street"
"""Of the codebook that a project begins with."""

_FILES = Path(__file__).parent / "new_project_files"
_BESIDE = {"seeds/first-thread.txt": "first-thread.txt", "README.md": "README.md"}


def make_project(folder: Path, title: str) -> list[Path]:
    """Make a project in a folder, which may hold other files, and return those of its own that stood there already.

    Nothing that stands there is touched. The annotations folder comes last, and whole, so that it can be done again
    after a crash. Raises AnnotationError where there is one that is not empty, or where a title is no line of text;
    ClassifierError where a file cannot be written.
    """
    named = " ".join(title.split())
    if not named or not named.isprintable():
        raise AnnotationError(f"--title {title!r}: must be a line of text")
    annotations = folder / "annotations"
    _refuse_others(annotations)
    left = []
    for name, from_ in _BESIDE.items():
        path = folder / name
        if os.path.lexists(path):
            left.append(path)
            continue
        _make_folder(path.parent)
        write_file(path, _filled(from_, named))
    content = _filled("codebook.toml", json.dumps(named, ensure_ascii=False))
    codebook = parse_codebook(content, annotations / "codebook.toml")
    copy = copy_path(Path(), codebook.version, codebook.hash)
    _remove_empty(annotations)
    write_folder(annotations, {"codebook.toml": content, copy.as_posix(): content}, empty=("posts", "labels"))
    return left


def _filled(name: str, title: str) -> bytes:
    return (_FILES / name).read_text("utf-8").replace("@TITLE@", title).encode()


def _refuse_others(annotations: Path) -> None:
    if annotations.is_dir():
        if any(annotations.iterdir()):
            raise AnnotationError(
                f"{annotations}: is there already and holds files; name another folder, or go on with that one: "
                "classify codebook check"
            )
    elif os.path.lexists(annotations):
        raise AnnotationError(f"{annotations}: is a file; name another folder")


def _remove_empty(annotations: Path) -> None:
    """Make way; a folder that is not empty any more stays, and is not written over."""
    try:
        if annotations.is_dir():
            annotations.rmdir()
    except OSError as error:
        raise AnnotationError(f"{annotations}: cannot be written: {error.strerror}") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnnotationError(f"{folder}: cannot be made: {error.strerror}; name another folder") from None
