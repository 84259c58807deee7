"""Evaluating the way a model is made."""

import re
from dataclasses import replace

import numpy as np
import pytest

from classifier.evaluation.evaluation import BAYES, KEYWORDS, MAJORITY, MODEL, PRIOR
from classifier.evaluation.figures.counts import accuracy, coverage
from classifier.evaluation.held_out.plan import Plan, Protocol
from classifier.evaluation.recipe import Running, evaluate_recipe
from classifier.stance.training.corpus import TrainingSet

QUIETLY = Running(1, lambda done, of: None)  # noqa: ARG005
REPEATS = 2
TEXTS = (
    "Build the lanes, our children ride here",
    "Nobody asked for this paint",
    "What a fine day it is",
    "Safe and cheap",
)


def test_every_post_of_each_origin_is_predicted_once_a_repeat(evaluation, few):
    """The support of each label is the number of its posts, for the model and the baselines."""
    assert [part.data.origin for part in evaluation.parts] == ["real", "written"]
    for part in evaluation.parts:
        labels = few.corpus.label[few.corpus.origin == part.data.origin]
        expected = np.bincount(labels, minlength=len(few.corpus.labels))
        assert [outcome.system for outcome in part.outcomes] == [MODEL, MAJORITY, PRIOR, KEYWORDS, BAYES]
        for outcome in part.outcomes:
            assert outcome.support.tolist() == list(part.data.posts.values()) == expected.tolist()
            assert outcome.counts.sum() == pytest.approx(len(labels))


def test_every_thread_of_an_origin_is_counted_as_one(evaluation):
    """Intervals resample threads, however often their posts were predicted."""
    for part in evaluation.parts:
        assert {len(outcome.by_thread) for outcome in part.outcomes} == {part.data.threads}


def test_baselines_never_abstain(evaluation):
    """Where no keyword is found the commonest label of the training part stands."""
    for part in evaluation.parts:
        assert [outcome.figure(coverage) for outcome in part.outcomes[1:]] == [pytest.approx(1)] * 4


def test_the_parts_say_how_posts_were_held_out(evaluation):
    """In a sentence each."""
    real, written = evaluation.parts
    assert real.protocol == "each thread left out in turn, trained on all other threads"
    assert written.protocol == "2 folds of whole threads, 2 times"


@pytest.mark.parametrize("origin", ["real", "written"])
def test_the_notes_say_what_was_kept_out_of_training_and_which_strengths_were_chosen(evaluation, few, origin):
    """With the sums over the folds; nothing where nothing was kept out."""
    folds = Plan.of(few.corpus, origin, Protocol(folds=2, repeats=REPEATS, seed=1)).folds
    authors, alike = sum(fold.same_author for fold in folds), sum(fold.near_duplicate for fold in folds)
    kept = f"Kept out of training, over {len(folds)} folds: {authors} posts by authors of the held-out part, {alike} "
    notes = " ".join(next(part.notes for part in evaluation.parts if part.data.origin == origin))
    assert (kept in notes) == ("Kept out" in notes) == (authors + alike > 0)
    strengths = re.search(r"Strength chosen inside each training part: (.*)\.$", notes)[1]
    assert sum(map(int, re.findall(r"\((\d+)\)", strengths))) == len(folds)


def test_posts_by_held_out_authors_and_repeats_of_held_out_posts_are_counted_in_the_notes(evaluated):
    """Ann wrote in two threads, and one sentence stands in two."""
    posts = [(0, "ann", "cars"), (1, "ann", "bikes"), (1, "bob", TEXTS[0]), (2, "cy", TEXTS[0]), (2, "di", "trams")]
    labelled = [(*post, "off-topic" if i % 2 else "anti-china") for i, post in enumerate(posts)]
    [part] = evaluated(labelled).parts
    assert part.notes[0] == (
        "Kept out of training, over 3 folds: 2 posts by authors of the held-out part, "
        "2 near-duplicates or quotes of its posts."
    )


def test_agreement_of_coders_stands_beside_each_part(evaluation):
    """Of the coders who labelled the same posts of that origin."""
    assert [pair.coders for pair in evaluation.parts[0].data.agreements] == [("coder-a", "coder-b")]
    assert all(pair.posts <= part.data.size for part in evaluation.parts for pair in part.data.agreements)


def test_the_evaluation_names_codebook_coders_and_seed(evaluation, annotations):
    """So that it can be made again."""
    assert evaluation.codebook == {"version": annotations.codebook.version, "hash": annotations.codebook.hash}
    assert set(evaluation.coders) == {event.coder for event in annotations.events}
    assert evaluation.seed == 1


@pytest.mark.usefixtures("evaluation")
def test_progress_is_told_fold_by_fold(told):
    """Four real threads and twice two folds, and what is fitted besides: random splits, masked names, a curve."""
    folds, random_splits, masked, curve = 4 + 2 * 2, 2 + 2, 4 + 2, 3 * 2
    fitted = folds + random_splits + masked + curve
    assert told == [(done, fitted) for done in range(1, fitted + 1)]


def test_a_label_without_posts_is_named_as_one_that_cannot_be_predicted(evaluated):
    """The model has not been shown it."""
    posts = [(i, None, TEXTS[i % 4], "off-topic" if i % 2 else "anti-china") for i in range(4)]
    unused = "No post is labelled pro-ukraine-aid or restraint-realist"
    expected = f"{unused}: the model cannot predict what it has not been shown."
    assert evaluated(posts).notes == (expected,)


