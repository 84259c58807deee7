"""Hacker News: quick reading is reading, and a stream knows its stories."""

import json

from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.exports.hackernews import Lines
from classifier.threads.exports.quick_lines import HackerNews

items = st.fixed_dictionaries(
    {"id": st.integers(0, 9) | st.just("7"), "time": st.sampled_from([1, 1600000000, -1, 1 << 40])},
    optional={
        "parent": st.integers(0, 9),
        "type": st.sampled_from(["comment", "story"]),
        "by": st.sampled_from(["ada", " ", ""]),
        "text": st.sampled_from(["hi", "It&#x27;s<p>so", "&gt; no\n<p>yes", "<blockquote>x", "", "\x00"]),
        "title": st.sampled_from(["", "Quay"]),
        "deleted": st.booleans(),
        "dead": st.sampled_from([True, False, None]),
        "kids": st.just([1, {"text": "x"}]),
    },
)


@given(st.lists(items, max_size=8))
def test_quick_reading_is_reading(lines):
    """A line that is read quickly gives the post that parsing it as a whole gives, whatever came before it."""
    whole, threads = Lines(), Lines()
    quick = HackerNews(threads)
    for item in lines:
        wanted = whole(item, 3, "s", "line 4")
        found = quick(json.dumps(item), 3, "s", "line 4")
        assert (found or threads(item, 3, "s", "line 4")) == wanted


def test_plain_comments_are_read_quickly():
    """A comment as the API gives it is read the quick way."""
    line = '{"by":"ada","id":9,"kids":[10],"parent":8,"text":"It&#x27;s so.","time":1600000000,"type":"comment"}'
    post = HackerNews(Lines())(line, 1, "s", "line 1")
    assert (post.text, post.thread_id, post.parent_id) == ("It's so.", "8", "8")


def test_comments_under_comments_belong_to_the_story(read):
    """In a stream each comment knows its story by what it answers, where that came before."""
    lines = [
        {"id": 1, "type": "story", "title": "Quay", "by": "a", "time": 1},
        {"id": 2, "type": "comment", "parent": 1, "text": "x", "by": "b", "time": 2},
        {"id": 3, "type": "comment", "parent": 2, "text": "y", "by": "c", "time": 3},
        {"id": 9, "type": "comment", "parent": 8, "text": "z", "by": "d", "time": 4},
    ]
    posts = read("\n".join(map(json.dumps, lines)))
    assert [post.thread_id for post in posts] == ["1", "1", "1", "8"]
