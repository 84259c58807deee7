"""The agreement of an annotations folder's coders, and the posts on which they differ."""

import pytest

from classifier.errors import DataError
from classifier.labels.agreement.origins import agreement_by_origin
from classifier.labels.annotations import read_annotations
from classifier.records import ORIGINS

TEXTS = {"1": "the ferry is fine", "2": "lol", "3": "scrap it", "4": "a made up post"}


@pytest.fixture
def coded(folder, post, event):
    """Three real posts and a written one; ada and bo differ on two, of which one is adjudicated."""

    def said(id_, label, **fields):
        return event(id_, TEXTS[id_], label, **fields)

    folder.posts([post(id_, text, **({"origin": "written"} if id_ == "4" else {})) for id_, text in TEXTS.items()])
    folder.log("ada", [said("1", "keep"), said("2", "other", confidence="low", note="a joke?"), said("3", "other")])
    folder.log("bo", [said("1", "other"), said("2", "keep"), said("3", "other"), said("4", "keep")])
    folder.log("adjudicated", [said("1", "keep")])
    return folder


def _agreement(coded, origins=ORIGINS, coders=()):
    return agreement_by_origin(read_annotations(coded.path), origins, coders, seed=0)


def test_real_and_written_posts_are_never_counted_together(coded):
    """Each origin has its own coders and figures."""
    real, written = _agreement(coded)
    assert (real.origin, real.posts, real.threads, dict(real.labelled)) == ("real", 3, 1, {"ada": 3, "bo": 3})
    assert (written.origin, written.posts, dict(written.labelled)) == ("written", 1, {"bo": 1})
    assert [pair.posts for pair in real.together.pairs] == [3]
    assert written.together.pairs == ()
    assert [part.origin for part in _agreement(coded, ("written",))] == ["written"]


def test_adjudicated_labels_agree_with_nobody(coded):
    """They were made from the others."""
    real, _ = _agreement(coded)
    assert [pair.coders for pair in real.together.pairs] == [("ada", "bo")]


def test_disagreements_come_undecided_first(coded):
    """With all that each coder said, and the label that was decided on."""
    real, written = _agreement(coded)
    assert [(one.post.id, one.final, one.adjudicated) for one in real.disagreements] == [
        ("2", None, False),
        ("1", "keep", True),
    ]
    said = [(event.coder, event.label, event.confidence, event.note) for event in real.disagreements[0].given]
    assert said == [("ada", "other", "low", "a joke?"), ("bo", "keep", None, None)]
    assert written.disagreements == ()


def test_a_second_coders_label_is_final_without_adjudication(coded, event):
    """As in training."""
    coded.log("bo", [event("1", TEXTS["1"], "other", served="second"), event("2", TEXTS["2"], "keep", served="second")])
    [real] = _agreement(coded)
    assert [(one.post.id, one.final, one.adjudicated) for one in real.disagreements] == [
        ("1", "keep", True),
        ("2", "keep", False),
    ]


def test_labels_given_again_are_compared_with_the_own_ones(coded, event):
    """And are in no other figure, nor among the disagreements."""
    coded.log(
        "ada",
        [
            event("1", TEXTS["1"], "keep"),
            event("3", TEXTS["3"], "other"),
            event("1", TEXTS["1"], "other", served="again"),
            event("3", TEXTS["3"], "other", served="again"),
        ],
    )
    [real] = _agreement(coded, ("real",))
    [own] = real.together.again
    assert (own.coders, own.posts, own.agreed) == (("ada", "ada"), 2, 1)
    assert [pair.posts for pair in real.together.pairs] == [2]
    assert [one.post.id for one in real.disagreements] == ["1"]


def test_chosen_coders_alone(coded, event):
    """Whoever else labelled the posts is left out, but the final label is what it is."""
    coded.log("cy", [event("1", TEXTS["1"], "keep"), event("2", TEXTS["2"], "other")])
    [real] = _agreement(coded, ("real",), ("ada", "cy"))
    assert [pair.coders for pair in real.together.pairs] == [("ada", "cy")]
    assert real.disagreements == ()
    assert len(_agreement(coded, ("real",))[0].together.pairs) == 3


@pytest.mark.parametrize("name", ["dora", "adjudicated"])
def test_a_coder_without_labels(coded, name):
    """The message says who there is."""
    with pytest.raises(DataError, match=rf"^no labels of '{name}'; the coders are: ada, bo$"):
        _agreement(coded, coders=("ada", name))


def test_no_labels_of_an_origin(coded):
    """There is nothing to compare."""
    with pytest.raises(DataError, match=r"^no written posts are labelled; there is nothing to compare$"):
        _agreement(coded, ("written",), ("ada",))


def test_no_label_is_final_while_the_decision_waits(coded, event):
    """Not even a second coder's, where the decision that overruled it is by the codebook before."""
    coded.log("bo", [event("1", TEXTS["1"], "other", served="second")])
    decided = {**event("1", TEXTS["1"], "keep"), "codebook": {"version": 2, "hash": "0"}}
    coded.log("adjudicated", [decided])
    assert read_annotations(coded.path).labelled()[0].post.id != "1"
    [real] = _agreement(coded, ("real",))
    assert [(one.post.id, one.final, one.adjudicated) for one in real.disagreements] == [("1", None, False)]
