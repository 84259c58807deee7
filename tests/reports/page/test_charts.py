"""Charts for a page, as SVG."""

import math
import re
import sys
from xml.etree import ElementTree

import pytest

from classifier.errors import ClassifierError
from classifier.reports.page.charts import (
    Bin,
    Line,
    Mark,
    Row,
    confusion,
    figures_with_intervals,
    learning_curve,
    reliability,
    risk_coverage,
)
from classifier.reports.page.drawing import MARKERS
from classifier.reports.page.signs import SHAPES

LABELS = ("for", "against", "neither", "mixed")
LARGEST = 40_000

DRAWN = {
    "figures": lambda **title: figures_with_intervals(
        [Row("macro F1", 0.72, 0.7, 0.73), *(Row(name, 0.5, 0.4, 0.6, nth) for nth, name in enumerate(LABELS))], **title
    ),
    "confusion": lambda **title: confusion(LABELS, [[40, 3, 1.5, 0, 2]] * 4, **title),
    "reliability": lambda **title: reliability(
        [Bin(nth / 10, nth / 11, 10 * nth, nth / 12, nth / 10) for nth in range(1, 10)], **title
    ),
    "risk and coverage": lambda **title: risk_coverage(
        [nth / 1000 for nth in range(1001)],
        [1 - nth / 3000 for nth in range(1001)],
        [Mark(0.6, 0.8, "threshold"), Mark(1.0, 0.667, "no threshold")],
        **title,
    ),
    "learning curve": lambda **title: learning_curve(
        [10, 100, 1000],
        [
            Line("all", [0.3, 0.5, 0.6], [0.2, 0.4, 0.5], [0.4, 0.6, 0.7]),
            *(Line(name, [0.1, 0.2, 0.5], [0.0, 0.1, 0.4], [0.2, 0.3, 0.6], nth) for nth, name in enumerate(LABELS)),
        ],
        **title,
    ),
}
EVERY = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
HARD = "<b>&\"' $x^2$ \0\u202e 漢字 👍 a very long name that goes on and on"


def texts(svg):
    """Return the words that a chart shows."""
    return [text.text for text in ElementTree.fromstring(svg).iter("text")]


@EVERY
def test_a_chart_is_named_and_says_its_numbers(draw):
    """For those who hear the page."""
    root = ElementTree.fromstring(draw(title="What it shows"))
    assert root.get("role") == "img"
    title, desc = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (title.tag, title.text) == ("title", "What it shows")
    assert desc.tag == "desc"
    assert re.search(r"\d", desc.text)


@EVERY
def test_a_chart_is_the_same_each_time(draw):
    """No date, no random name."""
    assert draw() == draw()


@EVERY
def test_a_chart_is_small(draw):
    """A page may hold a dozen."""
    assert len(draw().encode()) < LARGEST


@EVERY
def test_a_chart_refers_to_nothing_outside_itself(draw):
    """And to nothing that is not there; it has no style that a page's policy would stop."""
    svg = draw()
    root = ElementTree.fromstring(svg)
    assert "://" not in svg
    assert not re.search(r"url\((?!#)|@import|<style|<script|<image|<metadata|style=|class=\"(?!chart)", svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg)) <= set(ids)


@EVERY
def test_a_chart_has_the_pages_colours_and_its_letters(draw):
    """No colour of its own, so that it is light, dark or printed as the page is; and text, not outlines."""
    svg = draw()
    colours = set(re.findall(r'(?:fill|stroke|stop-color)="([^"]+)"', svg))
    assert all(re.fullmatch(r"none|currentColor|var\(--[a-z0-9-]+\)", colour) for colour in colours), colours
    assert "font-family" not in svg
    assert texts(svg)


def test_two_charts_share_no_name():
    """They stand in one page."""
    ids = [name for draw in DRAWN.values() for name in re.findall(r' id="([^"]+)"', draw())]
    assert len(ids) == len(set(ids))


def test_figures_stand_beside_their_intervals():
    """Where there is none the figure stands alone."""
    rows = [Row("macro F1", 0.716, 0.701, 0.731), Row("keywords", 0.46), Row("none", math.nan)]
    shown = texts(figures_with_intervals(rows))
    assert {"macro F1", "keywords", ".72 (.70 to .73)", ".46", "none", "-"} <= set(shown)


def test_a_matrix_holds_its_counts():
    """Means of several runs with one digit; abstentions in a column of their own, where there are any."""
    with_abstentions = texts(confusion(["for", "against"], [[12, 3, 1], [0, 4.26, 0]]))
    assert {"12", "3", "1", "4.3", "abstained", "predicted", "given by hand"} <= set(with_abstentions)
    assert "abstained" not in texts(confusion(["for", "against"], [[12, 3], [0, 4]]))


def test_a_reliability_diagram_counts_each_bin():
    """A bin of few posts promises little."""
    assert {"7", "41"} <= set(texts(reliability([Bin(0.3, 0.2, 7), Bin(0.9, 0.95, 41)])))


def test_marks_of_a_curve_are_named():
    """With accuracy and coverage."""
    svg = risk_coverage([0.1, 1], [0.9, 0.7], [Mark(0.6, 0.87, "threshold .70")])
    assert "threshold .70: .87 right, .60 covered" in texts(svg)


def test_a_label_has_the_same_shape_in_charts_and_in_the_text():
    """As far as the drawing library's shapes go."""
    assert len(MARKERS) == len(SHAPES)
    svg = learning_curve([1, 2], [Line(name, [0.1, 0.2], label=nth) for nth, name in enumerate(LABELS)])
    for nth in range(4):
        assert f"var(--label-{nth})" in svg


def test_names_from_strangers_are_text():
    """Markup, formulas, controls and letters that the drawing library lacks; long ones are cut."""
    for svg in (
        figures_with_intervals([Row(HARD, 0.5)], title=HARD),
        confusion([HARD, HARD], [[1, 2], [3, 4]], title=HARD),
        risk_coverage([0.0, 1.0], [1.0, 0.5], [Mark(0.5, 0.7, HARD)], title=HARD),
        learning_curve([1, 2], [Line(HARD, [0.1, 0.2])], title=HARD),
    ):
        assert any(text.startswith("<b>&\"' $x^2$ \ufffd 漢字 👍 a ve") and "…" in text for text in texts(svg))
        assert "\0" not in svg
        assert "\u202e" not in svg


@pytest.mark.parametrize(
    "draw",
    [
        lambda: figures_with_intervals([]),
        lambda: reliability([]),
        lambda: risk_coverage([], []),
        lambda: learning_curve([], []),
        lambda: confusion(["a", "b"], [[0, 0], [0, 0]]),
    ],
    ids=["figures", "reliability", "risk and coverage", "learning curve", "confusion"],
)
def test_nothing_to_draw_is_an_empty_chart(draw):
    """And no fault."""
    assert ElementTree.fromstring(draw()).tag == "svg"


def test_without_matplotlib_one_message_says_what_to_install(monkeypatch):
    """And no traceback."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ClassifierError, match=r"pip install 'classifier\[report\]'"):
        figures_with_intervals([Row("macro F1", 0.5)])
