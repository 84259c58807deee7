"""The same posts under other conditions."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import predict_held_out, predict_trials
from classifier.evaluation.held_out.variations import (
    SHARES,
    as_predicted,
    fewer_threads,
    random_folds,
    random_split,
    usual_strength,
)
from classifier.stance.training.linear import Strength

PROTOCOL = Protocol(folds=2, repeats=1, c=3.0)


@pytest.fixture(scope="module")
def plan(few):
    """Two folds of whole threads of written posts."""
    return Plan.of(few.corpus, "written", PROTOCOL)


@pytest.fixture(scope="module")
def results(few, plan):
    """What is predicted in them, with a strength that is given."""
    return list(predict_held_out(few.corpus, plan.folds, PROTOCOL, jobs=1))


def test_a_trial_of_a_folds_own_strength_gives_the_folds_probabilities(few, results):
    """Bit for bit: what differs under other conditions is the conditions."""
    for result, again in zip(results, predict_trials(few.corpus, as_predicted(results), jobs=1), strict=True):
        assert again.fold is result.fold
        np.testing.assert_array_equal(again.probabilities, result.probabilities)
        np.testing.assert_array_equal(again.known, result.known)


def test_two_processes_try_what_one_tries(few, results):
    """To the last bit, in the order of the trials."""
    trials = as_predicted(results)
    for one, two in zip(*(predict_trials(few.corpus, trials, jobs) for jobs in (1, 2)), strict=True):
        np.testing.assert_array_equal(one.fold.test, two.fold.test)
        np.testing.assert_array_equal(one.probabilities, two.probabilities)


def test_a_random_split_tests_every_post_of_the_origin_once(few, plan, results):
    """And trains on all other posts of any origin, those of the same thread and author among them."""
    trials = random_split(few.corpus, plan, results, PROTOCOL)
    assert len(trials) == random_folds(few.corpus, plan, PROTOCOL) == 2
    tested = np.sort(np.concatenate([trial.fold.test for trial in trials]))
    np.testing.assert_array_equal(tested, np.flatnonzero(few.corpus.origin == "written"))
    for trial in trials:
        both = np.sort(np.concatenate([trial.fold.train, trial.fold.test]))
        np.testing.assert_array_equal(both, few.corpus.rows)
        assert np.isin(few.corpus.thread[trial.fold.test], few.corpus.thread[trial.fold.train]).any()


@pytest.mark.parametrize(("posts", "folds"), [([1, 1], 0), ([2, 1], 2), ([9, 1], 5)])
def test_there_are_no_more_random_folds_than_posts_of_a_label(few, plan, posts, folds):
    """And none where no label has two posts."""
    label = np.repeat([0, 1], posts)
    corpus = replace(few.corpus, label=label, origin=np.full(len(label), "written"))
    assert random_folds(corpus, plan, Protocol(folds=5)) == folds


def test_the_usual_strength_is_the_one_chosen_most_often(results):
    """With the middle temperature."""
    chosen = [Strength(1.0), Strength(3.0), Strength(3.0)]
    folds = [
        replace(results[0], strength=strength, temperature=temperature)
        for strength, temperature in zip(chosen, [0.5, 9.0, 1.0], strict=True)
    ]
    assert usual_strength(folds) == (Strength(3.0), 1.0)


@pytest.fixture(scope="module")
def curve(few, results):
    """For each share the trials with that share of the training threads, all of them last."""
    return {share: fewer_threads(few.corpus, as_predicted(results), share, seed=0) for share in (*SHARES, 1.0)}


def test_fewer_threads_are_nested_and_grow(curve):
    """Each point of the learning curve has all posts of the one before, and more; the same posts are tested."""
    for points in zip(*curve.values(), strict=True):
        trained = [set(point.fold.train.tolist()) for point in points]
        assert all(fewer < more for fewer, more in pairwise(trained))
        assert all(point.fold.test is points[0].fold.test for point in points)


def test_all_threads_are_the_fold_itself(curve, results):
    """Where the learning curve ends."""
    for trial, result in zip(curve[1.0], results, strict=True):
        np.testing.assert_array_equal(trial.fold.train, result.fold.train)


def test_a_share_of_the_threads_holds_them_whole(few, curve, results):
    """All that the training part has of them."""
    thread = few.corpus.thread
    for share, trials in curve.items():
        for trial, result in zip(trials, results, strict=True):
            kept, of = np.unique(thread[trial.fold.train]), np.unique(thread[result.fold.train])
            assert len(kept) == max(2, round(share * len(of)))
            whole = result.fold.train[np.isin(thread[result.fold.train], kept)]
            np.testing.assert_array_equal(trial.fold.train, whole)


def test_another_seed_takes_other_threads(few, results):
    """Which threads there are is chance; the same seed takes the same."""
    few_of = [fewer_threads(few.corpus, as_predicted(results), 0.25, seed)[0].fold.train.tolist() for seed in (0, 0, 1)]
    assert few_of[0] == few_of[1] != few_of[2]


def test_two_threads_at_least_remain(few, results):
    """However small the share."""
    [trial, _] = fewer_threads(few.corpus, as_predicted(results), 0.0, seed=0)
    assert len(np.unique(few.corpus.thread[trial.fold.train])) == 2
