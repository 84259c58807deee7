"""How well a cut is: which posts are the gold's, and which file is a gold."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.records import Post
from classifier.threads.quality.gold import read_gold
from classifier.threads.quality.matching import CutCounts, compare_cut, total, words_of

WORDS = st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join)


def _posts(*texts):
    """Make posts of texts; a pair is own words and full text."""
    pairs = [text if isinstance(text, tuple) else (text, None) for text in texts]
    return [
        Post(thread_id="t", id=str(nth), order=nth, text=own, full_text=full) for nth, (own, full) in enumerate(pairs)
    ]


def _likeness(one, other):
    if not one and not other:
        return 1.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))


def _by_definition(posts, gold):
    """Match as the definition says, comparing all with all."""
    left, pairs = list(range(len(posts))), []
    for place, text in enumerate(gold):
        of_post = {
            nth: max(
                _likeness(words_of(said), words_of(text)) for said in (posts[nth].text, posts[nth].full_text or "")
            )
            if posts[nth].full_text
            else _likeness(words_of(posts[nth].text), words_of(text))
            for nth in left
        }
        best = max(of_post, key=of_post.get, default=None)
        if best is not None and of_post[best] >= 0.8:
            left.remove(best)
            pairs.append((best, place))
    return pairs


@given(st.lists(st.tuples(WORDS, st.none() | WORDS), max_size=8), st.lists(WORDS, max_size=8))
def test_the_pairs_are_those_of_the_definition(posts, gold):
    """However they are found, the pairs are those that comparing every post with every other gives."""
    cut = _posts(*posts)
    assert list(compare_cut(cut, gold).pairs) == _by_definition(cut, gold)


@pytest.mark.parametrize(
    ("post", "gold", "same"),
    [
        ("The tram is late.", "the TRAM is late", True),
        ("a b c d", "a b c d e f", True),
        ("a b c d", "a b c d e f g", False),
        ("no no no no", "no", False),
        ("", "", True),
        ("👍", "!", True),
        ("", "words", False),
        (("Mine.", "> Yours, of many words\nMine."), "Yours, of many words Mine.", True),
        (("Mine.", "> Yours, of many words\nMine."), "Mine.", True),
        (("", "> Yours"), "", True),
    ],
)
def test_what_is_the_same_post(post, gold, same):
    """Four fifths of the words, each counted as often as both have it, of the own words or of the full text."""
    assert compare_cut(_posts(post), [gold]).counts.perfect is same


def test_each_post_is_matched_once():
    """Of equal posts each is one post; what is left over is missed or too much."""
    found = compare_cut(_posts("+1", "hello there", "+1", "+1"), ["+1", "+1", "not cut at all"])
    assert found.pairs == ((0, 0), (2, 1))
    assert (found.missed, found.too_much) == ((2,), (1, 3))
    assert found.counts == CutCounts(cut=4, gold=3, matched=2)


def test_figures():
    """Precision is of the cut posts, recall of the gold's, F1 between them; perfect is nothing more or less."""
    counts = CutCounts(cut=4, gold=5, matched=3)
    assert (counts.precision, counts.recall, counts.perfect) == (3 / 4, 3 / 5, False)
    assert counts.f1 == pytest.approx(2 / (4 / 3 + 5 / 3))
    assert CutCounts(cut=2, gold=2, matched=2).perfect


def test_a_share_of_nothing_is_none():
    """Without posts there is no precision, without gold no recall, without either no F1."""
    assert (CutCounts(0, 3, 0).precision, CutCounts(0, 3, 0).f1) == (None, 0.0)
    assert (CutCounts(3, 0, 0).recall, CutCounts(0, 0, 0).f1) == (None, None)


def test_counts_add_up():
    """The counts of several files are those of all their posts."""
    assert total([CutCounts(2, 3, 1), CutCounts(4, 1, 1)]) == CutCounts(cut=6, gold=4, matched=2)
    assert total([]) == CutCounts(0, 0, 0)


POSTS = [{"text": "one"}, {"text": "", "kind": "deleted"}, {"text": "two\nlines", "author": "Ada"}]


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"{json.dumps(post)}\n" for post in POSTS),
        "\ufeff\n" + "\n\n".join(json.dumps(post) for post in POSTS),
        json.dumps(POSTS),
        json.dumps(POSTS, indent=2),
        json.dumps({"posts": POSTS}),
        json.dumps({"url": "https://x.example", "posts": POSTS}, indent=1),
    ],
    ids=["lines", "mark and blank lines", "list", "indented list", "object", "indented object"],
)
def test_forms_of_gold(save, content):
    """A gold is JSON lines, a JSON list, or an object with posts; deleted posts are posts."""
    assert read_gold(str(save(content))) == ("one", "", "two\nlines")


def test_what_segment_writes_is_gold(save):
    """A post in the project's own form is a post of the gold by its text."""
    assert read_gold(str(save('{"thread_id": "t", "id": "1", "text": "own", "full_text": "> more\\nown"}'))) == ("own",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("1. pasted\n2. text", "gold.json: is no gold: it begins with '1. pasted"),
        ("", "gold.json: is no gold: it begins with ''"),
        ('{"pages": []}\n', "gold.json:1 has no 'text'"),
        ('{\n"pages": []}\n', "gold.json: is no gold: it has no list of posts"),
        ('{"posts": {"text": "hi"}}', "gold.json: is no gold: it has no list of posts"),
        ('[{"text": "hi"}, {"words": "hi"}]', "gold.json: post 2 has no 'text'"),
        ('[{"text": "hi"}, "hi"]', "gold.json: post 2 has no 'text'"),
        ('{"text": "hi"}\n{"text": null}\n', "gold.json:2 has no 'text'"),
        ('{"text": "hi"}\n{"text": "hi"\n', "gold.json:2: bad JSON"),
        ('[{"text": "hi"}', "gold.json:1: bad JSON"),
    ],
)
def test_what_is_no_gold(save, content, said):
    """Another file is refused with where, what was found and what belongs there."""
    with pytest.raises(SourceError) as error:
        read_gold(str(save(content, "gold.json")))
    assert said in str(error.value)


def test_a_missing_gold(tmp_path):
    """A gold that is not there is named."""
    with pytest.raises(SourceError, match=r"gold\.json: no such file"):
        read_gold(str(tmp_path / "gold.json"))
