"""A shape, a colour and a name for each label."""

from itertools import product
from xml.etree import ElementTree

from classifier.reports.page.signs import SHAPES, label_signs, shape_symbols


def test_no_two_of_sixty_four_labels_look_alike():
    """Shapes differ first; where these run out, the same shape has another colour."""
    signs = label_signs([f"label {nth}" for nth in range(64)])
    assert {(sign.shape, sign.colour) for sign in signs} == set(product(SHAPES, (f"c{nth}" for nth in range(8))))
    assert [sign.name for sign in signs] == [f"label {nth}" for nth in range(64)]


def test_every_shape_is_drawn_once_and_out_of_sight():
    """The sign of an abstention among them."""
    drawn = ElementTree.fromstring(shape_symbols())
    assert [symbol.get("id") for symbol in drawn] == [f"shape-{name}" for name in (*SHAPES, "none")]
    assert drawn.get("aria-hidden") == "true"
