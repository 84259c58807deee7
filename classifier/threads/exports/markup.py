"""A post's text in its platform's markup -> plain words, with quotes as spans."""

import re
from typing import Literal

from classifier.records import Span
from classifier.threads.exports.simple_html import plain_words
from classifier.threads.words import Words

Markup = Literal["text", "markdown", "bbcode", "html", "html with quoted lines", "wordpress"]


def words_of(text: str, markup: Markup) -> Words:
    """Return the words of a text in its markup.

    Markdown stays as it was written, but for the lines that begin with ">": emphasis and links are the author's.
    """
    if markup == "text":
        full = clean(text)
        return Words(full, full)
    if markup == "markdown":
        return with_quoted_lines(clean(text)) if ">" in text else words_of(text, "text")
    if markup == "bbcode":
        return words_of(_NO_CODES.sub("", text), "text")
    words = _of_html(_BETWEEN_TAGS.sub(_broken, text) if markup == "wordpress" else text)
    if markup == "html with quoted lines" and not words.spans and ">" in words.full:
        return with_quoted_lines(words.full)
    return words


def with_quoted_lines(full: str) -> Words:
    r"""Return a text whose lines that begin with ">" are quotes; ">!" begins a spoiler.

    >>> with_quoted_lines("> He said no.\nHe did.").own
    'He did.'
    """
    spans: list[Span] = []
    own, at = [], 0
    for line in full.split("\n"):
        if line.startswith(">") and not line.startswith(">!"):
            if spans and spans[-1].end == at - 1:
                spans[-1] = Span("quote", spans[-1].start, at + len(line))
            else:
                spans.append(Span("quote", at, at + len(line)))
        else:
            own.append(line)
        at += len(line) + 1
    return Words(full, "\n".join(own).strip(), tuple(spans))


def clean(text: str) -> str:
    """Return a text with newlines folded, and without white space at its ends and around its lines."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join([line.strip() for line in lines]).strip()


_CODES = r"b|i|u|s|url|img|color|size|font|center|left|right|list|\*|code|email"
_NO_CODES = re.compile(rf"\[/?(?:{_CODES})(?:=[^\]\n]{{0,300}})?\]", re.IGNORECASE)
_TAG = re.compile(r"[<&]")

# WordPress stores a text as it was typed: a newline between tags breaks the line.
_BETWEEN_TAGS = re.compile(r"<[^<>]*>|\n")


def _broken(found: re.Match[str]) -> str:
    return "<br>\n" if found.group() == "\n" else found.group()


def _of_html(text: str) -> Words:
    if not _TAG.search(text):
        return words_of(text, "text")
    plain = plain_words(text)
    if plain is not None:
        return Words(plain, plain)
    # Imported here because lxml takes time to import and most exports hold no HTML.
    from classifier.threads.pages.fragment import words_of_fragment

    return words_of_fragment(text)
