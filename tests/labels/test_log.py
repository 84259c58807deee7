"""A coder's log: what stands, and what is wrong with a line."""

import pytest

from classifier.labels.log import SERVED, read_log, read_standing

LABELS = ("keep", "other")
MOVED = "no line may be taken out of a log or put into it"


def _read(path):
    faults = []
    return [(event.id, event.label) for event in read_log(path, LABELS, faults.append)], faults


def test_events(folder, event):
    """A line gives coder, place and all that it says of the label."""
    said = {
        "secondary": "keep",
        "confidence": "low",
        "note": "hm",
        "served": "random",
        "suggested": True,
        "seconds": 2.5,
    }
    path = folder.log(
        "ada", [event("1", "hi", "other", **said, at="2024-05-01T10:00:00+00:00", codebook={"version": 3})]
    )
    (found,) = read_log(path, LABELS, pytest.fail)
    assert (found.coder, found.line, found.key, found.label) == ("ada", 1, ("t", "1"), "other")
    assert {name: getattr(found, name) for name in said} == said
    assert (found.at, found.codebook) == ("2024-05-01T10:00:00+00:00", {"version": 3})


def test_change(folder, event):
    """A line that replaces another takes its place, and may itself be replaced."""
    lines = [
        event("1", "hi", "keep"),
        event("2", "ho", "other"),
        event("1", "hi", "other", replaces=1),
        event("1", "hi", "keep", replaces=3),
    ]
    assert _read(folder.log("ada", lines)) == ([("2", "other"), ("1", "keep")], [])


@pytest.mark.parametrize(
    ("coder", "command"), [("ada", "classify label --coder ada"), ("adjudicated", "classify adjudicate")]
)
def test_last_line_cut_off(folder, event, coder, command):
    """Of a last line that a crash cut off it is said what sets it aside; a whole one needs no end of line."""
    path = folder.log(coder, [event("1", "hi", "keep"), event("2", "ho", "other")])
    path.write_bytes(path.read_bytes()[:-1])
    assert _read(path) == ([("1", "keep"), ("2", "other")], [])
    path.write_bytes(path.read_bytes()[:-9])
    assert _read(path) == (
        [("1", "keep")],
        [f"{path}:2: the line was cut off, as by a crash; {command} sets it aside and goes on"],
    )


def test_undo(folder, event):
    """A label that is taken back leaves none."""
    lines = [event("1", "hi", "keep"), event("2", "ho", "other"), event("1", "hi", None, replaces=1)]
    assert _read(folder.log("ada", lines)) == ([("2", "other")], [])


def test_label_after_an_undo(folder, event):
    """A label that was taken back is given again by replacing the line that took it back."""
    lines = [event("1", "hi", "keep"), event("1", "hi", None, replaces=1), event("1", "hi", "other", replaces=2)]
    assert _read(folder.log("ada", lines)) == ([("1", "other")], [])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"label": "kep"}, "label 'kep' is not in the codebook; the labels are keep, other"),
        ({"label": ["keep"]}, "label ['keep'] is not in the codebook; the labels are keep, other"),
        ({"secondary": "kep"}, "secondary 'kep' is not in the codebook; the labels are keep, other"),
        ({"confidence": "medium"}, "confidence 'medium' is none of high, low"),
        (
            {"served": "twice"},
            f"served 'twice' is none of {', '.join(SERVED)}",
        ),
        ({"label": None}, "lacks 'label'; only a line that replaces another may be without"),
        ({"thread_id": 7}, "lacks 'thread_id'"),
        ({"id": None}, "lacks 'id'"),
        ({"text_digest": None}, "lacks 'text_digest'"),
        ({"replaces": "1"}, "'replaces' is '1'; it must be the number of a line"),
        ({"note": 7}, "'note' is 7; it must be str"),
        ({"seconds": True}, "'seconds' is True; it must be int or float"),
        ({"seconds": 10**12}, "'seconds' is 1000000000000; it must be the time that a label took"),
        ({"seconds": -1}, "'seconds' is -1; it must be the time that a label took"),
        ({"undo": "yes"}, "'undo' is 'yes'; it must be bool"),
        ({"codebook": 1}, "'codebook' must hold a version and a hash"),
        ({"replaces": True}, "'replaces' is True; it must be the number of a line"),
        (
            {"replaces": 1},
            f"'replaces' is 1, but post '1' of thread 't' has no label before this line; {MOVED}",
        ),
    ],
    ids=str,
)
def test_fault_of_a_line(folder, event, fields, fault):
    """A fault is named with file and line, what was found and what belongs there; the other lines stand."""
    path = folder.log("ada", [event("2", "ho", "other"), {**event("1", "hi", "keep"), **fields}])
    assert _read(path) == ([("2", "other")], [f"{path}:2: {fault}"])


