"""Reading a corpus with its predictions: those that the posts carry, or those that a model makes here."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from classifier.cli.inputs import Inputs
from classifier.errors import DataError
from classifier.evaluation.prevalence.corpus import Corpus, CorpusReader, foreign_labels
from classifier.evaluation.prevalence.measure import AS_STORED
from classifier.evaluation.prevalence.sample import Matching
from classifier.labels.sample import HandLabel
from classifier.records import Post, Prediction, post_named
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import prediction_from_json

MOST_NAMED = 5


def read_corpus(inputs: Inputs, model_folder: str | None, sample: Sequence[HandLabel]) -> Corpus | None:
    """Return the corpus of the files, or None where none of them could be read.

    The posts' own predictions are taken where the first post carries one and no model is named. Raises DataError
    where a post lacks one among others that carry one, and for hand labels that the model does not know.
    """
    posts = (post for _, some in inputs.each() for post in some)
    first = next(posts, None)
    if first is None:
        if inputs.faults:
            return None
        raise DataError("the files hold no post; there are no shares")
    every = chain([first], posts)
    if model_folder is None and "predicted" in first.extra:
        return _collect(CorpusReader(sample), _carried(every))
    model = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    foreign = sorted({label.label for label in sample} - set(model.labels))
    if foreign:
        raise foreign_labels(foreign, model.labels)
    return _collect(CorpusReader(sample, model.labels, model.codebook), model.predict_each(every))


def note_unused(inputs: Inputs, matching: Matching, name: str) -> None:
    """Name the labels that are not used, and why."""
    reasons = (
        (matching.missing, "because their posts are not in these files"),
        (matching.changed, f"because their posts have another text here than the one that was coded ({AS_STORED})"),
        (matching.no_comments, "because their posts are no comments"),
    )
    for keys, reason in reasons:
        if keys:
            inputs.note(f"{name}: labels not used {reason}: {len(keys)}, of {_named(keys)}")


def _named(keys: Sequence[tuple[str, str]]) -> str:
    more = len(keys) - MOST_NAMED
    named = ", ".join(post_named(key) for key in keys[:MOST_NAMED])
    return f"{named} and {more} more" if more > 0 else named


def _collect(reader: CorpusReader, predicted: Iterable[tuple[Post, Prediction]]) -> Corpus:
    for post, prediction in predicted:
        reader.add(post, prediction)
    return reader.finish()


def _carried(posts: Iterator[Post]) -> Iterator[tuple[Post, Prediction]]:
    for post in posts:
        try:
            yield post, prediction_from_json(post.extra)
        except ValueError as error:
            raise DataError(f"{post_named(post.key)} {error}") from None
