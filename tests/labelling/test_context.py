"""What stands around a post."""

import pytest

from classifier.labelling.context import MOST_ABOVE, Threads
from classifier.records import Post


def _post(id_, parent=None, title=None):
    return Post(thread_id="t", id=id_, order=1, text=id_, parent_id=parent, title=title)


def _above(posts, id_):
    threads = Threads(posts)
    around = threads.around(threads.post(("t", id_)))
    return [post.id for post in around.above], around.before and around.before.id


@pytest.mark.parametrize(
    ("posts", "id_", "above", "before"),
    [
        ([_post("1"), _post("2", "1"), _post("3", "2")], "3", ["1", "2"], None),
        ([_post("1"), _post("2")], "2", [], "1"),
        ([_post("1"), _post("2", "elsewhere")], "2", [], "1"),
        ([_post("1")], "1", [], None),
        ([_post("1", "1"), _post("2")], "1", [], None),
        ([_post("1", "2"), _post("2", "1")], "1", ["2"], None),
    ],
    ids=["parents", "nobody knows", "a parent elsewhere", "the first", "itself", "each other"],
)
def test_above(posts, id_, above, before):
    """The parents stand above a post, the nearest last; where none is known, the post before it does."""
    assert _above(posts, id_) == (above, before)


def test_deep_dispute():
    """Of a long chain of answers the nearest few are shown."""
    posts = [_post("0"), *(_post(str(nth), str(nth - 1)) for nth in range(1, 50))]
    assert _above(posts, "49")[0] == [str(nth) for nth in range(49 - MOST_ABOVE, 49)]


def test_title_of_the_thread():
    """A post without the thread's title gets it from another post of the thread."""
    threads = Threads([_post("1", title="Ferry"), _post("2")])
    assert threads.around(threads.post(("t", "2"))).title == "Ferry"
