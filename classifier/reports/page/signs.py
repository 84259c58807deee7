"""How each label shows on a page: its shape and its colour, beside its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from classifier.reports.page.palette import COLOURS

SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "circle": '<circle cx="8" cy="8" r="6.5"/>',
        "square": '<rect x="2" y="2" width="12" height="12"/>',
        "triangle": '<path d="M8 1.5 15 14H1z"/>',
        "diamond": '<path d="M8 .7 15.3 8 8 15.3.7 8z"/>',
        "cross": '<path d="M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z"/>',
        "star": '<path d="m8 .8 2.1 4.7 5.1.5-3.9 3.4 1.2 5L8 11.8l-4.5 2.6 1.2-5L.8 6l5.1-.5z"/>',
        "funnel": '<path d="M1 2h14L8 14.5z"/>',
        "hexagon": '<path d="M4.3 1.5h7.4L15.4 8l-3.7 6.5H4.3L.6 8z"/>',
    }
)
"""Each shape as SVG inside a square of 16."""

NONE = '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.3"/>'
"""What shows where there is no label: a broken ring."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A label's name, shape and colour."""

    name: str
    key: str
    """What stands for the label in attributes: its index, or "none"."""
    shape: str
    colour: str
    """A CSS class."""


def label_signs(labels: Sequence[str]) -> tuple[Sign, ...]:
    """Return a sign for each label, no two alike among the first 64.

    >>> [(sign.name, sign.shape, sign.colour) for sign in label_signs(["for", "against"])]
    [('for', 'circle', 'c0'), ('against', 'square', 'c1')]
    """
    shapes = tuple(SHAPES)
    return tuple(
        Sign(name, str(nth), shapes[nth % len(shapes)], f"c{(nth + nth // len(shapes)) % COLOURS}")
        for nth, name in enumerate(labels)
    )


def no_label(name: str) -> Sign:
    """Return the sign of what has no label, under a name such as "abstained"."""
    return Sign(name, "none", "none", "soft")


def shape_symbols() -> str:
    """Return the SVG that a page holds once, and from which `shape` draws; not seen itself."""
    symbols = "".join(
        f'<symbol id="shape-{name}" viewBox="0 0 16 16">{drawn}</symbol>'
        for name, drawn in {**SHAPES, "none": NONE}.items()
    )
    return f'<svg class="symbols" width="0" height="0" aria-hidden="true">{symbols}</svg>'
