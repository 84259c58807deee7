"""Labels to look at again, as text and as JSON lines."""

import io
import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.evaluation import Doubt, LookAgain, Twins
from classifier.records import Post
from classifier.reports.doubts import doubt_lines, print_doubts
from classifier.reports.terminal import console

STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NASTY = "\x1b[2Jno \x9b31mlane\x07\u202e please\r\nnow"


def _post(number, text="no lane"):
    return Post(thread_id=f"t\x1b]0;{number}", id=f"p{number}\x07", order=1, text=text)


def _doubt(number, text="no lane", **fields):
    known = {"label": "for", "probability": 0.04, "likelier": "against", "likelier_probability": 0.999}
    return Doubt(post=_post(number, text), **{**known, **fields})


def _part(origin="real", doubts=(), twins=(), **fields):
    return LookAgain(origin=origin, posts=9, doubts=tuple(doubts), twins=tuple(twins), **fields)


def test_twins_come_first_then_doubts_in_their_order(printed):
    """Real and written posts apart; a doubt says label and probability, and what is likelier."""
    twins = Twins(((_post(1), "for"), (_post(2), "against")))
    lines = printed(print_doubts, [_part(doubts=[_doubt(3), _doubt(4)], twins=[twins]), _part("written", [_doubt(5)])])
    assert lines[0] == "REAL POSTS: 9 predicted by models that had not seen their threads"
    assert lines[1:5] == ["same words, different labels", "    t ]0;1/p1  for", "    t ]0;2/p2  against", "    no lane"]
    assert [line for line in lines if "rather" in line] == [
        f"for .04, rather against >.99  t ]0;{number}/p{number}" for number in (3, 4, 5)
    ]
    assert lines.index("WRITTEN POSTS: 9 predicted by models that had not seen their threads") > 8


def test_no_doubt_is_said_and_so_is_why_nothing_could_be_predicted(printed):
    """The one is a finding, the other is none."""
    assert "No label is in doubt." in printed(print_doubts, [_part()])
    lines = printed(print_doubts, [_part(note="All labelled posts stand in one thread.")])
    assert "All labelled posts stand in one thread." in lines
    assert "No label is in doubt." not in lines


@settings(deadline=None, max_examples=40)
@given(text=st.text(st.characters(), max_size=200), label=st.text(st.characters(), min_size=1, max_size=9))
def test_nothing_in_a_post_steers_the_terminal(text, label):
    """Neither text nor label nor id; the beginning of a post stays on its line."""
    twins = Twins(((_post(1, NASTY + text), label), (_post(2, NASTY + text), "for")))
    pipe = io.StringIO()
    print_doubts(console(pipe), [_part(doubts=[_doubt(3, text + NASTY, label=label)], twins=[twins])])
    shown = pipe.getvalue()
    assert {unicodedata.category(char) for char in shown.replace("\n", "")}.isdisjoint(STEERING)
    assert shown.count("\n") == 9


def test_json_lines_hold_the_whole_posts():
    """One object a line: twins with all their posts, doubts with both probabilities, text as it is."""
    twins = Twins(((_post(1, NASTY), "for"), (_post(2, NASTY), "against")))
    lines = list(doubt_lines([_part(doubts=[_doubt(3, NASTY)], twins=[twins]), _part("written", [_doubt(4)])]))
    assert [(line["kind"], line["origin"]) for line in lines] == [
        ("twins", "real"),
        ("doubt", "real"),
        ("doubt", "written"),
    ]
    assert [post["label"] for post in lines[0]["posts"]] == ["for", "against"]
    assert json.loads(json.dumps(lines[1])) == {
        "kind": "doubt",
        "origin": "real",
        "thread_id": "t\x1b]0;3",
        "id": "p3\x07",
        "label": "for",
        "probability": 0.04,
        "likelier": "against",
        "likelier_probability": 0.999,
        "text": NASTY,
    }
