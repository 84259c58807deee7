"""The report of an evaluation, as a reader meets it."""

import pytest

from classifier.reports.evaluation_page.document import evaluation_document
from classifier.reports.evaluation_page.page import report_page
from classifier.reports.page.palette import DARK, LIGHT

HOSTILE = (
    "</style></title></desc></svg><script>alert(1)</script><img src=x onerror=alert(1)>"
    "<svg onload=alert(1)><a href=javascript:alert(1)>x</a> \"onfocus=alert(1) autofocus='" + "long" * 100
)


@pytest.fixture(scope="module")
def report(full_evaluation, circumstances, tmp_path_factory):
    """The page of an evaluation that holds whatever one can hold."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_page(evaluation_document(full_evaluation(), circumstances())), "utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(full_evaluation, circumstances, tmp_path_factory):
    """The same of twelve labels, with a stranger's words wherever such can stand."""
    path = tmp_path_factory.mktemp("report") / "hostile.html"
    labels = tuple(f"{HOSTILE}{nth}" for nth in range(12))
    evaluation = full_evaluation(labels, HOSTILE, 3, (HOSTILE,))
    path.write_text(report_page(evaluation_document(evaluation, circumstances(labels, HOSTILE))), "utf-8")
    return path


def rgb(colour):
    """Return a colour as browsers say it."""
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


@pytest.mark.parametrize("name", ["report", "hostile"])
def test_nothing_is_loaded_and_nothing_complains(open_page, request, name):
    """Nor does anything run, whatever posts, labels and coders hold."""
    path = request.getfixturevalue(name)
    opened = open_page(path)
    opened.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert [url for url in opened.requests if url != "data:,"] == [path.as_uri()]
    assert opened.complaints == []
    assert opened.page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("name", ["report", "hostile"])
@pytest.mark.parametrize("width", [320, 768])
def test_no_screen_is_too_narrow(open_page, request, name, width):
    """Wide tables and charts move in their frames alone, also where everything is opened."""
    page = open_page(request.getfixturevalue(name), viewport={"width": width, "height": 700}).page
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".big").first.bounding_box()["x"] < width


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_page_and_its_charts_are_light_or_dark_as_the_reader_wants(open_page, report, scheme, theme):
    """Ground, words, and the words of charts."""
    page = open_page(report, color_scheme=scheme).page
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(colours) == [rgb(theme.named["ground"]), rgb(theme.named["ink"])]
    words = page.locator(".chart text").evaluate_all("es => [...new Set(es.map(e => getComputedStyle(e).fill))]")
    assert words == [rgb(theme.named["ink"])]
    assert all(chart.bounding_box()["width"] > 300 for chart in page.locator("figure .chart").all())


def test_the_keyboard_leads_to_the_contents_and_opens_what_is_folded(open_page, report):
    """Without a mouse and without a script."""
    opened = open_page(report, java_script_enabled=True)
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.focused() == "main"
    opened.page.locator(".contents a", has_text="Model card").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#card").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    folded = opened.page.locator("details").first
    folded.locator("summary").focus()
    opened.page.keyboard.press("Enter")
    assert folded.locator("table").is_visible()


def test_a_screen_reader_finds_headings_tables_and_pictures_by_name(open_page, report):
    """One heading above all; a section by its title; every table with a caption."""
    page = open_page(report).page
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("region", name="Real posts", exact=True).count() == 1
    assert page.get_by_role("navigation", name="Contents").count() == 1
    assert page.get_by_role("table", name="Figures by label").count() == 2
    assert page.get_by_role("img", name="Learning curve, real posts").count() == 1
    assert page.get_by_role("rowheader", name="against").count() > 2


def test_on_paper_the_ground_is_white_and_all_charts_stand(open_page, report):
    """Whoever prints from a dark screen."""
    page = open_page(report, color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == rgb("#ffffff")
    assert page.locator(".contents").is_hidden()
    assert page.locator("figure .chart:visible").count() == 10
