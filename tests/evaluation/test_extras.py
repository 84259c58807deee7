"""The model under other conditions."""

import numpy as np
import pytest

from classifier.evaluation.evaluation import Extras
from classifier.evaluation.extras import ExtraTrials
from classifier.evaluation.figures.counts import macro_f1
from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.held_out.predict import predict_held_out
from classifier.evaluation.systems import model_outcome

COMMON = [f"{first}{second}" for first in ("ka", "mo", "ti", "re", "su") for second in ("lan", "der", "fit", "gos")]
LABELS = ("off-topic", "anti-china")


def posts_saying(label_of, words_of):
    """Return six posts in each of fourteen threads: common words, and what `words_of` adds by thread and label."""
    random = np.random.default_rng(0)
    for thread in range(14):
        for post in range(6):
            label = label_of(thread, post) % 2
            words = [*random.choice(COMMON, size=6), *words_of(thread, label)]
            yield thread, f"author {thread}", " ".join(random.permutation(words)), LABELS[label]


# Words that only one thread uses, whose posts all carry one label; or a name that goes with the label.
HABITS = list(posts_saying(lambda thread, _: thread, lambda thread, _: [f"habit{thread}", f"quirk{thread}"]))
NAMES = list(posts_saying(lambda thread, post: thread + post, lambda _, label: ["Ukraine" if label else "China"]))


def test_the_leak_of_a_random_split_is_seen(evaluated):
    """Who writes gives the label away: a random split finds it all, and no new thread does."""
    [part] = evaluated(HABITS, c=30.0).parts
    grouped, leaking = part.outcomes[0].figure(macro_f1), part.extras.random_split.changed.figure(macro_f1)
    assert leaking > 0.9
    assert grouped < 0.6
    assert part.extras.random_split.changed.support.tolist() == part.outcomes[0].support.tolist()


def test_what_names_alone_tell_is_gone_with_the_names(evaluated):
    """On the very folds in which the model with names finds it all."""
    [part] = evaluated(NAMES, c=30.0).parts
    check = part.extras.names
    assert check.usual.figure(macro_f1) == part.outcomes[0].figure(macro_f1) > 0.9
    assert check.changed.figure(macro_f1) < 0.65
    assert check.difference.value == pytest.approx(check.changed.figure(macro_f1) - check.usual.figure(macro_f1))
    assert check.difference.interval.high < 0


def test_the_learning_curve_grows_to_the_full_models_first_repeat(evaluation, few):
    """Its last point is no other model than the one that is evaluated."""
    curve = evaluation.parts[1].extras.curve
    sizes = [point.posts for point in curve]
    assert (len(curve), sizes) == (4, sorted(set(sizes)))
    protocol = Protocol(folds=2, repeats=2, seed=1)
    plan = Plan.of(few.corpus, "written", protocol)
    results = list(predict_held_out(few.corpus, plan.folds[: plan.first], protocol, jobs=1))
    np.testing.assert_array_equal(curve[-1].outcome.by_thread, model_outcome(few.corpus, results).by_thread)
    assert sizes[-1] == np.mean([len(fold.train) for fold in plan.folds[: plan.first]])


def test_every_condition_is_scored_on_all_posts(evaluation):
    """On those that the model itself is scored on."""
    for part in evaluation.parts:
        support = part.outcomes[0].support.tolist()
        looked_at = [part.extras.random_split.changed, part.extras.names.changed, part.extras.names.usual]
        for outcome in (*looked_at, *(point.outcome for point in part.extras.curve)):
            assert outcome.support.tolist() == support


def test_threads_that_are_left_out_in_turn_have_no_learning_curve(evaluation):
    """Too few to take fewer of; the split and the names are looked at all the same."""
    real = evaluation.parts[0].extras
    assert (real.curve, real.random_split is not None, real.names is not None) == ((), True, True)


def test_what_is_not_asked_for_is_not_fitted(few, evaluated):
    """Nothing of it is in the report."""
    [part] = evaluated(HABITS, c=30.0, extras=False).parts
    assert part.extras == Extras()
    protocol = Protocol(folds=2, repeats=1, extras=False)
    assert len(ExtraTrials(few, Plan.of(few.corpus, "written", protocol), protocol, ("xi",))) == 0


def test_without_names_none_are_masked(few):
    """A codebook need not have any; the rest is fitted as ever."""
    protocol = Protocol(folds=2, repeats=1)
    plan = Plan.of(few.corpus, "written", protocol)
    named, nameless = (ExtraTrials(few, plan, protocol, names) for names in (("xi",), ()))
    assert (named.masked, nameless.masked) == (2, 0)
    assert len(named) - len(nameless) == 2
