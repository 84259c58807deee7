"""Files from anyone: whatever is in them, they are read or refused with a message."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import ClassifierError
from classifier.labels.exchange.formats import FORMATS
from classifier.labels.exchange.names import LabelNames
from classifier.labels.exchange.placing import Placer, place_all
from classifier.labels.exchange.reading import Reading
from classifier.records import Post

NAMES = (
    *("id", "text", "label", "labels", "cats", "data", "annotations", "result", "value", "choices", "from_name"),
    *("completed_by", "meta", "thread_id", "post_id", "accept", "answer", "options", "label_annotations", "stance"),
    *("instance_id_to_label_to_value", "schema", "name", "labelled_as", "note", "codebook_version", "conversation_id"),
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.sampled_from(NAMES))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=3)), inner)
    ),
    max_leaves=12,
)
objects = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)


def _read(content, name, codebook, file="labels.json"):
    """Read and place; nothing but a ClassifierError may come out."""
    posts = {("t", "1"): Post(thread_id="t", id="1", order=1, text="lol")}
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(content)
        try:
            records = FORMATS[name].read(str(path), Reading(None, faults.append))
            place_all(Placer(posts, LabelNames(codebook, {})), records, faults.append)
        except ClassifierError as error:
            faults.append(str(error))
    return faults


@pytest.mark.parametrize("name", ["label-studio", "doccano", "prodigy", "potato", "convokit"])
@given(drawn=st.lists(objects, min_size=1, max_size=3))
def test_any_objects(name, drawn, codebook):
    """Objects with the right names and anything under them."""
    lines = json.dumps(drawn) if name == "label-studio" else "".join(f"{json.dumps(one)}\n" for one in drawn)
    _read(lines.encode(), name, codebook)


@given(state=st.one_of(values, st.builds(lambda value: {"instance_id_to_label_to_value": value}, values)))
def test_any_state(state, codebook):
    """Any JSON document as Potato's state of a person."""
    _read(json.dumps(state).encode(), "potato", codebook, "user_state.json")


@pytest.mark.parametrize("name", FORMATS)
@given(content=st.one_of(st.binary(max_size=200), st.text('"\n\r,;\0ab=label', max_size=40).map(str.encode)))
def test_any_bytes(name, content, codebook):
    """Any bytes at all."""
    _read(content, name, codebook)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("csv", "excel")])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"data":', "}"), ('{"a":[', "]}")])
def test_deep_json(name, opening, closing, codebook):
    """A hundred thousand containers, one in another, are a message; as a task that nobody labelled they are none."""
    deep = opening * 100_000 + "1" + closing * 100_000
    faults = _read(deep.encode(), name, codebook)
    assert len(faults) == (name != "label-studio" or opening == "[")
    assert all(len(fault) < 400 for fault in faults)


def test_endless_names_are_not_repeated(codebook):
    """A label, an id or a confidence of a mebibyte is not said whole."""
    long = "x" * (1 << 20)
    key = {"thread_id": long, "post_id": long}
    lines = {"text": "lol", "label": [long]}, {**key, "label": ["keep"]}, {**key, "text": long, "label": ["keep"]}
    faults = _read("".join(f"{json.dumps(line)}\n" for line in lines).encode(), "doccano", codebook)
    assert len(faults) == 3
    assert all(len(fault) < 800 for fault in faults)
