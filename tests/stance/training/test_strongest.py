"""The terms by which a model tells its labels apart."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.stance.scoring.explanation import term_weights
from classifier.stance.text import portions
from classifier.stance.training import strongest
from classifier.stance.training.strongest import FEWEST_AUTHORS, FEWEST_THREADS, Writers, strongest_terms

WORDS = st.sampled_from(["lanes", "Lanes", "cars", "road", "children", "the", ",", "!", "don't", "👍", "xyzzy"])
POSTS = st.lists(
    st.tuples(st.lists(WORDS, max_size=6).map(" ".join), st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=12
)
ALL = 10_000


def _writers(threads, authors):
    return Writers(np.array(threads, dtype=np.int64), np.array(authors, dtype=np.int64))


def _slow(scorer, posts, label):
    """Return each term's (mean weight, posts, threads, authors) by plain loops over what term_weights says."""
    weights, threads, authors = defaultdict(list), defaultdict(set), defaultdict(set)
    for text, thread, author in posts:
        for term in term_weights(scorer, text, label):
            weights[term.term].append(term.weight)
            threads[term.term].add(thread)
            authors[term.term].add(author)
    found = {
        name: (sum(of) / len(of), len(of), len(threads[name]), len(authors[name]))
        for name, of in weights.items()
        if len(authors[name]) >= FEWEST_AUTHORS and len(threads[name]) >= FEWEST_THREADS
    }
    return {name: facts for name, facts in found.items() if facts[0] > 1e-9}


def _facts(terms):
    return {
        term.term: (pytest.approx(term.weight), term.posts, term.threads, term.authors)
        for term in terms
        if term.weight > 1e-9
    }


@settings(deadline=None, max_examples=50)
@given(posts=POSTS)
def test_a_term_weighs_the_mean_of_what_it_adds_where_it_stands(lanes_model, posts):
    """Counted with its posts, threads and authors; terms of one author or of fewer than three threads are left out."""
    texts, threads, authors = zip(*posts, strict=True)
    found = strongest_terms(lanes_model.scorer, texts, _writers(threads, authors), ALL)
    assert [_facts(terms) for terms in found] == [_slow(lanes_model.scorer, posts, label) for label in (0, 1)]


@settings(deadline=None, max_examples=25)
@given(posts=POSTS, most=st.integers(0, 8))
def test_the_strongest_come_first_and_no_more_than_asked(lanes_model, posts, most):
    """Those that are asked for are the first of all; none speaks against its label."""
    texts, threads, authors = zip(*posts, strict=True)
    writers = _writers(threads, authors)
    every = strongest_terms(lanes_model.scorer, texts, writers, ALL)
    for terms in every:
        weights = [term.weight for term in terms]
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
    assert strongest_terms(lanes_model.scorer, texts, writers, most) == [terms[:most] for terms in every]


@pytest.mark.parametrize(
    ("threads", "authors", "kept"),
    [((0, 1, 2), (0, 1, 1), True), ((0, 1, 1), (0, 1, 2), False), ((0, 1, 2), (5, 5, 5), False)],
    ids=["three threads, two authors", "two threads", "one author"],
)
def test_a_term_of_one_author_or_of_two_threads_is_no_finding(lanes_model, threads, authors, kept):
    """It says how somebody writes, or what one thread is about."""
    terms, _ = strongest_terms(lanes_model.scorer, ["children ride"] * 3, _writers(threads, authors), ALL)
    assert ("children" in [term.term for term in terms]) == kept


@pytest.mark.parametrize("size", [1, 300, 5000])
def test_batches_do_not_matter(model, some_posts, monkeypatch, size):
    """However many posts are looked at together, the same terms come out."""
    texts = [labelled.post.text for labelled in some_posts[30:150]]
    writers = _writers([i // 4 for i in range(120)], range(120))
    whole = strongest_terms(model.scorer, texts, writers, 30)
    monkeypatch.setattr(portions, "BATCH_CHARACTERS", size)
    parted = strongest_terms(model.scorer, texts, writers, 30)
    assert [_facts(terms) for terms in parted] == [_facts(terms) for terms in whole]
    assert all(whole)


def test_of_very_many_posts_the_first_are_looked_at(model, some_posts, monkeypatch):
    """Posts beyond the limit change nothing."""
    texts = [labelled.post.text for labelled in some_posts[30:90]]
    first = strongest_terms(model.scorer, texts[:40], _writers(range(40), range(40)), ALL)
    monkeypatch.setattr(strongest, "MOST_POSTS", 40)
    assert strongest_terms(model.scorer, texts, _writers(range(60), range(60)), ALL) == first


def test_a_model_carries_its_strongest_terms(model, some_posts):
    """With the posts, threads and authors among its own training posts."""
    carried = model.record.facts["strongest_terms"]
    assert tuple(carried) == model.labels
    for nth, terms in enumerate(carried.values()):
        assert len(terms) == 20
        for term in (terms[0], terms[9]):
            holding = [
                (labelled.post.text, labelled.post.thread_id, labelled.post.author or labelled.post.thread_id)
                for labelled in some_posts
                if term["term"] in labelled.post.text.lower()
            ]
            weight, *counts = _slow(model.scorer, holding, nth)[term["term"]]
            assert term["weight"] == pytest.approx(weight, abs=1e-4)
            assert [term[name] for name in ("posts", "threads", "authors")] == counts


def test_posts_without_terms_have_no_strongest_ones(lanes_model):
    """A batch of empty posts is no error: training holds such posts too."""
    assert strongest_terms(lanes_model.scorer, ["", " "], _writers((0, 1), (0, 1)), ALL) == [[], []]
