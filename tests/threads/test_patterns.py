"""No shipped pattern can take more than linear time, by how it is written."""

import importlib
import pkgutil
import re
from dataclasses import fields, is_dataclass

import pytest

import classifier.labels
import classifier.stance
import classifier.threads
from benchmarks.pattern_rules import faults_of
from classifier.threads.pages.words import CHROME
from classifier.threads.pasted.phrases import NUMBERED
from classifier.threads.pattern import Pattern
from classifier.threads.quote_phrases import WROTE

# Patterns that the rules refuse and that are no danger: why, and the longest input that they are matched against.
KNOWN = {
    "threads.pages.headings.BEFORE_DATE": "words that begin alike must end where a word ends; 400 characters",
    "threads.pages.parse._DECLARED": "white space around a quotation mark; the first 4,096 bytes of a page",
    "threads.pages.particulars.NOT_A_NAME": "what follows a count of posts; a name of at most 60 characters",
}


def _patterns(value, name, depth=4):
    """Yield (name, pattern) of each compiled pattern in a value: itself, or inside what it holds."""
    if isinstance(value, Pattern):
        yield name, value.compiled()
    elif isinstance(value, re.Pattern):
        yield name, value
    elif depth and isinstance(value, (tuple, list, frozenset)):
        for nth, one in enumerate(value):
            yield from _patterns(one, f"{name}[{nth}]", depth - 1)
    elif depth and isinstance(value, dict):
        for key, one in value.items():
            yield from _patterns(one, f"{name}[{key!r}]", depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _patterns(getattr(value, one.name, None), f"{name}.{one.name}", depth - 1)


def _shipped():
    seen = {}
    for package in (classifier.threads, classifier.labels, classifier.stance):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for attribute, value in vars(importlib.import_module(module.name)).items():
                for name, pattern in _patterns(value, attribute):
                    seen.setdefault(pattern, f"{module.name.removeprefix('classifier.')}.{name}")
    return {name: pattern for pattern, name in seen.items()}


SHIPPED = _shipped()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_pattern(name):
    """A shipped pattern has no nested repeat and no two side by side that can match the same text."""
    found = faults_of(SHIPPED[name])
    assert bool(found) == (name in KNOWN), (found, SHIPPED[name].pattern)


def test_patterns_are_found():
    """The check sees the patterns of every reader, and what is listed as known is there."""
    patterns = set(SHIPPED.values())
    assert {NUMBERED.compiled(), WROTE.compiled(), CHROME} <= patterns
    assert {name.split(".")[1] for name in SHIPPED} >= {"pasted", "pages", "exports"}
    assert set(KNOWN) <= set(SHIPPED)


@pytest.mark.parametrize(
    "bad",
    [
        *(r"(a+)+$", r"(a|a)*b", r"\s*\s*x", r".*.*=.*", r"(\w+\s?)*$", r"(a|aa)*b", r"(?:a?a)*b", r"(?:x*)*y"),
        *(
            r"(?i:(?:ab|AB)*c)",
            r"a*(?:b?)a*c",
            r"(?:a*|b)a*c",
            r"\d+\w*:",
            r"(?:\w{1,20}){1,20}$",
            r".{0,400}.{0,400}x",
        ),
        *(r"(?:(?:a|b)+c?)+d", r"(?=(a+)+b)a", r"[^,]*\s*,", r"(?:\w+|\d+)+:", r"(?:é*É*)*z", r"(?s).*\n*x"),
    ],
)
def test_bad_patterns_are_refused(bad):
    """The check can fail: patterns that are known to be slow are refused."""
    assert faults_of(bad)


@pytest.mark.parametrize(
    "good",
    [
        *(r"a+b+$", r"(?:\w+ )*x", r"(?:a|b)*c", r"\s*x\s*", r".*=.*", r"(?:, ?\d+)*$", r"(?:ab|ac)*d", r"[^\n]*\n+"),
        *(r"\d{4}-\d\d-\d\d", r"(?:[^\"]|\"\")*\"", r"(?>a+)+b", r"a*+a*b", r"(?:a++)*b", r".{1,80}?: .{0,80}$"),
        *(r"(?:\d{3})*x", r"(?:[a-z]+\.)+[a-z]{2,6}", r"a?a?b", r"(?:x{2}y)*", r"(?:foo|bar|baz)*"),
    ],
)
def test_good_patterns_pass(good):
    """Patterns that cannot be slow pass."""
    assert faults_of(good) == []
