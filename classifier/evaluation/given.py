"""Evaluating predictions that stand beside hand labels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from classifier.errors import DataError, listed
from classifier.evaluation.baselines import keyword_labels, label_shares
from classifier.evaluation.evaluation import GIVEN, KEYWORDS, MAJORITY, MODEL, PRIOR, Evaluation, Part, summarise
from classifier.evaluation.figures.counts import ABSTAINED
from classifier.evaluation.figures.outcome import Outcome, Predicted, count_drawn, count_outcome
from classifier.evaluation.systems import differences_to_best
from classifier.labels.codebook import Codebook
from classifier.records import Post, Prediction, post_named

Pair = tuple[Post, Prediction]

ROUNDED = 1e-3
"""How far the sum of written probabilities may be from 1."""


def evaluate_predictions(predicted: Sequence[Pair], codebook: Codebook | None, seed: int) -> Evaluation:
    """Return how the predictions of labelled posts fared; a post's label is its field `label`.

    With a codebook that holds all labels its keywords are a baseline too. Raises DataError where there is nothing
    to compare, or where a label or a prediction is no text.
    """
    unlabelled = [pair for pair in predicted if pair[0].extra.get("label") is None]
    labelled = [pair for pair in predicted if pair[0].extra.get("label") is not None]
    if not labelled:
        raise DataError("no post has a 'label': evaluation compares predictions with hand labels")
    labels = labels_of(labelled, codebook)
    origins = sorted({origin_of(post) for post, _ in labelled})
    parts = [
        _part(origin, [pair for pair in labelled if origin_of(pair[0]) == origin], labels, codebook, seed)
        for origin in origins
    ]
    notes = [f"{len(unlabelled)} posts have no label and are left out."] if unlabelled else []
    known = codebook_of(labels, codebook)
    return Evaluation(title=GIVEN, parts=tuple(parts), seed=seed, codebook=known, notes=tuple(notes))


def codebook_of(labels: Sequence[str], codebook: Codebook | None) -> dict[str, object]:
    """Return version and hash of a codebook that holds all labels; nothing of one that says nothing of them."""
    holds = codebook is not None and set(labels) <= set(codebook.label_ids)
    return {**codebook.reference} if codebook is not None and holds else {}


def labels_of(labelled: Iterable[Pair], codebook: Codebook | None) -> tuple[str, ...]:
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


def origin_of(post: Post) -> str:
    """Return whether a post is real or written; one that does not say so is real."""
    return str(post.extra.get("origin") or "real")


def _part(origin: str, pairs: Sequence[Pair], labels: Sequence[str], codebook: Codebook | None, seed: int) -> Part:
    data = summarise(origin, [(post, post.extra["label"]) for post, _ in pairs], labels)
    outcomes = tuple(_outcomes(pairs, labels, codebook))
    return Part(
        data=data,
        protocol="predictions as given",
        outcomes=outcomes,
        differences=differences_to_best(outcomes, seed),
        notes=tuple(_notes(outcomes[0])),
    )


def _notes(model: Outcome) -> Iterator[str]:
    yield "The majority and prior baselines know these posts' own labels."
    unscored = model.support.sum() - len(model.scored.true) if model.scored is not None else 0
    if unscored:
        yield (
            f"{unscored} posts have no probabilities: they are in no log loss, Brier score, calibration error or "
            "average precision."
        )


def _outcomes(pairs: Sequence[Pair], labels: Sequence[str], codebook: Codebook | None) -> Iterator[Outcome]:
    model = rows_of(pairs, labels)
    commonest = int(np.bincount(model.true).argmax())
    shares = np.tile(label_shares(model.true, len(labels)), (len(pairs), 1))
    majority = _said(model, [commonest] * len(pairs))
    yield count_outcome(MODEL, labels, model)
    yield count_outcome(MAJORITY, labels, majority)
    yield _prior(labels, majority, shares, model)
    if codebook is not None and set(labels) <= set(codebook.label_ids):
        found = keyword_labels([post.text for post, _ in pairs], codebook.labels)
        by_keywords = [commonest if label not in labels else labels.index(label) for label in found]
        yield count_outcome(KEYWORDS, labels, _said(model, by_keywords))


def _prior(labels: Sequence[str], majority: Predicted, shares: NDArray[np.float64], model: Predicted) -> Outcome:
    """Return what a draw from the labels' shares gives, its probabilities scored on the model's posts that have any."""
    drawn = count_drawn(PRIOR, labels, replace(majority, probabilities=shares))
    if model.probabilities is None:
        return replace(drawn, scored=None)
    same = np.where(np.isnan(model.probabilities), np.nan, shares)
    return replace(drawn, scored=count_outcome(PRIOR, labels, replace(majority, probabilities=same)).scored)


def rows_of(pairs: Sequence[Pair], labels: Sequence[str]) -> Predicted:
    """Return the predictions of labelled posts as numbers, a row each."""
    threads: dict[str, int] = {}
    said = [ABSTAINED if given.predicted is None else labels.index(given.predicted) for _, given in pairs]
    return Predicted(
        thread=np.array([threads.setdefault(post.thread_id, len(threads)) for post, _ in pairs]),
        true=np.array([labels.index(post.extra["label"]) for post, _ in pairs]),
        said=np.array(said),
        probabilities=_probabilities([given for _, given in pairs], labels),
    )


def _probabilities(predictions: Sequence[Prediction], labels: Sequence[str]) -> NDArray[np.float64] | None:
    """Return the scores as probabilities, NaN where a prediction carries none; None where none carries any.

    A label that the scores leave out has none of the probability. Scores that do not sum to 1 are no probabilities.
    """
    found = np.full((len(predictions), len(labels)), np.nan)
    for row, prediction in enumerate(predictions):
        given = [(prediction.scores or {}).get(label, 0.0) for label in labels]
        if all(isinstance(p, (int, float)) and 0 <= p <= 1 for p in given) and abs(sum(given) - 1) < ROUNDED:
            found[row] = np.array(given) / sum(given)
    return None if np.isnan(found).all() else found


def _said(model: Predicted, said: Sequence[int]) -> Predicted:
    return replace(model, said=np.array(said), probabilities=None)
