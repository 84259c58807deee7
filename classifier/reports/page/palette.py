"""The colours of pages, for light and dark screens and for paper.

The labels' colours are those of Okabe and Ito (2008), which people with any usual colour blindness tell apart, made
darker on light ground and lighter on dark, so that they can be read as text too. No colour is ever alone in saying
something: a label has its shape and its name as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COLOURS = 8
"""How many labels have a colour of their own."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one ground."""

    scheme: str
    """light or dark, as browsers draw boxes and scroll bars."""
    named: Mapping[str, str]
    labels: tuple[str, ...]
    marks: tuple[str, ...]
    """The ground of marked words, weak to strong."""


LIGHT = Theme(
    scheme="light",
    named={
        "paper": "#ffffff",
        "ground": "#f4f5f7",
        "ink": "#1a1e23",
        "soft": "#555d67",
        "line": "#d3d8de",
        "edge": "#727b85",
        "link": "#005a94",
    },
    labels=("#0067a3", "#b34700", "#00704f", "#9c3f78", "#6e6100", "#1c7099", "#4a4a4a", "#8a5a00"),
    marks=("#fff7d6", "#ffeeb0", "#ffe08a"),
)

DARK = Theme(
    scheme="dark",
    named={
        "paper": "#1c2026",
        "ground": "#14171b",
        "ink": "#e7eaee",
        "soft": "#a9b2bc",
        "line": "#363c45",
        "edge": "#a0aab5",
        "link": "#8cc8f5",
    },
    labels=("#6cb8f0", "#ff9257", "#3fcf9f", "#ee9fca", "#f0e442", "#9adcff", "#c4c4c4", "#f0b429"),
    marks=("#37341f", "#474019", "#564a10"),
)


def palette_css() -> str:
    """Return the colours as CSS variables: light, dark where the reader wants dark, and light on paper."""
    paper = Theme("light", {**LIGHT.named, "ground": "#ffffff"}, LIGHT.labels, LIGHT.marks)
    return "\n".join(
        [
            _root(LIGHT),
            f"@media (prefers-color-scheme: dark) {{ {_root(DARK)} }}",
            f"@media print {{ {_root(paper)} }}",
            *(f".c{nth} {{ color: var(--label-{nth}); }}" for nth in range(COLOURS)),
            *(f".card.edge-c{nth} {{ border-inline-start-color: var(--label-{nth}); }}" for nth in range(COLOURS)),
        ]
    )


def _root(theme: Theme) -> str:
    variables = {
        **theme.named,
        **{f"label-{nth}": colour for nth, colour in enumerate(theme.labels)},
        **{f"mark-{nth}": colour for nth, colour in enumerate(theme.marks, 1)},
    }
    listed = " ".join(f"--{name}: {colour};" for name, colour in variables.items())
    return f":root {{ color-scheme: {theme.scheme}; {listed} }}"
