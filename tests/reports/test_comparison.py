"""Two systems beside each other, as text and as JSON."""

import json
from dataclasses import replace

import pytest

from classifier.evaluation.comparison import Said, compare
from classifier.records import Post, Prediction
from classifier.reports.comparison import comparison_to_json, print_comparison


@pytest.fixture
def made():
    """Compare two systems over some threads: the first says all, the second all but every third post."""

    def make(threads):
        posts = [
            Post(thread_id=f"t{n % threads}", id=str(n), order=n, text="", extra={"label": ("for", "against")[n % 2]})
            for n in range(24)
        ]
        said = [Prediction(predicted="for", probability=None, scores=None)] * 24
        right = [Prediction(predicted=post.extra["label"], probability=None, scores=None) for post in posts]
        one, other = ({post.key: of for post, of in zip(posts, given, strict=True)} for given in (said, right))
        return compare(posts, Said("a\x1b[31m", one), Said("b", dict(list(other.items())[8:])), None, seed=5)

    return make


def test_both_systems_stand_beside_each_other_with_their_difference(printed, made):
    """With its interval, over enough threads, and what was counted."""
    lines = printed(print_comparison, made(12))
    assert lines[0] == "A: a [31m   B: b"
    assert "REAL POSTS: 16 in 12 threads" in lines
    [accuracy] = [line.split() for line in lines if line.startswith("  accuracy")]
    assert accuracy[:4] == ["accuracy", ".50", "1.00", "-.50"]
    assert accuracy[5] == "to"
    assert "Both right 8, only A 0, only B 8, neither 0." in lines
    assert "8 labelled posts are left out: one of the two says nothing of them." in lines
    assert any(line.startswith("Intervals of A minus B: 2,000 resamplings of whole threads") for line in lines)
    assert max(map(len, lines)) <= 80


def test_under_ten_threads_there_are_no_intervals_and_it_says_so(printed, made):
    """A dash stands in their place, and nothing is told of how they were drawn."""
    lines = printed(print_comparison, made(9))
    assert lines[-1] == "An abstention counts as a miss."
    assert "9 threads are too few for intervals of the differences." in lines
    [accuracy] = [line.split() for line in lines if line.startswith("  accuracy")]
    assert accuracy == ["accuracy", ".50", "1.00", "-.50", "-", "-"]
    assert not any("too few" in line for line in printed(print_comparison, made(12)))


def test_the_codebook_is_named_where_it_is_known(printed, made):
    """By version and hash, under the systems and in JSON."""
    assert not any("codebook" in line for line in printed(print_comparison, made(9)))
    found = replace(made(9), codebook={"version": 3, "hash": "0123456789abcdef"})
    assert printed(print_comparison, found)[1] == "codebook 3 (0123456789abcdef)"
    assert comparison_to_json(found)["codebook"] == {"version": 3, "hash": "0123456789abcdef"}


def test_labels_that_no_post_carries_are_named_but_not_without_end(printed, made):
    """Five of them, and how many more; nothing in them steers the terminal."""
    found = replace(made(9), foreign=((), ("\x1b[2J", "p1", "p2", "p3", "p4", "p5", "p6")))
    words = " ".join(" ".join(printed(print_comparison, found)).split())
    assert " b says [2J, p1, p2, p3, p4 and 2 more, which none of these posts carries: a miss. " in words
    assert not any("none of these posts carries" in line for line in printed(print_comparison, made(9)))


def test_json_has_the_same_figures(made):
    """In full: both values, their difference and its interval, by figure and by label."""
    found = made(12)
    fields = json.loads(json.dumps(comparison_to_json(found), allow_nan=False))
    part = fields["parts"]["real"]
    assert (fields["systems"], fields["seed"], fields["left_out"]) == (["a\x1b[31m", "b"], 5, 8)
    assert fields["foreign"] == [[], []]
    assert (part["posts"], part["threads"]) == (16, 12)
    accuracy = part["accuracy"]
    assert (accuracy["one"], accuracy["other"], accuracy["difference"]) == (0.5, 1.0, -0.5)
    assert accuracy["interval"][0] <= -0.5 <= accuracy["interval"][1]
    assert set(part["f1"]) == {"for", "against"}
    assert (part["both_right"], part["only_one"], part["only_other"], part["neither"]) == (8, 0, 8, 0)
