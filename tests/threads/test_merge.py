"""Several pages of one thread become the thread."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import DataError
from classifier.records import Post, Span, Thread, text_digest
from classifier.threads import read as reading
from classifier.threads.merge import merge_threads
from classifier.threads.post_json import numbered_id
from classifier.threads.read import read_thread, read_threads
from classifier.threads.repeats import FEWEST_WORDS

FIRST, SECOND = {"posted_at": "2020-01-01T00:00+00:00"}, {"posted_at": "2020-01-02T00:00+00:00"}
LONG = "the council has known of the cracks in the quay wall since the spring"


def _page(name, *posts, **fields):
    """Make a page of posts: (id, author, text, and more by name), with a document of their texts."""
    made, at = [], 0
    for order, (id_, author, text, *more) in enumerate(posts, 1):
        made.append(
            Post(
                thread_id="page",
                id=id_ or numbered_id(order),
                order=order,
                author=author,
                text=text,
                start=at,
                end=at + len(text),
                source=name,
                **(more[0] if more else {}),
            )
        )
        at += len(text) + 1
    document = "\n".join(post.text for post in made)
    made_fields = {"id": text_digest(document), "document": document, "title": "Quay works", **fields}
    return Thread(posts=tuple(made), source=name, **made_fields)


def _texts(thread):
    return [post.text for post in thread.posts]


def test_a_repeated_opening_post_is_dropped():
    """The opening post that a forum repeats on each page is one post, by its id, its author, or its place."""
    for id_, author in (("501", "ada"), (None, "ada"), (None, None)):
        first = _page("1.html", (id_, author, "Is it safe?"), ("502", "bo", "No."))
        second = _page("2.html", (id_, author, "Is it safe?"), ("503", "cy", "Yes."))
        merged = merge_threads([first, second])
        assert _texts(merged) == ["Is it safe?", "No.", "Yes."]
        assert "2.html: 1 of 2 posts were on an earlier page; dropped" in merged.notes


@pytest.mark.parametrize(
    ("one", "other", "repeat"),
    [
        # The platform's ids tell posts apart, and make one post of two texts.
        (("510", "ada", "bump"), ("534", "ada", "bump"), False),
        (("510", "ada", "bump"), ("510", "ada", "bump, edited: solved"), True),
        (("510", "ada", "bump"), ("510", "bo", "bump"), False),
        (("510", None, "bump"), ("510", None, "another post with this number"), False),
        (("510", None, "bump"), ("510", None, "bump"), True),
        (("510", None, "bump", FIRST), ("510", None, "", FIRST), True),
        (("510", "ada", "x", FIRST), ("510", "ada", "x", SECOND), False),
        # Without ids, the same words in full by the same author.
        ((None, "ada", "thanks"), (None, "ada", " thanks "), True),
        ((None, "ada", "+1"), (None, "bo", "+1"), False),
        ((None, None, "+1"), (None, None, "+1"), False),
        ((None, None, LONG), (None, None, LONG), True),
        ((None, "ada", LONG), (None, "bo", LONG), False),
        ((None, "ada", ""), (None, "ada", ""), False),
        ((None, "ada", "x", {"full_text": "> a\nx"}), (None, "ada", "x", {"full_text": "> b\nx"}), False),
        ((None, "ada", "x", FIRST), (None, "ada", "x", SECOND), False),
        ((None, "ada", "x", FIRST), (None, "ada", "x"), True),
        (("510", "ada", "thanks"), (None, "ada", "thanks"), True),
    ],
)  # fmt: skip
def test_what_is_a_repeat(one, other, repeat):
    """A post is dropped where an earlier page surely had it, and kept where it may be another one."""
    assert len(LONG.split()) >= FEWEST_WORDS
    first = _page("1.html", ("900", "zoe", "the first page opens"), one)
    second = _page("2.html", ("901", "yan", "the second page opens"), other)
    assert len(merge_threads([first, second]).posts) == (3 if repeat else 4)


def test_posts_of_one_page_are_never_repeats():
    """Who says the same thing twice on a page said it twice."""
    assert len(merge_threads([_page("1.html", (None, "ada", "bump"), (None, "ada", "bump"))]).posts) == 2


def test_the_same_page_twice_is_left_out():
    """A page that is given twice is one page, whatever can be said of its posts."""
    page = _page("1.txt", (None, None, "+1"), (None, None, "+1"))
    merged = merge_threads([page, page])
    assert _texts(merged) == ["+1", "+1"]
    assert (merged.document, merged.id) == (page.document, page.id)
    assert "1.txt: is the same page as 1.txt; left out" in merged.notes


def test_order_and_ids():
    """Posts are numbered through the pages; a platform's ids stay, with a mark where two posts share one."""
    first = _page("1.html", (None, "ada", "a"), ("12", "bo", "b"))
    second = _page("2.html", (None, "cy", "c"), ("12", "dee", "d"))
    merged = merge_threads([first, second])
    assert [(post.order, post.id, post.source) for post in merged.posts] == [
        (1, "p0001", "1.html"),
        (2, "12", "1.html"),
        (3, "p0003", "2.html"),
        (4, "12~2", "2.html"),
    ]


