"""The codebook: what it must hold, and what its hash covers."""

import pytest

from classifier.errors import AnnotationError
from classifier.labels.codebook import read_codebook

TWO = """
version = 1
title = "The ferry"
[[labels]]
id = "keep"
title = "Keep it"
definition = "wants the ferry"
signs = "praise"
[[labels]]
id = "other"
title = "Other"
definition = "wants nothing"
signs = "all else"
"""


def test_codebook(folder):
    """A codebook gives its labels in order, rules and examples."""
    codebook = read_codebook(folder.path / "codebook.toml")
    assert (codebook.version, codebook.title, codebook.label_ids) == (3, "The ferry", ("keep", "other"))
    assert codebook.rules == ("A joke is `other`.", "Unsure: choose.")
    assert codebook.labels[0].keywords == ("ferry",)
    assert (codebook.labels[1].keywords, codebook.labels[1].key) == ((), None)
    assert [(example.text, example.label, example.rule) for example in codebook.examples] == [
        ("Keep the ferry!", "keep", 1)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('keywords = ["ferry"]', 'keywords = ["boat", "ship"]'),
        ('key = "k"', 'key = "f"'),
        ('colour = "#000000"', 'colour = "#ffffff"'),
        ('title = "The ferry"', 'title = "The old ferry"'),
        ('title = "Keep it"', 'title = "Keep it running"'),
        ('text = "Keep the ferry!"', 'text = "Long live the ferry!"'),
        ("rule = 1", "rule = 2"),
    ],
    ids=lambda text: text.split(" ")[0],
)
def test_what_the_hash_does_not_cover(folder, old, new):
    """Keywords, keys, colours, titles and examples may change: coders went by the same words."""
    _assert_hash(folder, old, new, same=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 3", "version = 4"),
        ('id = "other"', 'id = "neither"'),
        ('definition = "wants nothing"', 'definition = "wants no ferry"'),
        ('signs = "all else"', 'signs = "the rest"'),
        ('"Unsure: choose."', '"Unsure: ask."'),
        ('"A joke is `other`.", "Unsure: choose."', '"Unsure: choose.", "A joke is `other`."'),
        (', "Unsure: choose."', ""),
    ],
    ids=["version", "label id", "definition", "signs", "rule", "order of rules", "rules"],
)
def test_what_the_hash_covers(folder, old, new):
    """Whatever coders go by changes the hash: version, label ids, definitions, signs and rules."""
    _assert_hash(folder, old, new, same=False)