def test_a_label_of_one_thread_is_named_as_one_that_cannot_be_found_there(evaluated):
    """When that thread is held out, no post to train on carries the label."""
    posts = [(i % 3, None, f"{TEXTS[i % 3]} number {i}", "off-topic") for i in range(9)]
    posts.append((0, None, TEXTS[3], "anti-china"))
    [part] = evaluated(posts).parts
    lacking = "In 1 of 3 folds no post to train on was labelled anti-china: there it cannot be found."
    assert lacking in part.notes


def test_posts_of_one_thread_cannot_be_evaluated(evaluated):
    """A thread cannot be held out of itself, and the report says what to do."""
    posts = [(0, None, text, label) for text, label in zip(TEXTS, ["off-topic", "anti-china"] * 2, strict=True)]
    [part] = evaluated(posts).parts
    assert (part.protocol, part.outcomes) == ("not evaluated", ())
    assert part.notes == (
        "All labelled posts stand in one thread, and evaluation holds whole threads out: label another thread.",
    )


@pytest.mark.parametrize(
    ("author", "text"), [("ann", None), (None, "the same seven words in every post")], ids=["one author", "one text"]
)
@pytest.mark.parametrize("threads", [4, 12])
def test_posts_that_leave_nothing_to_train_on_are_no_crash(evaluated, threads, author, text):
    """One author wrote in every thread, or every post repeats another: then nothing remains to train on."""
    posts = [
        (i % threads, author, text or f"{TEXTS[i % 4]} number {i}", "off-topic" if i % 5 else "anti-china")
        for i in range(3 * threads)
    ]
    [part] = evaluated(posts).parts
    assert part.notes
    assert "stand in one thread" not in " ".join(part.notes)


def test_a_post_that_could_not_be_predicted_in_every_repeat_still_counts_as_one_or_not_at_all(evaluated):
    """Six authors meet in one thread: with it held out, a fold has nothing left to train on."""
    posts = [(0, author, f"cars {author}") for author in "abcdef"]
    posts += [(thread, "abcdef"[thread % 6], f"trams {thread} {i}") for thread in range(1, 12) for i in range(2)]
    labelled = [(*post, "off-topic" if i % 2 else "anti-china") for i, post in enumerate(posts)]
    [part] = evaluated(labelled, repeats=2).parts
    counts = part.outcomes[0].counts.sum(axis=1)
    np.testing.assert_allclose(counts, np.rint(counts))


def test_the_model_abstains_on_a_held_out_post_whose_words_it_was_not_shown(evaluated):
    """As it would in use, and that is a miss."""
    posts = [(i % 3, None, f"cars {i}", "off-topic" if i % 2 else "anti-china") for i in range(12)]
    posts.append((0, None, "zzqqxx wwvvkk!", "off-topic"))
    [part] = evaluated(posts).parts
    assert part.outcomes[0].counts[:, -1].tolist() == [0, 1]
    assert part.outcomes[0].figure(coverage) == pytest.approx(12 / 13)


def test_posts_that_are_left_out_are_counted_in_the_notes(annotations):
    """One that two coders dispute, and one that nobody has labelled."""
    labelled = [post.post.key for post in annotations.labelled() if post.origin == "written"][:30]
    events = [event for event in annotations.events if event.key in labelled[2:]]
    one = next(event for event in annotations.events if event.key == labelled[0])
    events += [replace(one, coder=coder, label=coder, served=None) for coder in ("anti-china", "off-topic")]
    posts = {key: annotations.posts[key] for key in labelled}
    own = replace(annotations, posts=posts, events=tuple(events))
    training = TrainingSet.of(own.labelled(), own.codebook.label_ids)
    evaluation = evaluate_recipe(own, training, Protocol(folds=2, repeats=1), QUIETLY)
    assert evaluation.parts[0].data.size == 28
    assert "1 posts are left out: their coders disagree and nobody has adjudicated." in evaluation.notes
    assert "1 posts have no label yet." in evaluation.notes


def test_thirty_real_posts_alone_are_evaluated_without_a_warning(annotations):
    """So few posts are where every user starts; what a solver mutters about them is not for the terminal."""
    real = [post for post in annotations.labelled() if post.origin == "real"]
    training = TrainingSet.of(real, annotations.codebook.label_ids)
    [part] = evaluate_recipe(annotations, training, Protocol(), QUIETLY).parts
    assert part.outcomes[0].support.sum() == len(real)


def test_the_model_is_better_than_the_commonest_label_on_written_posts(evaluation):
    """A few hundred posts teach it something."""
    model, majority, *_ = evaluation.parts[1].outcomes
    assert model.figure(accuracy) > majority.figure(accuracy)


def test_the_notes_say_where_a_strength_was_not_chosen(evaluated):
    """It was given."""
    posts = [(i % 4, None, f"cars {i}", "off-topic" if i % 3 else "anti-china") for i in range(12)]
    [part] = evaluated(posts, c=30.0, extras=False).parts
    assert re.fullmatch(r"Strength not chosen, but given, or .*: C = 30 with balanced labels \(4\)\.", part.notes[-1])
