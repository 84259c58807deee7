"""Which file each input's posts go to: a file of its own, in the place that it has in its folder."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import ClassifierError, SourceError
from classifier.stance.prediction_lines import LineFormat
from classifier.threads.sources.source import STANDARD_INPUT, display_name, thread_files

WORK = ".classify"
"""The folder inside the output folder that holds what is unfinished and the list of what is whole."""


@dataclass(frozen=True, slots=True)
class Target:
    """An input and the file that its posts go to."""

    path: str
    output: Path
    relative: str
    """The output's place in its folder, which names it in the list of what is whole."""

    @property
    def name(self) -> str:
        """What the input is called in messages."""
        return display_name(self.path)


def targets(files: Sequence[str], folder: Path, form: LineFormat) -> list[Target | SourceError]:
    """Return where the posts of each file go, in order; what is no file comes out as the error to report.

    The files of a folder keep their places in it; of several folders, each in a folder of its name. To a file's name
    the format is added, where it does not end so already: page.html.jsonl, posts.jsonl. Raises ClassifierError where
    two inputs would go to one file, or one over itself.
    """
    several = sum(map(os.path.isdir, files)) > 1
    found: list[Target | SourceError] = []
    for file in files:
        found.extend(_of_argument(file, folder, form, several))
    whole = [target for target in found if isinstance(target, Target)]
    _refuse_two_of_a_name(whole)
    _refuse_inputs(whole, files, folder)
    return list(dict.fromkeys(found))


def _of_argument(file: str, folder: Path, form: LineFormat, several: bool) -> Iterator[Target | SourceError]:
    for path in thread_files([file]):
        if isinstance(path, SourceError):
            yield path
            continue
        inside = os.path.relpath(path, file) if path != file else os.path.basename(os.path.abspath(path))
        if path == STANDARD_INPUT:
            inside = "standard-input"
        if several and path != file:
            inside = os.path.join(os.path.basename(os.path.abspath(file)), inside)
        relative = inside if inside.endswith(f".{form}") else f"{inside}.{form}"
        yield Target(path, folder / relative, relative)


def _refuse_two_of_a_name(whole: Sequence[Target]) -> None:
    taken: dict[str, Target] = {}
    for target in whole:
        other = taken.setdefault(target.relative, target)
        if other.path != target.path:
            raise ClassifierError(
                f"{target.output}: {other.path} and {target.path} would both be written there; rename one, or give the "
                "folder that holds both"
            )


def _refuse_inputs(whole: Sequence[Target], files: Sequence[str], folder: Path) -> None:
    """Refuse to write over what is read, or among it, where the next run would read it."""
    read = {os.path.realpath(target.path) for target in whole}
    for target in whole:
        if os.path.realpath(target.output) in read:
            raise ClassifierError(f"{target.output}: is read as well; write to another folder with --output")
    for file in files:
        if os.path.isdir(file) and Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(file)):
            raise ClassifierError(
                f"{folder}: lies in {file}, whose files are read: the next run would read what this one writes; "
                "write to a folder beside it"
            )
