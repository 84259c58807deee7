"""The colours can be read, and told apart, by whoever looks."""

from itertools import combinations

import numpy as np
import pytest

from classifier.reports.page.palette import COLOURS, DARK, LIGHT, palette_css

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.scheme)
GROUNDS = ("paper", "ground")
TEXT, LARGE_OR_DRAWN, EASY = 4.5, 3.0, 7.0
"""The contrasts that WCAG 2.2 asks for (1.4.3, 1.4.11, 1.4.6)."""

# What people without one kind of cone see, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]


def linear(colour):
    """Return a colour's red, green and blue as amounts of light."""
    shares = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted(float(linear(colour) @ XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one, other, seen):
    """Return how different two colours look, in CIELAB, to eyes that see them through a matrix."""
    labs = []
    for colour in (one, other):
        x, y, z = np.cbrt(np.clip(np.array(XYZ) @ (seen @ linear(colour)) / (0.95047, 1, 1.08883), 1e-6, None))
        labs.append(np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)]))
    return float(np.linalg.norm(labs[0] - labs[1]))


@THEMES
def test_words_stand_out_from_every_ground_that_they_stand_on(theme):
    """Marked words too; dimmed words and links enough for text."""
    for ground in [*(theme.named[name] for name in GROUNDS), *theme.marks]:
        assert contrast(theme.named["ink"], ground) >= EASY, ground
    for ground in (*(theme.named[name] for name in GROUNDS), theme.marks[0]):
        assert contrast(theme.named["soft"], ground) >= TEXT, ground
    for name in GROUNDS:
        assert contrast(theme.named["link"], theme.named[name]) >= TEXT


@THEMES
def test_every_colour_of_a_label_could_be_text(theme):
    """More than shapes need."""
    assert len(theme.labels) == COLOURS
    for colour in theme.labels:
        assert min(contrast(colour, theme.named[name]) for name in GROUNDS) >= TEXT, colour


@THEMES
def test_what_can_be_used_has_an_edge_that_can_be_seen(theme):
    """Buttons and boxes, and the underline of marked words."""
    for ground in [*(theme.named[name] for name in GROUNDS), *theme.marks]:
        assert contrast(theme.named["edge"], ground) >= LARGE_OR_DRAWN, ground


@THEMES
@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_the_first_colours_are_told_apart_whatever_ones_eyes(theme, blindness):
    """Those of the four labels of the shipped codebook; shape and name say the same besides."""
    seen = np.eye(3) if blindness is None else np.array(BLINDNESS[blindness])
    for one, other in combinations(theme.labels[:4], 2):
        assert difference(one, other, seen) > 10, (one, other)


def test_paper_is_always_light():
    """Who reads in the dark still prints black on white."""
    assert palette_css().index("prefers-color-scheme: dark") < palette_css().index("@media print")
    assert palette_css().count("color-scheme: light;") == 2
