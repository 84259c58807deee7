"""Writing for a terminal: eighty columns, no control characters from strangers' text, colours only where wanted."""

import math
import unicodedata
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console

WIDTH = 80

# The stances' colours, in the codebook's order; a stance is always named too.
STYLES = ("blue", "yellow", "red", "cyan", "magenta", "green")


class _Console(Console):
    """A console that lets the command decide what to do when its reader has gone; rich's own would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError


def console(file: TextIO) -> Console:
    """Return a console for a stream: its own width on a terminal, 80 columns elsewhere; NO_COLOR is obeyed."""
    width = None if file.isatty() else WIDTH
    return _Console(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def printable(text: str) -> str:
    r"""Return a text on one line, without characters that could steer a terminal.

    >>> printable("red\x1b[31m alert\n now")
    'red [31m alert now'
    """
    shown = (" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text)
    return " ".join("".join(shown).split())


def shorten(text: str, width: int) -> str:
    """Return the beginning of a text that fits the width, in terminal cells."""
    shown = printable(text[: 4 * width])
    return shown if cell_len(shown) <= width and len(text) <= 4 * width else set_cell_size(shown, width - 1) + "…"


def style_of(label: str | None, labels: tuple[str, ...]) -> str:
    """Return the style in which a stance is shown; abstentions are dim."""
    return STYLES[labels.index(label) % len(STYLES)] if label in labels else "dim"


def certainty(probability: float | None) -> str:
    """Return a probability like a share, but never as a certainty: a model is never that sure.

    >>> certainty(0.9997), certainty(0.86)
    ('>.99', '.86')
    """
    return ">.99" if probability is not None and probability >= 0.995 else share(probability)


def share(value: float | None) -> str:
    """Return a share with two digits and without its leading zero; a dash where it is not defined.

    >>> share(0.716), share(1.0), share(-0.09), share(float("nan"))
    ('.72', '1.00', '-.09', '-')
    """
    if value is None or math.isnan(value):
        return "-"
    sign = "-" if round(value, 2) < 0 else ""
    return sign + f"{abs(value):.2f}".removeprefix("0")


def percent(value: float | None) -> str:
    """Return a share in percent, with one digit below ten; a dash where it is not defined.

    >>> percent(0.2857), percent(0.0312), percent(0), percent(1.0), percent(None)
    ('29%', '3.1%', '0%', '100%', '-')
    """
    if value is None or math.isnan(value):
        return "-"
    return f"{100 * value:.1f}%" if 0 < value < 0.0995 else f"{100 * value:.0f}%"


def tenths(value: float) -> str:
    """Return a share in percent with one digit after the point.

    >>> tenths(0.2068)
    '20.7%'
    """
    return f"{100 * value:.1f}%"
