"""The report of an evaluation as a page."""

import json
import re
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evaluation.evaluation import Evaluation
from classifier.reports.evaluation_page.blocks import (
    Document,
    Facts,
    Items,
    Measured,
    PostEntry,
    Posts,
    Said,
    Section,
    Table,
    Tile,
    Tiles,
    Words,
)
from classifier.reports.evaluation_page.card import Circumstances
from classifier.reports.evaluation_page.document import evaluation_document
from classifier.reports.evaluation_page.files import report_files
from classifier.reports.evaluation_page.page import report_page
from classifier.reports.page.signs import no_label

LABELS = ("for", "against", "neither")
HOSTILE = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}\"'`|\x00\x1b[31m\u202e\ud800"
STRANGE = {"hostile": HOSTILE, "RTL": "\u200f\u0639\u0631\u0628\u064a", "CJK": "支持" * 300, "emoji": "👩🚀" * 90}
GIVEN = Circumstances(made_on="2024-05-03", command="classify evaluate")


def seen(element):
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def page_of(evaluation, known=GIVEN):
    """Return a page as a tree, which must be text that a file can hold."""
    return lxml.html.fromstring(report_page(evaluation_document(evaluation, known)).encode().decode())


def tables(page, caption):
    """Return the rows of each table of a caption, as text."""
    found = [table for table in page.cssselect("table") if seen(table.cssselect("caption")[0]) == caption]
    return [[[seen(cell) for cell in row] for row in table.cssselect("tr")] for table in found]


@pytest.fixture(scope="module")
def page(full_evaluation, circumstances):
    """The page of an evaluation that holds whatever one can hold."""
    return page_of(full_evaluation(), circumstances())


def test_real_posts_come_first_and_origins_are_never_pooled(page):
    """Each has its headline, its section and its column."""
    assert [seen(tile) for tile in page.cssselect(".tile .about")] == [
        "Real posts 72 posts in 12 threads",
        "Written posts 72 posts in 12 threads",
    ]
    assert tables(page, "Labelled posts")[0][0] == ["label", "Real posts", "Written posts"]
    titles = [seen(title) for title in page.cssselect("h2")]
    assert titles.index("Real posts") < titles.index("Written posts") < titles.index("Model card")
    assert "Written posts were made for a project" in seen(page)


def test_the_headline_has_intervals(page):
    """Of macro F1 and accuracy."""
    tile = page.cssselect(".tile")[0]
    assert [seen(name) for name in tile.cssselect("dt")] == ["macro F1", "accuracy"]
    assert all(re.fullmatch(r"\.\d\d 95% interval \.\d\d to \.\d\d", seen(dd)) for dd in tile.cssselect("dd"))


def test_for_few_threads_a_sentence_takes_the_place_of_intervals(full_evaluation):
    """In the headline and everywhere else."""
    page = page_of(full_evaluation(threads=3, origins=("real",)))
    assert "3 threads are too few to say how far these figures would move" in seen(page.cssselect(".tile")[0])
    assert "95% interval" not in seen(page.cssselect(".tiles")[0])
    assert not page.cssselect(".range")


def test_every_link_of_the_contents_leads_to_a_heading(page):
    """And there is no id twice."""
    targets = [link.get("href")[1:] for link in page.cssselect(".contents a, .tile a")]
    ids = page.xpath("//@id")
    assert len(targets) > 20
    assert {target for target in targets if target not in ids} == set()
    assert len(ids) == len(set(ids))


def test_every_chart_has_its_numbers_in_a_table_and_in_its_description(page):
    """Five charts an origin."""
    assert len(page.cssselect("figure > svg.chart")) == 10
    for chart in page.cssselect("svg.chart"):
        assert chart.get("role") == "img"
        assert re.search(r"\d", chart.cssselect("desc")[0].text)
    captions = (
        *("Figures by label", "Posts by hand label and by predicted label", "Probability said, and share right"),
        *("Answering only where it is sure", "Figures by number of training posts"),
    )
    for caption in captions:
        assert len(tables(page, caption)) == 2


