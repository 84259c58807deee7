"""The shipped annotations."""

import json
from collections import Counter

import pytest

from classifier.labels.agreement.origins import agreement_by_origin
from classifier.labels.codebook_changes import changes_between
from classifier.labels.codebook_check import contradictions, remarks
from classifier.labels.codebook_history import kept_codebook
from classifier.records import ORIGINS

# The beginning of each rule of the codebook; none may get lost.
RULES = (
    "*No stance in the words → `off-topic`*",
    "*Two stances → the dominant one*",
    "China counts as `anti-china` only if hostility to China is the point",
    "Contempt for Russia's or North Korea's army, leaders or people with no word on resisting them → `off-topic`",
    "Blaming a Western politician → `restraint-realist` if for helping Ukraine too much or provoking Russia",
    "A neutral news report is `off-topic`, whatever it reports",
    "A bare forecast or jeer about who is winning, with nothing said for or against helping",
    "Blaming a company, a league or a politician for giving in to China → `anti-china` only if",
    "Unsure between two labels after applying 1-8: choose, and set `confidence` to `low`",
)


def test_labels(annotations):
    """The codebook has the four labels in their order, each with a key of its own and keywords but for off-topic."""
    codebook = annotations.codebook
    assert codebook.label_ids == ("pro-ukraine-aid", "restraint-realist", "anti-china", "off-topic")
    assert [label.key for label in codebook.labels] == ["u", "r", "c", "o"]
    assert [bool(label.keywords) for label in codebook.labels] == [True, True, True, False]


@pytest.mark.parametrize("nth", range(9), ids=lambda nth: f"rule {nth + 1}")
def test_rules(annotations, nth):
    """Each of the nine rules is in its place."""
    assert len(annotations.codebook.rules) == 9
    assert annotations.codebook.rules[nth].startswith(RULES[nth])


def test_introduction(annotations):
    """The codebook says what is coded and how its definitions begin."""
    codebook = annotations.codebook
    assert codebook.unit.startswith("One post: what one author published at one time")
    assert codebook.task.startswith("Give each post exactly one label")
    assert codebook.definitions_begin == "the post …"


def test_examples_are_of_their_rules(annotations):
    """An example that names a rule is in that rule's text, or says its case."""
    rules = annotations.codebook.rules
    named = [example for example in annotations.codebook.examples if example.rule is not None]
    assert named
    assert all(example.text in rules[example.rule - 1].replace('\\"', '"') for example in named)


@pytest.mark.parametrize(
    ("origin", "counts"),
    [
        ("real", {"off-topic": 18, "restraint-realist": 9, "pro-ukraine-aid": 5, "anti-china": 1}),
        ("written", {"off-topic": 1488, "restraint-realist": 715, "pro-ukraine-aid": 698, "anti-china": 472}),
    ],
)
def test_counts(annotations, origin, counts):
    """So many posts carry each label, real and written ones apart."""
    assert Counter(labelled.label for labelled in annotations.labelled() if labelled.origin == origin) == counts


def test_nothing_is_left_over(annotations):
    """Every post has its final label, nothing is disputed, and there is nothing to note."""
    assert len(annotations.labelled()) == len(annotations.posts) == 33 + 3373
    assert (annotations.disputed(), annotations.notes) == ([], ())


def test_labels_were_given_by_this_codebook(annotations):
    """Every label says the version and hash of the codebook as it is now."""
    codebook = {"version": annotations.codebook.version, "hash": annotations.codebook.hash}
    assert all(event.codebook == codebook for event in annotations.events)


def test_agreement_is_what_the_datasheet_says(annotations, project):
    """How many posts got the same label from both coders, and Cohen's kappa."""
    real, written = (part.together.pairs for part in agreement_by_origin(annotations, ORIGINS, (), seed=0))
    assert [(pair.coders, pair.agreed, pair.posts, round(pair.kappa.value, 3)) for pair in (*real, *written)] == [
        (("coder-a", "coder-b"), 32, 33, 0.949),
        (("second", "writer"), 3364, 3373, 0.996),
    ]
    datasheet = (project / "annotations/DATASHEET.md").read_text("utf-8")
    assert "32 of 33 (Cohen's kappa .95)" in datasheet
    assert "3,364 of 3,373 (kappa .996;" in datasheet


def test_the_shipped_model_was_made_from_them(annotations, project):
    """The shipped model knows the codebook's hash and the counts of labels that it was trained on."""
    facts = json.loads((project / "models/default/model.json").read_text("utf-8"))
    assert facts["codebook"]["hash"] == annotations.codebook.hash
    counted = Counter((labelled.origin, labelled.label) for labelled in annotations.labelled())
    assert facts["training"]["posts"] == {
        origin: {label: n for (of, label), n in sorted(counted.items()) if of == origin}
        for origin in ("real", "written")
    }


def test_a_copy_of_their_codebook_is_kept(annotations, project):
    """What the labels' hash stands for can be read when the codebook has changed."""
    codebook = annotations.codebook
    kept = kept_codebook(project / "annotations", codebook.version, codebook.hash)
    assert kept is not None
    assert changes_between(kept, codebook) == changes_between(codebook, codebook)


def test_the_codebook_does_not_contradict_itself(annotations):
    """In form; nor is there anything to remark."""
    assert (contradictions(annotations.codebook), remarks(annotations.codebook)) == ([], [])
