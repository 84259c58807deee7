"""The features, against scikit-learn's vectorizers and plain sums."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from classifier.stance.record.weights import BLOCKS
from classifier.stance.training.features import TermCounter, TermWeighting, stance_features

CHARACTERS = st.one_of(st.sampled_from("abcAB1é'’!?_ \n\0🇺👍\u0301\ud800"), st.characters(exclude_categories=["Cn"]))
TEXTS = st.lists(st.text(CHARACTERS, max_size=40), max_size=4)
TRAINING = ["A big cat, a BIG dog!", "don't big; don't cat 👍", "", "ab abc abcd ab", "\0 _ 🇺🇦"]


def count_terms(block, text, tokens):
    """Return how often a text counts each of its distinct terms, by scikit-learn's own analyzers."""
    if block == "words":
        words = CountVectorizer(tokenizer=tokens, token_pattern=None, lowercase=False, ngram_range=(1, 2), binary=True)
        return Counter(set(words.build_analyzer()(text)))
    grams = CountVectorizer(analyzer="char_wb", lowercase=False, ngram_range=(2, 5), binary=True).build_analyzer()
    return sum((Counter(set(grams(token))) for token in set(tokens(text))), Counter())


def weigh_by_hand(counted, training):
    """Return each text's weighted terms, from its own counts and those of the training texts."""
    frequency = Counter(term for terms in training for term in terms)
    for terms in counted:
        idf = {term: log((1 + len(training)) / (1 + frequency[term])) + 1 for term in terms}
        length = sqrt(sum(count * idf[term] ** 2 for term, count in terms.items()))
        yield {term: count * idf[term] / length for term, count in terms.items() if term in frequency}


def features_of(block, training, texts):
    """Return the names of the features and their values, shape (texts, terms)."""
    steps = Pipeline([("count", TermCounter(block)), ("weigh", TermWeighting())]).fit(training)
    return steps["count"].terms_, steps.transform(texts).toarray()


