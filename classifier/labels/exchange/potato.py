"""Potato: annotated_instances.jsonl as it was up to version 1, user_state.json as it is since, a folder a person.

Looked at: davidjurgens/potato on GitHub, the annotation_output of its example projects (sentiment_analysis,
dialogue_analysis, promptauditing) and potato/export (cli.load_annotations_from_output_dir, single_select). A line of
the first has `id`, `displayed_text`, `label_annotations` ({question: {label: "true"}}, free text under text_box) and
`span_annotations`; the second has `instance_id_to_label_to_value`, whose answers are pairs of {"schema", "name"} and a
value, or such an object. Potato gives back nothing of an item but its id, so the id holds the whole key of the post.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from classifier.errors import SourceError
from classifier.labels.exchange.reading import Reading, objects_of_lines, question_among, sources_of
from classifier.labels.exchange.record import (
    OURS,
    QUESTION,
    Incoming,
    Outgoing,
    belonging,
    codebook_of,
    context,
    details,
    details_among,
    placed_by,
    text_of,
)
from classifier.records import Key
from classifier.threads.exports.parse_json import read_json
from classifier.threads.exports.values import Object, object_at
from classifier.threads.post_lines import json_line

_LINES, _STATE = "annotated_instances.jsonl", "user_state.json"
_BOX = "text_box"
_NOT_CHOSEN = (False, None, "", "false", "False")


def write(outgoing: Iterable[Outgoing], out: BinaryIO) -> None:
    """Write a line for each label: an item of a data file (id, text) and an annotated instance in one."""
    for one in outgoing:
        text = one.post.text
        item = {"id": _item_id(one.post.key), "text": text, "displayed_text": text, **context(one.post)}
        answered = {"label_annotations": _answers(one), "span_annotations": {}} if one.event else {}
        out.write(json_line({**item, **answered, **belonging(one)}))


def _answers(one: Outgoing) -> dict[str, dict[str, str]]:
    said = details(one)
    chosen = {QUESTION: one.event.label if one.event else None, **{name: said.get(name) for name in OURS}}
    return {
        name: {_BOX: value} if name == "note" else {value: "true"}
        for name, value in chosen.items()
        if value is not None
    }


def _item_id(key: Key) -> str:
    """Return a post's key as one text; an id without a slash is nobody's of ours."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in key)


def _key(item_id: str | None) -> Key | None:
    parts = (item_id or "").split("/")
    if len(parts) != 2:
        return None
    thread, post = (part.replace("%2F", "/").replace("%25", "%") for part in parts)
    return (thread, post) if thread and post else None


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what one person answered, or, of the folder annotation_output, what each of them did."""
    for file, person in _files(path):
        for source in sources_of(file):
            if Path(file).suffix == ".json":
                state, _ = read_json(source)
                yield from _of_state(source.name, state, person, reading)
            else:
                for where, line in objects_of_lines(source, reading.fault):
                    yield _of_line(where, line, person, reading.question)


def _files(path: str) -> list[tuple[str, str | None]]:
    """Return the files to read with the person that each is of; None where no folder says who."""
    if not os.path.isdir(path):
        # Where Potato wrote the file, the folder that it lies in is called after the person.
        named = Path(path).name in (_LINES, _STATE)
        return [(path, Path(os.path.abspath(path)).parent.name if named else None)]
    inside = sorted(Path(path).glob("*/")) if not _own_file(path) else [Path(path)]
    found: list[tuple[str, str | None]] = [
        (str(file), folder.resolve().name) for folder in inside if (file := _own_file(folder)) is not None
    ]
    if not found:
        raise SourceError(
            f"{path}: no folder of a person in it has {_LINES} or {_STATE}; name the project's annotation_output"
        )
    return found


def _own_file(folder: str | Path) -> Path | None:
    return next((file for name in (_STATE, _LINES) if (file := Path(folder) / name).is_file()), None)


def _of_line(where: str, line: Object, person: str | None, question: str | None) -> Incoming:
    text = text_of(line.get("displayed_text")) or text_of(line.get("text"))
    answers = {name: _chosen(value) for name, value in object_at(line, "label_annotations").items()}
    placed = placed_by(line)
    placed["key"] = placed["key"] or _key(text_of(line.get("id")))
    said = {"text": text, "coder": person or text_of(line.get("coder")), "codebook": codebook_of(line)}
    return _incoming(where, answers, question, {**placed, **said})


def _of_state(name: str, state: Any, person: str | None, reading: Reading) -> Iterator[Incoming]:
    answered = state.get("instance_id_to_label_to_value") if isinstance(state, Mapping) else None
    if not isinstance(state, Mapping) or not isinstance(answered, Mapping):
        raise SourceError(f"{name}: has no instance_id_to_label_to_value; Potato's {_STATE} has")
    coder = text_of(state.get("user_id")) or person
    for item, answers in answered.items():
        given = _pairs(answers) if isinstance(answers, list) else answers if isinstance(answers, Mapping) else {}
        chosen = {name: _chosen(value) for name, value in given.items()}
        fields = {"key": _key(item), "coder": coder}
        yield _incoming(f"{name}: item {item[:80]!r}", chosen, reading.question, fields)


def _pairs(answers: list[Any]) -> dict[str, dict[str, Any]]:
    """Return pairs of a choice and its value as {question: {choice: value}}."""
    given: dict[str, dict[str, Any]] = {}
    for pair in answers:
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], Mapping):
            question, choice = text_of(pair[0].get("schema")), text_of(pair[0].get("name"))
            if question is not None and choice is not None:
                given.setdefault(question, {})[choice] = pair[1]
    return given


def _chosen(value: object) -> tuple[str, ...]:
    """Return what was chosen or, in a box, written."""
    if not isinstance(value, Mapping):
        return ()
    if (written := text_of(value.get(_BOX))) is not None:
        return (written,)
    return tuple(name for name, chosen in value.items() if chosen not in _NOT_CHOSEN and name)


def _incoming(
    where: str, answers: Mapping[str, tuple[str, ...]], question: str | None, fields: dict[str, Any]
) -> Incoming:
    try:
        name = question_among([one for one, given in answers.items() if given], question)
    except ValueError as error:
        return Incoming(where=where, refused=str(error))
    return Incoming(where=where, labels=answers[name] if name else (), **details_among(answers), **fields)