def _assert_hash(folder, old, new, same):
    path = folder.path / "codebook.toml"
    before = read_codebook(path)
    text = path.read_text()
    assert old in text
    folder.codebook(text.replace(old, new))
    after = read_codebook(path)
    assert after != before
    assert (after.hash == before.hash) == same


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("version = 1", "version = ", "bad TOML: Invalid value"),
        ("version = 1\n", "", "the codebook lacks 'version'"),
        ('title = "The ferry"\n', "", "the codebook lacks 'title'"),
        ("version = 1", 'version = "1"', "'version' of the codebook must be a whole number, not text in \"quotes\""),
        ("version = 1", "version = true", "'version' of the codebook must be a whole number, not true or false"),
        ('title = "The ferry"', 'title = ""', "'title' of the codebook is empty"),
        ("version = 1", "version = 1\nauthor = 'x'", "the codebook has 'author'; the fields are version, title, lab"),
        (
            "version = 1",
            "version = 1\nrules = 'x'",
            "'rules' of the codebook must be a list in [brackets], not text in \"quotes\"",
        ),
        ("version = 1", "version = 1\nrules = [7]", "'rules' of the codebook must hold texts only"),
        ("version = 1", "version = 1\nnames = [7]", "'names' of the codebook must hold texts only"),
        (
            "version = 1",
            "version = 1\nnames = ['*']",
            "'names' of the codebook must hold texts only, and none that is em",
        ),
        (
            "version = 1",
            "version = 1\nunit = 7",
            "'unit' of the codebook must be text in \"quotes\", not a whole number",
        ),
        ('id = "other"\n', "", "label 2 lacks 'id'"),
        ('definition = "wants nothing"\n', "", "label 2 lacks 'definition'"),
        ('signs = "all else"', 'signs = ""', "'signs' of label 2 is empty"),
        (
            'signs = "all else"',
            'signs = ["all else"]',
            "'signs' of label 2 must be text in \"quotes\", not a list in [brackets]",
        ),
        ('signs = "all else"', 'signs = "all else"\nsign = "x"', "label 2 has 'sign'; the fields are id, title, def"),
        (
            'signs = "praise"',
            'signs = "praise"\nkeywords = "x"',
            "'keywords' of label 1 must be a list in [brackets], not text in \"quotes\"",
        ),
        ('signs = "praise"', 'signs = "praise"\nkeywords = [1]', "'keywords' of label 1 must hold texts only"),
        (
            'signs = "praise"',
            'signs = "praise"\nkeywords = [""]',
            "'keywords' of label 1 must hold texts only, and none",
        ),
        ('id = "other"', 'id = "keep"', "label id 'keep' is given 2 times; ids must differ"),
        ('signs = "all else"', 'signs = "all else"\n[[examples]]\ntext = "x"', "example 1 lacks 'label'"),
        (
            'signs = "all else"',
            'signs = "all else"\n[[examples]]\ntext = "x"\nlabel = "kep"',
            "example 1 has label 'kep'; the labels are keep, other",
        ),
        (
            'signs = "all else"',
            'signs = "all else"\n[[examples]]\ntext = "x"\nlabel = "keep"\nrule = "1"',
            "'rule' of example 1 must be a whole number, not text in \"quotes\"",
        ),
    ],
    ids=lambda text: text.split("\n")[-1][:44],
)
def test_fault(folder, old, new, fault):
    """A fault is named with the file, what was found and what belongs there."""
    assert old in TWO
    path = folder.codebook(TWO.replace(old, new, 1))
    with pytest.raises(AnnotationError) as caught:
        read_codebook(path)
    assert str(caught.value).startswith(f"{path}: {fault}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("version = 1\ntitle = 'x'", "the codebook lacks 'labels'"),
        ("version = 1\ntitle = 'x'\nlabels = []", "has 0 label; a codebook needs at least two [[labels]]"),
        ("version = 1\ntitle = 'x'\nlabels = [1, 2]", "label 1 must be a table"),
        (
            "version = 1\ntitle = 'x'\nlabels = 'keep, other'",
            "'labels' of the codebook must be a list in [brackets], not text in \"quotes\"",
        ),
        (TWO[: TWO.rindex("[[labels]]")], "has 1 label; a codebook needs at least two [[labels]]"),
        (TWO.replace("signs", 'key = "k"\nsigns'), "key 'k' is given to 2 labels; keys must differ"),
        ("a = " + "[" * 100_000, "bad TOML: "),
    ],
    ids=[
        "no labels",
        "empty labels",
        "labels of numbers",
        "labels of text",
        "one label",
        "same keys",
        "nested too deep",
    ],
)
def test_fault_of_the_whole(folder, text, fault):
    """A codebook needs two labels that can be told apart."""
    path = folder.codebook(text)
    with pytest.raises(AnnotationError) as caught:
        read_codebook(path)
    assert f"{path}: {fault}" in str(caught.value)


def test_all_faults_at_once(folder):
    """Several faults are shown together, a line each."""
    path = folder.codebook(TWO.replace("signs", "sign"))
    with pytest.raises(AnnotationError, match=r"^4 faults:\n  .*label 1 lacks 'signs'\n(.*\n)+.*label 2 has 'sign'"):
        read_codebook(path)


def test_missing(tmp_path):
    """A folder without its codebook is told that it needs one."""
    with pytest.raises(
        AnnotationError, match=r"codebook\.toml: no such file; an annotations folder needs its codebook"
    ):
        read_codebook(tmp_path / "codebook.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'version = 1\ntitle = "\xff"', ":2: holds a byte that is not UTF-8; save the file as UTF-8"),
        (None, ": cannot"),
    ],
    ids=["bytes", "folder"],
)
def test_unreadable(tmp_path, content, said):
    """What is no UTF-8 file cannot be read; the line where it ceases to be one is said."""
    path = tmp_path / "codebook.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(AnnotationError, match=rf"codebook\.toml{said}"):
        read_codebook(path)


@pytest.mark.parametrize("content", ["\ufeff" + TWO, TWO.replace("\n", "\r\n")], ids=["byte order mark", "CRLF"])
def test_windows_editors(folder, content):
    """A codebook that a Windows editor saved is read without a word, and is the same codebook."""
    plain = read_codebook(folder.codebook(TWO))
    assert read_codebook(folder.codebook(content)) == plain
