"""The model under other conditions: what a random split leaks, what names give, what fewer posts would do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from classifier.evaluation.evaluation import Check, CurvePoint, Extras
from classifier.evaluation.figures.counts import macro_f1
from classifier.evaluation.figures.outcome import Outcome
from classifier.evaluation.figures.paired import difference
from classifier.evaluation.held_out.masking import masked_posts
from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import FoldResult, Trial, TrialResult, predict_trials
from classifier.evaluation.held_out.variations import SHARES, as_predicted, fewer_threads, random_folds, random_split
from classifier.evaluation.systems import Result, model_outcome
from classifier.stance.training.corpus import Corpus, TrainingSet


@dataclass(frozen=True, slots=True)
class ExtraTrials:
    """One origin's posts, predicted again under other conditions; only the first repeat's folds are."""

    training: TrainingSet
    plan: Plan
    protocol: Protocol
    names: tuple[str, ...]
    """What is masked; nothing is where the codebook names nothing."""

    @property
    def split(self) -> int:
        """How many folds the random split has."""
        return random_folds(self._corpus, self.plan, self.protocol) if self._wanted else 0

    @property
    def masked(self) -> int:
        """How many folds are predicted with names masked."""
        return self.plan.first if self._wanted and self.names else 0

    @property
    def curve(self) -> int:
        """How many folds the learning curve has, all its points together."""
        return self.plan.first * len(SHARES) if self._wanted and self.plan.splits else 0

    def __len__(self) -> int:
        """Return how many models are fitted."""
        return self.split + self.masked + self.curve

    def predict(self, results: Sequence[FoldResult], jobs: int) -> Iterator[TrialResult]:
        """Yield what each trial gives: the random split's, those with masked names, the learning curve's."""
        again = as_predicted(results[: self.plan.first])
        if self.split:
            yield from predict_trials(self._corpus, random_split(self._corpus, self.plan, results, self.protocol), jobs)
        if self.masked:
            corpus = TrainingSet.of(masked_posts(self.training.posts, self.names), self._corpus.labels).corpus
            yield from predict_trials(corpus, again, jobs)
        if self.curve:
            yield from predict_trials(self._corpus, list(self._fewer(again)), jobs)

    def extras(self, results: Sequence[FoldResult], tried: Sequence[TrialResult], seed: int) -> Extras:
        """Return what the trials show, beside the folds' own predictions."""
        remaining = iter(tried)
        split = list(islice(remaining, self.split))
        masked = list(islice(remaining, self.masked))
        first = results[: self.plan.first]
        return Extras(
            random_split=self._check(split, first, seed) if split else None,
            names=self._check(masked, first, seed) if masked else None,
            curve=tuple(self._points(list(remaining), first)) if self.curve else (),
        )

    @property
    def _corpus(self) -> Corpus:
        return self.training.corpus

    @property
    def _wanted(self) -> bool:
        return self.protocol.extras and bool(self.plan.folds)

    def _fewer(self, again: Sequence[Trial]) -> Iterator[Trial]:
        for share in SHARES:
            yield from fewer_threads(self._corpus, again, share, self.protocol.seed)

    def _check(self, tried: Sequence[TrialResult], first: Sequence[FoldResult], seed: int) -> Check | None:
        """Return the comparison with the first repeat's folds; None where these left posts unpredicted."""
        changed, usual = self._outcome(tried), self._outcome(first)
        if changed.threads != usual.threads or (changed.support != usual.support).any():
            return None
        return Check(changed, usual, difference(changed, usual, macro_f1, seed))

    def _points(self, tried: Sequence[TrialResult], first: Sequence[FoldResult]) -> Iterator[CurvePoint]:
        for nth in range(len(SHARES)):
            yield self._point(tried[nth * self.plan.first : (nth + 1) * self.plan.first])
        yield self._point(first)

    def _point(self, results: Sequence[Result]) -> CurvePoint:
        return CurvePoint(float(np.mean([len(result.fold.train) for result in results])), self._outcome(results))

    def _outcome(self, results: Sequence[Result]) -> Outcome:
        return model_outcome(self._corpus, results)
