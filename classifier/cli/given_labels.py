"""Reading what anybody says of posts: a model's predictions, another tool's output, another coder's labels."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import DataError, listed
from classifier.evaluation.comparison import Key, Said
from classifier.labels.lines import numbered_lines
from classifier.records import Post, Prediction
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import prediction_from_json
from classifier.threads.post_json import parse_object


def said_by(path: str, posts: list[Post], allow_seen: bool) -> Said:
    """Return what a model folder, or a file of JSON lines or CSV, says of posts.

    A line names its post by `thread_id` and `id` and says `predicted`, or else `label`; the last line of a post
    stands, and a label that was taken back says nothing. Raises DataError where lines do not fit, or where a model
    was trained on some of the posts.
    """
    if Path(path).is_dir():
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
    for name in ("thread_id", "id"):
        if not isinstance(line.get(name), str):
            raise ValueError(f"lacks {name!r}, by which posts are told apart")
    key = (line["thread_id"], line["id"])
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
    faults: list[str] = []
    lines = list(numbered_lines(Path(path), faults.append))
    if faults:
        raise DataError(listed(faults))
    if lines and not lines[0][1].lstrip().startswith("{"):
        yield from _rows(path)
        return
    for number, line in lines:
        try:
            yield number, parse_object(line)
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
    if faults:
        raise DataError(listed(faults))


def _rows(path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a CSV file; an empty cell says nothing."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        try:
            for row in table:
                yield table.line_num, {name: value or None for name, value in row.items() if name}
        except csv.Error as error:
            raise DataError(f"{path}:{table.line_num}: {error}; give JSON lines or CSV") from None
