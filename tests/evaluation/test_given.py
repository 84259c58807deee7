"""Evaluating predictions that stand beside hand labels."""

import re

import numpy as np
import pytest

from classifier.errors import DataError
from classifier.evaluation.evaluation import KEYWORDS, MAJORITY, MODEL, PRIOR
from classifier.evaluation.figures.counts import accuracy
from classifier.evaluation.figures.named import HEADLINE
from classifier.evaluation.given import evaluate_predictions
from classifier.records import Post, Prediction


def pair(label, predicted, number=0, text="", scores=None, **extra):
    """Return a post with a hand label, and a prediction of it."""
    labelled = {"label": label, **extra} if label is not None else extra
    post = Post(thread_id=f"t{number % 4}", id=f"p{number}", order=number + 1, text=text, extra=labelled)
    reason = None if predicted is not None else "empty"
    return post, Prediction(predicted=predicted, probability=None, scores=scores, abstained=reason)


def test_figures_come_from_the_labels_and_predictions():
    """Two of four right, one abstention."""
    pairs = [pair("a", "a", 0), pair("a", "b", 1), pair("b", "b", 2), pair("b", None, 3)]
    [part] = evaluate_predictions(pairs, None, 0).parts
    assert [outcome.system for outcome in part.outcomes] == [MODEL, MAJORITY, PRIOR]
    assert part.outcomes[0].counts.tolist() == [[1, 1, 0], [0, 1, 1]]
    assert part.outcomes[0].figure(accuracy) == 0.5
    assert (part.data.size, part.data.threads, dict(part.data.posts)) == (4, 4, {"a": 2, "b": 2})


def test_posts_of_two_origins_are_never_pooled():
    """Each has its own part, its own counts and its own majority."""
    pairs = [pair("a", "a", i, origin="real") for i in range(3)]
    pairs += [pair("b", "a", i, origin="written") for i in range(5)]
    real, written = evaluate_predictions(pairs, None, 0).parts
    assert [(part.data.origin, part.data.size) for part in (real, written)] == [("real", 3), ("written", 5)]
    assert [part.outcomes[0].figure(accuracy) for part in (real, written)] == [1, 0]
    assert [part.outcomes[1].figure(accuracy) for part in (real, written)] == [1, 1]


@pytest.mark.parametrize("extra", [{}, {"origin": None}, {"origin": ""}], ids=["none", "null", "empty"])
def test_posts_without_an_origin_are_real(extra):
    """Whoever brings posts of their own has real ones."""
    assert evaluate_predictions([pair("a", "a", **extra)], None, 0).parts[0].data.origin == "real"


def test_labels_stand_in_the_codebooks_order_where_it_holds_them_all(annotations):
    """Only those that occur, given or predicted."""
    ids = annotations.codebook.label_ids
    pairs = [pair(ids[3], ids[0], 0), pair(ids[1], ids[1], 1)]
    [part] = evaluate_predictions(pairs, annotations.codebook, 0).parts
    assert part.outcomes[0].labels == (ids[0], ids[1], ids[3])
    assert tuple(part.data.posts) == (ids[0], ids[1], ids[3])


def test_labels_that_the_codebook_does_not_hold_stand_by_name(annotations):
    """And its keywords are then no baseline for them."""
    pairs = [pair("zebra", "off-topic", 0), pair("ant", "ant", 1)]
    [part] = evaluate_predictions(pairs, annotations.codebook, 0).parts
    assert part.outcomes[0].labels == ("ant", "off-topic", "zebra")
    assert [outcome.system for outcome in part.outcomes] == [MODEL, MAJORITY, PRIOR]


def test_a_label_that_only_the_scores_name_is_a_label():
    """The model could have said it."""
    scores = {"a": 0.6, "b": 0.3, "c": 0.1}
    [part] = evaluate_predictions([pair("a", "a", scores=scores)], None, 0).parts
    assert part.outcomes[0].labels == ("a", "b", "c")


def test_the_keywords_of_the_codebook_are_a_baseline(annotations):
    """A post without any keyword gets the commonest label."""
    texts = [
        ("pro-ukraine-aid", "Slava Ukraini!"),
        ("restraint-realist", "Not our war."),
        ("off-topic", "Nice weather"),
    ]
    pairs = [pair(label, "off-topic", i, text) for i, (label, text) in enumerate([*texts, ("off-topic", "Hm")])]
    [part] = evaluate_predictions(pairs, annotations.codebook, 0).parts
    assert part.outcomes[3].system == KEYWORDS
    assert part.outcomes[3].figure(accuracy) == 1


def test_the_majority_baseline_is_the_posts_own_commonest_label():
    """And the report says that it knows it."""
    pairs = [pair("b", "a", 0), pair("b", "a", 1), pair("a", "a", 2)]
    [part] = evaluate_predictions(pairs, None, 0).parts
    assert part.outcomes[1].figure(accuracy) == pytest.approx(2 / 3)
    assert part.notes == ("The majority and prior baselines know these posts' own labels.",)


def test_posts_of_one_thread_are_counted_in_one_thread():
    """Intervals resample threads."""
    pairs = [pair("a", "a", number) for number in range(8)]
    [part] = evaluate_predictions(pairs, None, 0).parts
    np.testing.assert_array_equal(part.outcomes[0].by_thread.sum(axis=(1, 2)), [2, 2, 2, 2])


def test_posts_without_a_label_are_left_out_and_counted():
    """A file may be labelled in part."""
    evaluation = evaluate_predictions([pair("a", "a"), pair(None, "a"), pair(None, None)], None, 0)
    assert evaluation.parts[0].data.size == 1
    assert evaluation.notes == ("2 posts have no label and are left out.",)


