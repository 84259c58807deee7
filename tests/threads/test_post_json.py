"""Post -> JSON object -> the same post."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.records import POST_KINDS, Post, Span
from classifier.threads.post_json import parse_object, post_from_json, post_to_json
from classifier.threads.post_lines import json_line
from classifier.threads.quick_post import quick_post

_TEXT = st.text(st.characters())
_OPTIONAL = st.none() | st.text(st.characters(), min_size=1)
_ID = st.text(st.characters(), min_size=1)
_PLACE = st.none() | st.integers(0, 1 << 40)
_FIELDS = frozenset(post_to_json(Post(thread_id="t", id="p", order=1, text="")))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_EXTRA = st.dictionaries(_TEXT.filter(lambda name: name not in _FIELDS), _JSON, max_size=3)


@st.composite
def posts(draw):
    """Any post that a reader could make."""
    text, full_text = draw(_TEXT), draw(_OPTIONAL)
    ends = sorted(draw(st.lists(st.integers(0, len(full_text or text)), max_size=4)))
    spans = [
        Span(draw(st.sampled_from(["quote", "signature", "link"])), start, end, draw(_OPTIONAL), draw(_OPTIONAL))
        for start, end in zip(ends[::2], ends[1::2], strict=False)
    ]
    optional = ("parent_id", "author", "author_id", "posted_at", "posted_at_raw", "title", "url", "method", "locator")
    return Post(
        thread_id=draw(_ID),
        id=draw(_ID),
        order=draw(st.integers(1, 1 << 40)),
        text=text,
        full_text=full_text,
        spans=tuple(spans),
        depth=draw(st.integers(0, 50)),
        kind=draw(st.sampled_from(POST_KINDS)),
        source=draw(_ID),
        start=draw(_PLACE),
        end=draw(_PLACE),
        parent_source=draw(st.sampled_from([None, "native", "nesting", "quote", "mention", "order"])),
        boundary_confidence=draw(st.none() | st.floats(0, 1)),
        extra=draw(_EXTRA),
        **{name: draw(_OPTIONAL) for name in optional},
    )


@given(post=posts())
def test_a_post_survives_its_json_line(post):
    """A post that is written as a line and read again is the same, with spans and the fields that nobody knows."""
    line = json_line(post_to_json(post)).decode()
    assert line.count("\n") == 1
    assert post_from_json(parse_object(line), 99, "another", "elsewhere") == post


def test_every_field_is_written(make_post):
    """A line holds every field of the contract, null where it is not known, in the contract's order."""
    assert list(post_to_json(make_post("hi"))) == [
        *("thread_id", "id", "order", "depth", "kind", "parent_id", "parent_source", "author", "author_id"),
        *("posted_at", "posted_at_raw", "title", "url", "source", "text", "full_text", "spans", "start", "end"),
        *("boundary_confidence", "method", "locator"),
    ]


def test_empty_texts_are_not_known():
    """An optional text that is empty is not known; the post's own text may be empty."""
    post = post_from_json({"text": "", "author": "", "title": "", "full_text": "", "id": ""}, 3, "t", "file")
    assert (post.text, post.author, post.title, post.full_text, post.id) == ("", None, None, None, "p0003")


def test_spans_count_in_the_full_text():
    """A quote's place counts in the text with quotes, which is longer than the author's own words."""
    line = {"text": "no.", "full_text": "you said yes\nno.", "spans": [{"kind": "quote", "start": 0, "end": 12}]}
    assert post_from_json(line, 1, "t", "file").spans == (Span("quote", 0, 12),)


def test_numbers_that_json_cannot_hold_are_not_passed_on():
    """A number too large for a float cannot pass through as JSON; it must not come out as Infinity."""
    try:
        fields = parse_object('{"text": "hi", "x": 1e999}')
    except ValueError:
        return
    json.dumps(fields, allow_nan=False)


json_values = st.sampled_from(
    [None, "", "x", "comment", "deleted", "native", 0, 7, -1, 1.0, 0.5, 2.5, True, [], {}, 1 << 70, "\ud83d", [None]]
)
json_spans = st.sampled_from([None, [], [{"start": 0, "end": 1}], [{"start": 0, "end": 9}], [{"kind": 3}], "x", [3]])
json_lines = st.fixed_dictionaries(
    {"text": st.sampled_from(["hi", "", "x\x00y", None, 3])},
    optional=dict.fromkeys([*sorted(_FIELDS - {"text", "spans"}), "label"], json_values),
)


@settings(max_examples=400)
@given(line=json_lines, spans=json_spans, changes=st.integers(0, 3))
def test_quick_reading_is_reading(line, spans, changes):
    """A line that is read quickly gives the post, or the fault, that reading it field by field gives."""
    few = {"text": line.pop("text"), "spans": spans, **dict(list(line.items())[:changes])}
    written = json.dumps(few)

    def outcome(read):
        try:
            return read()
        except ValueError as error:
            return str(error)

    found = outcome(lambda: quick_post(written, 3, "t", "s", "line 9"))
    if found is not None:
        assert found == outcome(lambda: post_from_json(parse_object(written), 3, "t", "s", "line 9"))


def test_what_segment_writes_is_read_quickly():
    """A post as `segment` writes it needs no second look."""
    post = Post(thread_id="t", id="a", order=1, text="hi", spans=(Span("quote", 0, 1),), locator="x", source="s")
    assert quick_post(json.dumps(post_to_json(post)), 1, "", "", "") == post


@pytest.mark.parametrize(
    "value", [1 << 70, -5, "\ud83d", 'é\n"\\\u2028', 0.1, 1e300, 5e-324, True, None, {"a": [[], {}]}]
)
def test_a_line_holds_the_same_whether_msgspec_or_the_json_module_writes_it(monkeypatch, value):
    """Msgspec is used where it is imported already; what it cannot write the json module does."""
    assert "msgspec.json" in sys.modules
    quick = json_line({"text": value})
    monkeypatch.delitem(sys.modules, "msgspec.json")
    assert json.loads(quick) == json.loads(json_line({"text": value})) == {"text": value}
