"""Reddit: what its texts mean, and that quick reading is reading."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.exports.pushshift import QuickReader
from classifier.threads.exports.reddit import post_of_line

texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["[deleted]", "&gt; x\n\ny", '"body":', "{}", "{", "\\"]
)
extras = st.dictionaries(
    st.sampled_from(["name", "gildings", "all_awardings", "subreddit", "score", "author_fullname"]),
    st.sampled_from([None, {}, [], 3, "t2_x", [{"id": "z", "name": "gold"}], {"gid_1": 2}, [{"body": "x"}]]),
)
fields = {
    "id": st.sampled_from(["a", "b", "t1_a"]),
    "author": texts,
    "body": texts,
    "created_utc": st.sampled_from([1, "1600000000", 1.6e9]),
}
links = {"link_id": st.just("t3_a"), "parent_id": st.sampled_from(["t3_a", "t1_a", "t1_z"])}
comments = st.builds(lambda a, b: {**a, **b}, extras, st.fixed_dictionaries({**fields, **links}))


@given(lines=st.lists(st.tuples(comments, st.booleans(), st.randoms(use_true_random=False)), max_size=4))
def test_quick_reading_is_reading(lines):
    """A line that is read quickly gives the post that parsing it as a whole gives, whatever came before it."""
    quick = QuickReader()
    for comment, tight, random_ in lines:
        names = list(comment)
        random_.shuffle(names)
        shuffled = {name: comment[name] for name in names}
        line = json.dumps(shuffled, separators=(",", ":") if tight else None, ensure_ascii=tight)
        found = quick.post(line + "\n", 7, "s")
        if found is not None:
            assert found == post_of_line(json.loads(line), 7, "s")


def test_plain_lines_are_read_quickly(files):
    """Lines as dumps have them are read the quick way, but for submissions and lines with awards."""
    quick = QuickReader()
    lines = (files / "pushshift.ndjson").read_text("utf-8").splitlines()
    assert [quick.post(line, 1, "s") is not None for line in lines] == [True, True, False, False]


@pytest.mark.parametrize("text", ["[deleted]", "[removed]", " [Removed]\n", "[ Removed by Reddit ]"])
def test_removed_posts_keep_their_place(read, text):
    """A comment that was deleted or removed is a post of kind deleted without text."""
    line = {"id": "a", "link_id": "t3_a", "parent_id": "t3_a", "body": text, "author": "[deleted]", "created_utc": 1}
    (post,) = read(json.dumps(line))
    assert (post.kind, post.text, post.author) == ("deleted", "", None)


def test_stubs_are_counted(read, files):
    """Comments behind stubs are counted in a note."""
    notes = []
    read((files / "reddit.json").read_bytes(), notes=notes)
    assert notes[0].endswith("export: 3 more comments are not in this export, behind 1 stubs")
