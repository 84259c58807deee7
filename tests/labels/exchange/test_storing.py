"""Labels that came in, in the logs: what is new, what is a change, what is left."""

import pytest

from classifier.errors import AnnotationError
from classifier.labels.coder_log import CoderLog, Given, log_path
from classifier.labels.exchange.placing import Placed
from classifier.labels.exchange.storing import store
from classifier.labels.log import read_events


@pytest.fixture
def put(tmp_path, codebook):
    """Store labels of post 1 for a coder, and return (new, changed, same) and the log's lines."""

    def call(*labels, coder="ann"):
        [stored] = store({coder: list(labels)}, tmp_path, codebook, pytest.fail)
        lines = list(read_events(stored.path, codebook.label_ids, pytest.fail, codebook.version))
        return (stored.new, stored.changed, stored.same), lines

    return call


def _label(label="keep", **fields):
    return Placed(**{"where": "file:1", "key": ("t", "1"), "text_digest": "d", "label": label, **fields})


def test_new_same_changed(put):
    """A label is appended once; again it is left; another replaces it."""
    assert put(_label(note="hm"))[0] == (1, 0, 0)
    assert put(_label(note="hm"))[0] == (0, 0, 1)
    counts, lines = put(_label("close"))
    assert counts == (0, 1, 0)
    assert [(line.label, line.note, line.replaces, line.served) for line in lines] == [
        ("keep", "hm", None, "import"),
        ("close", None, 1, "import"),
    ]


def test_what_a_tool_could_not_hold_stays(put):
    """A label without its note takes no note away; one with another note is a change that keeps the confidence."""
    put(_label(note="hm", confidence="low"))
    assert put(_label())[0] == (0, 0, 1)
    counts, lines = put(_label(note="well"))
    assert counts == (0, 1, 0)
    assert (lines[-1].note, lines[-1].confidence) == ("well", "low")


def test_a_label_of_another_codebook_awaits_its_second_look(put):
    """The codebook's version comes back with a label, so that it does not count before it was looked at."""
    other = {"version": 2, "hash": "0"}
    _, lines = put(_label(codebook=other))
    assert lines[0].codebook == other
    assert put(_label(codebook=other))[0] == (0, 0, 1)
    counts, lines = put(_label())
    assert counts == (0, 1, 0)
    assert lines[-1].codebook["version"] == 3


def test_all_logs_or_none(tmp_path, codebook):
    """Where one of the logs is held by another process nothing is written to the others."""
    with (
        CoderLog.open(log_path(tmp_path, "bob"), codebook, pytest.fail) as held,
        pytest.raises(AnnotationError, match="another process writes to it"),
    ):
        store({"ann": [_label()], "bob": [_label()]}, tmp_path, codebook, pytest.fail)
    assert (tmp_path / "labels" / "ann.jsonl").read_text() == ""
    assert held.events == {}


def test_self_agreement_is_not_touched(put, tmp_path, codebook):
    """An import replaces the label, never the one that was given again to measure a coder against themself."""
    with CoderLog.open(log_path(tmp_path, "ann"), codebook, pytest.fail) as log:
        log.append(Given(key=("t", "1"), text_digest="d", label="other", served="again"))
    counts, lines = put(_label("close"))
    assert counts == (1, 0, 0)
    assert lines[-1].replaces is None


@pytest.mark.parametrize("served", ["random", "second"])
def test_a_label_that_was_changed_elsewhere_stays_what_it_was(put, tmp_path, codebook, served):
    """One of a sample, which would have other shares without it; a second coder's, which decides."""
    with CoderLog.open(log_path(tmp_path, "ann"), codebook, pytest.fail) as log:
        log.append(Given(key=("t", "1"), text_digest="d", label="other", served=served))
    counts, lines = put(_label("close"))
    assert counts == (0, 1, 0)
    assert [(line.label, line.served, line.carried) for line in lines[1:]] == [
        ("close", "import", None),
        ("close", served, True),
    ]
    assert put(_label("close"))[0] == (0, 0, 1)


def test_a_label_of_another_codebook_replaces_none_by_the_one_at_hand(tmp_path, codebook):
    """An export from before a migration would take back what was looked at again since."""
    for label, left in ((_label(), 0), (_label("close", codebook={"version": 2, "hash": "0"}), 1)):
        [stored] = store({"ann": [label]}, tmp_path, codebook, pytest.fail)
        assert (stored.new, stored.changed, stored.same, stored.left) == (1 - left, 0, 0, left)
    [line] = read_events(stored.path, codebook.label_ids, pytest.fail, codebook.version)
    assert (line.label, line.codebook["version"]) == ("keep", 3)
