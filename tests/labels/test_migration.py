"""Labels under another version of the codebook: carried over where their text is the same, else they wait."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import AnnotationError
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.codebook_changes import changes_between
from classifier.labels.codebook_history import keep_codebook
from classifier.labels.coder_log import CoderLog, Given
from classifier.labels.editions import Edition, clash_text, clashes, edition_of, label_events
from classifier.labels.log import read_standing
from classifier.labels.migration import carry_over, edition_changes, plan_moves

LABELS = ("a", "b", "c")
BOOK = Codebook(
    version=1,
    title="t",
    labels=tuple(CodebookLabel(name, name, f"is {name}", f"says {name}") for name in LABELS),
    rules=tuple(f"Rule of `{name}`." for name in LABELS),
)


def _changed(labels, version=2):
    """Return a later codebook, in which some labels have another text, in one of the ways in which it can change."""
    kinds = dict(zip(labels, ("definition", "signs", "rule"), strict=False))
    return replace(
        BOOK,
        version=version,
        labels=tuple(
            replace(label, **{kinds[label.id]: "other"}) if kinds.get(label.id, "rule") != "rule" else label
            for label in BOOK.labels
        ),
        rules=tuple(rule + "!" if kinds.get(LABELS[nth]) == "rule" else rule for nth, rule in enumerate(BOOK.rules)),
    )


def _migrate(path, book, before=BOOK, names=None):
    changes = {Edition(1, before.hash): changes_between(before, book)}
    with CoderLog.open(path, book, pytest.fail) as log:
        moves = plan_moves(label_events(log.standing), book, changes, names or {})
        list(carry_over(log, moves))
    return moves


def _standing(path):
    standing = read_standing(path, None, pytest.fail)
    return {
        (chain, event.id): (event.label, event.secondary, event.codebook["version"])
        for chain in ("label", "again")
        for event in standing.labels(chain)
    }


GIVEN = st.lists(
    st.tuples(
        st.sampled_from("12345"),
        st.sampled_from([*LABELS, None]),
        st.sampled_from([*LABELS, None]),
        st.sampled_from(["thread", "random", "second", "again"]),
    ),
    max_size=20,
)


@given(said=GIVEN, changed=st.sets(st.sampled_from(LABELS)).map(sorted))
def test_labels_whose_text_is_the_same_are_carried_and_no_label_is_lost(tmp_path_factory, said, changed):
    """What stands after is what stood, moved where neither label's text changed; doing it again changes nothing."""
    path = tmp_path_factory.mktemp("log") / "ada.jsonl"
    with CoderLog.open(path, BOOK, pytest.fail) as log:
        for id_, label, secondary, served in said:
            if label is None:
                log.append(Given(key=("t", id_), text_digest="0", skipped=True))
            else:
                log.append(Given(key=("t", id_), text_digest="0", label=label, secondary=secondary, served=served))
    old, content = _standing(path), path.read_bytes()
    book = _changed(changed)
    moves = _migrate(path, book)
    assert len(moves) == len(old)
    assert _standing(path) == {
        key: (label, secondary, 1 if {label, secondary} & set(changed) else 2)
        for key, (label, secondary, _) in old.items()
    }
    assert path.read_bytes().startswith(content)
    once = path.read_bytes()
    again = _migrate(path, book)
    assert path.read_bytes() == once
    assert [move.why for move in again] == [move.why for move in moves if move.why]


def test_line_of_a_label_that_is_carried(tmp_path):
    """It says all again, by the codebook at hand, and that it is no new judgement; how it was served stays."""
    path = tmp_path / "adjudicated.jsonl"
    with CoderLog.open(path, BOOK, pytest.fail) as log:
        log.append(
            Given(key=("t", "1"), text_digest="0", label="a", note="n", served="disputed", by="eve", seconds=2.0)
        )
    book = _changed(["b"])
    _migrate(path, book)
    first, second = map(json.loads, path.read_text().splitlines())
    assert second.pop("at") >= first.pop("at")
    assert second == {**first, "codebook": {"version": 2, "hash": book.hash}, "replaces": 1, "carried": True}


def test_renamed(tmp_path):
    """A label of another id and the same text is carried over under its new name, as the secondary one too."""
    path = tmp_path / "ada.jsonl"
    with CoderLog.open(path, BOOK, pytest.fail) as log:
        log.append(Given(key=("t", "1"), text_digest="0", label="a", secondary="b"))
        log.append(Given(key=("t", "2"), text_digest="0", label="b"))
    labels = (BOOK.labels[0], replace(BOOK.labels[1], id="new"), BOOK.labels[2])
    book = replace(BOOK, version=2, labels=labels, rules=tuple(rule.replace("`b`", "`new`") for rule in BOOK.rules))
    assert {move.event.id: move.why for move in _migrate(path, book)} == {
        "1": ("secondary label: label is gone",),
        "2": ("label is gone",),
    }
    changes = edition_changes(tmp_path, [Edition(1, BOOK.hash)], book, BOOK, {"b": "new"})
    with CoderLog.open(path, book, pytest.fail) as log:
        list(carry_over(log, plan_moves(label_events(log.standing), book, changes, {"b": "new"})))
    assert _standing(path) == {("label", "1"): ("a", "new", 2), ("label", "2"): ("new", None, 2)}


