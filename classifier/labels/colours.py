"""Colours of labels: whether a text is one, how it stands out from white, and how far two are apart."""

import re
from math import dist

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
"""Of linear sRGB, row by row X, Y and Z, for the white of daylight (D65)."""
_WHITE = (0.9505, 1.0, 1.089)


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as a codebook gives it: # and six hexadecimal digits."""
    return _COLOUR.fullmatch(text) is not None


def contrast_to_white(colour: str) -> float:
    """Return the contrast of a colour to white as WCAG defines it, from 1 to 21.

    >>> contrast_to_white("#ffffff"), round(contrast_to_white("#000000"))
    (1.0, 21)
    """
    return 1.05 / (_xyz(colour)[1] + 0.05)


def colour_distance(one: str, other: str) -> float:
    """Return how far two colours are apart in CIELAB (1976): 0 for the same, 100 from black to white.

    >>> colour_distance("#112233", "#112233"), round(colour_distance("#000000", "#ffffff"))
    (0.0, 100)
    """
    return dist(_lab(one), _lab(other))


def _xyz(colour: str) -> tuple[float, ...]:
    linear = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    return tuple(sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in _TO_XYZ)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _lab(colour: str) -> tuple[float, float, float]:
    x, y, z = (_root(value / white) for value, white in zip(_xyz(colour), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29
