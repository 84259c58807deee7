"""A codebook as plain text, as Markdown, as JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from classifier.labels.codebook import Codebook, CodebookLabel, Example
from classifier.reports.codebook_text import codebook_lines, codebook_markdown, codebook_to_json

BOOK = Codebook(
    version=3,
    title="The ferry",
    labels=(CodebookLabel("keep", "Keep it", "wants the ferry", "praise", key="k"),),
    rules=("*A joke* is `keep`, <b> not", "Unsure: choose."),
    unit="One post.",
    task="Give one label.",
    definitions_begin="the post …",
    examples=(Example("Keep | it!", "keep", 1), Example("lol", "keep")),
)


def test_lines():
    """The codebook is all there: what a unit is, labels with ids and signs, numbered rules, examples."""
    assert list(codebook_lines(BOOK, 60)) == [
        "",
        "The ferry, version 3",
        "One post.",
        "Give one label.",
        "",
        "Keep it [keep]: the post … wants the ferry",
        "  signs: praise",
        "",
        "1. *A joke* is `keep`, <b> not",
        "2. Unsure: choose.",
        "",
        "'Keep | it!': keep (rule 1)",
        "'lol': keep",
    ]


def test_markdown():
    """Names in backticks and emphasis stay marked; all else is words."""
    assert codebook_markdown(BOOK).split("\n\n") == [
        "# The ferry",
        f"Codebook, version 3, hash `{BOOK.hash}`.",
        "## Unit",
        "One post.",
        "## Task",
        "Give one label.",
        "## Labels",
        "### Keep it (`keep`)",
        "**Definition:** the post … wants the ferry",
        "**Signs:** praise",
        "**Key:** `k`",
        "## Rules",
        "1. *A joke* is `keep`, &lt;b&gt; not\n2. Unsure: choose.",
        "## Examples",
        "| text | label | rule |\n| --- | --- | ---: |\n| Keep \\| it! | keep | 1 |\n| lol | keep |  |\n",
    ]


@given(text=st.text(max_size=30))
def test_no_text_becomes_html_or_another_row(text):
    """Whatever stands in it: outside of code no tag can begin, and lists and tables keep their rows."""
    label = CodebookLabel("keep", text, text, text)
    made = codebook_markdown(
        Codebook(version=1, title=text, labels=(label,), rules=(text,), examples=(Example(text, "keep"),))
    )
    assert "<" not in "".join(line.split("`")[0] for line in made.split("\n"))
    assert made.count("\n") == codebook_markdown(
        Codebook(version=1, title="x", labels=(label,), rules=("x",), examples=(Example("x", "keep"),))
    ).count("\n")


def test_json():
    """All of it, and its hash."""
    found = json.loads(json.dumps(codebook_to_json(BOOK)))
    assert (found["version"], found["hash"], found["title"]) == (3, BOOK.hash, "The ferry")
    assert found["labels"][0]["key"] == "k"
    assert found["examples"][0] == {"text": "Keep | it!", "label": "keep", "rule": 1}