@pytest.mark.parametrize(
    ("names", "error"),
    [
        ({"x": "a"}, "--rename x=a: 'x' is no label of the codebooks before; theirs are a, b, c"),
        ({"a": "x"}, "--rename a=x: 'x' is not in the codebook; the labels are a, b, c"),
        ({"a": "b"}, "two labels of codebook 1 would be 'b'"),
        ({"a": "b", "c": "b"}, "two labels of codebook 1 would be 'b'"),
    ],
    ids=str,
)
def test_names_that_cannot_be(tmp_path, names, error):
    """A name that is in no codebook, or that two labels would have, is refused."""
    with pytest.raises(AnnotationError, match=error):
        edition_changes(tmp_path, [Edition(1, BOOK.hash)], replace(BOOK, version=2), BOOK, names)


def test_names_of_a_codebook_that_was_left_behind(folder):
    """A name of a codebook that was kept is not refused when its labels have all been moved: twice is as once."""
    keep_codebook(folder.path)
    assert edition_changes(folder.path, [], BOOK, None, {"keep": "a"}) == {}


class TestText:
    """Where the text of an earlier codebook comes from."""

    def test_kept_copy(self, folder):
        """From the copy that was kept under its version and hash."""
        codebook = keep_codebook(folder.path)
        edition = Edition(3, codebook.hash)
        assert edition_changes(folder.path, [edition], codebook, None, {}) == {
            edition: changes_between(codebook, codebook)
        }

    @pytest.mark.parametrize("hash_", [BOOK.hash, None])
    @pytest.mark.parametrize("version", [1, None])
    def test_file(self, folder, version, hash_):
        """Else from the file that was named, where labels name the same codebook or do not say which."""
        edition = Edition(version, hash_)
        assert edition_changes(folder.path, [edition], BOOK, BOOK, {}) == {edition: changes_between(BOOK, BOOK)}

    @pytest.mark.parametrize(
        ("given", "said"), [(None, "no copy was kept; name"), (BOOK, f"the one given is codebook 1 .hash {BOOK.hash}")]
    )
    def test_nowhere(self, folder, given, said):
        """Where neither has it the error says which codebook it was, and what to do."""
        with pytest.raises(AnnotationError, match=rf"by codebook 2 \(hash 0123456789abcdef\), .*{said}.*--from"):
            edition_changes(folder.path, [Edition(2, "0123456789abcdef")], BOOK, given, {})


class TestClash:
    """Another codebook under the same version number."""

    OTHER: dict = {"version": 3, "hash": "0123456789abcdef"}  # noqa: RUF012

    def test_counted_by_log(self, folder, event):
        """Labels that stand are counted, those given again too; what was replaced is not."""
        one, two = (event(id_, "hi", "keep", codebook=self.OTHER) for id_ in "12")
        folder.log("ada", [one, two, {**two, "replaces": 2}, {**one, "served": "again"}])
        folder.log(
            "bo", [one, event("2", "hi", "gone", codebook={"version": 2, "hash": "0"}), event("3", "hi", "keep")]
        )
        codebook = keep_codebook(folder.path)
        [clash] = clashes(folder.path, codebook, pytest.fail)
        assert {path.name: count for path, count in clash.labels.items()} == {"ada.jsonl": 3, "bo.jsonl": 1}
        text = clash_text(clash, codebook)
        assert text.startswith("4 labels were given by codebook 3 (hash 0123456789abcdef), and the codebook is another")
        assert "ada.jsonl 3, bo.jsonl 1; no copy was kept of the one that they were given by; give it a new" in text

    def test_what_changed(self, folder, event):
        """Where a copy was kept it says what changed."""
        before = keep_codebook(folder.path)
        said = {"version": before.version, "hash": before.hash}
        folder.log("ada", [event("1", "the ferry is fine", "keep", codebook=said)])
        assert clashes(folder.path, before, pytest.fail) == []
        text = (folder.path / "codebook.toml").read_text()
        folder.codebook(text.replace("wants the ferry to go on", "loves it").replace("Unsure:", "If unsure:"))
        codebook = keep_codebook(folder.path)
        [clash] = clashes(folder.path, codebook, pytest.fail)
        assert "changed since: 'keep' (definition); rule 2, which names no label; give it" in clash_text(
            clash, codebook
        )


@pytest.mark.parametrize(
    ("said", "edition"),
    [
        (None, (1, BOOK.hash)),
        ({}, (1, BOOK.hash)),
        ({"version": 2, "hash": "0"}, (2, "0")),
        ({"hash": "0"}, (1, "0")),
        ({"version": 2}, (2, None)),
        ({"version": "2", "hash": ["0"]}, (None, None)),
        ({"version": True}, (None, None)),
    ],
    ids=str,
)
def test_edition(tmp_path, said, edition):
    """A line without a codebook is by the one at hand; what is no version or hash is not known."""
    with CoderLog.open(tmp_path / "ada.jsonl", BOOK, pytest.fail) as log:
        event = replace(log.append(Given(key=("t", "1"), text_digest="0", label="a")), codebook=said)
    assert edition_of(event, BOOK) == edition
