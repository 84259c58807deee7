"""Writing for a terminal."""

import io
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from classifier.reports.terminal import certainty, console, printable, share, shorten, style_of

TEXTS = st.text(
    st.one_of(st.sampled_from("ab \n\x1b漢👍🏽👩\u200d🇺🇦e\u0301\u202e\ud800"), st.characters()), max_size=120
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, ".00"),
        (0.004, ".00"),
        (0.5, ".50"),
        (0.716, ".72"),
        (0.999, "1.00"),
        (1.0, "1.00"),
        (None, "-"),
        (float("nan"), "-"),
    ],
)
def test_a_share_has_two_digits_and_no_leading_zero(value, shown):
    """A share that is not defined is a dash."""
    assert share(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, ".50"), (0.994, ".99"), (0.995, ">.99"), (1.0, ">.99"), (None, "-"), (float("nan"), "-")]
)
def test_a_probability_is_never_shown_as_a_certainty(value, shown):
    """No model is that sure."""
    assert certainty(value) == shown


PRINTABLE = {
    "plain": ("plain", "plain"),
    "lines": ("two\nlines\r\n\tand a tab", "two lines and a tab"),
    "spaces": ("  outer   and  inner  ", "outer and inner"),
    "colour": ("red\x1b[31m alert\x1b[0m", "red [31m alert [0m"),
    "title": ("a title \x1b]0;owned\x07 set", "a title ]0;owned set"),
    "C1": ("\x9b31mC1", "31mC1"),
    "NUL": ("NUL\0DEL\x7fBEL\a", "NUL DEL BEL"),
    "direction": ("right\u202eto left\u2066", "right to left"),
    "separators": ("line\u2028and\u2029paragraph", "line and paragraph"),
    "surrogate": ("surrogate\ud800", "surrogate"),
    "zero width": ("zero\u200bwidth\ufeff", "zero width"),
    "wide": ("漢字 👍 e\u0301", "漢字 👍 e\u0301"),
    "escape alone": ("\x1b", ""),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "shown"), PRINTABLE.values(), ids=PRINTABLE)
def test_a_strangers_text_is_shown_on_one_line_without_control_characters(text, shown):
    """It cannot steer the terminal, turn the writing round, or begin a line of its own."""
    assert printable(text) == shown


@settings(deadline=None)
@given(TEXTS)
def test_printable_text_can_be_written_in_utf_8_and_stays_printable(text):
    """Whatever the characters."""
    shown = printable(text)
    assert printable(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in shown)
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("just fits!", 10, "just fits!"),
        ("does not fit", 10, "does not …"),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字漢", 8, "漢字漢 …"),
        ("a漢字漢字", 8, "a漢字漢…"),
        ("line\nline", 10, "line line"),
        ("\x1b[31mred", 10, "[31mred"),
        ("", 10, ""),
    ],
)
def test_a_text_is_shortened_to_the_cells_that_it_takes(text, width, shown):
    """An ellipsis says that there is more; a wide character is not cut in half."""
    assert shorten(text, width) == shown


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(2, 40))
@example("👩\u200d🚀" * 20, 7)
@example("e" + "\u0301" * 300, 5)
@example(" " * 500 + "x", 5)
def test_a_shortened_text_never_takes_more_cells_than_it_may(text, width):
    """Nor does it leave its line."""
    shown = shorten(text, width)
    assert cell_len(shown) <= width
    assert len(shown.splitlines()) <= 1


def test_an_ellipsis_stands_for_more_behind_many_spaces():
    """Though what is shown would fit, the text goes on."""
    assert shorten("one" + " " * 60 + "two", 10).endswith("…")
    assert shorten("one" + " " * 60, 10).rstrip("… ") == "one"


def test_a_very_long_text_is_shortened_by_its_beginning():
    """The rest is not looked at."""
    assert shorten("word " * 1_000_000, 12) == "word word w…"


def test_a_console_in_a_pipe_is_eighty_columns_wide_and_without_colours():
    """Another program reads it."""
    pipe = io.StringIO()
    console(pipe).print("[bold]not markup[/bold] :smile: " + "word " * 30, style="red")
    assert pipe.getvalue().startswith("[bold]not markup[/bold] :smile: word")
    assert "\x1b" not in pipe.getvalue()
    assert max(map(len, pipe.getvalue().splitlines())) <= 80


def test_stances_have_colours_in_the_codebooks_order_and_abstentions_are_dim():
    """The colours begin again where there are more labels than colours."""
    labels = tuple("abcdefgh")
    assert [style_of(label, labels) for label in ("a", "b", "g")] == ["blue", "yellow", "blue"]
    assert {style_of(None, labels), style_of("unknown", labels)} == {"dim"}
