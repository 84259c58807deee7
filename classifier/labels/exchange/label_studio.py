"""Label Studio: tasks with their annotations as one JSON list, and the flat JSON-MIN on the way in.

Looked at: labelstud.io/guide/task_format, on GitHub the converter (HumanSignal/label-studio-converter, converter.py:
annotation_result_from_task, convert_to_json_min) and how Label Studio's own serializer of tasks takes annotations. A
task has `data`, and `annotations` with `completed_by`, `was_cancelled` and a list `result`: one entry an answer, with
`from_name` (the question), `to_name`, `type` and `value`: {"choices": [...]} or {"text": [...]}. JSON-MIN has the data
and the answers side by side, with `annotator`. A project for what is written here has a Text named text, Choices named
stance, secondary and confidence, and a TextArea named note.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

from classifier.errors import SourceError
from classifier.labels.exchange.reading import Reading, question_among, sources_of
from classifier.labels.exchange.record import (
    OURS,
    QUESTION,
    Incoming,
    Outgoing,
    codebook_of,
    context,
    details,
    details_among,
    placed_by,
    text_of,
    texts_of,
)
from classifier.threads.exports.parse_json import read_json
from classifier.threads.exports.values import Object, object_at

_DATA = ("thread_id", "post_id", "title", "parent_id", "author", "text_digest", "text", "coder")
_CODEBOOK = ("codebook_version", "codebook_hash")
_TOOLS = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement", "predictions")


def write(outgoing: Iterable[Outgoing], out: BinaryIO) -> None:
    """Write a task for each post, with an annotation for each of its labels; labels of one post stand together."""
    before = b"[\n"
    for _, of_post in groupby(outgoing, key=lambda one: one.post.key):
        out.write(before + json.dumps(_task(list(of_post))).encode())
        before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _task(labels: list[Outgoing]) -> dict[str, Any]:
    post = labels[0].post
    annotations = [_annotation(one) for one in labels if one.event is not None]
    return {"data": {"text": post.text, **context(post)}, "annotations": annotations}


def _annotation(one: Outgoing) -> dict[str, Any]:
    said = details(one)
    answers = {QUESTION: one.event.label if one.event else None, **{name: said.get(name) for name in OURS}}
    result = [_answer(name, value) for name, value in answers.items() if value is not None]
    # Not `completed_by`: Label Studio refuses a file that names a user whom it does not know.
    about = {name: said[name] for name in ("coder", *_CODEBOOK) if name in said}
    seconds = one.event.seconds if one.event else None
    time = {} if seconds is None else {"lead_time": seconds}
    return {"result": result, "was_cancelled": False, "ground_truth": False, **time, "meta": about}


def _answer(name: str, value: str) -> dict[str, Any]:
    kind, field = ("textarea", "text") if name == "note" else ("choices", "choices")
    return {"from_name": name, "to_name": "text", "type": kind, "value": {field: [value]}}


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the tasks of an export say, an annotation at a time; predictions and drafts are left aside."""
    for source in sources_of(path):
        value, _ = read_json(source)
        tasks = value if isinstance(value, list) else [value]
        if not any(isinstance(task, Mapping) for task in tasks):
            raise SourceError(f"{source.name}: holds no task; Label Studio's JSON and JSON-MIN are lists of objects")
        for nth, task in enumerate(tasks, 1):
            where = f"{source.name}: task {nth}"
            if isinstance(task, Mapping):
                yield from _of_task(where, task, reading.question)
            else:
                reading.fault(f"{where}: is no object")


def _of_task(where: str, task: Object, question: str | None) -> Iterator[Incoming]:
    annotations = task.get("annotations", task.get("completions"))
    if not isinstance(task.get("data"), Mapping):
        yield _flat(where, task, question)
        return
    data = object_at(task, "data")
    if not annotations:
        yield _incoming(where, data, {}, None, question)
        return
    several = isinstance(annotations, list) and len(annotations) > 1
    for nth, annotation in enumerate(annotations if isinstance(annotations, list) else [annotations], 1):
        place = f"{where}, annotation {nth}" if several else where
        if not isinstance(annotation, Mapping):
            yield Incoming(where=place, refused="is no object")
            continue
        yield _incoming(place, data, annotation, _answers(annotation), question)


def _answers(annotation: Object) -> dict[str, tuple[str, ...]]:
    """Return the texts given to each question; an entry that answers none of ours is left out."""
    answers: dict[str, tuple[str, ...]] = {}
    result = annotation.get("result")
    for entry in result if isinstance(result, list) else ():
        name = text_of(entry.get("from_name")) if isinstance(entry, Mapping) else None
        if name is not None and (given := _given(object_at(entry, "value"))):
            answers[name] = answers.get(name, ()) + given
    return answers


def _given(value: object) -> tuple[str, ...]:
    """Return what was chosen or written; a choice of a tree of choices is the path to it, of which the leaf counts."""
    if not isinstance(value, Mapping):
        return texts_of(value)
    chosen = value.get("choices", value.get("taxonomy", value.get("text")))
    if isinstance(chosen, list):
        chosen = [one[-1] if isinstance(one, list) and one else one for one in chosen]
    return texts_of(chosen)


def _incoming(
    where: str, data: Object, annotation: Object, answers: Mapping[str, tuple[str, ...]] | None, question: str | None
) -> Incoming:
    answers = answers or {}
    try:
        name = question_among(list(answers), question)
    except ValueError as error:
        return Incoming(where=where, refused=str(error))
    about = object_at(annotation, "meta")
    skipped = annotation.get("was_cancelled") is True or annotation.get("skipped") is True
    return Incoming(
        where=where,
        text=text_of(data.get("text")),
        labels=answers.get(name, ()) if name else (),
        **details_among(answers),
        coder=_person(annotation.get("completed_by")) or text_of(about.get("coder")),
        codebook=codebook_of(about),
        refused="was skipped" if skipped else None,
        **placed_by(data),
    )


def _flat(where: str, record: Object, question: str | None) -> Incoming:
    """Return what a record of JSON-MIN says."""
    questions = {
        name: given
        for name, value in record.items()
        if name not in (*_DATA, *_TOOLS) and (given := _flat_answer(value))
    }
    return _incoming(where, record, {"completed_by": record.get("annotator")}, questions, question)


def _flat_answer(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for part in value for text in _given(part))
    return _given(value)


def _person(value: object) -> str | None:
    """Return what a user is called: the address, else the number."""
    if isinstance(value, Mapping):
        return text_of(value.get("email")) or text_of(value.get("username")) or text_of(value.get("id"))
    return text_of(value)
