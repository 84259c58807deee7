"""Which reader takes a file."""

import re

import pytest

from classifier.cli import options
from classifier.errors import SourceError
from classifier.threads.formats import FORMAT_NAMES, ONE_PER, ReadOptions, format_of
from classifier.threads.read import read_thread


def test_format_case(source, formats_case):
    """A file's first bytes say its format, or that it is one that is not read yet."""
    found = source(formats_case["head"])
    if "refused" in formats_case:
        with pytest.raises(SourceError, match=re.escape(formats_case["refused"])):
            format_of(found, None)
    else:
        assert format_of(found, None).name == formats_case["format"]


def test_a_refusal_says_what_to_do(source):
    """Who has XML of another kind is told of plain text and of --from."""
    with pytest.raises(SourceError, match=r"copy the page's text into a \.txt file, or force a reader with --from"):
        format_of(source("<?xml version='1.0'?><feed>"), None)


@pytest.mark.parametrize("name", FORMAT_NAMES)
@pytest.mark.parametrize("head", ["<html>", '{"text": "hi"}', "hi"])
def test_a_forced_format_is_taken(source, head, name):
    """A format that the user names is taken, whatever the content looks like."""
    assert format_of(source(head), name).name == name


def test_forced_text_reads_markup_as_text(save):
    """Mark-up that is forced to be text is a post of mark-up."""
    thread = read_thread(save("<html>hi</html>"), ReadOptions(format="text"))
    assert [post.text for post in thread.posts] == ["<html>hi</html>"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_json_lines_in_wide_encodings_are_not_taken_for_pasted_text(save, encoding):
    """JSON lines that Windows saved as UTF-16 give their posts or an error, never posts made of JSON."""
    path = save('{"text": "the ferry is late"}\n'.encode(encoding), "posts.jsonl")
    try:
        texts = [post.text for post in read_thread(path).posts]
    except SourceError:
        return
    assert texts == ["the ferry is late"]


WIDE = {"<!DOCTYPE html><p>hi": "html", '<?xml version="1.0"?><disqus>': "disqus", '[{"text": "hi"}]': "json"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize(("head", "name"), WIDE.items())
def test_formats_are_known_in_wide_encodings(source, head, name, encoding):
    """A saved page or export is known whatever encoding it was saved in, and never cut as text."""
    assert format_of(source(head.encode(encoding)), None).name == name


def test_options_of_the_commands():
    """The commands offer every format and every way to cut that there is."""
    assert (options.FORMAT_NAMES, options.ONE_PER) == (FORMAT_NAMES, ONE_PER)
