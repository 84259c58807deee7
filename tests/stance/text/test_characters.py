"""The table of character classes."""

import unicodedata

import numpy as np
import pytest

from classifier.stance.text.characters import INVISIBLE, PUNCTUATION, SYMBOL, WORD, character_classes

CLASS_OF_CATEGORY = {
    **dict.fromkeys(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No"), WORD),
    **dict.fromkeys(("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"), PUNCTUATION),
    **dict.fromkeys(("Sm", "Sc", "Sk", "So", "Co"), SYMBOL),
    **dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf", "Cs"), INVISIBLE),
}


def test_the_table_agrees_with_unicodedata_on_every_assigned_character():
    """A character that this Python knows has the class of its category."""
    classes = character_classes()
    wrong = [
        f"U+{code:04X}"
        for code, category in enumerate(map(unicodedata.category, map(chr, range(0x110000))))
        if category != "Cn" and classes[code] != CLASS_OF_CATEGORY[category]
    ]
    assert wrong == []


def test_the_table_covers_every_code_point():
    """There is one class a code point, the last one included."""
    assert character_classes().shape == (0x110000,)
    assert np.isin(character_classes(), (INVISIBLE, WORD, PUNCTUATION, SYMBOL)).all()


@pytest.mark.parametrize("code", [0x1C89, 0x10D4A, 0x1CCF0], ids=["Cyrillic", "Garay", "outlined digit"])
def test_characters_that_are_newer_than_this_python_are_known(code):
    """Letters and digits of Unicode 16 are words, whatever the Python that runs."""
    assert character_classes()[code] == WORD
