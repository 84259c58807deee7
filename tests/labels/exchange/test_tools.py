"""Files as the other tools write them, each by the shapes that its module names."""

import io
import json
import zipfile

import pytest

from classifier.errors import SourceError
from classifier.labels.exchange import prodigy
from classifier.labels.exchange.record import Outgoing
from classifier.labels.log import LabelEvent
from classifier.records import Post


def _lines(*objects):
    return "".join(f"{json.dumps(one)}\n" for one in objects)


def _said(record):
    return record.key, record.text, record.labels, record.coder, record.refused


KEY = {"thread_id": "t", "post_id": "1"}


def _choice(label, question="stance"):
    return {"from_name": question, "to_name": "text", "type": "choices", "value": {"choices": [label]}, "id": "Dx_a"}


def test_label_studio(read):
    """A task has an annotation a person; predictions are no labels, a skipped task has none."""
    note = {"from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": ["hm", "well"]}}
    users = {"completed_by": {"id": 7, "email": "ann@x.org"}}, {"completed_by": 8}
    content = [
        {
            "id": 1,
            "data": {"text": "the ferry", **KEY},
            "annotations": [
                {"result": [_choice("keep"), _choice("low", "confidence"), note], "was_cancelled": False, **users[0]},
                {"result": [], "was_cancelled": True, **users[1]},
            ],
            "predictions": [{"result": [_choice("close")]}],
        },
        {"id": 2, "data": {"text": "lol"}, "annotations": []},
    ]
    first, second, third = read(json.dumps(content), "label-studio").records
    assert _said(first) == (("t", "1"), "the ferry", ("keep",), "ann@x.org", None)
    assert (first.confidence, first.note) == ("low", "hm\nwell")
    assert _said(second) == (("t", "1"), "the ferry", (), "8", "was skipped")
    assert _said(third) == (None, "lol", (), None, None)
    assert first.where.endswith("file: task 1, annotation 1")


def test_label_studio_json_min(read):
    """The flat form has the answers beside the data; one choice is a text, several are an object."""
    content = [
        {
            "text": "the ferry",
            "id": 3,
            **KEY,
            "sentiment": "keep",
            "annotator": 2,
            "annotation_id": 5,
            "lead_time": 1.5,
        },
        {"text": "lol", "id": 4, "sentiment": {"choices": ["keep", "close"]}, "annotator": "bob@x.org"},
    ]
    first, second = read(json.dumps(content), "label-studio").records
    assert _said(first) == (("t", "1"), "the ferry", ("keep",), "2", None)
    assert _said(second) == (None, "lol", ("keep", "close"), "bob@x.org", None)


def test_one_of_several_questions(read):
    """Where several questions are answered the user says which is for the label; nothing is guessed."""
    task = {"data": {"text": "x"}, "annotations": [{"result": [_choice("keep", "side"), _choice("no", "irony")]}]}
    [refused] = read(json.dumps([task]), "label-studio").records
    assert refused.refused == (
        "answers several questions (irony, side); say with --question which one is for the label"
    )
    [record] = read(json.dumps([task]), "label-studio", "side").records
    assert record.labels == ("keep",)


def test_doccano(read):
    """Labels are a list, comments stand beside it, and what came in with the text comes out beside both."""
    content = _lines(
        {"id": 31, "text": "the ferry", **KEY, "label": ["keep"], "Comments": ["hm"]},
        {"id": 32, "text": "lol", "cats": ["keep", "close"], "label": [[0, 3, "ORG"]]},
        {"id": 33, "text": "no", "label": []},
    )
    spans = "labels parts of the text, not the post"
    first, second, third = read(content, "doccano").records
    assert (_said(first), first.note) == ((("t", "1"), "the ferry", ("keep",), None, None), "hm")
    assert (second.labels, second.refused) == ((), spans)
    assert (third.labels, third.refused) == ((), None)


def test_doccano_has_a_file_for_each_member(read):
    """The archive of a project names its members; the file of a collaborative one names nobody."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member in ("ann", "bob", "all"):
            archive.writestr(f"{member}.jsonl", _lines({"text": "lol", "label": ["keep"]}))
    records = read(packed.getvalue(), "doccano").records
    assert [record.coder for record in records] == [None, "ann", "bob"]


def test_details_belong_to_the_label_that_they_went_out_with(read):
    """A note and a coder that lie beside an answer are nobody's once the answer is another."""
    went_out = {"text": "x", "labelled_as": "keep", "note": "hm", "coder": "ann", "secondary": "close"}
    as_it_was, changed = read(
        _lines({**went_out, "label": ["keep"]}, {**went_out, "label": ["other"]}), "doccano"
    ).records
    assert (as_it_was.note, as_it_was.coder, as_it_was.secondary) == ("hm", "ann", "close")
    assert (changed.note, changed.coder, changed.secondary) == (None, None, None)


