"""A piece -> its lines with predictions: the one piece of work that every way of running shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# Imported for `json_line`, which writes by it where it is there: every process of a run must write the same bytes.
import msgspec.json  # noqa: F401

from classifier.bulk.figures import Figures
from classifier.bulk.pieces import Piece, posts_of
from classifier.bulk.place import InputChangedError
from classifier.errors import SourceError
from classifier.records import Post, Prediction
from classifier.stance.model import StanceModel
from classifier.stance.prediction_lines import LineFormat, PredictionLines
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener

MOST_FAULTS_KEPT = 20

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every piece of a run."""

    reading: ReadOptions
    form: LineFormat = "jsonl"
    terms: int = 0
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be told of how a piece was read."""

    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """The first of them."""
    fault_count: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a piece."""

    lines: bytes
    figures: Figures
    said: Said


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing came of a piece; it may go better another time."""

    reason: str


Outcome = Done | Failed


def do_piece(piece: Piece, model: StanceModel, asked: Asked) -> Outcome:
    """Return a piece's lines and figures, or why there are none: no piece stops the others."""
    try:
        return _done(piece, model, asked)
    except MemoryError:
        return Failed("there was not enough memory for it")
    except InputChangedError as error:
        return Failed(str(error))
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _done(piece: Piece, model: StanceModel, asked: Asked) -> Done:
    notes: list[str] = []
    faults: list[str] = []
    figures = Figures(model.labels)
    lines = PredictionLines(asked.form, model, asked.terms > 0)
    written: list[bytes] = []
    posts = _until_fault(posts_of(piece, asked.reading, Listener(notes.append, faults.append)), faults)
    predicted = model.predict_each(posts, asked.terms, asked.min_confidence)
    while some := list(islice(predicted, _AT_ONCE)):
        written.append(lines.of(_counted(some, figures)))
    return Done(b"".join(written), figures, Said(tuple(notes), tuple(faults[:MOST_FAULTS_KEPT]), len(faults)))


def _until_fault(posts: Iterator[Post], faults: list[str]) -> Iterator[Post]:
    try:
        yield from posts
    except SourceError as error:
        faults.append(str(error))


def _counted(some: list[tuple[Post, Prediction]], figures: Figures) -> list[tuple[Post, Prediction]]:
    for post, prediction in some:
        figures.count(post, prediction)
    return some
