"""An evaluation as text."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from classifier.evaluation.evaluation import CurvePoint, Evaluation, Extras
from classifier.evaluation.figures.counts import f1 as f1_of
from classifier.evaluation.figures.outcome import FEWEST_THREADS
from classifier.reports.evaluation_text import print_evaluation
from classifier.reports.terminal import share

PAIRS = [(0, 0)] * 12 + [(0, 1)] * 3 + [(1, 1)] * 6 + [(1, 0)] * 4 + [(1, -1)] * 2 + [(2, 2)] * 2 + [(2, 0)]
LABELS = ("for", "against", "neither")
NAMES = {
    "short": LABELS,
    "long": tuple(f"supports-{'the-very-long-named-' * 5}policy-{i}" for i in range(3)),
    "words": tuple(f"{'is of a mind that ' * 6}{i}" for i in range(3)),
    "CJK": tuple("支持自行车道" * 12 + str(i) for i in range(3)),
    "emoji": tuple("👩‍🚀🇺🇦" * 20 + str(i) for i in range(3)),
}


@pytest.fixture
def text_of(printed):
    """Print an evaluation; return it with each run of white space as one space."""
    return lambda evaluation: " ".join(" ".join(printed(print_evaluation, evaluation)).split())


@pytest.mark.parametrize("labels", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("threads", [3, 30])
def test_the_report_fits_eighty_columns(printed, evaluation_of, labels, threads):
    """However long the names of the labels are."""
    lines = printed(print_evaluation, evaluation_of(labels, PAIRS, threads))
    assert max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize("count", [2, 6, 12])
def test_the_report_fits_eighty_columns_with_many_labels(printed, evaluation_of, count):
    """The columns of the confusion matrix are numbered."""
    labels = tuple(f"position-on-the-matter-{i}" for i in range(count))
    lines = printed(print_evaluation, evaluation_of(labels, [(i % count, i % 2) for i in range(40)], 12))
    assert max(map(cell_len, lines)) <= 80
    assert any(line.strip().startswith(f"{count} position-on-the-matter-{count - 1}") for line in lines)


def test_every_label_is_shown_in_full(printed, evaluation_of):
    """Wrapped where it is long, never cut."""
    lines = printed(print_evaluation, evaluation_of(NAMES["long"], PAIRS, 30))
    column = "".join(line.split()[0] for line in lines if line)
    assert all(label in column for label in NAMES["long"])


def test_labels_have_posts_precision_recall_and_f1(text_of, evaluation_of):
    """Of the model."""
    text = text_of(evaluation_of(LABELS, PAIRS, 30))
    assert "label posts precision recall F1" in text
    assert "for 15 .71 .80 .75" in text
    assert "against 12 .67 .50 .57" in text


def test_a_label_that_is_too_rare_is_named(text_of, evaluation_of):
    """It has no figures, and the mean without it stands beside the mean with it."""
    text = text_of(evaluation_of(LABELS, PAIRS, 30))
    assert "neither 3 too rare to evaluate" in text
    assert "neither is too rare to evaluate: it has 3, of which 2 found, and at least 5 posts are needed" in text
    assert "Without neither macro F1 is .66." in text


def test_a_label_without_posts_is_named(text_of, evaluation_of):
    """The mean is over the others."""
    text = text_of(evaluation_of((*LABELS, "mixed"), PAIRS, 30))
    assert "mixed 0 - - -" in text
    assert "No post here is labelled mixed: macro F1 is over the other labels." in text


@pytest.mark.parametrize("threads", [1, FEWEST_THREADS - 1])
def test_fewer_than_ten_threads_have_counts_and_no_interval(text_of, evaluation_of, threads):
    """The report says why."""
    text = text_of(evaluation_of(LABELS, PAIRS, threads))
    assert re.search(r" macro F1 \.\d\d - \.\d\d accuracy \.\d\d - \.\d\d ", text)
    assert re.search(rf"20 of 30 posts right. {threads} threads? (is|are) too few to say how far", text)
    assert "no interval is given" in text
    assert not re.search(r"\.\d\d to \.\d\d", text)


def test_ten_threads_have_intervals(text_of, evaluation_of):
    """For the model's macro F1, accuracy and each label's F1, around the figure."""
    text = text_of(evaluation_of(LABELS, PAIRS, FEWEST_THREADS))
    shown = r" (\.\d\d) (\.\d\d) to (1\.00|\.\d\d) "
    for row in ("macro F1", "accuracy", r"for 15 \.71 \.80", r"against 12 \.67 \.50"):
        figure, low, high = map(float, re.search(f" {row}{shown}", text).groups())
        assert low <= figure <= high
    assert "no interval is given" not in text


def test_abstentions_have_a_column_only_where_there_are_any(text_of, evaluation_of):
    """Of the confusion matrix."""
    assert "hand label, predicted as 1 2 3 abstained" in text_of(evaluation_of(LABELS, PAIRS, 3))
    assert "2 against 4 6 0 2" in text_of(evaluation_of(LABELS, PAIRS, 3))
    assert "hand label, predicted as 1 2 3 1 for" in text_of(evaluation_of(LABELS, [(0, 0), (1, 1), (2, 1)], 3))


def test_the_baseline_stands_beside_the_model(text_of, evaluation_of):
    """In the same line."""
    text = text_of(evaluation_of(LABELS, PAIRS, 3))
    assert "model 95% interval majority macro F1" in text
    assert "accuracy .67 - .50" in text


def test_the_report_says_what_it_was_made_from(text_of, evaluation_of):
    """Data, protocol, codebook, seed, coders and how far they agree, notes, and the conventions of the means."""
    text = text_of(evaluation_of(LABELS, PAIRS, 7))
    for fact in (
        "Evaluation: given predictions",
        "codebook 3 (0123456789abcdef), seed 4",
        "coders: ann, bob",
        "REAL POSTS: 30 in 7 threads",
        "How: predictions as given.",
        "Coders ann and bob agree on 24 of 30 posts (.80): kappa 0.712, alpha not defined.",
        "A note of the part.",
        "2 posts have no label and are left out.",
        "Macro F1 is the mean over the labels that some post carries. An abstention counts as a miss.",
    ):
        assert fact in text


def test_two_origins_are_shown_one_after_the_other(text_of, evaluation_of):
    """No figure pools them."""
    real, written = (evaluation_of(LABELS, PAIRS, 7, origin) for origin in ("real", "written"))
    text = text_of(replace(real, parts=(*real.parts, *written.parts)))
    assert text.index("REAL POSTS: 30 in 7") < text.index("WRITTEN POSTS: 30 in 7")
    assert text.count("macro F1 .") == 2


def test_a_part_that_could_not_be_evaluated_shows_its_data_and_its_note(text_of, evaluation_of):
    """And no table."""
    evaluation = evaluation_of(LABELS, PAIRS, 1)
    text = text_of(replace(evaluation, parts=(replace(evaluation.parts[0], outcomes=()),)))
    assert "REAL POSTS: 30 in 1" in text
    assert "A note of the part." in text
    assert "precision" not in text


def test_an_evaluation_without_parts_is_still_a_report(text_of):
    """Title and conventions."""
    assert text_of(Evaluation(title="nothing", parts=(), seed=0)).startswith("Evaluation: nothing Macro F1 is")


def test_nothing_in_the_report_can_steer_the_terminal(printed, evaluation_of):
    """Labels, origins, coders and notes come from files that anybody may have written."""
    evaluation = evaluation_of(("for\x1b[31m", "against\x07"), [(0, 0), (1, 1)] * 6, 12, "re\x1b]0;al")
    evaluation = replace(evaluation, coders=("a\x1b[2Jnn",), notes=("In 2 folds: for\x1b[31m.",))
    assert not re.search("[\0-\x1f\x7f-\x9f]", "".join(printed(print_evaluation, evaluation)))


@pytest.mark.parametrize(("n", "shown"), [(1, "1 of"), (2, "2 of")])
def test_counts_of_repeated_predictions_are_means(text_of, evaluation_of, n, shown):
    """Whole numbers stay whole."""
    evaluation = evaluation_of(LABELS[:2], [(0, 0)] * n + [(1, 0)], 3)
    assert f"{shown} {n + 1} posts right" in text_of(evaluation)
    halves = replace(evaluation.parts[0].outcomes[0], by_thread=evaluation.parts[0].outcomes[0].by_thread / 2)
    text = text_of(replace(evaluation, parts=(replace(evaluation.parts[0], outcomes=(halves,)),)))
    assert f"1 for {n / 2:g} 0" in text.replace(f"{n / 2:.1f}", f"{n / 2:g}")


@pytest.mark.parametrize("count", [2, 6, 12])
def test_the_learning_curve_names_every_label_within_eighty_columns(printed, evaluation_of, count):
    """Its points are columns: posts to train on, macro F1 with its interval, each label's F1."""
    labels = tuple(f"position-{i}" for i in range(count))
    evaluation = evaluation_of(labels, [(i % count, i % 2) for i in range(40)], 12)
    [part] = evaluation.parts
    curve = tuple(CurvePoint(posts, part.outcomes[0]) for posts in (310, 620, 1234.5, 12345))
    lines = printed(print_evaluation, replace(evaluation, parts=(replace(part, extras=Extras(curve=curve)),)))
    assert max(map(cell_len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert "posts to train on 310 620 1,234 12,345 macro F1 " in text
    f1 = share(f1_of(part.outcomes[0].counts)[0])
    assert f"F1 {labels[0]} {f1} {f1} {f1} {f1} F1 {labels[1]} " in text