def test_parents_across_pages():
    """A parent is found on its own page, behind a repeat there, or on another page by the platform's id."""
    first = _page("1.html", ("11", "ada", "a"), ("12", "bo", "b"))
    second = _page(
        "2.html",
        ("11", "ada", "a"),
        ("13", "cy", "c", {"parent_id": "11", "parent_source": "nesting"}),
        ("14", "dee", "d", {"parent_id": "13", "parent_source": "quote"}),
        ("15", "eve", "e"),
        ("16", "fay", "f"),
        parents_elsewhere={"15": ("12", "native"), "16": ("99", "native")},
    )
    merged = merge_threads([first, second])
    assert [(post.id, post.parent_id, post.parent_source, post.depth) for post in merged.posts] == [
        ("11", None, None, 0),
        ("12", None, None, 0),
        ("13", "11", "nesting", 1),
        ("14", "13", "quote", 2),
        ("15", "12", "native", 1),
        ("16", None, None, 0),
    ]


def test_a_quote_names_a_post_by_its_number():
    """A forum's quote points to a post's number, which is that of one id, or of several and then of none."""
    first = _page("1.html", ("post-11", "ada", "a"), ("post-12", "bo", "b"), ("note-12", "cy", "c"))
    elsewhere = {"post-13": ("11", "quote"), "post-14": ("12", "quote")}
    second = _page("2.html", ("post-13", "dee", "d"), ("post-14", "eve", "e"), parents_elsewhere=elsewhere)
    found = [(post.parent_id, post.parent_source) for post in merge_threads([first, second]).posts]
    assert found[3:] == [("post-11", "quote"), (None, None)]


def test_parents_by_order_follow_the_new_order():
    """Where ids only say the order, parents and quoted posts are counted anew with the posts."""
    quote = Span("quote", 0, 1, "ada", "p0001")
    first = _page("1.txt", (None, "ada", "a"), (None, "bo", "b"))
    second = _page("2.txt", (None, "cy", "c"), (None, "dee", "d", {"parent_id": "p0001", "spans": (quote,)}))
    last = merge_threads([first, second]).posts[-1]
    assert (last.id, last.parent_id, last.spans[0].post_id) == ("p0004", "p0003", "p0003")


def test_circles_across_pages_are_broken():
    """Pages whose posts answer each other in a circle begin somewhere."""
    first = _page("1.html", ("11", "ada", "a"), parents_elsewhere={"11": ("12", "native")})
    second = _page("2.html", ("12", "bo", "b"), parents_elsewhere={"12": ("11", "native")})
    assert [(post.parent_id, post.depth) for post in merge_threads([first, second]).posts] == [(None, 0), ("11", 1)]


def test_places_are_in_one_document():
    """The documents follow each other; places and furniture move along, and where a repeat stood is furniture."""
    first = _page("1.html", ("11", "ada", "Is it safe?"), furniture=(Span("furniture", 0, 2),))
    second = _page("2.html", ("11", "ada", "Is it safe?"), ("13", "bo", "Yes."), furniture=(Span("furniture", 12, 14),))
    merged = merge_threads([first, second])
    assert merged.document == f"{first.document}\n\n{second.document}"
    assert [merged.document[post.start : post.end] for post in merged.posts] == ["Is it safe?", "Yes."]
    assert [(span.kind, merged.document[span.start : span.end]) for span in merged.furniture] == [
        ("furniture", "Is"),
        ("repeat", "Is it safe?"),
        ("furniture", "Ye"),
    ]


def test_pages_without_a_document():
    """Posts of JSON lines have no place in the document, which is that of the other pages."""
    first = _page("1.jsonl", ("11", "ada", "a"), document=None)
    merged = merge_threads([first, _page("2.html", ("12", "bo", "b"))])
    assert [(post.start, post.end) for post in merged.posts] == [(None, None), (0, 1)]
    assert merged.document == "b"
    assert merge_threads([first]).document is None


def test_the_thread_of_the_pages():
    """The thread's id is the pages' own where they agree, else a digest; all posts have its id, title and address."""
    pages = [_page("1.json", ("1", "ada", "a"), title=None), _page("2.json", ("2", "bo", "b"), url="https://x.example")]
    merged = merge_threads(pages)
    assert merged.id == text_digest("a\n\nb")
    assert {(post.thread_id, post.title, post.url) for post in merged.posts} == {
        (merged.id, "Quay works", "https://x.example")
    }
    same = [_page("1.json", ("1", "ada", "a"), id="2144"), _page("2.json", ("2", "bo", "b"), id="2144")]
    assert merge_threads(same).id == "2144"
    assert merge_threads(same).source is None


