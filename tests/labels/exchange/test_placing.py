"""Which post and which label a record means, or why it cannot be told."""

from dataclasses import replace

import pytest

from classifier.errors import DataError
from classifier.labels.exchange.names import LabelNames, coder_names
from classifier.labels.exchange.placing import Placer, comparable, place_all
from classifier.labels.exchange.record import Incoming
from classifier.labels.exchange.storing import by_log
from classifier.records import Post, text_digest

POSTS = {"1": "the ferry is fine", "2": "lol", "3": "lol", "4": "", "5": "half \ud83d a char &\n"}


@pytest.fixture
def placer(codebook):
    """Five posts, two of them with the same text, one without any."""
    posts = [Post(thread_id="t", id=n, order=int(n), text=text) for n, text in POSTS.items()]
    return Placer({post.key: post for post in posts}, LabelNames.of(codebook, ["Pro=keep", "a=b=close"]))


def _record(**fields):
    return Incoming(**{"where": "file:1", "labels": ("keep",), **fields})


def test_by_key(placer):
    """The key says which of two posts with one text is meant."""
    assert placer.place(_record(key=("t", "3"), text="lol")).key == ("t", "3")


def test_by_text(placer):
    """Without a key, or with one that is not known, the text says it where only one post has it."""
    for key in (None, ("other", "9")):
        assert placer.place(_record(key=key, text="the ferry is fine", coder=str(key))).key == ("t", "1")


def test_by_key_alone(placer):
    """A post without text, or a tool that gives none back, is known by the key."""
    assert placer.place(_record(key=("t", "4"))).text_digest == text_digest("")


@pytest.mark.parametrize("text", ["half \ufffd a char &\n", "half ? a char &amp;", " half \ud83d a<br/>char &\r\n"])
def test_what_tools_change_by_the_way(placer, text):
    """White space, HTML signs and half characters do not make another text of it."""
    placed = placer.place(_record(key=("t", "5"), text=text))
    assert placed.text_digest == text_digest(POSTS["5"])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"text": "lol"},
            "its text is that of 2 posts (post '2' of thread 't'; post '3' of thread 't'); only thread_id",
        ),
        ({"text": "the ferry is fine "}, "no post of posts/ has its text 'the ferry is fine '"),
        (
            {"text": "no", "key": ("t", "9")},
            "post '9' of thread 't' is in no file of posts/, nor one with its text 'no'",
        ),
        ({"key": ("t", "9")}, "post '9' of thread 't' is in no file of posts/"),
        ({}, "says neither the thread_id and post_id nor the text of a post"),
        (
            {"key": ("t", "1"), "text": "the bridge"},
            "post '1' of thread 't' has another text here than in posts/: 'the",
        ),
        ({"key": ("t", "1"), "digest": "0"}, "post '1' of thread 't' has another text here than in posts/; label it"),
        ({"key": ("t", "1"), "labels": ("keep", "close")}, "has 2 labels (keep, close) where a post has one; keep one"),
        (
            {"key": ("t", "1"), "labels": ("kepe",)},
            "label 'kepe' is not in codebook 3; the labels are keep, close, other; say which it is with --map 'kepe=LA",
        ),
        ({"key": ("t", "1"), "secondary": "kepe"}, "label 'kepe' is not in codebook 3"),
        ({"key": ("t", "1"), "confidence": "0.8"}, "confidence '0.8' is none of high, low"),
        ({"key": ("t", "1"), "refused": "was skipped"}, "was skipped"),
    ],
)
def test_why_not(placer, fields, reason):
    """A record that cannot be placed says why, by file and line."""
    faults = []
    assert place_all(placer, [_record(**fields)], faults.append) == ([], 0)
    assert len(faults) == 1
    assert faults[0].startswith(f"file:1: {reason}")


