"""Where names stand in a text: after "@", and where it says whose words follow."""

import json
from pathlib import Path

import pytest

from classifier.labels.known_names import KnownNames
from classifier.labels.names_in_text import names_in

CASES = json.loads((Path(__file__).parents[1] / "cases" / "names_in_text.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_names_in_text(case):
    """Each name of a case is found as it stands there, and nothing else is."""
    text = case["text"]
    found = [text[place.start : place.end] for place in names_in(text, KnownNames(case["known"]))]
    assert found == case["names"], case["comment"]


@pytest.mark.parametrize(
    "hostile",
    [
        "@a",
        "@",
        "u/a",
        "said:",
        "a said: ",
        "a wrote:\n",
        "[quote=a]",
        "From: a\nTo: b\n",
        "> ",
        "On 1 ",
        "@a b ",
        "@\n",
    ],
)
def test_hostile_texts_end(hostile):
    """A text of one thing over and over is gone through; in time that grows with its length."""
    text = hostile * 5_000
    places = names_in(text, KnownNames(["a b", "a b a b a b", "Ada"]))
    assert all(0 <= place.start < place.end <= len(text) for place in places)


def test_long_names_are_left():
    """A name longer than names are is not looked for."""
    assert names_in(f"@{'a b ' * 40}said: x", KnownNames(["a b " * 40]))[0].end == 2
