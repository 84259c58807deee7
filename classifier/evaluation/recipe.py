"""Evaluating the way a model is made, by holding whole threads of the annotations out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evaluation.baselines import keyword_labels
from classifier.evaluation.evaluation import KEYWORDS, MAJORITY, MODEL, Evaluation, Part, summarise
from classifier.evaluation.out_of_fold import FoldResult, Plan, Protocol, predict_held_out
from classifier.evaluation.outcome import ABSTAINED, Outcome, count_outcome
from classifier.labels.agreement import agreements
from classifier.labels.annotations import Annotations
from classifier.labels.codebook import Codebook
from classifier.records import ORIGINS
from classifier.stance.corpus import Corpus, TrainingSet

Progress = Callable[[int, int], None]
"""Told (folds done, folds in all)."""

Said = NDArray[np.int64]


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
    plans = {origin: Plan.of(corpus, origin, protocol) for origin in ORIGINS if (corpus.origin == origin).any()}
    folds = [fold for plan in plans.values() for fold in plan.folds]
    results = []
    for result in predict_held_out(corpus, folds, protocol, run.jobs):
        results.append(result)
        run.progress(len(results), len(folds))
    remaining = iter(results)
    parts = [_part(annotations, training, plan, [next(remaining) for _ in plan.folds]) for plan in plans.values()]
    return Evaluation(
        title="posts of held-out threads",
        parts=tuple(parts),
        seed=protocol.seed,
        codebook={"version": annotations.codebook.version, "hash": annotations.codebook.hash},
        coders=tuple(sorted({event.coder for event in annotations.events})),
        notes=tuple(_notes(annotations, corpus)),
    )


def _part(annotations: Annotations, training: TrainingSet, plan: Plan, results: Sequence[FoldResult]) -> Part:
    chosen = [labelled for labelled in training.posts if labelled.origin == plan.origin]
    keys = {labelled.post.key for labelled in chosen}
    data = summarise(
        plan.origin,
        [(labelled.post, labelled.label) for labelled in chosen],
        training.corpus.labels,
        agreements(event for event in annotations.events if event.key in keys),
    )
    if not results:
        return Part(data=data, protocol="not evaluated", notes=(_why_not(training.corpus),))
    return Part(
        data=data,
        protocol=plan.sentence,
        outcomes=tuple(_outcomes(training, annotations.codebook, results)),
        notes=tuple(_fold_notes(training.corpus, plan.origin, results)),
    )


def _why_not(corpus: Corpus) -> str:
    if len(np.unique(corpus.thread)) < 2:
        return "All labelled posts stand in one thread, and evaluation holds whole threads out: label another thread."
    return (
        "Without posts by the held-out authors, and without near-duplicates, nothing remains to train on: label "
        "threads by other people."
    )


def _outcomes(training: TrainingSet, codebook: Codebook, results: Sequence[FoldResult]) -> Iterator[Outcome]:
    corpus = training.corpus
    rows = np.concatenate([result.fold.test for result in results])
    share = 1 / np.bincount(rows)[rows]
    commonest = np.concatenate([_commonest(corpus, result) for result in results])
    for system, said in (
        (MODEL, np.concatenate([_said(result) for result in results])),
        (MAJORITY, commonest),
        (KEYWORDS, _by_keywords(training, codebook, rows, commonest)),
    ):
        yield count_outcome(system, corpus.labels, corpus.thread[rows], corpus.label[rows], said, share)


def _said(result: FoldResult) -> Said:
    return np.where(result.known, result.probabilities.argmax(axis=1), ABSTAINED)


def _commonest(corpus: Corpus, result: FoldResult) -> Said:
    return np.full(len(result.fold.test), np.bincount(corpus.label[result.fold.train]).argmax())


def _by_keywords(training: TrainingSet, codebook: Codebook, rows: Said, otherwise: Said) -> Said:
    labels = training.corpus.labels
    known = [label for label in codebook.labels if label.id in labels]
    asked = np.unique(rows).tolist()
    found = dict(zip(asked, keyword_labels([training.posts[row].post.text for row in asked], known), strict=True))
    said = zip((found[row] for row in rows.tolist()), otherwise, strict=True)
    return np.array([other if label is None else labels.index(label) for label, other in said])


def _fold_notes(corpus: Corpus, origin: str, results: Sequence[FoldResult]) -> Iterator[str]:
    tested = len(np.unique(np.concatenate([result.fold.test for result in results])))
    untested = int((corpus.origin == origin).sum()) - tested
    if untested:
        yield f"Not predicted, and in no figure: {untested} posts, for which nothing was left to train on."
    authors = sum(result.fold.same_author for result in results)
    alike = sum(result.fold.near_duplicate for result in results)
    if authors or alike:
        yield (
            f"Kept out of training, over {len(results)} folds: {authors} posts by authors of the held-out part, "
            f"{alike} near-duplicates or quotes of its posts."
        )
    lacking = Counter(label for result in results for label in result.fold.lacking(corpus))
    for label, times in lacking.items():
        yield f"In {times} of {len(results)} folds no post to train on was labelled {label}: there it cannot be found."
    chosen = Counter(result.strength for result in results)
    strengths = ", ".join(
        f"C = {strength.c:g}{' with balanced labels' if strength.balanced else ''} ({times})"
        for strength, times in chosen.most_common()
    )
    how = "chosen inside each training part" if any(result.chosen for result in results) else "given, not chosen"
    yield f"Strength {how}: {strengths}."


def _notes(annotations: Annotations, corpus: Corpus) -> Iterator[str]:
    unused = [label for label in annotations.codebook.label_ids if label not in corpus.labels]
    if unused:
        yield f"No post is labelled {' or '.join(unused)}: the model cannot predict what it has not been shown."
    disputed = len(annotations.disputed())
    if disputed:
        yield f"{disputed} posts are left out: their coders disagree and nobody has adjudicated."
    unlabelled = len(annotations.posts) - len(corpus.label) - disputed
    if unlabelled:
        yield f"{unlabelled} posts have no label yet."
