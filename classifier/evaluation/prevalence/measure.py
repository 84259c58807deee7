"""A corpus with its labelled sample -> the shares of its labels."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from classifier.errors import DataError
from classifier.evaluation.prevalence.corpus import ABSTAINED, NOBODY, Corpus
from classifier.evaluation.prevalence.estimate import FEWEST_LABELS, Sampled, alone, corrected
from classifier.evaluation.prevalence.periods import period_rows
from classifier.evaluation.prevalence.shares import AUTHOR, By, LabelShare, Prevalence, Shares

Rows = NDArray[np.int64]


def measure_shares(corpus: Corpus, by: By | None = None) -> Prevalence:
    """Return the shares of all comments, or of authors; and of periods, where `by` is one.

    By author each author has one voice, parted among their comments; comments of unknown authors are left out. A
    period's shares come from its own comments and labels alone. Raises DataError where no label can be used, or no
    author is known.
    """
    if not len(corpus.sampled):
        raise _no_labels(corpus)
    weights = _voices(corpus) if by == AUTHOR else np.ones(len(corpus.predicted))
    rows = np.flatnonzero(weights)
    if not len(rows):
        raise DataError("no comment has an author; without --by author all comments count alike")
    periods = () if by is None or by == "author" else period_rows(corpus.day, by)
    return Prevalence(
        labels=corpus.labels,
        by=by,
        whole=_shares(corpus, None, rows, weights),
        periods=tuple(_shares(corpus, name, part, weights) for name, part in periods),
        matching=corpus.matching,
        kinds=corpus.kinds,
        seen=corpus.seen,
        repeated=corpus.repeated,
        unknown_authors=len(weights) - len(rows),
        authors=round(float(weights.sum())) if by == AUTHOR else 0,
        codebook=corpus.codebook,
    )


AS_STORED = "classify label has posts labelled as it stores them, with pseudonyms: name the files in annotations/posts/"
"""Why the texts of all may differ."""


def _no_labels(corpus: Corpus) -> DataError:
    found = corpus.matching
    reasons = [
        (len(found.missing), "are of posts that are not in the corpus"),
        (len(found.changed), f"are of posts whose text has changed ({AS_STORED})"),
        (len(found.no_comments), "are of posts that are no comments"),
        (found.trained_on, "are of comments that the model was trained on: it errs less on them than on the rest"),
    ]
    said = ", ".join(f"{count} {reason}" for count, reason in reasons if count)
    return DataError(f"none of the sample's {found.given} labels can be used: {said}")


def _voices(corpus: Corpus) -> NDArray[np.float64]:
    """Return each comment's part of its author's one voice; 0 where the author is not known."""
    _, author, comments = np.unique(corpus.author, return_inverse=True, return_counts=True)
    return np.where(corpus.author == NOBODY, 0.0, 1 / comments[author])


def _shares(corpus: Corpus, period: str | None, rows: Rows, weights: NDArray[np.float64]) -> Shares:
    inside = np.isin(corpus.sampled, rows)
    weight, predicted = weights[rows], corpus.predicted[rows]
    voices = np.bincount(predicted - ABSTAINED, weights=weight, minlength=len(corpus.labels) + 1)
    return Shares(
        period=period,
        comments=len(rows),
        labelled=int(inside.sum()),
        voices=float(weight.sum()),
        abstained=float(voices[0]),
        shares=tuple(_label_shares(corpus.labels, voices[1:].tolist(), _sampled(corpus, rows, weights, inside))),
    )


def _sampled(corpus: Corpus, rows: Rows, weights: NDArray[np.float64], inside: NDArray[np.bool_]) -> Sampled:
    drawn, weight = corpus.sampled[inside], weights[rows]
    return Sampled(
        hits=np.eye(len(corpus.labels))[corpus.hand[inside]],
        scores=corpus.scores[drawn].astype(np.float64),
        weights=weights[drawn],
        corpus=len(rows),
        corpus_scores=np.einsum("n,nk->k", weight, corpus.scores[rows]) / weight.sum(),
    )


def _label_shares(labels: tuple[str, ...], predicted: list[float], sample: Sampled) -> Iterator[LabelShare]:
    counted = sample.hits.sum(axis=0)
    enough = sample.size >= FEWEST_LABELS
    better, plain = (corrected(sample), alone(sample)) if enough else (None, None)
    for place, label in enumerate(labels):
        yield LabelShare(
            label=label,
            predicted=predicted[place],
            sampled=int(counted[place]),
            corrected=better[place] if better else None,
            alone=plain[place] if plain else None,
        )
