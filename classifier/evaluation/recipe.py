"""Evaluating the way a model is made, by holding whole threads of the annotations out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from classifier.evaluation.doubts import find_doubts, find_twins
from classifier.evaluation.evaluation import Evaluation, LookAgain, Part, summarise
from classifier.evaluation.extras import ExtraTrials
from classifier.evaluation.fold_notes import data_notes, fold_notes, why_not
from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import FoldResult, TrialResult, predict_held_out
from classifier.evaluation.systems import differences_to_best, mean_probabilities, outcomes_of
from classifier.labels.agreement.pairs import agreements
from classifier.labels.annotations import Annotations
from classifier.labels.log import LabelEvent
from classifier.records import ORIGINS, OWN, LabelledPost
from classifier.stance.training.corpus import Corpus, TrainingSet

Progress = Callable[[int, int], None]
"""Told (models fitted, models in all)."""

_Of = TypeVar("_Of")


@dataclass(frozen=True, slots=True)
class Running:
    """How to run an evaluation: in how many processes, and whom to tell how far it is."""

    jobs: int
    progress: Progress


def evaluate_recipe(annotations: Annotations, training: TrainingSet, protocol: Protocol, run: Running) -> Evaluation:
    """Return how well models predict posts of threads that they were not trained on.

    Each held-out post is predicted by a model whose every choice, strength and calibration included, was made on the
    other threads, without posts by the held-out authors and without near-duplicates of the held-out posts.
    """
    corpus = training.corpus
    names = annotations.codebook.names
    plans = _plans(corpus, protocol)
    extras = [ExtraTrials(training, plan, protocol, names) for plan in plans]
    count = _Counter(run.progress, sum(len(plan.folds) for plan in plans) + sum(map(len, extras)))
    results = _held_out(corpus, plans, protocol, (count, run.jobs))
    tried = [list(count.each(extra.predict(of, run.jobs))) for extra, of in zip(extras, results, strict=True)]
    return Evaluation(
        title="posts of held-out threads",
        parts=tuple(
            _part(annotations, extra, of, trials) for extra, of, trials in zip(extras, results, tried, strict=True)
        ),
        seed=protocol.seed,
        codebook={**annotations.codebook.reference},
        coders=tuple(sorted({event.coder for event in annotations.events})),
        notes=tuple(data_notes(annotations, corpus)),
    )


def look_again(training: TrainingSet, protocol: Protocol, run: Running, most: int) -> list[LookAgain]:
    """Return the labels that deserve a second look, `most` a origin, by models that have not seen their threads."""
    corpus = training.corpus
    plans = _plans(corpus, protocol)
    count = _Counter(run.progress, sum(len(plan.folds) for plan in plans))
    found = []
    for plan, results in zip(plans, _held_out(corpus, plans, protocol, (count, run.jobs)), strict=True):
        probabilities = mean_probabilities(corpus, results) if results else np.full((len(corpus.label), 1), np.nan)
        found.append(
            LookAgain(
                origin=plan.origin,
                posts=int((~np.isnan(probabilities[:, 0])).sum()),
                doubts=tuple(find_doubts(training.posts, corpus.labels, probabilities, most)) if results else (),
                twins=tuple(find_twins([labelled for labelled in training.posts if labelled.origin == plan.origin])),
                note="" if results else why_not(corpus),
            )
        )
    return found


def _plans(corpus: Corpus, protocol: Protocol) -> list[Plan]:
    return [Plan.of(corpus, origin, protocol) for origin in (OWN, *ORIGINS) if (corpus.origin == origin).any()]


def _held_out(
    corpus: Corpus, plans: Sequence[Plan], protocol: Protocol, running: tuple["_Counter", int]
) -> list[list[FoldResult]]:
    """Return the predictions of each plan's folds; all folds are run at once, so that no core waits for a plan."""
    count, jobs = running
    folds = [fold for plan in plans for fold in plan.folds]
    predicted = count.each(predict_held_out(corpus, folds, protocol, jobs))
    return [[next(predicted) for _ in plan.folds] for plan in plans]


def _part(
    annotations: Annotations, extra: ExtraTrials, results: Sequence[FoldResult], tried: Sequence[TrialResult]
) -> Part:
    training, origin, seed = extra.training, extra.plan.origin, extra.protocol.seed
    chosen = [labelled for labelled in training.posts if labelled.origin == origin]
    data = summarise(
        origin,
        [(labelled.post, labelled.label) for labelled in chosen],
        training.corpus.labels,
        agreements(_events_of(annotations, chosen)),
    )
    if not results:
        return Part(data=data, protocol="not evaluated", notes=(why_not(training.corpus),))
    outcomes = tuple(outcomes_of(training, annotations.codebook, results))
    probabilities = mean_probabilities(training.corpus, results)
    return Part(
        data=data,
        protocol=extra.plan.sentence,
        outcomes=outcomes,
        differences=differences_to_best(outcomes, seed),
        extras=extra.extras(results, tried, seed),
        doubts=tuple(find_doubts(training.posts, training.corpus.labels, probabilities)),
        twins=tuple(find_twins(chosen)),
        notes=tuple(fold_notes(training.corpus, origin, results)),
    )


def _events_of(annotations: Annotations, posts: Iterable[LabelledPost]) -> Iterator[LabelEvent]:
    keys = {labelled.post.key for labelled in posts}
    return (event for event in annotations.events if event.key in keys)


class _Counter:
    """Tells the progress of what passes through it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def each(self, results: Iterable[_Of]) -> Iterator[_Of]:
        for result in results:
            self._done += 1
            self._progress(self._done, self._total)
            yield result
