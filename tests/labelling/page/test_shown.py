"""What the page is told to show: all that a coder needs, and no text that could do more than be read."""

import json
from dataclasses import replace

from classifier.labelling.context import Threads
from classifier.labelling.page.shown import session_shown
from classifier.labelling.session import Answer, Session
from classifier.labelling.tasks import Task
from classifier.labels.log import LabelEvent
from classifier.records import Prediction, Span

HOSTILE = "a\u202eb\0c\x1b"
HARMLESS = "ab\ufffdc\ufffd"


def test_a_post_with_all_around_it(coder):
    """Its parents, and where there is none what came before; the title; how far the coder is."""
    first, second, third, *_ = coder.posts
    posts = (first, second, replace(third, parent_id=first.id))
    session = coder.session(posts=posts)
    session.view()
    coder.clock.now += 60
    session.give(first.key, Answer(label="keep"))
    shown = session_shown(session)
    assert (shown["view"]["number"], shown["view"]["title"], shown["view"]["above"]) == (2, "Ferry", [])
    assert shown["view"]["before"]["pieces"][0]["text"] == "post 1"
    assert shown["progress"] == {"done": 1, "total": 3, "skipped": 0, "left": "about 2 min left"}
    session.skip(second.key)
    shown = session_shown(session)
    assert [post["pieces"][0]["text"] for post in shown["view"]["above"]] == ["post 1"]
    assert (shown["view"]["before"], shown["progress"]["skipped"], shown["can_undo"]) == (None, 1, True)


def test_the_end(coder):
    """No post, and how many there were."""
    session = coder.session(posts=coder.posts[:1])
    session.give(coder.posts[0].key, Answer(label="keep"))
    assert session_shown(session) == {
        "progress": {"done": 1, "total": 1, "skipped": 0, "left": ""},
        "can_undo": True,
        "view": None,
    }


def test_what_was_said_before(coder):
    """Under this codebook, and under an earlier one."""
    session = coder.session()
    session.give(coder.posts[0].key, Answer(label="keep", secondary="drop", low=True, note="hm"))
    session.go_to(1)
    said = {"coder": "ada", "label": "keep", "secondary": "drop", "low": True, "note": "hm", "version": 1}
    view = session_shown(session)["view"]
    assert (view["answer"], view["earlier"]) == (said, None)
    session = coder.session(codebook=replace(coder.book, version=2))
    session.go_to(1)
    view = session_shown(session)["view"]
    assert (view["answer"], view["earlier"]) == (None, said)


def test_no_text_steers_what_stands_around_it(coder):
    """In whatever field; the key alone stays as it is, since nobody sees it."""
    post = replace(
        coder.posts[0],
        id=HOSTILE,
        text=HOSTILE,
        full_text=HOSTILE * 2,
        spans=(Span("quote", 0, len(HOSTILE), HOSTILE),),
        title=HOSTILE,
        author=HOSTILE,
        posted_at_raw=HOSTILE,
    )
    event = LabelEvent(
        coder=HOSTILE, line=1, thread_id="t", id=HOSTILE, text_digest="", label="keep", note=HOSTILE, codebook=None
    )
    posts = (post, replace(coder.posts[1], author=HOSTILE))
    session = coder.session(posts=posts, opinions={post.key: (event,)})
    view = session_shown(session)["view"]
    assert view.pop("key") == ("t", HOSTILE)
    assert view["post"]["pieces"] == [
        {"kind": "quote", "text": HARMLESS, "author": HARMLESS, "block": False},
        {"kind": "own", "text": HARMLESS, "author": None, "block": False},
    ]
    assert (view["opinions"][0]["coder"], view["opinions"][0]["note"]) == (HARMLESS, HARMLESS)
    assert not [char for char in "\u202e\0\x1b" if char in json.dumps(view, ensure_ascii=False)]


def test_a_quote_that_says_whose_it_is(coder):
    """Its author is not named a second time above it."""
    full = "bo:\nno lane\nWhy not?"
    post = replace(coder.posts[0], text="Why not?", full_text=full, spans=(Span("quote", 0, 11, "bo"),))
    shown = session_shown(coder.session(posts=(post, *coder.posts[1:])))["view"]["post"]["pieces"]
    assert [(piece["kind"], piece["author"]) for piece in shown] == [("quote", None), ("own", None)]


def test_a_suggestion(coder):
    """What a model says, or why it says nothing; none at all unless one was asked."""
    assert session_shown(coder.session())["view"]["suggestion"] is None
    task = Task(keys=[post.key for post in coder.posts], served="thread")
    for said, shown in (
        (("keep", 0.714, None), {"label": "keep", "probability": ".71", "abstained": None}),
        ((None, None, "no words"), {"label": None, "abstained": "no words"}),
    ):
        prediction = Prediction(predicted=said[0], probability=said[1], scores=None, abstained=said[2])
        session = Session(coder.log(), task, Threads(coder.posts), lambda _, prediction=prediction: prediction)
        assert shown.items() <= session_shown(session)["view"]["suggestion"].items()
