"""A JSON document -> its value, whatever its depth, in bounded memory."""

import json
import re
from collections.abc import Callable
from json import decoder
from typing import Any

from classifier.errors import SourceError
from classifier.threads.json_value import quick_decoder, quick_faults
from classifier.threads.sources.decode import decode
from classifier.threads.sources.source import Source

_MARK = b"\xef\xbb\xbf"

LARGEST_DOCUMENT = 256 << 20
LARGEST_DEEP = 64 << 20
MOST_CONTAINERS = 1 << 22
MOST_VALUES = 1 << 25
"""Bytes of JSON become up to thirty times as many in memory where every value is tiny; exports are far from it."""


def read_json(source: Source) -> tuple[Any, tuple[str, ...]]:
    """Return the value of a JSON document and what is to be said of its encoding; raise SourceError for a bad one."""
    raw = source.read(LARGEST_DOCUMENT)
    if raw.count(b"{") + raw.count(b"[") > MOST_CONTAINERS or raw.count(b",") > MOST_VALUES:
        raise SourceError(f"{source.name}: JSON of too many values for one document; give JSON lines")
    try:
        return quick_decoder()(raw.removeprefix(_MARK)), ()
    except quick_faults():
        # The json module reads what is rare, and says what is wrong.
        text, notes = _text(raw, source.name)
    text = with_whole_characters(text)
    try:
        return json.loads(text), notes
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{source.name}:{error.lineno}: bad JSON at column {error.colno}: {error.msg}; fetch the export again"
        ) from None
    except RecursionError:
        if len(text) > LARGEST_DEEP:
            raise SourceError(f"{source.name}: JSON nested too deep for a document of this size; split it") from None
    except ValueError as error:  # a number of thousands of digits
        raise SourceError(f"{source.name}: bad JSON: {error}") from None
    try:
        return parse_deep(text), notes
    except ValueError as error:
        raise SourceError(f"{source.name}: bad JSON: {error}; fetch the export again") from None


def _text(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        decoded = decode(raw, name)
        return decoded.text, decoded.notes


_scan_string: Callable[[str, int], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]
"""The json module's own reader of strings, from after the opening quote."""


def whole_value(text: str) -> Any:
    """Return the value of a JSON text, half characters in it as U+FFFD; raise ValueError where it is no JSON."""
    return json.loads(with_whole_characters(text))


_HALF = re.compile(r"\\u[dD](?:[89abAB]..(?!\\u[dD][c-fC-F])|[c-fC-F]..(?<!\\u[dD][89abAB]..\\u.{4}))", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)


def with_whole_characters(text: str) -> str:
    r"""Return JSON with U+FFFD for escapes that are half a character: JSON can write them, and UTF-8 cannot.

    >>> with_whole_characters(r'"\ud83d \ud83d\udea2 \\ud83d"')
    '"\\ufffd \\ud83d\\udea2 \\\\ud83d"'
    """
    if ("\\ud" in text or "\\uD" in text) and (r"\\u" in text or _HALF.search(text)):
        return _ESCAPE.sub(lambda escape: r"\ufffd" if escape.group(1) else escape.group(), text)
    return text


_TOKEN = re.compile(
    r'[ \t\n\r]*(?:([{}\[\],:"])|(-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,9})?)|(true|false|null))'
)
_BLANK = re.compile(r"[ \t\n\r]*")
_WORDS = {"true": True, "false": False, "null": None}


class _Builder:
    """A value in the making: the containers that are open, and what may come next."""

    def __init__(self) -> None:
        self.root: list[Any] = []
        self.open: list[Any] = [self.root]
        self.keys: list[str] = [""]
        self.wanted = "value"

    def close(self, bracket: str) -> bool:
        """Close a container; return whether that was allowed."""
        kind, empty = (dict, "first key") if bracket == "}" else (list, "first value")
        if self.wanted not in ("more", empty) or len(self.open) == 1 or not isinstance(self.open[-1], kind):
            return False
        self.open.pop()
        self.keys.pop()
        self.wanted = "more"
        return True

    def separate(self, mark: str) -> bool:
        """Take a comma or a colon; return whether that was allowed."""
        if mark == ":":
            allowed, self.wanted = self.wanted == "colon", "value"
            return allowed
        allowed = self.wanted == "more" and len(self.open) > 1
        self.wanted = "key" if isinstance(self.open[-1], dict) else "value"
        return allowed

    def add(self, value: Any) -> bool:
        """Add a value, or take a key; return whether that was allowed."""
        if self.wanted in ("key", "first key"):
            allowed = isinstance(value, str)
            self.keys[-1], self.wanted = value, "colon"
            return allowed
        if self.wanted not in ("value", "first value"):
            return False
        inside = self.open[-1]
        if isinstance(inside, dict):
            inside[self.keys[-1]] = value
        else:
            inside.append(value)
        self.wanted = "more"
        if isinstance(value, dict | list):
            self.open.append(value)
            self.keys.append("")
            self.wanted = "first key" if isinstance(value, dict) else "first value"
        return True


def parse_deep(text: str) -> Any:
    """Return the value of a JSON text of any depth: the json module gives up at some hundred replies to replies.

    Ten times as slow. Raises ValueError for bad JSON.

    >>> parse_deep('{"a": [1, {"b": null}]}')
    {'a': [1, {'b': None}]}
    """
    builder, at = _Builder(), 0
    while len(builder.open) > 1 or not builder.root:
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError(f"no value at character {at}")
        at = token.end()
        mark, number, word = token.groups()
        if mark is None:
            allowed = builder.add(json.loads(number) if word is None else _WORDS[word])
        elif mark in "}]":
            allowed = builder.close(mark)
        elif mark in ",:":
            allowed = builder.separate(mark)
        elif mark == '"':
            value, at = _scan_string(text, at)
            allowed = builder.add(value)
        else:
            allowed = builder.wanted in ("value", "first value") and builder.add({} if mark == "{" else [])
        if not allowed:
            raise ValueError(f"unexpected {token.group().strip()[:20]} at character {token.end() - 1}")
    if _BLANK.fullmatch(text, at) is None:
        raise ValueError(f"more follows its end at character {at}")
    return builder.root[0]