def test_prodigy(read):
    """The choice interface accepts ids of options, numbers too; a session is a coder; a note is what was typed."""
    session = {"_session_id": "ferry-ann", "_annotator_id": "ferry-ann", "_input_hash": 1, "_task_hash": 2}
    options = [{"id": 1, "text": "keep"}, {"id": 2, "text": "close"}]
    content = _lines(
        {
            "text": "a",
            "meta": KEY,
            "options": [],
            "accept": ["keep"],
            "answer": "accept",
            "user_input": "hm",
            **session,
        },
        {"text": "b", "options": options, "accept": [2], "answer": "accept"},
        {"text": "c", "label": "keep", "answer": "accept"},
        {"text": "d", "label": "keep", "answer": "reject"},
        {"text": "e", "accept": [], "answer": "ignore"},
        {"text": "f", "label": "keep", "score": 0.5},
    )
    records = read(content, "prodigy").records
    assert _said(records[0]) == (("t", "1"), "a", ("keep",), "ferry-ann", None)
    assert records[0].note == "hm"
    assert [record.labels for record in records[1:]] == [("close",), ("keep",), ("keep",), (), ()]
    assert [record.refused for record in records[1:]] == [
        None,
        None,
        "was rejected: it is not 'keep', and nothing says what it is",
        "was ignored",
        None,
    ]


def test_prodigy_shows_nobody_what_another_said():
    """What is shown with a task says where the post is from, not what somebody else made of it."""
    post = Post(thread_id="t", id="1", order=1, text="x", title="Ferry")
    event = LabelEvent(coder="a", line=1, thread_id="t", id="1", text_digest="", label="keep", note="silly")
    out = io.BytesIO()
    prodigy.write([Outgoing(post, event, "a")], out, [("keep", "Keep it")])
    task = json.loads(out.getvalue())
    assert task["meta"] == {"thread_id": "t", "post_id": "1", "title": "Ferry"}
    assert (task["options"], task["accept"], task["answer"]) == (
        [{"id": "keep", "text": "Keep it"}],
        ["keep"],
        "accept",
    )


POTATO_LINE = {
    "id": "t/1",
    "displayed_text": "Aliquam eius<br>modi",
    "label_annotations": {"sentiment": {"keep": "true"}, "note": {"text_box": "hm"}},
    "span_annotations": {},
    "behavioral_data": {"time_string": "Time spent: 0d 0h 0m 5s "},
}


def test_potato_lines(read):
    """A line has the answers by question; whose they are the folder says."""
    [record] = read(_lines(POTATO_LINE), "potato", file="annotated_instances.jsonl").records
    assert _said(record) == (("t", "1"), "Aliquam eius<br>modi", ("keep",), "given", None)
    assert record.note == "hm"


def test_potato_state(read, tmp_path):
    """Newer projects have a state a person: answers as pairs, or by question; an item is known by its id alone."""
    answers = {
        "t/1": [[{"schema": "stance", "name": "keep"}, "true"], [{"schema": "stance", "name": "close"}, False]],
        "a%2Fb/2": {"stance": {"close": True}},
        "item_3": [[{"schema": "stance", "name": "keep"}, True], [{"schema": "stance", "name": "close"}, True]],
    }
    for user in ("ann", "bob"):
        (tmp_path / user).mkdir()
        state = {"user_id": user, "instance_id_to_label_to_value": answers if user == "ann" else {}}
        (tmp_path / user / "user_state.json").write_text(json.dumps(state))
    records = read(tmp_path, "potato").records
    assert [(record.key, record.labels, record.coder) for record in records] == [
        (("t", "1"), ("keep",), "ann"),
        (("a/b", "2"), ("close",), "ann"),
        (None, ("keep", "close"), "ann"),
    ]


def test_convokit(read, tmp_path):
    """A corpus that is not ours has its own ids, and may keep the label under another name."""
    utterance = {"id": "u1", "conversation_id": "c", "text": "x", "speaker": "s", "reply-to": None, "timestamp": 0}
    (tmp_path / "utterances.jsonl").write_text(_lines({**utterance, "meta": {"side": "keep"}}))
    [record] = read(tmp_path, "convokit", "side").records
    assert _said(record) == (("c", "u1"), "x", ("keep",), None, None)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("label-studio", "no", "bad JSON"),
        ("label-studio", "[1, 2]", "holds no task"),
        ("doccano", "a,b\n1,2\n", ":1: bad JSON.*this format is JSON lines"),
        ("prodigy", "[]\n", "holds a list; each line must be a JSON object; this format is JSON lines"),
        ("potato", "[1]", "holds a list"),
        (
            "csv",
            "a,b\n1,2\n",
            r"no column of labels \(columns: a, b\); call one label, or say which it is with --question",
        ),
        ("csv", "label\nkeep\n", "columns thread_id and id, or text, must say which post a row is of"),
        ("excel", "PK no", "is no Excel workbook: .* save it as"),
        ("excel", "a,b", "is no Excel workbook: .* save it as"),
    ],
)
def test_files_of_another_kind(read, name, content, said):
    """A file that is none of the format is an error as a whole."""
    with pytest.raises(SourceError, match=said):
        read(content, name)


@pytest.mark.parametrize("name", ["label-studio", "doccano", "prodigy", "potato", "convokit", "csv", "excel"])
def test_a_file_that_is_not_there(read, tmp_path, name):
    """A name that is no file's is an error."""
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none", name)


def test_a_broken_line_among_others(read):
    """A line that is no object is named, whether others came before it or come after."""
    found = read("oops\n" + _lines({"text": "lol", "label": ["keep"]}) + "[1]\n", "doccano")
    assert [fault.split(":", 1)[1] for fault in found.faults] == [
        "1: bad JSON at column 1: Expecting value",
        "3: holds a list; each line must be a JSON object",
    ]
    assert len(found.records) == 1