def test_labels_have_their_figures_with_intervals(page):
    """By shape and name."""
    head, *rows = tables(page, "Figures by label")[0]
    assert head == ["label", "posts", "precision", "recall", "F1", "average precision"]
    assert [row[:2] for row in rows] == [["for", "24"], ["against", "24"], ["neither", "24"]]
    assert all(" to " in cell for row in rows for cell in row[2:])
    assert page.cssselect("tbody th use")[0].get("href") == "#shape-circle"


def test_an_accuracy_that_no_threshold_gives_is_named(page):
    """So that nobody looks for its mark."""
    lines = [seen(line) for line in page.cssselect("#part-1-coverage ~ p, #part-1-coverage ~ ul li")]
    assert lines[0].startswith("80% of the answers are right where it answers from a probability of")
    assert lines[1:] == ["No threshold makes 90% of the answers right."]


def test_errors_are_shown_and_other_doubts_are_folded(page):
    """Ten of the twelve, and the twins."""
    errors = page.cssselect("#part-1-errors ~ ul.posts > li")
    assert len(errors) == 10
    assert seen(errors[0].cssselect(".said")[0]) == "by hand for , probability .01 model against , probability .98"
    assert [seen(more) for more in page.cssselect("#part-1-doubts ~ details > summary")] == ["2 more posts in doubt"]
    assert len(page.cssselect("#part-1-doubts ~ ul.posts > li")) == 1


def test_a_long_post_is_cut_and_stands_whole_below(full_evaluation):
    """To be opened without a script."""
    long = "word " * 200 + "end"
    details = page_of(full_evaluation(text=long, threads=3, origins=("real",))).cssselect(
        "#part-1-errors ~ ul.posts details"
    )[0]
    summary, whole = details
    assert len(seen(summary)) < 300
    assert whole.text == long


def test_terms_of_one_author_are_no_finding(page):
    """Others say in how many threads and by how many authors they are used."""
    [[head, *rows]] = tables(page, "Terms for for")
    assert head == ["term", "adds", "posts", "threads", "authors"]
    assert rows == [["“lane”", "+0.50", "4", "3", "2"]]
    assert "of one author" not in seen(page)


def test_the_model_card_says_what_not_to_use_it_for_and_how_to_make_it_again(page):
    """No verdicts on people."""
    text = seen(page)
    assert "Not for verdicts about people" in text
    assert "Languages: those of the labelled posts" in text
    facts = {seen(name): seen(value) for name, value in zip(*[iter(page.cssselect("dl.facts > *"))] * 2, strict=True)}
    assert facts["Codebook"].startswith("“lane”, version 1, hash ")
    assert facts["Coders"] == "Build the lane, bob"
    assert (facts["Seed"], facts["To make it again"], facts["Training data"]) == ("0", "classify train", "hash lane")


def test_without_a_model_there_is_no_section_of_it(full_evaluation):
    """Nor of a codebook that does not hold the labels."""
    page = page_of(full_evaluation(threads=3, origins=("own",)))
    assert not page.cssselect("#model")
    assert "not known: the labels came without one" in seen(page)


def test_what_was_not_evaluated_says_why(full_evaluation):
    """And shows no figure."""
    whole = full_evaluation(origins=("real",))
    part = replace(whole.parts[0], outcomes=(), protocol="not evaluated", notes=("All stand in one thread.",))
    page = page_of(replace(whole, parts=(part,)))
    assert "Not evaluated. All stand in one thread." in seen(page.cssselect(".tile")[0])
    assert "Nothing could be evaluated" in seen(page)
    assert not page.cssselect("svg.chart")


