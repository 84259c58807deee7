"""Posts with probabilities, in threads: made by hand, and drawn at random."""

import numpy as np
import pytest

from classifier.evaluation.figures.scored import Scored

LABELS = 3


def make(true, probabilities, thread=None, share=None, answered=None):
    """Return posts with probabilities; each stands in a thread of its own, counts once and is answered, if not said."""
    n = len(true)
    thread = np.arange(n) if thread is None else np.asarray(thread)
    share = np.ones(n) if share is None else np.asarray(share, float)
    return Scored(
        thread=thread,
        true=np.asarray(true),
        probabilities=np.asarray(probabilities, float),
        share=share,
        answered=np.ones(n, bool) if answered is None else np.asarray(answered),
        posts=np.bincount(thread, share),
    )


@pytest.fixture(scope="session")
def scored_of():
    """Make posts with probabilities."""
    return make


@pytest.fixture(scope="session")
def random_posts():
    """Make up to sixty posts of three labels: often with ties, some counting in part, some not answered."""

    def posts(seed):
        random = np.random.default_rng(seed)
        n, steps = random.integers(1, 60), random.choice([2, 5, 1000])
        weights = random.integers(1, steps + 1, size=(n, LABELS)).astype(float)
        # The first post of each thread comes first, so that no thread is without one.
        thread = np.concatenate([np.arange(min(n, 8)), random.integers(0, min(n, 8), size=n)])[:n]
        return make(
            random.integers(0, LABELS, size=n),
            weights / weights.sum(axis=1, keepdims=True),
            thread,
            random.choice([1, 0.5], size=n),
            random.random(n) < 0.8,
        )

    return posts


@pytest.fixture(scope="session")
def random_weights():
    """Draw how often each thread counts: never, once or several times."""
    return lambda scored, seed: np.random.default_rng(seed).integers(0, 4, size=scored.threads).astype(float)


@pytest.fixture(scope="session")
def rows_again():
    """Copy each thread's rows as often as the thread is drawn."""

    def again(scored, weights):
        rows = np.repeat(np.arange(len(scored.true)), weights[scored.thread].astype(int))
        one_thread = np.zeros(len(rows), int)
        return make(
            scored.true[rows], scored.probabilities[rows], one_thread, scored.share[rows], scored.answered[rows]
        )

    return again


@pytest.fixture(scope="session")
def sure_posts():
    """Six hundred posts in thirty threads: a system that is right as often as it promises."""
    random = np.random.default_rng(0)
    top = random.uniform(0.4, 1, size=600)
    probabilities = np.stack([top, (1 - top) * 0.6, (1 - top) * 0.4], axis=1)
    return make(np.where(random.random(600) < top, 0, 1), probabilities, np.arange(600) // 20)
