"""A Matplotlib figure -> SVG that stands in a page: its text is text, its colours are those of the page.

Figures are drawn in stand-ins for the page's colours, which become CSS variables here; so one drawing serves light,
dark and paper. What Matplotlib would say in style sheets and `style` attributes becomes plain attributes, since a
page's content policy allows no style but the page's own.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from classifier.errors import ClassifierError
from classifier.reports.page.palette import COLOURS
from classifier.reports.page.strangers import harmless

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, SOFT, LINE, PAPER = "#000001", "#000002", "#000003", "#000004"
"""Stand-ins for the page's colours."""

_LABEL = "#0001{:02x}"
_VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        **{INK: "currentColor", SOFT: "var(--soft)", LINE: "var(--line)", PAPER: "var(--paper)"},
        **{_LABEL.format(nth): f"var(--label-{nth})" for nth in range(COLOURS)},
    }
)
_PIXELS_PER_POINT = 4 / 3

MARKERS = ("o", "s", "^", "D", "P", "*", "v", "h")
"""Matplotlib's names for the shapes of the labels, in the order of `signs.SHAPES`."""

_SETTINGS: Mapping[str, Any] = MappingProxyType(
    {
        "svg.hashsalt": "classifier",
        "svg.fonttype": "none",
        "text.parse_math": False,
        "font.size": 9,
        "font.family": "DejaVu Sans",
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": SOFT,
        "axes.facecolor": "none",
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "grid.color": LINE,
        "grid.linewidth": 0.8,
        "figure.facecolor": "none",
        "legend.frameon": False,
        "lines.linewidth": 1.6,
        "lines.markersize": 5,
    }
)


def label_colour(nth: int | None) -> str:
    """Return the stand-in for a label's colour; of what is no label, the ink's."""
    # As `signs.label_signs` has it: the ninth label has the first one's shape, and so another colour.
    return INK if nth is None else _LABEL.format((nth + nth // COLOURS) % COLOURS)


def label_marker(nth: int | None) -> str:
    """Return the marker that has a label's shape; of what is no label, a circle."""
    return MARKERS[0 if nth is None else nth % len(MARKERS)]


@contextmanager
def drawing(width: float, height: float) -> Iterator["Figure"]:
    """Give a figure of some inches to draw on, and to call `to_svg` with; raise ClassifierError without Matplotlib."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise ClassifierError("charts need Matplotlib, which is not here; pip install 'classifier[report]'") from None
    settings: Any = dict(_SETTINGS)  # Matplotlib's types name every setting that its newest version has.
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # A label may be in any script; the browser has the letters even where Matplotlib has not.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield Figure(figsize=(width, height), layout="constrained")


def to_svg(figure: "Figure", title: str, description: str) -> str:
    """Return a figure as SVG for a page: the same for the same figure, named and described for those who hear it."""
    drawn = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(drawn, format="svg", metadata=nothing, transparent=True)
    root = ElementTree.fromstring(drawn.getvalue())
    prefix = "c" + blake2b(f"{harmless(title)}\0{drawn.getvalue()}".encode(), digest_size=6).hexdigest()
    for element in root.iter():
        _plain(element)
    _drop(root, lambda element: element.tag in ("metadata", "style"))
    _rename(root, prefix)
    _name(root, prefix, harmless(title), harmless(description))
    return ElementTree.tostring(root, encoding="unicode")


def _plain(element: Element) -> None:
    """Take namespaces, line feeds between elements and styles out of an element."""
    element.tag = element.tag.rpartition("}")[2]
    element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    element.tail = None
    if element.tag != "text":
        element.text = None
    for part in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = part.partition(":")
        element.attrib.update(_attributes(name.strip(), value.strip()))


def _attributes(name: str, value: str) -> dict[str, str]:
    if name == "font":
        size = re.search(r"([\d.]+)px", value)
        bold = re.search(r"\b(?:bold|[67]00)\b", value)
        return {**({"font-size": size.group(1)} if size else {}), **({"font-weight": "bold"} if bold else {})}
    # The page's font takes the place of the one that the text was measured in.
    return {} if name == "font-family" else {name: _VARIABLES.get(value, value).removesuffix("px")}


def _drop(element: Element, unwanted: Callable[[Element], bool]) -> None:
    for child in list(element):
        if unwanted(child):
            element.remove(child)
        else:
            _drop(child, unwanted)


def _rename(root: Element, prefix: str) -> None:
    """Keep the ids that something refers to, under names that no other chart of the page has."""
    written = ElementTree.tostring(root, encoding="unicode")
    used = set(re.findall(r'(?:url\(#|href="#)([\w-]+)', written))
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id" and value not in used:
                del element.attrib[name]
            elif name == "id":
                element.set(name, f"{prefix}-{value}")
            elif "#" in value:
                element.set(name, re.sub(r"(^|url\()#", rf"\1#{prefix}-", value))


def _name(root: Element, prefix: str, title: str, description: str) -> None:
    root.attrib = {
        "class": "chart",
        "viewBox": root.attrib["viewBox"],
        "width": str(round(float(root.attrib["width"].removesuffix("pt")) * _PIXELS_PER_POINT)),
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        "fill": "currentColor",
        "stroke-linejoin": "round",
    }
    for place, (tag, said) in enumerate((("title", title), ("desc", description))):
        element = Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = said
        root.insert(place, element)
