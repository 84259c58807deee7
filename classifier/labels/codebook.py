"""The codebook: the labels, what they mean, and the rules between them."""

import json
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from classifier.errors import AnnotationError, listed


@dataclass(frozen=True, slots=True)
class CodebookLabel:
    """One label: what it means, how it is recognised, and how it shows on a page."""

    id: str
    title: str
    definition: str
    signs: str
    keywords: tuple[str, ...] = ()
    """For the keyword baseline only; no model is trained on them."""
    key: str | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the label that the codebook gives it."""

    text: str
    label: str
    rule: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A label set with its rules, at one version."""

    version: int
    title: str
    labels: tuple[CodebookLabel, ...]
    rules: tuple[str, ...] = ()
    unit: str = ""
    task: str = ""
    definitions_begin: str = ""
    examples: tuple[Example, ...] = ()
    names: tuple[str, ...] = ()
    """Of countries, people and the like: masked to see how much of a score is topic; one ending in * has any ending."""

    @property
    def label_ids(self) -> tuple[str, ...]:
        """The labels' ids, in the codebook's order."""
        return tuple(label.id for label in self.labels)

    @property
    def hash(self) -> str:
        """64 bits over what a coder goes by: version, label ids, definitions, signs and rules."""
        covered = [
            self.version,
            [[label.id, label.definition, label.signs] for label in self.labels],
            list(self.rules),
        ]
        return blake2b(json.dumps(covered).encode(), digest_size=8).hexdigest()

    @property
    def reference(self) -> dict[str, int | str]:
        """Version and hash, as every label, model and report carries them."""
        return {"version": self.version, "hash": self.hash}


def folded(text: str) -> str:
    """Return what is the same for texts that differ by the letters' case and by spaces alone."""
    return " ".join(text.casefold().split())


def read_codebook(path: Path) -> Codebook:
    """Return the codebook of a TOML file; raise AnnotationError with all that is wrong in it."""
    return parse_codebook(read_codebook_file(path), path)


def read_codebook_file(path: Path) -> bytes:
    """Return what a codebook's file holds; raise AnnotationError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AnnotationError(
            f"{path}: no such file; an annotations folder needs its codebook; classify init DIR makes one to begin from"
        ) from None
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read: {error}") from None


def parse_codebook(content: bytes, path: Path) -> Codebook:
    """Return the codebook of a TOML file's bytes; raise AnnotationError with all that is wrong in it."""
    codebook = parse_draft(content, path)
    faults = [f"{path}: {fault}" for fault in conflicts(codebook)]
    if faults:
        raise AnnotationError(listed(faults))
    return codebook


def parse_draft(content: bytes, path: Path) -> Codebook:
    """Return a codebook whose parts may still be in conflict; raise AnnotationError where it has not its fields."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AnnotationError(f"{path}:{line}: holds a byte that is not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:  # Of a number with too many digits only ValueError is raised.
        raise AnnotationError(f"{path}: bad TOML: {error}") from None
    faults = [f"{path}: {fault}" for fault in _faults(table)]
    if faults:
        raise AnnotationError(listed(faults))
    return Codebook(
        version=table["version"],
        title=table["title"],
        labels=tuple(
            CodebookLabel(**{**label, "keywords": tuple(label.get("keywords", ()))}) for label in table["labels"]
        ),
        rules=tuple(table.get("rules", ())),
        unit=table.get("unit", "").strip(),
        task=table.get("task", "").strip(),
        definitions_begin=table.get("definitions_begin", ""),
        examples=tuple(Example(**example) for example in table.get("examples", ())),
        names=tuple(table.get("names", ())),
    )


def conflicts(codebook: Codebook) -> list[str]:
    """Return what keeps a codebook from being used at all: labels, keys and examples that do not go together."""
    ids = codebook.label_ids
    keys = Counter(label.key for label in codebook.labels if label.key is not None)
    faults = []
    if codebook.version < 1:
        faults.append(f"has version {codebook.version}; versions are counted from 1")
    if len(ids) < 2:
        faults.append(f"has {len(ids)} label; a codebook needs at least two [[labels]]")
    faults += [f"label id {name!r} is given {n} times; ids must differ" for name, n in Counter(ids).items() if n > 1]
    faults += [f"key {key!r} is given to {n} labels; keys must differ" for key, n in keys.items() if n > 1]
    faults += [
        f"example {nth} has label {example.label!r}; the labels are {', '.join(ids)}"
        for nth, example in enumerate(codebook.examples, 1)
        if example.label not in ids
    ]
    return faults


_LABEL_FIELDS = {"id": str, "title": str, "definition": str, "signs": str}
_FREE_LABEL_FIELDS = {"keywords": list, "key": str, "colour": str}
_EXAMPLE_FIELDS = {"text": str, "label": str}
_FIELDS = {"version": int, "title": str, "labels": list}
_FREE_FIELDS = {"rules": list, "unit": str, "task": str, "definitions_begin": str, "examples": list, "names": list}


def _faults(table: Mapping[str, Any]) -> list[str]:
    faults = _wrong_fields(table, _FIELDS, _FREE_FIELDS, "the codebook")
    if faults:
        return faults
    labels, examples = table["labels"], table.get("examples", [])
    for nth, label in enumerate(labels, 1):
        faults += _wrong_fields(label, _LABEL_FIELDS, _FREE_LABEL_FIELDS, f"label {nth}")
        faults += _not_texts(label, "keywords", f"label {nth}")
    for nth, example in enumerate(examples, 1):
        faults += _wrong_fields(example, _EXAMPLE_FIELDS, {"rule": int}, f"example {nth}")
    faults += [fault for field in ("rules", "names") for fault in _not_texts(table, field, "the codebook")]
    return faults


def _wrong_fields(table: object, needed: Mapping[str, type], free: Mapping[str, type], what: str) -> list[str]:
    if not isinstance(table, Mapping):
        return [f"{what} must be a table"]
    faults = [f"{what} lacks {name!r}" for name in needed if name not in table]
    types = {**needed, **free}
    for name, value in table.items():
        if name not in types:
            faults.append(f"{what} has {name!r}; the fields are {', '.join(types)}")
        elif not isinstance(value, types[name]) or isinstance(value, bool):
            faults.append(f"{name!r} of {what} must be {_KINDS[types[name]]}, not {_kind(value)}")
        elif value == "" and name in needed:
            faults.append(f"{name!r} of {what} is empty")
    return faults


_KINDS: Mapping[type, str] = {
    **{str: 'text in "quotes"', int: "a whole number", float: "a broken number", bool: "true or false"},
    **{list: "a list in [brackets]", dict: "a table"},
}
"""What the types of TOML are called where no programmer reads it; whatever else there is are dates and times."""


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")


def _not_texts(table: object, name: str, what: str) -> list[str]:
    values = table.get(name, []) if isinstance(table, Mapping) else []
    if isinstance(values, list) and not all(isinstance(value, str) and value.strip("* ") for value in values):
        return [f"{name!r} of {what} must hold texts only, and none that is empty"]
    return []