def test_the_codebook_is_named_by_version_and_hash(annotations):
    """And not at all where there is none, or one that does not hold the labels."""
    codebook = annotations.codebook
    assert evaluate_predictions([pair("off-topic", "off-topic")], codebook, 3).codebook == {
        "version": codebook.version,
        "hash": codebook.hash,
    }
    assert evaluate_predictions([pair("a", "a")], None, 3).codebook == {}
    assert evaluate_predictions([pair("a", "a")], codebook, 3).codebook == {}


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "no post has a 'label'"),
        ([pair(None, "a")], "no post has a 'label'"),
        ([pair(3, "a", 7)], "post 'p7' of thread 't3': 'label' is 3; it must be text"),
        (
            [pair(["a"], "a"), pair("a", "a"), pair(False, "a", 1)],
            "2 faults:\n  post 'p0' of thread 't0': 'label' is ['a']",
        ),
    ],
    ids=["nothing", "no label", "number", "several"],
)
def test_labels_that_cannot_be_compared_are_refused(pairs, message):
    """All of them, each with its post."""
    with pytest.raises(DataError, match=re.escape(message)):
        evaluate_predictions(pairs, None, 0)


@pytest.mark.parametrize("predicted", [5, ["a"], ""], ids=["number", "list", "empty text"])
def test_a_prediction_that_is_no_label_is_refused(predicted):
    """With its post; a stance that was not found is None."""
    with pytest.raises(DataError, match="post 'p0' of thread 't0'"):
        evaluate_predictions([pair("a", predicted)], None, 0)


FIGURES = {figure.id: figure for figure in HEADLINE}
HALF = {"a": 0.5, "b": 0.5}
SURE = {"a": 0.8, "b": 0.2}


def scored_part(*given):
    """Return the part of posts labelled a, each in a thread of its own, with (predicted, scores)."""
    pairs = [pair("a", predicted, i, scores=scores) for i, (predicted, scores) in enumerate(given)]
    [part] = evaluate_predictions([*pairs, pair("b", "b", len(given), scores={"a": 0.2, "b": 0.8})], None, 0).parts
    return part


def test_scores_are_the_probabilities():
    """Of every label; one that the scores leave out has none of it."""
    scored = scored_part(("a", SURE), ("b", {"b": 1.0})).outcomes[0].scored
    np.testing.assert_allclose(scored.probabilities, [[0.8, 0.2], [0, 1], [0.2, 0.8]])


def test_rounded_scores_are_made_to_sum_to_one():
    """Predictions are written with a few digits."""
    scored = scored_part(("a", {"a": 0.6667, "b": 0.3334})).outcomes[0].scored
    np.testing.assert_allclose(scored.probabilities.sum(axis=1), 1, rtol=1e-12)
    assert scored.probabilities[0, 0] == pytest.approx(0.6667 / 1.0001)


@pytest.mark.parametrize(
    "scores",
    [{"a": 0.9, "b": 0.9}, {"a": 2.5, "b": -1.5}, {"a": "0.8", "b": 0.2}, {"a": float("nan"), "b": 1.0}, {}, None],
    ids=["too much", "margins", "text", "not a number", "none", "null"],
)
def test_scores_that_are_no_probabilities_are_in_no_loss_and_still_in_the_accuracy(scores):
    """The other posts' are; the note says how many there are without."""
    part = scored_part(("a", SURE), ("b", scores))
    assert part.outcomes[0].figure(accuracy) == pytest.approx(2 / 3)
    assert FIGURES["log_loss"].value(part.outcomes[0]) == pytest.approx(-np.log(0.8))
    assert part.notes[1].startswith("1 posts have no probabilities: they are in no log loss")


def test_without_any_probabilities_there_is_no_figure_of_them():
    """Of the model and of the draw beside it; and no note on them."""
    pairs = [pair("a", "a", 0), pair("b", "a", 1, scores={"a": 7.0})]
    [part] = evaluate_predictions(pairs, None, 0).parts
    assert [FIGURES["log_loss"].value(outcome) for outcome in part.outcomes] == [None] * 3
    assert len(part.notes) == 1


def test_a_post_that_was_abstained_on_counts_in_what_can_be_answered():
    """It has no scores then: thirty sure ones of forty posts are three quarters, not all."""
    given = [("a", SURE)] * 29 + [(None, None)] * 10
    [model, *_] = scored_part(*given).outcomes
    assert FIGURES["coverage"].value(model) == FIGURES["coverage_at_80"].value(model) == 30 / 40


def test_the_draw_beside_the_model_is_scored_on_the_posts_that_have_probabilities():
    """Else two losses of different posts would stand side by side."""
    model, _, prior = scored_part(("a", SURE), ("a", None), ("a", HALF)).outcomes
    assert FIGURES["log_loss"].value(prior) == pytest.approx(-np.mean(np.log([3 / 4, 3 / 4, 1 / 4])))
    assert len(prior.scored.true) == len(model.scored.true) == 3
    assert prior.figure(accuracy) == pytest.approx(np.mean([3 / 4, 3 / 4, 3 / 4, 1 / 4]))


def test_the_draw_answers_every_post():
    """Whatever the model abstained on."""
    prior = scored_part(("a", SURE), (None, SURE)).outcomes[2]
    assert prior.scored.answered.all()


def test_the_model_is_compared_with_the_best_baseline():
    """By each figure: the commonest label is right most often, a draw finds more labels."""
    part = scored_part(("a", SURE), ("b", HALF))
    assert {name: each.other for name, each in part.differences.items()} == {"macro F1": PRIOR, "accuracy": MAJORITY}
    assert part.differences["accuracy"].value == pytest.approx(0)
