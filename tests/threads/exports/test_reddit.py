"""Reddit: what its texts mean, and that quick reading is reading."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.threads.exports.quick_lines import reddit_post
from classifier.threads.exports.reddit import post_of_line

texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["[deleted]", "\u00a0[Removed]", "&gt; x\n\ny", '"body":', "{}", "{", "\\"]
)
extras = st.dictionaries(
    st.sampled_from(
        ["name", "gildings", "all_awardings", "subreddit", "score", "author_fullname", "title", "link_title"]
    ),
    st.sampled_from([None, {}, [], 3, "t2_x", [{"id": "z", "name": "gold"}], {"gid_1": 2}, [{"body": "x"}]]),
)
fields = {
    "id": st.sampled_from(["a", " b", "t1_a"]),
    "author": texts,
    "body": texts,
    "created_utc": st.sampled_from([1, "1600000000", 1.6e9]),
}
links = {"link_id": st.just("t3_a"), "parent_id": st.sampled_from(["t3_a", "t1_a", "t1_z"])}
comments = st.builds(lambda a, b: {**a, **b}, extras, st.fixed_dictionaries({**fields, **links}))


@given(comment=comments, tight=st.booleans(), random_=st.randoms(use_true_random=False))
def test_quick_reading_is_reading(comment, tight, random_):
    """A line that is read quickly gives the post that parsing it as a whole gives."""
    names = list(comment)
    random_.shuffle(names)
    shuffled = {name: comment[name] for name in names}
    line = json.dumps(shuffled, separators=(",", ":") if tight else None, ensure_ascii=tight)
    found = reddit_post(line + "\n", 7, "s", "line 9")
    if found is not None:
        assert found == post_of_line(json.loads(line), 7, "s", "line 9")


def test_plain_lines_are_read_quickly(files):
    """Comments as dumps have them are read the quick way, also those with awards; submissions are not."""
    lines = (files / "pushshift.ndjson").read_text("utf-8").splitlines()
    assert [reddit_post(line, 1, "s", "line 1") is not None for line in lines] == [True, True, True, False]


NOT_QUICK = {
    "broken in a field that no post needs": '"score": 1x',
    "half an emoji": '"author": "\\ud83d"',
    "a name that is a number": '"author": 7',
    "nested too deep": f'"x": {"[" * 5000}{"]" * 5000}',
}


@pytest.mark.parametrize("field", NOT_QUICK.values(), ids=NOT_QUICK)
def test_lines_that_the_json_module_must_decide(field):
    """What is no plain comment is left to the reader that gives clear errors."""
    line = '{"author": "a", "body": "b", "created_utc": 1, "id": "c", "link_id": "t3_a", "parent_id": "t3_a"'
    assert reddit_post(f"{line}}}", 1, "s", "line 1") is not None
    assert reddit_post(f"{line}, {field}}}", 1, "s", "line 1") is None


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
    assert notes[0].endswith("export: 3 more comments are not in this export (stubs: 1)")
