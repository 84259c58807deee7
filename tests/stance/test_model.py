"""What a model says of posts."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from classifier.stance.model import EMPTY, NO_KNOWN_WORD, UNSURE, StanceModel
from classifier.stance.text import portions


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("\n\t", EMPTY),
        ("!!!", NO_KNOWN_WORD),
        ("zzqqxx wwvvkk", NO_KNOWN_WORD),
        ("zzqqxx, wwvvkk!", NO_KNOWN_WORD),
        ("\0", NO_KNOWN_WORD),
        ("\ud800", NO_KNOWN_WORD),
    ],
    ids=["empty", "spaces", "blank lines", "punctuation", "unknown words", "unknown sentence", "NUL", "surrogate"],
)
def test_the_model_abstains_where_it_knows_no_word(model, make_post, text, reason):
    """No stance, no probability and no scores, but a reason."""
    [prediction] = model.predict([make_post(text)])
    assert (prediction.predicted, prediction.probability, prediction.scores) == (None, None, None)
    assert prediction.abstained == reason
    assert prediction.terms == ()


def test_a_prediction_is_the_likeliest_label_with_all_probabilities(model, make_post):
    """The scores are those of `predict_proba`, by label, and sum to 1."""
    [prediction] = model.predict([make_post("Send them the weapons now, before it is too late.")])
    [shares] = model.predict_proba(["Send them the weapons now, before it is too late."])
    assert prediction.predicted == model.labels[int(shares.argmax())]
    assert prediction.probability == max(prediction.scores.values()) == shares.max()
    assert dict(prediction.scores) == dict(zip(model.labels, shares, strict=True))
    assert prediction.abstained is None


@pytest.mark.parametrize("least", [0.0, 0.5, 0.9, 1.0])
def test_the_model_abstains_where_it_is_less_sure_than_asked(model, some_posts, make_post, least):
    """No stance, but probability and scores as they would be, and a reason; nothing else changes."""
    posts = [labelled.post for labelled in some_posts[:60]] + [make_post(""), make_post("zzqqxx"), make_post("hm war")]
    plain, sure = list(model.predict(posts)), list(model.predict(posts, min_confidence=least))
    for one, other in zip(plain, sure, strict=True):
        unsure = one.probability is not None and one.probability < least
        assert other == (replace(one, predicted=None, abstained=UNSURE) if unsure else one)
    assert (plain == sure) == (least == 0)


def test_a_probability_that_is_just_what_was_asked_for_is_enough(model, make_post):
    """The least that is asked for is included."""
    post = make_post("Send them the weapons now, before it is too late.")
    [plain] = model.predict([post])
    [same] = model.predict([post], min_confidence=plain.probability)
    [more] = model.predict([post], min_confidence=np.nextafter(plain.probability, 1))
    assert (same.predicted, same.abstained) == (plain.predicted, None)
    assert (more.predicted, more.abstained) == (None, UNSURE)


def test_a_prediction_counts_its_words(model, make_post):
    """Distinct words, those of them that the training posts held, and tokens with repetitions and punctuation."""
    [found] = model.predict([make_post("War, war! zzqqxx wwvvkk weapons")])
    assert (found.words, found.known_words, found.tokens) == (4, 2, 7)


def test_one_known_word_is_enough(model, make_post):
    """The model says how unsure it is instead of abstaining."""
    [prediction] = model.predict([make_post("zzqqxx wwvvkk weapons")])
    assert prediction.predicted in model.labels


@pytest.mark.parametrize("at_once", [1, 7, 8000])
def test_predictions_come_in_the_order_of_the_posts(model, make_post, some_posts, monkeypatch, at_once):
    """However many posts are held at a time, abstentions among them."""
    monkeypatch.setattr(portions, "GATHERED_ITEMS", at_once)
    posts = [post.post for post in some_posts[:40]] + [make_post(""), make_post("zzqqxx"), some_posts[50].post]
    pairs = list(model.predict_each(posts))
    assert [post for post, _ in pairs] == posts
    assert [prediction for _, prediction in pairs] == [next(model.predict([post])) for post in posts]


def test_posts_are_read_as_they_are_needed(model, make_post):
    """A stream without end gives predictions at once."""
    posts = (make_post(f"post number {number}") for number in count())
    assert next(model.predict(posts)).predicted in model.labels


def test_long_posts_are_not_held_by_the_thousand(model, make_post):
    """Memory is that of some megabytes of text, not of so many posts whatever they hold."""
    read = []
    posts = (read.append(number) or make_post("war " * 300_000) for number in range(50))
    next(model.predict(posts))
    assert read == [0]


def test_no_posts_give_no_predictions(model):
    """An empty thread is no error."""
    assert list(model.predict([])) == []


def test_a_post_that_the_model_was_trained_on_is_known_as_seen(model, make_post, some_posts):
    """By its very text, whoever wrote it; another text is not seen."""
    text = some_posts[0].post.text
    posts = [make_post(text, thread_id="elsewhere"), make_post(text + "."), make_post("zzqqxx")]
    assert model.has_seen(posts).tolist() == [True, False, False]
    assert [prediction.seen for prediction in model.predict(posts)] == [True, False, False]


def test_every_training_post_has_been_seen(model, some_posts):
    """Not one is forgotten."""
    assert model.has_seen([labelled.post for labelled in some_posts]).all()
    assert model.has_seen([]).shape == (0,)


@pytest.mark.parametrize("terms", [0, 1, 3, 100])
def test_a_prediction_shows_as_many_terms_as_asked_strongest_first(model, make_post, terms):
    """Only terms that speak for the label that was predicted."""
    [prediction] = model.predict([make_post("Not our war, and not one more billion for it.")], terms=terms)
    weights = [term.weight for term in prediction.terms]
    assert len(weights) <= terms
    assert weights == sorted(weights, reverse=True)
    assert all(weight > 0 for weight in weights)
    assert bool(weights) == bool(terms)


def test_asking_for_terms_changes_nothing_else(model, some_posts):
    """The explanation is made beside the prediction."""
    posts = [labelled.post for labelled in some_posts[:20]]
    plain, explained = model.predict(posts), model.predict(posts, terms=2)
    for one, other in zip(plain, explained, strict=True):
        assert (one.predicted, one.scores) == (other.predicted, other.scores)


def test_the_shipped_model_knows_the_labels_of_the_shipped_codebook(annotations):
    """It is read from its folder, and says what it was made from."""
    shipped = StanceModel.default()
    assert shipped.labels == annotations.codebook.label_ids
    assert shipped.record.facts["codebook"]["hash"] == annotations.codebook.hash


def test_the_shipped_model_has_seen_the_shipped_posts(annotations):
    """It was trained on all of them, and evaluation must know it."""
    assert np.all(StanceModel.default().has_seen([labelled.post for labelled in annotations.labelled()]))