def assert_as_by_hand(block, training, texts, tokens):
    """Assert that the features are those of the slow reference, name by name."""
    names, values = features_of(block, training, texts)
    counted = [count_terms(block, text, tokens) for text in training]
    assert sorted(names) == sorted(set().union(*counted))
    rows = weigh_by_hand([count_terms(block, text, tokens) for text in texts], counted)
    expected = [[terms.get(name, 0.0) for name in names] for terms in rows]
    np.testing.assert_allclose(values, np.reshape(expected, values.shape), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("block", BLOCKS)
def test_features_of_shipped_posts_are_those_of_the_reference(some_posts, slow_tokens, block):
    """Terms, document frequencies and lengths, unknown terms in the length included, agree with scikit-learn's."""
    texts = [labelled.post.text for labelled in some_posts if len(labelled.post.text) < 3000]
    assert_as_by_hand(block, texts[:60], texts[40:120], slow_tokens)


@pytest.mark.parametrize("block", BLOCKS)
@settings(deadline=None, max_examples=60)
@given(texts=TEXTS)
@example(texts=["", "zz", "a", "a a a", "don’t", "'"])
@example(texts=["aaaaaa abababab hahahaha abcabcabcabc"])
def test_features_of_any_text_are_those_of_the_reference(slow_tokens, block, texts):
    """Whatever the characters: marks, flags, NULs, lone surrogates."""
    assert_as_by_hand(block, [*TRAINING, *texts[:1]], texts, slow_tokens)


@pytest.mark.parametrize("block", BLOCKS)
def test_counts_are_those_of_the_reference_with_unknown_terms_last(slow_tokens, block):
    """The last column holds how many terms of the text the training texts did not hold."""
    counter, text = TermCounter(block).fit(TRAINING), "A big new cat, a new catalogue!"
    expected = count_terms(block, text, slow_tokens)
    [row] = counter.transform([text]).toarray()
    assert [expected.pop(name, 0) for name in counter.terms_] == row[:-1].tolist()
    assert row[-1] == sum(expected.values()) > 0


def test_a_word_said_thrice_counts_once():
    """Tokens and pairs are counted once a text."""
    counter = TermCounter().fit(["no no no"])
    assert dict(zip(counter.terms_, counter.transform(["no no no no"]).toarray()[0], strict=False)) == {
        "no": 1,
        "no no": 1,
    }


def test_an_n_gram_counts_once_for_each_distinct_token():
    """The letters "an" stand in two of these tokens, twice in one of them, and one of them is said twice."""
    counter = TermCounter("characters").fit(["banana can banana"])
    assert counter.transform(["banana can banana"]).toarray()[0, counter.terms_.index("an")] == 2


def test_a_text_of_unknown_words_has_no_features_and_known_words_weigh_less_beside_unknown_ones():
    """Terms that were never seen stand in the length of a text."""
    alone, beside, unknown = features_of("words", TRAINING, ["cat", "cat xyzzy plugh", "xyzzy plugh"])[1].max(axis=1)
    assert alone == pytest.approx(1)
    assert 0 < beside < 0.5
    assert unknown == 0


@pytest.mark.parametrize("block", BLOCKS)
def test_fit_transform_gives_what_fit_and_transform_give(some_posts, block):
    """The counts of the training texts are made once."""
    texts = [labelled.post.text for labelled in some_posts[:50]]
    at_once, later = TermCounter(block).fit_transform(texts), TermCounter(block).fit(texts).transform(texts)
    assert (at_once != later).nnz == 0


@pytest.mark.parametrize("block", BLOCKS)
def test_weighting_some_rows_of_a_shared_matrix_is_counting_those_rows_alone(some_posts, block):
    """Cross-validation counts all posts once; a fold's features are still those of a vocabulary of its own."""
    texts = [labelled.post.text for labelled in some_posts]
    counts = TermCounter(block).fit_transform(texts)
    weighting = TermWeighting().fit(counts[100:200])
    held = np.flatnonzero(weighting.holding_[:-1])
    names, alone = features_of(block, texts[100:200], texts[200:260])
    assert len(names) == len(held) < counts.shape[1] - 1
    np.testing.assert_allclose(weighting.transform(counts[200:260])[:, held].toarray(), alone, rtol=1e-6)


@pytest.mark.parametrize("texts", [[], [""], ["", " \n", "\0"]], ids=["none", "empty", "blank"])
@pytest.mark.parametrize("block", BLOCKS)
def test_texts_without_terms_give_rows_of_zeros(block, texts):
    """A text without tokens has no features; no division by its length."""
    steps = Pipeline([("count", TermCounter(block)), ("weigh", TermWeighting())]).fit(TRAINING)
    assert steps.transform(texts).shape == (len(texts), len(steps["count"].terms_))
    assert steps.transform(texts).count_nonzero() == 0


@pytest.mark.parametrize("block", BLOCKS)
def test_training_texts_without_terms_leave_only_unknown_ones(block):
    """A counter that has learnt nothing still counts what it does not know."""
    counter = TermCounter(block).fit(["", " "])
    assert counter.terms_ == []
    assert counter.transform(["cat"]).toarray().tolist() == [[{"words": 1, "characters": 4 + 3 + 2 + 1}[block]]]


@pytest.mark.parametrize("step", [TermCounter(), TermWeighting()], ids=["counter", "weighting"])
def test_a_transformer_that_is_not_fitted_says_so(step):
    """Transforming comes after fitting."""
    with pytest.raises(NotFittedError, match="not fitted yet"):
        step.transform(["cat"])


def test_names_come_after_fitting():
    """An unfitted counter has no names."""
    with pytest.raises(NotFittedError, match="not fitted yet"):
        TermCounter().get_feature_names_out()


@pytest.mark.parametrize("method", ["fit", "fit_transform"])
def test_one_string_in_place_of_several_is_refused(method):
    """A string is a sequence of strings too, and nobody means its letters."""
    with pytest.raises(ValueError, match="got one string: put it in a list"):
        getattr(TermCounter(), method)("a cat")


def test_one_string_is_refused_when_transforming_too():
    """The same mistake, later."""
    with pytest.raises(ValueError, match="got one string: put it in a list"):
        TermCounter().fit(["a cat"]).transform("a cat")


def test_a_block_of_another_name_is_refused():
    """There are two blocks."""
    with pytest.raises(ValueError, match="block 'letters' is neither 'words' nor 'characters'"):
        TermCounter("letters").fit(["a cat"])


def test_texts_may_come_from_an_iterator():
    """They are read once."""
    assert TermCounter().fit(iter(["a cat", "a dog"])).terms_ == TermCounter().fit(["a cat", "a dog"]).terms_


def test_names_go_with_the_columns():
    """Every column has a name, with its block before it in the union."""
    features = stance_features()
    values, names = features.fit_transform(["a cat"]), features.get_feature_names_out().tolist()
    assert len(names) == values.shape[1]
    assert {"words__a cat", "words__cat", "characters__ ca", "characters__ cat "} <= set(names)
    assert not any("unknown" in name for name in names)


def test_the_counter_names_the_column_of_unknown_terms():
    """The last name stands for all terms that training did not hold."""
    assert TermCounter().fit(["cat"]).get_feature_names_out().tolist() == ["cat", "<unknown>"]


def test_a_clone_has_the_settings_and_not_what_was_learnt():
    """scikit-learn's own tools copy transformers before they fit them."""
    copy = clone(TermCounter("characters").fit(["a cat"]))
    assert copy.get_params() == {"block": "characters"}
    assert not hasattr(copy, "terms_")


def test_the_features_work_in_a_pipeline_of_scikit_learn(some_posts):
    """They fit, predict and are cloned as any transformer is."""
    texts, labels = [post.post.text for post in some_posts[:80]], [post.label for post in some_posts[:80]]
    pipeline = clone(Pipeline([("features", stance_features()), ("classify", LogisticRegression(C=100.0))]))
    assert pipeline.fit(texts, labels).score(texts, labels) > 0.9