def test_predictions_without_probabilities(evaluation_of):
    """Have no calibration, which is said, and no doubts."""
    page = page_of(evaluation_of(LABELS, [(0, 0), (1, 1), (2, 0)] * 10, 15))
    assert "Not known: the predictions carry no probabilities." in seen(page)
    assert len(page.cssselect("svg.chart")) == 2
    assert not page.cssselect("ul.posts")


def test_rare_and_absent_labels(evaluation_of):
    """Have no figure that would say something of them."""
    pairs = [(0, 0)] * 20 + [(1, 0)] * 2 + [(0, 2)]
    page = page_of(evaluation_of(LABELS, pairs, 15))
    rows = tables(page, "Figures by label")[0]
    assert rows[2] == ["against", "2", "too rare", "-", "-"]
    assert rows[3] == ["neither", "0", ".00 .00 to .00", "-", "-"]
    assert "against is too rare to evaluate" in seen(page)
    assert "No post here is labelled neither" in seen(page)


def test_many_labels(full_evaluation, circumstances):
    """Have a matrix of numbers in sight, and a learning curve of all together."""
    labels = tuple(f"position-on-the-matter-{nth}" for nth in range(12))
    page = page_of(full_evaluation(labels, threads=3, origins=("real",)), circumstances(labels))
    assert len(page.cssselect("svg.chart")) == 4
    [table] = [t for t in page.cssselect("table") if seen(t.cssselect("caption")[0]).startswith("Posts by hand label")]
    assert not table.xpath("ancestor::details")
    assert len(table.cssselect("tbody tr")) == 12


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strangers_words_stay_words(full_evaluation, circumstances, text):
    """Wherever they stand: labels, posts, coders, notes, titles, terms."""
    labels = tuple(f"{text}{nth}" for nth in range(3))
    page = page_of(full_evaluation(labels, text, 3, (text,)), circumstances(labels, text))
    assert not page.cssselect("script, img, iframe, link:not([rel=icon]), [onerror], [style]")
    assert len(page.cssselect("style")) == len(page.cssselect("title:not(svg title)")) == 1
    assert "49" not in seen(page.cssselect("h1")[0])


@pytest.mark.parametrize("text", [HOSTILE, "plain"])
def test_all_files_can_be_written(full_evaluation, circumstances, text):
    """JSON with every post in full; what UTF-8 cannot hold is escaped there and replaced elsewhere."""
    evaluation = full_evaluation((text, "b"), text, 3, (text,))
    files = report_files(evaluation, circumstances((text, "b"), text))
    assert tuple(files) == ("report.json", "report.md", "report.html")
    report = json.loads(files["report.json"])
    assert report["parts"][text]["doubts"][0]["text"] == report["model"]["name"] == text
    for name in ("report.md", "report.html"):
        assert files[name].decode()


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=60))
def test_no_words_change_the_structure_of_the_page(text):
    """The same elements with the same attributes, in the same order, as with plain words."""
    assert _shape(text) == _shape("plain")


def _shape(text):
    tree = lxml.html.fromstring(report_page(everything(text)))
    return [(element.tag, dict(element.attrib)) for element in tree.iter() if element.tag != "style"]


def everything(text):
    """Return a report with every kind of block that holds words."""
    sign = no_label(text)
    blocks = (
        Words(text, lead=text, tone="note"),
        Items((text, text)),
        Facts(((text, text),)),
        Table(text, (text, text, text), ((text, sign, Measured(".5", ".4 to .6")),), folded=True),
        Tiles((Tile(text, "a", text, (("F1", Measured(".5")),), (text,)),)),
        Posts((PostEntry("p" + text, (Said(text, sign, ".5"),), text, " ".join(text.split())),), summary="s" + text),
    )
    return Document(text, text, (Section(text, "a", blocks, (Section(text, "b", blocks),)), Section(text, "c")))


def test_no_parts_make_a_page_too():
    """Of nothing."""
    assert "Nothing could be evaluated" in seen(page_of(Evaluation(title="nothing", parts=(), seed=0)))
