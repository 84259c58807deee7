"""Reading labelled posts with their predictions."""

from collections.abc import Iterator

from classifier.errors import DataError, listed
from classifier.records import Post, Prediction, post_named
from classifier.stance.model import StanceModel
from classifier.stance.prediction_json import prediction_from_json
from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_posts

Predicted = tuple[Post, Prediction]


def read_predicted(data: str, model: StanceModel | None) -> list[Predicted]:
    """Return the posts of a file of JSON lines with the predictions that they carry, or that the model makes here.

    Raises SourceError for a file that is no JSON lines, and DataError where a prediction is missing, or a label is
    not one of the model's.
    """
    posts = read_posts(data, ReadOptions(format="jsonl"))
    if model is None:
        return list(_carried(posts))
    labelled = [post for post in posts if post.extra.get("label") is not None]
    foreign = sorted({str(post.extra["label"]) for post in labelled} - set(model.labels))
    if foreign:
        raise DataError(
            f"{data}: labels {', '.join(map(repr, foreign))} are not the model's: it was trained for another codebook, "
            f"with {', '.join(model.labels)}; train one with this data's codebook"
        )
    return list(model.predict_each(labelled))


def read_labelled(data: str) -> list[Post]:
    """Return the posts of a file of JSON lines that carry a label; raise DataError where none does."""
    posts = [post for post in read_posts(data, ReadOptions(format="jsonl")) if post.extra.get("label") is not None]
    if not posts:
        raise DataError(f"{data}: no post has a 'label': give posts with their hand labels")
    return posts


def refuse_seen(predicted: list[Predicted]) -> None:
    """Raise DataError where the model was trained on some of the labelled posts."""
    labelled = [prediction for post, prediction in predicted if post.extra.get("label") is not None]
    seen = sum(prediction.seen for prediction in labelled)
    if seen:
        raise DataError(
            f"the model was trained on {seen} of these {len(labelled)} posts, so a score on them would mean nothing; "
            "leave them out, or say --allow-seen"
        )


def _carried(posts: Iterator[Post]) -> Iterator[Predicted]:
    faults = []
    for post in posts:
        try:
            yield post, prediction_from_json(post.extra)
        except ValueError as error:
            faults.append(f"{post_named(post.key)} {error}")
    if faults:
        raise DataError(listed(faults))
