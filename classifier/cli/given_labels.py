"""Reading what anybody says of posts: a model's predictions, another tool's output, another coder's labels."""

import csv
import io
import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import DataError, listed
from classifier.evaluation.comparison import Said
from classifier.records import Key, Post, Prediction
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import prediction_from_json
from classifier.threads.post_json import identifier, parse_object

_WANTED = "give a model's folder, or JSON lines or CSV in UTF-8 with thread_id, id and predicted or label"


def said_by(path: str, posts: list[Post], allow_seen: bool) -> Said:
    """Return what a model folder, or a file of JSON lines or CSV, says of posts.

    A line names its post by `thread_id` and `id` and says `predicted`, or else `label`; the last line of a post
    stands, and a label that was taken back says nothing. Raises DataError where lines do not fit, or where a model
    was trained on some of the posts.
    """
    if os.path.isdir(path):
        return _by_model(path, posts, allow_seen)
    predictions: dict[Key, Prediction] = {}
    faults = []
    for number, line in _lines(path):
        try:
            key, prediction = _of_line(line)
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
            continue
        if prediction is None:
            predictions.pop(key, None)
        else:
            predictions[key] = prediction
    if faults:
        raise DataError(listed(faults))
    return Said(Path(path).stem, predictions)


def told_apart(systems: list[Said]) -> tuple[Said, Said]:
    """Return two systems with names that differ."""
    one, other = systems
    if one.system == other.system:
        return Said(f"{one.system} (A)", one.predictions), Said(f"{other.system} (B)", other.predictions)
    return one, other


def _by_model(path: str, posts: list[Post], allow_seen: bool) -> Said:
    model = StanceModel.load(path)
    found = {post.key: prediction for post, prediction in model.predict_each(posts)}
    seen = sum(prediction.seen for prediction in found.values())
    if seen and not allow_seen:
        raise DataError(
            f"{path}: was trained on {seen} of these {len(found)} posts, so a score on them would mean nothing; leave "
            "them out, or say --allow-seen"
        )
    return Said(model.name, found)


def _of_line(line: Mapping[str, Any]) -> tuple[Key, Prediction | None]:
    thread_id, post_id = identifier(line, "thread_id"), identifier(line, "id")
    if thread_id is None or post_id is None:
        lacking = "thread_id" if thread_id is None else "id"
        raise ValueError(f"lacks {lacking!r}, by which posts are told apart; `classify segment` gives it")
    key = (thread_id, post_id)
    if "predicted" in line:
        return key, prediction_from_json(line)
    label = line.get("label")
    if label is None and "label" in line:
        return key, None
    if not isinstance(label, str) or not label:
        raise ValueError(f"'label' is {label!r}; a line needs 'predicted' or 'label'")
    return key, Prediction(predicted=label, probability=None, scores=None)


def _lines(path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield a file's objects with their line numbers: JSON lines, or CSV with a line of names."""
    text = _text(path)
    if not text.lstrip().startswith("{"):
        yield from _rows(path, text)
        return
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            if line.strip():
                yield number, parse_object(line)
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
    if faults:
        raise DataError(listed(faults))


def _text(path: str) -> str:
    """Return what a file holds. It is read once: a pipe gives its bytes to nobody twice."""
    try:
        raw = Path(path).read_bytes().removeprefix(BOM_UTF8)
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}; {_WANTED}") from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{number}: is not UTF-8 text; {_WANTED}") from None


def _rows(path: str, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of CSV; an empty cell says nothing."""
    table = csv.DictReader(io.StringIO(text, newline=""))
    before = csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        names = set(table.fieldnames or ())
        if text.strip() and not (names >= {"thread_id", "id"} and names & {"predicted", "label"}):
            raise DataError(f"{path}: is neither JSON lines nor CSV with the columns; {_WANTED}")
        for row in table:
            yield table.line_num, {name: value or None for name, value in row.items() if name}
    except csv.Error as error:
        raise DataError(f"{path}:{table.line_num}: {error}; {_WANTED}") from None
    finally:
        csv.field_size_limit(before)
