"""The class of each Unicode character, as the tokens need it: word, punctuation, symbol or invisible.

The table is data of the project (``character_classes.txt``, from Unicode 17) and not asked of the running Python,
whose Unicode version differs between releases: the same text must give the same features everywhere. Characters
that Unicode had not assigned then have the class of the character before them, since new letters mostly join the
block of their script.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

INVISIBLE, WORD, PUNCTUATION, SYMBOL = range(4)
APOSTROPHES = (0x27, 0x2019)

_CLASS_OF_LETTER = {"I": INVISIBLE, "W": WORD, "P": PUNCTUATION, "S": SYMBOL}
_CODE_POINTS = 0x110000
_TABLE = Path(__file__).with_name("character_classes.txt")


@cache
def character_classes() -> NDArray[np.uint8]:
    """Return the class of every code point, shape (1114112,): letters, digits and marks are WORD."""
    lines = _TABLE.read_text("ascii").split("\n")
    firsts, classes = [], []
    for line in filter(None, lines):
        first, letter = line.split(" ")
        firsts.append(int(first, 16))
        classes.append(_CLASS_OF_LETTER[letter])
    lengths = np.diff(np.array([*firsts, _CODE_POINTS]))
    return np.repeat(np.array(classes, dtype=np.uint8), lengths)
