"""Posts with their predictions -> the bytes that `predict` writes of them."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from classifier.records import Post, Prediction
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import FIELDS, prediction_to_json
from classifier.threads.post_json import post_to_json
from classifier.threads.post_lines import POST_COLUMNS, csv_header, csv_rows, json_line

LineFormat = Literal["jsonl", "csv"]

PREDICTION_COLUMNS = ("predicted", "probability", "abstained", "seen")

_COLUMNS = (*POST_COLUMNS, *PREDICTION_COLUMNS)


class PredictionLines:
    """Writes the predictions of one model, as JSON lines or CSV; `with_terms` adds the terms to JSON."""

    def __init__(self, form: LineFormat, model: StanceModel, with_terms: bool) -> None:
        self._form = form
        self._maker = {"name": model.name, "hash": model.digest, "codebook": dict(model.codebook)}
        self._with_terms = with_terms

    def of(self, predicted: Iterable[tuple[Post, Prediction]]) -> bytes:
        """Return the lines of some posts, one after the other."""
        objects = self._objects(predicted)
        return csv_rows(_COLUMNS, objects) if self._form == "csv" else b"".join(map(json_line, objects))

    def _objects(self, predicted: Iterable[tuple[Post, Prediction]]) -> Iterator[dict[str, Any]]:
        for post, prediction in predicted:
            # What an earlier prediction said of the post would stand beside this one's fields and look like them.
            given = {name: value for name, value in post_to_json(post).items() if name not in FIELDS}
            yield given | prediction_to_json(prediction, self._maker, self._with_terms)


def first_line(form: LineFormat) -> bytes:
    """Return what stands above all lines: the names of CSV's columns."""
    return csv_header(_COLUMNS) if form == "csv" else b""
