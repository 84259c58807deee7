"""Which words of a post are others', whose they are, and whom the post answers."""

from dataclasses import replace

import pytest

from classifier.records import Post, Span
from classifier.threads.pasted.quotes.mark import mark_quotes


def _post(nth, author, text, **fields):
    return Post(thread_id="t", id=f"p{nth}", order=nth + 1, author=author, text=text, **fields)


def _thread(*posts):
    return [_post(nth, author, text) for nth, (author, text) in enumerate(posts)]


def test_pasted_quotes_case(pasted_quotes_case):
    """The last post of a thread, or the one at `at`, has its case's own words, spans and parent."""
    posts = mark_quotes(_thread(*pasted_quotes_case["thread"]))
    places = {None: None} | {post.id: nth for nth, post in enumerate(posts)}
    post = posts[pasted_quotes_case.get("at", -1)]
    full = post.full_text or post.text
    spans = [[span.kind, full[span.start : span.end], span.author, places[span.post_id]] for span in post.spans]
    parent = None if post.parent_id is None else [places[post.parent_id], post.parent_source]
    assert (post.text, spans, parent) == tuple(pasted_quotes_case[name] for name in ("text", "spans", "parent"))


def test_known_parent_stays():
    """What a post quotes does not change a parent that is known otherwise."""
    first, second, third = _thread(
        (None, "The ferry is late."), (None, "It is not."), (None, "> The ferry is late.\nNo.")
    )
    third = replace(third, parent_id=second.id, parent_source="nesting", depth=1)
    assert mark_quotes([first, second, third])[2].parent_id == second.id


def test_depths_follow():
    """A post is one deeper than what it answers, and so are those that are nested below it."""
    first, second, third = _thread((None, "The ferry is late."), (None, "> The ferry is late.\nNo."), (None, "Yes."))
    third = replace(third, parent_id=second.id, parent_source="nesting", depth=1)
    assert [post.depth for post in mark_quotes([first, second, third])] == [0, 1, 2]


@pytest.mark.parametrize(
    "fields", [{"kind": "article"}, {"full_text": "> No.\n> Yes.\nNo.", "spans": (Span("quote", 0, 5),)}], ids=str
)
def test_what_is_left_alone(fields):
    """Articles, and posts whose quotes are known already, stay as they are."""
    post = _post(0, None, "> Yes.\nNo.", **fields)
    assert mark_quotes([post]) == (post,)


def test_a_thread_read_from_text(pasted):
    """The quotes of a numbered list of comments are found when it is read, and point to its posts."""
    thread = pasted(
        "1. The ferry is late again.\n2. > The ferry is late again.\n   Take the bridge.\n   1. There is none."
    )
    second = thread.posts[1]
    assert (second.text, second.spans) == ("Take the bridge.", (Span("quote", 0, 26, None, thread.posts[0].id),))
    assert [post.depth for post in thread.posts] == [0, 1, 2]