def test_other_threads_are_doubted():
    """Pages whose ids or titles say that they are of different threads are merged with a note."""
    titles = ("Quay works", "Quay works - Page 2", "Ferry times")
    pages = [_page(f"{nth}.html", (str(nth + 11), "ada", str(nth)), title=title) for nth, title in enumerate(titles)]
    doubts = [note for note in merge_threads(pages).notes if "pages of one thread?" in note]
    assert doubts == [
        "2.html: its title is 'Ferry times', that of 0.html is 'Quay works'; are they pages of one thread?"
    ]
    topics = [_page("a.json", ("1", "ada", "a"), id="12"), _page("b.json", ("1", "ada", "a"), id="13")]
    topics[1] = _page("b.json", ("1", "ada", "b"), id="13")
    merged = merge_threads(topics)
    assert "by their ids these are different threads: a.json is of '12', b.json is of '13'" in merged.notes
    assert _texts(merged) == ["a", "b"]


def test_nothing_to_merge():
    """No page is no thread."""
    with pytest.raises(DataError, match="no thread to merge"):
        merge_threads([])


POST = st.tuples(
    st.none() | st.sampled_from(["11", "12", "13", "p0001", "p0002"]),
    st.none() | st.sampled_from(["ada", "bo"]),
    st.sampled_from(["", "+1", "yes", LONG]),
    st.fixed_dictionaries({"parent_id": st.none() | st.sampled_from(["11", "12", "p0001", "p0002"])}),
)


@st.composite
def _pages(draw):
    pages = draw(
        st.lists(st.lists(POST, max_size=4, unique_by=lambda post: post[0] or object()), min_size=1, max_size=4)
    )
    made = []
    for nth, posts in enumerate(pages):
        ids = [id_ or numbered_id(order) for order, (id_, *_) in enumerate(posts, 1)]
        if len(set(ids)) == len(ids):
            made.append(_page(f"{nth}.html", *posts))
    return made or [_page("0.html")]


@given(_pages())
def test_laws_of_a_merged_thread(pages):
    """Ids are unique, order counts up, parents are there and lead to a beginning, places give the texts, in order."""
    merged = merge_threads(pages)
    ids = [post.id for post in merged.posts]
    assert len(set(ids)) == len(ids)
    assert [post.order for post in merged.posts] == list(range(1, len(ids) + 1))
    depth = {None: -1} | {post.id: post.depth for post in merged.posts}
    assert all(post.depth == depth[post.parent_id] + 1 for post in merged.posts)
    assert all(merged.document[post.start : post.end] == post.text for post in merged.posts)
    places = sorted([(post.start, post.end) for post in merged.posts] + [(s.start, s.end) for s in merged.furniture])
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(_pages())
def test_merging_again_changes_nothing(pages):
    """A merged thread, merged with the pages that it is made of, stays as it is but for its notes."""
    merged = merge_threads(pages)
    again = merge_threads([merged])
    assert [(p.key, p.order, p.parent_id, p.start) for p in again.posts] == [
        (p.key, p.order, p.parent_id, p.start) for p in merged.posts
    ]


def _topic(numbers, **answers):
    posts = [
        {
            "id": number,
            "topic_id": 2144,
            "post_number": number,
            "username": f"user{number}",
            "cooked": f"<p>This is post {number}.</p>",
            "reply_to_post_number": answers.get(f"n{number}"),
        }
        for number in numbers
    ]
    return json.dumps({"post_stream": {"posts": posts}, "id": 2144, "title": "Quay works"})


def test_pages_of_a_topic(save):
    """Files of a Discourse topic become the topic, with answers to posts of the file before."""
    files = [save(_topic([1, 2]), "1.json"), save(_topic([1, 3, 4], n3=2, n4=3), "2.json")]
    merged = merge_threads([read_thread(file) for file in files])
    assert (merged.id, merged.title) == ("2144", "Quay works")
    assert [(post.id, post.parent_id, post.depth) for post in merged.posts] == [
        ("1", None, 0),
        ("2", None, 0),
        ("3", "2", 1),
        ("4", "3", 2),
    ]


def test_a_stream_too_long_for_a_thread(save, monkeypatch):
    """A thread of a stream that would not fit into memory is refused, with its name."""
    monkeypatch.setattr(reading, "LARGEST_THREAD", 2000)
    lines = "".join(f'{{"thread_id": "t", "text": "post {nth}"}}\n' for nth in range(5))
    with pytest.raises(Exception, match="thread 't' is over 0 MiB, too much to be held as one"):
        list(read_threads(save(lines)))
