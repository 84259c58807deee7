"""Items -> threads: parents, ids, depths and places hold for whatever an export says."""

from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.exports.item import About, Item, thread_of

names = st.sampled_from("abcdefg") | st.none()
items = st.lists(
    st.builds(Item, id=names, parent=names, text=st.text(max_size=20), markup=st.sampled_from(["text", "markdown"])),
    max_size=30,
)


@given(items=items)
def test_parents_are_sound(items):
    """Every parent is a post of the thread, no post is above itself, and depths count the steps up."""
    posts = thread_of(items, About(id="t", source="s", method="m")).posts
    by_id = {post.id: post for post in posts}
    assert len(by_id) == len(items)
    for post in posts:
        steps, at = 0, post
        while at.parent_id is not None:
            at = by_id[at.parent_id]
            steps += 1
            assert steps <= len(posts)
        assert post.depth == steps
        assert (post.parent_source is None) == (post.parent_id is None)


@given(items=items)
def test_parents_that_are_there_are_kept(items):
    """A post whose parent stands before it in the thread keeps it, where ids are not repeated."""
    if len({item.id for item in items}) < len(items) or any(item.id is None for item in items):
        return
    posts = thread_of(items, About(id="t", source="s", method="m")).posts
    for nth, item in enumerate(items):
        if item.parent in {other.id for other in items[:nth]}:
            above = {post.id: post.parent_id for post in posts}
            assert above[item.id] == item.parent or _was_in_circle(item, items)


def _was_in_circle(item, items):
    parents = {other.id: other.parent for other in items}
    at = parents[item.id]
    for _ in items:
        if at == item.id:
            return True
        at = parents.get(at)
    return False


@given(items=items)
def test_places_in_the_document(items):
    """Each post's full text stands at its place; places are in order and do not overlap."""
    thread = thread_of(items, About(id="t", source="s", method="m"))
    end = 0
    for post in thread.posts:
        assert post.start >= end
        assert thread.document[post.start : post.end] == (post.full_text or post.text)
        end = post.end
