"""Shares of labels as a picture."""

import sys
from xml.etree import ElementTree as ET

import pytest

from classifier.errors import ClassifierError
from classifier.reports.prevalence_plot import prevalence_picture

LABELS = tuple(f"label {n}" for n in range(8))


@pytest.fixture
def months(prevalence_of, shares_of):
    """Eight labels in four months, one of them with too few labels."""
    periods = tuple(shares_of(LABELS, f"2026-0{n}", sure=n != 2) for n in range(1, 5))
    return prevalence_of(LABELS, by="month", periods=periods)


def test_an_svg_is_the_same_bytes_each_time(months, prevalence_of):
    """No date, no random ids."""
    for measured in (months, prevalence_of()):
        assert prevalence_picture(measured, "svg") == prevalence_picture(measured, "svg")


def test_an_svg_is_sound_xml_with_an_axis_a_label_and_a_legend(months):
    """Whatever matplotlib makes of them inside."""
    root = ET.fromstring(prevalence_picture(months, "svg"))
    ids = {element.get("id") for element in root.iter()}
    assert {"matplotlib.axis_1", "matplotlib.axis_2", "legend_1"} <= ids


def test_labels_differ_without_colour(months):
    """No two of eight have both marker and line alike."""
    from matplotlib.figure import Figure

    drawn = []
    show = Figure.savefig

    def keep(figure, *args, **kwargs):
        drawn.append(figure)
        show(figure, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", keep)
        prevalence_picture(months, "svg")
    [axes] = drawn[0].axes
    looks = [
        (line.get_marker(), str(line._unscaled_dash_pattern)) for line in axes.lines if line.get_marker() in "os^DvPX"
    ]
    assert len(looks) == len(set(looks)) == len(LABELS)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == list(LABELS)
    assert "%" in axes.get_ylabel()


def test_png(prevalence_of):
    """Also without periods."""
    assert prevalence_picture(prevalence_of(), "png").startswith(b"\x89PNG")


def test_no_period_has_enough_labels(prevalence_of, shares_of):
    """The picture says so."""
    periods = tuple(shares_of(("for", "against"), f"2026-0{n}", sure=False) for n in (1, 2))
    assert prevalence_picture(prevalence_of(by="month", periods=periods), "svg")


@pytest.mark.parametrize(
    "label", ["$\\frac{1$", "漢字", "\x1b[31m", "a" * 200], ids=["formula", "CJK", "escape", "long"]
)
def test_any_label_can_be_drawn(prevalence_of, label):
    """Nothing in it is taken for a formula."""
    ET.fromstring(prevalence_picture(prevalence_of((label, "for")), "svg"))


def test_without_matplotlib(prevalence_of, monkeypatch):
    """The error names what to install."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ClassifierError, match=r"pip install 'classifier\[report\]'"):
        prevalence_picture(prevalence_of(), "svg")