def test_twice(placer):
    """A post that comes twice is placed once; with two labels of one coder the second is named, of two coders both."""
    records = [
        _record(key=("t", "1"), where="file:1"),
        _record(key=("t", "1"), where="file:2"),
        _record(key=("t", "1"), where="file:3", labels=("close",)),
        _record(key=("t", "1"), where="file:4", labels=("close",), coder="bob"),
    ]
    faults = []
    placed, unlabelled = place_all(placer, records, faults.append)
    assert [one.where for one in placed] == ["file:1", "file:4"]
    assert unlabelled == 0
    assert faults == [
        "file:3: post '1' of thread 't' is labelled in file:1 already as 'keep', here as 'close'; keep one of the two"
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("keep", "keep"),
        ("Close the ferry", "close"),
        ("KEEP IT", "keep"),
        (" other ", "other"),
        ("Pro", "keep"),
        ("a=b", "close"),
    ],
)
def test_names_of_labels(placer, theirs, ours):
    """A label is known by its id, by its title, in any case, or by what the user says it is."""
    assert placer.names.id_of(theirs) == ours


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("Pro", "--map 'Pro': must say THEIRS=OURS"),
        ("=keep", "must say THEIRS=OURS"),
        ("Pro=kepe", "--map 'Pro=kepe': label 'kepe' is not in codebook 3"),
    ],
)
def test_maps_that_say_nothing(codebook, pair, said):
    """What the user says must name a label of the codebook."""
    with pytest.raises(DataError, match=said):
        LabelNames.of(codebook, [pair])


def test_names_of_coders():
    """An address is shortened unless that is two people's; what no file's name holds becomes a hyphen."""
    assert coder_names(["ann@x.org", "bob@x.org", "bob@y.org", "../../etc/passwd", "Zoë B.", "..."]) == {
        "ann@x.org": "ann",
        "bob@x.org": "bob-x.org",
        "bob@y.org": "bob-y.org",
        "../../etc/passwd": "etc-passwd",
        "Zoë B.": "Zoë-B",
        "...": "coder",
    }


def test_two_coders_never_share_a_log():
    """Where nothing keeps two names apart it is an error, in any case: some file systems know no capitals."""
    with pytest.raises(DataError, match="'A b' and 'a-b' would share the log 'a-b'"):
        coder_names(["A b", "a-b"])


def _placed(placer, *coders):
    return [placer.place(_record(key=("t", "1"), coder=coder)) for coder in coders]


def test_whose_labels(placer):
    """--coder names the one there is, and chooses among several; without it each has a log."""
    both = _placed(placer, "ann@x.org", "bob@x.org")
    assert {coder: len(given) for coder, given in by_log(both, None, "file").items()} == {"ann": 1, "bob": 1}
    assert by_log(both, "bob", "file") == {"bob": [both[1]]}
    assert by_log(both[:1], "carl", "file") == {"carl": both[:1]}
    alike = _placed(placer, "carl", "carl@x.org")
    assert by_log(alike, "carl", "file") == {"carl": alike[:1]}
    with pytest.raises(DataError, match=r"file: holds no label of 'carl', but of ann@x.org, bob@x.org"):
        by_log(both, "carl", "file")
    with pytest.raises(DataError, match="file: does not say who labelled; say whose labels they are with --coder NAME"):
        by_log(_placed(placer, None), None, "file")


def test_no_file_decides_by_its_word(placer):
    """A coder of a file who is called like the log that decides is taken only where the user says so."""
    labels = _placed(placer, "Adjudicated", "ann")
    with pytest.raises(DataError, match="file: names a coder 'adjudicated', whose labels would decide"):
        by_log(labels, None, "file")
    assert by_log(labels, "ann", "file") == {"ann": labels[1:]}


def test_comparable_keeps_words_apart():
    """Two texts with other words are never the same."""
    assert comparable("a b") != comparable("ab")


def test_a_post_of_another_project(placer):
    """A text that went out with its key from here, or from another project, is no other post that says the same."""
    text = "the ferry is fine"
    record = _record(key=("other", "9"), text=text, digest=text_digest(text))
    with pytest.raises(ValueError, match="post '9' of thread 'other' is in no file of posts/"):
        placer.place(record)


def test_more_coders_than_anybody_has(placer):
    """Where a column of times is taken for the coders no log is made for each."""
    [label] = _placed(placer, "ann")
    placed = [replace(label, coder=f"12:{nth}") for nth in range(1001)]
    with pytest.raises(DataError, match=r"file: names 1,001 coders .* and 100 is the most"):
        by_log(placed, None, "file")
