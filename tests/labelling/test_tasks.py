"""Which posts there are for a coder to label."""

from dataclasses import replace

import pytest

from classifier.errors import AnnotationError
from classifier.labelling.assignment import Wish, labelling_task
from classifier.labelling.context import Threads
from classifier.labelling.session import Answer
from classifier.labelling.tasks import again_keys, disputed_opinions, second_keys, to_serve
from classifier.labels.coder_log import Given
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


def test_labels_that_do_not_count_are_not_given_again(coder):
    """To measure a coder against a label by another codebook, or of another text, would say nothing."""
    session = coder.session(posts=coder.posts[:3])
    for post in coder.posts[:3]:
        session.give(post.key, Answer(label="keep"))
    threads = Threads([replace(coder.posts[0], text="edited"), *coder.posts[1:]])
    keys = [post.key for post in coder.posts]
    log = coder.log()
    log.append(Given(key=keys[1], text_digest=coder.posts[1].text_digest, label="drop", codebook={"version": 7}))
    assert labelling_task(Wish(again=True), keys, threads, log).keys == [keys[2]]
    with pytest.raises(AnnotationError, match="you have labelled none of these posts yet"):
        labelling_task(Wish(again=True), keys[:2], threads, log)
