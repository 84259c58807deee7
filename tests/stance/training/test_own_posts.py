"""What a user's own posts weigh beside others."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import vstack

from classifier.records import OWN, LabelledPost, Post
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.linear import Strength, fit, weigh
from classifier.stance.training.selection import OWN_UNTRIED, OWN_WEIGHTS, choose_strength

LABELS = ("for", "against")


def post(nth, thread, text, label, origin):
    """Return a labelled post."""
    return LabelledPost(post=Post(thread_id=thread, id=f"p{nth}", order=nth + 1, text=text), label=label, origin=origin)


@pytest.fixture(scope="module")
def corpus():
    """Others say yes for "for" and no for "against"; in the user's own six threads it is the other way about."""
    words = [["yes", "surely", "indeed"], ["no", "never", "hardly"]]
    others = [
        post(n, f"t{n // 6}", f"{words[n % 2][n % 3]} number {n} of many", LABELS[n % 2], "written") for n in range(240)
    ]
    own = [
        post(n, f"own{n // 6}", f"{words[n % 2][n % 3]} mine {n} it is", LABELS[1 - n % 2], OWN)
        for n in range(300, 336)
    ]
    return TrainingSet.of([*others, *own], LABELS).corpus


@pytest.mark.parametrize("times", [2, 5])
def test_a_post_that_weighs_several_times_is_that_post_several_times(corpus, times):
    """To the solver; the weights of its terms stay those of one post."""
    weighed = weigh(corpus, corpus.rows, corpus.rows[:0])
    own = np.flatnonzero(weighed.own)
    repeated = replace(
        weighed,
        train=vstack([weighed.train, *[weighed.train[own]] * (times - 1)], format="csr"),
        label=np.concatenate([weighed.label, *[weighed.label[own]] * (times - 1)]),
        own=np.concatenate([weighed.own, *[weighed.own[own]] * (times - 1)]),
    )
    coefficients, intercepts = fit(weighed, Strength(1.0 / times, own=times), 2)
    expected, others = fit(repeated, Strength(1.0 / times), 2)
    np.testing.assert_allclose(coefficients, expected, atol=2e-3)
    np.testing.assert_allclose(intercepts, others, atol=2e-3)


def test_own_posts_that_contradict_the_others_weigh_most(corpus):
    """The weight of least log loss on own posts of held-out threads is the one that is taken."""
    choice = choose_strength(corpus, corpus.rows, seed=0)
    tried = {strength.own: loss for strength, loss in choice.tried.items() if strength.c == choice.strength.c}
    assert set(OWN_WEIGHTS) <= set(tried)
    assert choice.strength.own == max(OWN_WEIGHTS)


def test_own_posts_of_one_thread_weigh_what_was_measured_elsewhere(corpus):
    """They cannot be held out, so nothing can be chosen by them."""
    one = replace(corpus, thread=np.where(corpus.origin == OWN, 1000, corpus.thread))
    assert choose_strength(one, one.rows, seed=0).strength.own == OWN_UNTRIED


def test_without_own_posts_nothing_weighs_more(corpus):
    """All others weigh alike."""
    rows = np.flatnonzero(corpus.origin != OWN)
    choice = choose_strength(corpus, rows, seed=0)
    assert choice.strength.own == 1
    assert {strength.own for strength in choice.tried} == {1}