@pytest.mark.parametrize(
    ("replaces", "fault"),
    [
        (None, "post '1' of thread 't' has a label already, on line 1; a change must say 'replaces': 1"),
        (
            2,
            f"'replaces' is 2, but the label of post '1' of thread 't' that stands is on line 1; {MOVED}",
        ),
    ],
    ids=["nothing", "another post's line"],
)
def test_second_label(folder, event, replaces, fault):
    """A second label of a post must say which line it replaces; until it does, the first stands."""
    lines = [event("1", "hi", "keep"), event("2", "ho", "other"), event("1", "hi", "other", replaces=replaces)]
    path = folder.log("ada", lines)
    assert _read(path) == ([("1", "keep"), ("2", "other")], [f"{path}:3: {fault}"])


def test_replacing_a_replaced_line(folder, event):
    """Only the label that stands can be replaced."""
    path = folder.log("ada", [event("1", "hi", "keep", replaces=r) for r in (None, 1, 1)])
    assert _read(path)[1] == [
        f"{path}:3: 'replaces' is 1, but the label of post '1' of thread 't' that stands is on line 2; {MOVED}"
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "bad JSON at column 2: Expecting property name enclosed in double quotes"),
        ("[]", "holds a list; each line must be a JSON object"),
        ("NaN", "bad JSON: NaN is not a number that JSON has"),
    ],
    ids=["cut short", "list", "not a number"],
)
def test_bad_json(folder, line, fault):
    """A line that is no JSON object is named with file and line."""
    path = folder.log("ada", ["", line])
    assert _read(path) == ([], [f"{path}:2: {fault}"])


def test_bad_utf8(folder, event):
    """Bytes that are no UTF-8 are named with file, line and byte; the lines around them stand."""
    path = folder.log("ada", [event("1", "hi", "keep")])
    path.write_bytes(path.read_bytes() + b'{"\xe9\n' + path.read_bytes().replace(b'"1"', b'"2"'))
    assert _read(path) == ([("1", "keep"), ("2", "keep")], [f"{path}:2: byte 3 of the line is not UTF-8"])


def test_missing_log(tmp_path):
    """A log that cannot be opened is a fault."""
    path = tmp_path / "ada.jsonl"
    assert _read(path) == ([], [f"{path}: cannot be read: No such file or directory"])


def test_windows_editors(folder, event):
    """A log with a byte order mark and Windows' newlines is read without a word."""
    path = folder.log("ada", [event("1", "hi", "keep")])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert _read(path) == ([("1", "keep")], [])


def test_several_faults_of_a_line(folder, event):
    """All that is wrong with a line is said at once."""
    path = folder.log("ada", [event("1", "hi", "kep", confidence="sure")])
    (fault,) = _read(path)[1]
    assert "label 'kep' is not in the codebook" in fault
    assert "confidence 'sure' is none of high, low" in fault


def test_again_is_no_change(folder, event):
    """A label given once more, blind, replaces nothing: it is kept beside the label, for comparison."""
    path = folder.log("ada", [event("1", "hi", "keep"), event("1", "hi", "other", served="again")])
    standing = read_standing(path, LABELS, pytest.fail)
    assert [event.label for event in standing.labels()] == ["keep"]
    assert [event.label for event in standing.labels("again")] == ["other"]


def test_skip_is_no_label(folder, event):
    """That a post was skipped, and taken up again, says nothing of its label."""
    lines = [
        event("1", "hi", None, skipped=True),
        event("1", "hi", "keep"),
        event("1", "hi", None, skipped=False, replaces=1),
    ]
    standing = read_standing(folder.log("ada", lines), LABELS, pytest.fail)
    assert [event.label for event in standing.labels()] == ["keep"]
    assert standing.latest("skip", ("t", "1")).skipped is False


def test_label_of_another_codebook(folder, event):
    """A label that the codebook no longer has is no fault in a line that names another codebook."""
    other, this = {"version": 2, "hash": "22"}, {"version": 3, "hash": "33"}
    path = folder.log("ada", [event("1", "hi", "gone", codebook=other), event("2", "ho", "gone", codebook=this)])
    faults = []
    assert [event.id for event in read_log(path, LABELS, faults.append, 3)] == ["1"]
    assert faults == [f"{path}:2: label 'gone' is not in the codebook; the labels are keep, other"]
