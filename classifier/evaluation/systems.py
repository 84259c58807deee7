"""Held-out predictions -> what the model and its baselines are worth on them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.baselines import keyword_labels, label_shares
from classifier.evaluation.evaluation import BAYES, KEYWORDS, MAJORITY, MODEL, PRIOR
from classifier.evaluation.figures.counts import ABSTAINED, Measure, accuracy, macro_f1
from classifier.evaluation.figures.outcome import Outcome, Predicted, count_drawn, count_outcome
from classifier.evaluation.figures.paired import Difference, difference
from classifier.evaluation.held_out.predict import FoldResult, Said, TrialResult
from classifier.labels.codebook import Codebook
from classifier.stance.training.corpus import Corpus, Rows, TrainingSet

COMPARED: dict[str, Measure] = {"macro F1": macro_f1, "accuracy": accuracy}

Result = FoldResult | TrialResult


def outcomes_of(training: TrainingSet, codebook: Codebook, results: Sequence[FoldResult]) -> Iterator[Outcome]:
    """Yield the outcome of the model, then those of the baselines, all on the same held-out posts."""
    corpus = training.corpus
    labels = corpus.labels
    model = predicted_by(corpus, results)
    rows = _tested(results)
    shares = [label_shares(corpus.label[result.fold.train], len(labels)) for result in results]
    prior = np.repeat(shares, [len(result.fold.test) for result in results], axis=0)
    commonest: Said = prior.argmax(axis=1)
    yield count_outcome(MODEL, labels, model)
    yield count_outcome(MAJORITY, labels, _said(model, commonest))
    yield count_drawn(PRIOR, labels, replace(model, said=commonest, probabilities=prior))
    yield count_outcome(KEYWORDS, labels, _said(model, _by_keywords(training, codebook, rows, commonest)))
    yield count_outcome(BAYES, labels, _said(model, np.concatenate([result.bayes for result in results])))


def model_outcome(corpus: Corpus, results: Sequence[Result]) -> Outcome:
    """Return the model's outcome alone."""
    return count_outcome(MODEL, corpus.labels, predicted_by(corpus, results))


def predicted_by(corpus: Corpus, results: Sequence[Result]) -> Predicted:
    """Return what was said of each held-out post; one that was predicted in several folds counts its share in each."""
    rows = _tested(results)
    probabilities = np.concatenate([result.probabilities for result in results])
    known = np.concatenate([result.known for result in results])
    return Predicted(
        thread=corpus.thread[rows],
        true=corpus.label[rows],
        said=np.where(known, probabilities.argmax(axis=1), ABSTAINED),
        share=1 / np.bincount(rows)[rows],
        probabilities=probabilities,
    )


def mean_probabilities(corpus: Corpus, results: Sequence[Result]) -> NDArray[np.float64]:
    """Return each post's mean probabilities over the folds that held it out, NaN where none did, (posts, labels)."""
    rows = _tested(results)
    sums = np.zeros((len(corpus.label), len(corpus.labels)))
    np.add.at(sums, rows, np.concatenate([result.probabilities for result in results]))
    times = np.bincount(rows, minlength=len(corpus.label))[:, np.newaxis]
    means: NDArray[np.float64] = np.divide(sums, times, out=np.full_like(sums, np.nan), where=times > 0)
    return means


def differences_to_best(outcomes: Sequence[Outcome], seed: int) -> dict[str, Difference]:
    """Return the model's macro F1 and accuracy minus those of the baseline that is best by that very figure.

    Which baseline is best is seen on these posts, which favours the baseline.
    """
    model, *baselines = outcomes
    found = {}
    for name, measure in COMPARED.items():
        best = max(baselines, key=lambda outcome: outcome.figure(measure))  # called at once
        found[name] = difference(model, best, measure, seed)
    return found


def _tested(results: Sequence[Result]) -> Rows:
    return np.concatenate([result.fold.test for result in results])


def _said(model: Predicted, said: Said) -> Predicted:
    return replace(model, said=said, probabilities=None)


def _by_keywords(training: TrainingSet, codebook: Codebook, rows: Rows, otherwise: Said) -> Said:
    labels = training.corpus.labels
    known = [label for label in codebook.labels if label.id in labels]
    asked = np.unique(rows).tolist()
    found = dict(zip(asked, keyword_labels([training.posts[row].post.text for row in asked], known), strict=True))
    said = zip((found[row] for row in rows.tolist()), otherwise, strict=True)
    return np.array([other if label is None else labels.index(label) for label, other in said])
