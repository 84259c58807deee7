"""Pasted threads whose posts stand between marker lines, each with what a reader sees in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = st.sampled_from(("Ada", "Bob Quill", "Cy", "dee_42"))
WORDS = st.lists(st.sampled_from(("I saw it sink.", "no, you did not.", "The ferry is late.", "why?")), min_size=1)
POSTS = st.lists(st.tuples(NAMES, WORDS), min_size=3, max_size=8)


def marked(posts):
    """Return a text of posts as WordPress shows them."""
    return "\n".join(
        f"{name} says:\nMay {i % 28 + 1}, 2021 at 5:00 pm\n\n" + "\n".join(words) + "\n\nReply"
        for i, (name, words) in enumerate(posts)
    )


def test_pasted_markers_case(pasted, pasted_markers_case):
    """A text gives its case's posts: kind, author, time as written, depth, parent and text of each.

    One that is unmarked is cut by guess, and nothing of it is taken for a marker.
    """
    thread = pasted(pasted_markers_case["text"])
    posts = thread.posts
    if pasted_markers_case.get("unmarked"):
        assert (thread.furniture, {post.method for post in posts}) == ((), {"boundary-model"})
        return
    places = {post.id: i for i, post in enumerate(posts)}
    found = [
        [post.kind, post.author, post.posted_at_raw, post.depth, places.get(post.parent_id), post.text]
        for post in posts
    ]
    assert found == pasted_markers_case["posts"]


def test_pasted_markers_case_is_covered(pasted, pasted_markers_case):
    """Every character that can be seen is in exactly one post, marker or line of the site."""
    thread = pasted(pasted_markers_case["text"])
    held = [0] * len(thread.document)
    for part in (*thread.posts, *thread.furniture):
        for place in range(part.start, part.end):
            held[place] += 1
    assert all(count == 1 for char, count in zip(thread.document, held, strict=True) if not char.isspace())


@settings(max_examples=60, deadline=None)
@given(posts=POSTS, others=POSTS)
def test_two_threads_of_one_template(pasted, posts, others):
    """Two threads of the same markers, one below the other, give the posts of both."""
    texts = ["\n".join(words) for _, words in (*posts, *others)]
    assert [post.text for post in pasted(f"{marked(posts)}\n\n{marked(others)}").posts] == texts


def test_exact_time(pasted):
    """A time that names its offset is given in ISO 8601, any other only as written."""
    text = "Ada {0}\nI saw it.\nReply\nBob {0}\nNo.\nReply\nCy {0}\nStop it.\nReply"
    exact = pasted(text.format("2021-05-03T17:00:00+0200")).posts[0]
    assert exact.posted_at == "2021-05-03T17:00:00+02:00"
    assert pasted(text.format("3 May 2021 17:00")).posts[0].posted_at is None


def test_number_of_the_site(pasted):
    """The number that a site gives a post is kept beside its fields."""
    text = "".join(f"Ada\nMember\nMay {n}, 2021\n#{n}\nI saw it sink, you know.\n" for n in (4, 5, 6))
    assert [post.extra["number"] for post in pasted(text).posts] == [4, 5, 6]


def test_parent_by_name(pasted):
    """A post that says whom it answers has that author's last post for its parent, known by mention."""
    text = (
        "Ada\n3 May 2021\nIt is late.\nReply\nBob\nin reply to Ada\n3 May 2021\nNo.\nReply\nCy\n3 May 2021\nOh.\nReply"
    )
    assert [post.parent_source for post in pasted(text).posts] == [None, "mention", None]


def test_wide_gaps(pasted):
    """Where single and double blank lines part the text, the double ones part the posts."""
    text = "i saw it.\n\nit sank.\n\n\nyou did not.\n\n\nmy boat did.\n\nhonest."
    assert [post.text for post in pasted(text).posts] == [
        "i saw it.\n\nit sank.",
        "you did not.",
        "my boat did.\n\nhonest.",
    ]
