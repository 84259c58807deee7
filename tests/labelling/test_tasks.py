"""Which posts there are for a coder to label."""

import pytest

from classifier.labelling.tasks import again_keys, disputed_opinions, second_keys, to_serve
from classifier.labels.log import LabelEvent
from classifier.records import Post


def _event(id_, label="keep", coder="ada", served="thread"):
    return LabelEvent(coder=coder, line=1, thread_id="t", id=id_, text_digest="", label=label, served=served)


def _keys(ids):
    return [("t", id_) for id_ in ids]


@pytest.mark.parametrize(
    ("fields", "served"),
    [
        ({"text": "hi"}, True),
        ({"text": " \n"}, False),
        ({"text": "hi", "kind": "deleted"}, False),
        ({"text": "hi", "kind": "system"}, False),
        ({"text": "hi", "kind": "article"}, True),
    ],
    ids=str,
)
def test_to_serve(fields, served):
    """What nobody wrote, or holds no words, is not for a person to label."""
    assert bool(to_serve([Post(thread_id="t", id="1", order=1, **fields)])) is served


def test_second_coder():
    """Served are the posts that another has labelled and this coder has not; their own second labels stay in place."""
    others, own = [_event("1"), _event("2"), _event("3")], [_event("2"), _event("3", served="second")]
    assert second_keys(_keys("1234"), others, own) == _keys("13")


@pytest.mark.parametrize(("labelled", "drawn"), [(0, 0), (1, 1), (9, 1), (20, 2), (100, 10)])
def test_a_tenth_again(labelled, drawn):
    """A tenth of one's own posts, at least one, the same each time."""
    own = [_event(str(nth)) for nth in range(labelled)]
    keys = [event.key for event in own] + _keys(["other"])
    again = again_keys(keys, own)
    assert len(again) == drawn
    assert set(again) <= {event.key for event in own}
    assert again_keys(reversed(keys), reversed(own)) == again


def test_disputed():
    """What all coders said of the posts on which they differ."""
    events = [_event("1"), _event("1", "drop", "bo"), _event("2"), _event("2", "keep", "bo")]
    opinions = disputed_opinions(events, _keys("12"))
    assert {key: [event.label for event in said] for key, said in opinions.items()} == {("t", "1"): ["keep", "drop"]}
