"""The report of an evaluation as Markdown."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from classifier.reports.evaluation_markdown import markdown_text, markdown_words, report_markdown
from classifier.reports.evaluation_page.blocks import (
    Document,
    Facts,
    Items,
    Measured,
    PostEntry,
    Posts,
    Said,
    Section,
    Table,
    Words,
)
from classifier.reports.evaluation_page.document import evaluation_document
from classifier.reports.page.signs import no_label
from classifier.reports.page.strangers import harmless

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(alphabet="\\`*_[]()|~$#@!<>&;-+=.:/1 ax\n\t", max_size=30)
MARKUP = (
    *("# a", "1. a", "1) a", "- a", "+ a", "> a", "a | b", "|", "```\na", "~~~", "`a`", "``` `", "***", "=====", "\\"),
    *("<script>alert(1)</script>", "<!-- a", "[a](javascript:b)", "![a](b)", "[a]: b", "<http://a.b>", "&lt;b&gt;"),
    *("http://a.b/c", "www.a.b", "\u2028# a", "\ud800\x00\x1b[31m", "    a", "$a$", "a\\", "| --- |", ":---"),
)


def words(tokens):
    """Return what a reader sees of tokens."""
    return "".join(
        token.content if token.type in ("text", "text_special", "html_inline") else words(token.children or ())
        for token in tokens
    )


def shape(markdown):
    """Return the structure of Markdown, without its words."""
    tokens = READER.parse(markdown)
    inner = [child.type for token in tokens for child in token.children or () if not child.type.startswith("text")]
    return [(token.type, token.tag, token.attrs) for token in tokens], inner


def everything(text):
    """Return a report with every kind of block that holds words."""
    sign = no_label(text)
    blocks = (
        Words(text, lead="a" + text, tone="note"),
        Words(text),
        Items((text, text)),
        Facts(((text, text),)),
        Table(text, (text, text, text), ((text, sign, Measured(".5", ".4 to .6")), (text, text, text))),
        Posts((PostEntry("p" + text, (Said(text, sign, ".5"),), text, " ".join(text.split())),), summary="s" + text),
    )
    return Document(text, text, (Section(text, "a", blocks, (Section(text, "b", blocks),)), Section(text, "c")))


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_read_as_words(text):
    """At the beginning of a line, in a line, in a cell."""
    assert shape(report_markdown(everything(text))) == shape(report_markdown(everything("plain")))


@given(SIGNS | st.text(max_size=30))
def test_words_come_back_as_they_were(text):
    """On one line."""
    line = " ".join(harmless(text).split())
    assert words(READER.parse(markdown_text(text))) == line
    assert words(READER.parseInline(markdown_words(text))) == line


@settings(deadline=None)
@given(SIGNS | st.text(max_size=30))
def test_no_words_change_the_structure(text):
    """The same headings, lists, tables and cells as with plain words."""
    told = f"x{text}" if not " ".join(harmless(text).split()) else text
    assert shape(report_markdown(everything(told))) == shape(report_markdown(everything("plain")))


def test_no_address_is_left_that_github_would_make_a_link():
    """Of a site, without brackets around it."""
    assert not re.search(r"[^\\]://|www\.", markdown_text("see HTTP://a.b or WWW.a.b or https://c.d"), re.IGNORECASE)


def test_it_holds_what_the_page_holds_but_charts(full_evaluation, circumstances):
    """Every heading and table, in the same order; a file can hold it."""
    document = evaluation_document(full_evaluation(), circumstances())
    markdown = report_markdown(document)
    titles = [title for section in document.sections for title in (section, *section.sections)]
    assert re.findall(r"^#{2,3} (.+)$", markdown, re.MULTILINE) == [title.title for title in titles]
    tokens = READER.parse(markdown)
    blocks = [block for title in titles for block in title.blocks]
    tables = sum(block.kind in ("table", "facts") for block in blocks)
    assert sum(token.type == "table_open" for token in tokens) == tables
    assert "<svg" not in markdown
    assert "**Real posts**: 72 posts in 12 threads" in markdown
    assert re.search(r"- macro F1 \*\*\.\d\d\*\* \(95% interval \.\d\d to \.\d\d\)", markdown)
    assert markdown.encode().decode().endswith("\n")
