"""What an evaluation says in sentences."""

import re
from dataclasses import replace

import numpy as np
import pytest

from classifier.evaluation.doubts import MOST
from classifier.evaluation.evaluation import Check, CurvePoint, Doubt, Extras, Part, Twins
from classifier.evaluation.figures.counts import accuracy, macro_f1
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.evaluation.figures.paired import difference
from classifier.records import Post
from classifier.reports.evaluation_json import evaluation_to_json
from classifier.reports.evaluation_words import conventions, extra_lines

LABELS = ("for", "against")


def outcome(right, threads=20, system="model"):
    """Return what a system is worth that finds so many of forty posts of each label."""
    true = np.repeat([0, 1], 40)
    said = np.where(np.tile(np.arange(40) < right, 2), true, 1 - true)
    return count_outcome(system, LABELS, Predicted(np.arange(80) % threads, true, said))


@pytest.fixture
def part_of(evaluation_of):
    """Make a part with a model that finds thirty of forty posts of each label, and with other things."""

    def make(threads=20, **fields):
        part = evaluation_of(LABELS, [(0, 0), (1, 1)] * 40, threads).parts[0]
        return replace(part, outcomes=(outcome(30, threads), outcome(20, threads, "Bayes")), **fields)

    return make


def said(part: Part) -> str:
    """Return all its sentences."""
    return " ".join(extra_lines(part, 0))


def post(n):
    """Return a post."""
    return Post(thread_id="t", id=f"p{n}", order=n + 1, text=f"Text {n}")


@pytest.mark.parametrize(
    ("threads", "uncertainty"),
    [
        (20, r" \(95% interval [+-]\.\d\d to [+-]\.\d\d\), above 0 in \d+% of the draws"),
        (4, ", too few threads for an"),
    ],
)
def test_the_difference_to_the_best_baseline_is_said_with_how_sure_it_is(part_of, threads, uncertainty):
    """Its name, the figure, the difference with its sign."""
    part = part_of(threads)
    found = difference(*part.outcomes, accuracy, seed=0)
    text = said(replace(part, differences={"accuracy": found}))
    expected = r"Model minus Bayes, the best baseline by accuracy on these very posts: \+\.25"
    assert re.search(expected + uncertainty, text)


def check(changed, usual):
    """Return a check of how many of forty posts of each label are found under another condition, and as it is."""
    return Check(outcome(changed), outcome(usual), difference(outcome(changed), outcome(usual), macro_f1, seed=4))


@pytest.mark.parametrize(
    ("right", "said_of_it"),
    [(36, r".90 and not .75 \(\+.15; \+.* to \+.*\): that leak is"), (30, r".75 and not .75 .*: no leak is seen")],
    ids=["a leak", "none"],
)
def test_the_figure_of_a_random_split_stands_beside_that_of_the_grouped_one(part_of, right, said_of_it):
    """With the paired interval, and it is called a leak only where that lies above 0."""
    text = said(part_of(extras=Extras(random_split=check(right, 30))))
    assert re.search(f"Split by single posts, with threads and authors on both sides, macro F1 is {said_of_it}", text)


def test_the_figure_without_names_stands_beside_that_with_them(part_of):
    """On the same folds; a loss is sure only where its whole interval is below 0."""
    text = said(part_of(extras=Extras(names=check(24, 30))))
    assert "With the codebook's names masked, macro F1 is .60 and not .75 (-.15; -" in text
    assert "so much the names give" in text
    assert "no loss is sure" in said(part_of(extras=Extras(names=check(30, 30))))


def test_the_label_to_code_next_is_named_with_what_more_posts_did(part_of):
    """Where nothing rose, that is said."""
    rising = Extras(curve=(CurvePoint(50, outcome(20)), CurvePoint(101.5, outcome(30))))
    still = Extras(curve=(CurvePoint(1000, outcome(30)), CurvePoint(2000, outcome(30))))
    text = said(part_of(extras=rising))
    assert "From 50 to 102 training posts the F1 of for rose most, from .50 to .75 (+.25; +" in text
    assert "threads with for promise most to code next" in text
    assert "From 1,000 to 2,000 training posts no label's F1 rose for sure" in said(part_of(extras=still))


@pytest.mark.parametrize(
    ("doubts", "shown"), [(1, "1 post whose"), (2, "2 posts whose"), (MOST, f"at least {MOST} posts")]
)
def test_doubted_labels_are_counted(part_of, doubts, shown):
    """There are no more of them than are kept, and the sentence says so."""
    doubted = tuple(Doubt(post(n), "for", 0.1, "against", 0.9) for n in range(doubts))
    twins = (Twins(((post(0), "for"), (post(1), "against"))),)
    text = said(part_of(doubts=doubted, twins=twins))
    assert f"Labels to look at again: {shown}" in text
    assert "1 text with two labels" in text


def test_nothing_is_said_of_what_was_not_looked_at(part_of):
    """No doubts, no curve, no split, no names."""
    assert said(part_of()) == ""


def test_figures_of_probabilities_are_explained_where_the_model_has_some(evaluation_of):
    """A baseline's alone are not shown."""
    evaluation = evaluation_of(LABELS, [(0, 0), (1, 1)] * 6, 12)
    [part] = evaluation.parts
    rows = Predicted(np.arange(2), np.arange(2), np.arange(2), probabilities=np.full((2, 2), 0.5))
    scored = count_outcome("model", LABELS, rows)
    for outcomes, explained in (((scored, scored), True), ((part.outcomes[0], scored), False)):
        text = " ".join(conventions(replace(evaluation, parts=(replace(part, outcomes=outcomes),))))
        assert ("Log loss is in nats" in text) == explained


def test_the_json_holds_what_the_sentences_say(evaluation_of, part_of):
    """In full: values, intervals, and how often a difference is above nothing."""
    names = check(28, 30)
    extras = Extras(random_split=check(36, 30), names=names, curve=(CurvePoint(50, outcome(20)),))
    doubt = Doubt(post(0), "for", 0.1, "against", 0.9)
    part = part_of(extras=extras, doubts=(doubt,), twins=(Twins(((post(0), "for"), (post(1), "against"))),))
    evaluation = replace(evaluation_of(LABELS, [(0, 0)], 1), parts=(part,))
    found = evaluation_to_json(evaluation)["parts"]["real"]
    assert found["random_split"]["macro_f1"] == pytest.approx(0.9)
    assert found["random_split"]["macro_f1_difference"]["value"] == pytest.approx(0.15)
    assert found["names_masked"]["macro_f1_difference"]["value"] == pytest.approx(-0.05)
    assert found["names_masked"]["macro_f1_difference"]["positive"] == names.difference.positive
    assert [(each["posts"], each["f1"]["for"]["f1"]) for each in found["learning_curve"]] == [(50, 0.5)]
    shown = {"thread_id": "t", "id": "p0", "label": "for", "probability": 0.1, "text": "Text 0"}
    assert found["doubts"] == [{**shown, "likelier": "against", "likelier_probability": 0.9}]
    assert [each["label"] for each in found["twins"][0]["posts"]] == ["for", "against"]
