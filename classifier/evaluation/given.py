"""Evaluating predictions that stand beside hand labels."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from classifier.errors import DataError, listed
from classifier.evaluation.baselines import keyword_labels
from classifier.evaluation.evaluation import KEYWORDS, MAJORITY, MODEL, Evaluation, Part, summarise
from classifier.evaluation.outcome import ABSTAINED, Outcome, count_outcome
from classifier.labels.codebook import Codebook
from classifier.records import Post, Prediction, post_named

Predicted = tuple[Post, Prediction]


def evaluate_predictions(predicted: Sequence[Predicted], codebook: Codebook | None, seed: int) -> Evaluation:
    """Return how the predictions of labelled posts fared; a post's label is its field `label`.

    With a codebook that holds all labels its keywords are a baseline too. Raises DataError where there is nothing
    to compare, or where a label or a prediction is no text.
    """
    unlabelled = [pair for pair in predicted if pair[0].extra.get("label") is None]
    labelled = [pair for pair in predicted if pair[0].extra.get("label") is not None]
    if not labelled:
        raise DataError("no post has a 'label': evaluation compares predictions with hand labels")
    labels = _labels(labelled, codebook)
    origins = sorted({_origin(post) for post, _ in labelled})
    parts = [
        _part(origin, [pair for pair in labelled if _origin(pair[0]) == origin], labels, codebook) for origin in origins
    ]
    notes = [f"{len(unlabelled)} posts have no label and are left out."] if unlabelled else []
    known = {"version": codebook.version, "hash": codebook.hash} if codebook else {}
    return Evaluation(title="given predictions", parts=tuple(parts), seed=seed, codebook=known, notes=tuple(notes))


def _labels(labelled: Iterable[Predicted], codebook: Codebook | None) -> tuple[str, ...]:
    """Return all labels, given or predicted: in the codebook's order where it holds them all, else by name."""
    found: set[str] = set()
    faults = []
    for post, prediction in labelled:
        label = post.extra["label"]
        if isinstance(label, str):
            found.add(label)
        else:
            faults.append(f"{post_named(post.key)}: 'label' is {label!r}; it must be text")
        predicted = prediction.predicted
        if predicted is not None and not (isinstance(predicted, str) and predicted):
            faults.append(f"{post_named(post.key)}: 'predicted' is {predicted!r}; it must be a label or null")
            continue
        found |= {*(prediction.scores or ()), *([predicted] if predicted else [])}
    if faults:
        raise DataError(listed(faults))
    if codebook is not None and found <= set(codebook.label_ids):
        return tuple(label for label in codebook.label_ids if label in found)
    return tuple(sorted(found))


def _origin(post: Post) -> str:
    return str(post.extra.get("origin") or "real")


def _part(origin: str, pairs: Sequence[Predicted], labels: Sequence[str], codebook: Codebook | None) -> Part:
    data = summarise(origin, [(post, post.extra["label"]) for post, _ in pairs], labels)
    return Part(
        data=data,
        protocol="predictions as given",
        outcomes=tuple(_outcomes(pairs, labels, codebook)),
        notes=("The majority baseline knows these posts' own commonest label.",),
    )


def _outcomes(pairs: Sequence[Predicted], labels: Sequence[str], codebook: Codebook | None) -> Iterator[Outcome]:
    threads: dict[str, int] = {}
    thread = np.array([threads.setdefault(post.thread_id, len(threads)) for post, _ in pairs])
    true = np.array([labels.index(post.extra["label"]) for post, _ in pairs])
    said = [ABSTAINED if given.predicted is None else labels.index(given.predicted) for _, given in pairs]
    commonest = int(np.bincount(true).argmax())
    yield count_outcome(MODEL, labels, thread, true, np.array(said))
    yield count_outcome(MAJORITY, labels, thread, true, np.full(len(true), commonest))
    if codebook is not None and set(labels) <= set(codebook.label_ids):
        found = keyword_labels([post.text for post, _ in pairs], codebook.labels)
        by_keywords = [commonest if label not in labels else labels.index(label) for label in found]
        yield count_outcome(KEYWORDS, labels, thread, true, np.array(by_keywords))
