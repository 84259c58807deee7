"""Charts in a page, as a reader meets them."""

import pytest
from jinja2 import ChoiceLoader, DictLoader

from classifier.reports.page.charts import (
    Bin,
    Line,
    Row,
    confusion,
    figures_with_intervals,
    learning_curve,
    reliability,
)
from classifier.reports.page.palette import DARK, LIGHT
from classifier.reports.page.render import Page, as_markup, templates, write_page

LABELS = ("for", "against", "neither")
TEMPLATE = """{% extends "page/base.html" %}
{% block main %}{% for chart in charts %}<figure class="card">{{ chart }}</figure>{% endfor %}{% endblock %}"""


@pytest.fixture
def charts_page(tmp_path, monkeypatch):
    """A page of charts."""
    loader = ChoiceLoader([templates().loader, DictLoader({"charts.html": TEMPLATE})])
    monkeypatch.setattr(templates(), "loader", loader)
    charts = [
        figures_with_intervals([Row(name, 0.5, 0.4, 0.6, nth) for nth, name in enumerate(LABELS)], "Figures"),
        confusion(LABELS, [[9, 1, 0], [1, 9, 0], [2, 2, 6]], "Matrix"),
        reliability([Bin(0.4, 0.3, 12), Bin(0.9, 0.95, 40)], "Reliability"),
        learning_curve([10, 100], [Line("all", [0.2, 0.6], [0.1, 0.5], [0.3, 0.7])], "Learning"),
    ]
    path = tmp_path / "charts.html"
    write_page(path, Page("charts.html", "Charts"), {"charts": map(as_markup, charts)})
    return path


def test_the_pages_policy_stops_nothing_of_a_chart(open_page, charts_page):
    """Nor does a chart load anything."""
    opened = open_page(charts_page)
    assert opened.complaints == []
    assert [url for url in opened.requests if url != "data:,"] == [charts_page.as_uri()]


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_chart_has_the_colours_of_its_page(open_page, charts_page, scheme, theme):
    """Words and lines."""
    page = open_page(charts_page, color_scheme=scheme).page
    ink = page.locator("body").evaluate("e => getComputedStyle(e).color")
    words = page.locator(".chart text").evaluate_all("es => [...new Set(es.map(e => getComputedStyle(e).fill))]")
    assert words == [ink]
    strokes = page.locator(".chart path").evaluate_all("es => es.map(e => getComputedStyle(e).stroke)")
    first = "rgb({}, {}, {})".format(*(int(theme.labels[0][i : i + 2], 16) for i in (1, 3, 5)))
    assert first in strokes


def test_a_chart_is_heard_by_its_name(open_page, charts_page):
    """As one picture with a description."""
    page = open_page(charts_page).page
    for name in ("Figures", "Matrix", "Reliability", "Learning"):
        assert page.get_by_role("img", name=name).count() == 1


def test_the_page_of_a_chart_does_not_move_sideways(open_page, charts_page):
    """On a narrow screen the chart alone does, in its frame, and its words can still be read."""
    page = open_page(charts_page, viewport={"width": 320, "height": 700}).page
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".chart text").first.evaluate("e => e.getBoundingClientRect().height") >= 9
