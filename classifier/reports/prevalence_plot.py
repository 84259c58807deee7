"""Shares of labels as a picture: over time as lines with bands of their intervals, else as points with bars.

Labels differ by marker and line as well as by colour (Okabe and Ito's, which colour-blind readers tell apart), so that
the picture can be read in grey. An SVG is the same bytes for the same shares and version of matplotlib; its words are
text, in whatever script.
"""

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from classifier.errors import ClassifierError
from classifier.evaluation.prevalence.shares import LabelShare, Prevalence, Shares
from classifier.reports.terminal import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PictureFormat = Literal["svg", "png"]

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))
_SETTINGS: Any = {"svg.hashsalt": "classifier", "svg.fonttype": "none", "text.usetex": False, "text.parse_math": False}
_MOST_NAMES = 12
_BESIDE = 0.05

Series = tuple[list[float], list[float], list[float]]


def prevalence_picture(prevalence: Prevalence, picture_format: PictureFormat) -> bytes:
    """Return a picture of the shares; raise ClassifierError where matplotlib is not installed."""
    require_matplotlib()
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A label's script may not be in matplotlib's font, or its length leave the axes no room: neither is an error.
        warnings.simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        axes = figure.add_subplot()
        if prevalence.periods:
            _draw_periods(axes, prevalence)
        else:
            _draw_whole(axes, prevalence)
        axes.set_ylabel("% of authors" if prevalence.by == "author" else "% of comments")
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        picture = io.BytesIO()
        unnamed = {"Date": None, "Creator": None} if picture_format == "svg" else {"Software": None}
        figure.savefig(picture, format=picture_format, dpi=150, metadata=unnamed)
    return picture.getvalue()


def require_matplotlib() -> None:
    """Raise ClassifierError, saying how to install it, where matplotlib is not there."""
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise ClassifierError("a plot needs matplotlib: pip install 'classifier[report]'") from None


def _draw_periods(axes: "Axes", prevalence: Prevalence) -> None:
    """Draw a line for each label through the periods that have posts; a gap stands for one with too few labels."""
    periods = [part for part in prevalence.periods if part.period is not None]
    for place, label in enumerate(prevalence.labels):
        _draw_line(axes, _series(periods, place), printable(label), place, len(prevalence.labels))
    if all(part.shares[0].corrected is None for part in periods):
        axes.text(0.5, 0.5, "too few labels in every period", transform=axes.transAxes, ha="center")
    step = -(-len(periods) // _MOST_NAMES) or 1
    axes.set_xticks(
        range(0, len(periods), step), [str(part.period) for part in periods[::step]], rotation=30, ha="right"
    )
    axes.set_xlim(-0.5, len(periods) - 0.5)
    axes.set_xlabel(f"{prevalence.by} (UTC); corrected shares, bands: 95% intervals")


def _draw_line(axes: "Axes", series: Series, label: str, place: int, labels: int) -> None:
    """Draw one label's line with its band, and the band's ends as bars, a little beside those of other labels."""
    middle, low, high = series
    colour = _COLOURS[place % len(_COLOURS)]
    at = [period + _BESIDE * (place - (labels - 1) / 2) for period in range(len(middle))]
    axes.fill_between(at, low, high, color=colour, alpha=0.1, lw=0)
    axes.errorbar(
        at,
        middle,
        yerr=[
            [m - end for m, end in zip(middle, low, strict=True)],
            [e - m for e, m in zip(high, middle, strict=True)],
        ],
        label=label,
        color=colour,
        marker=_MARKERS[place % len(_MARKERS)],
        linestyle=_LINES[place % len(_LINES)],
        elinewidth=0.8,
        capsize=2,
    )


def _series(periods: Sequence[Shares], place: int) -> Series:
    """Return a label's shares and the ends of their intervals, in percent; not a number where labels are too few."""
    unknown = float("nan")
    found = [part.shares[place].corrected for part in periods]
    return (
        [unknown if estimate is None else 100 * estimate.share for estimate in found],
        [unknown if estimate is None else 100 * estimate.interval.low for estimate in found],
        [unknown if estimate is None else 100 * estimate.interval.high for estimate in found],
    )


def _draw_whole(axes: "Axes", prevalence: Prevalence) -> None:
    """Draw for each label the plain share, the sample's and the corrected one, the last two with their intervals."""
    shares = prevalence.whole.shares
    plain = [100 * prevalence.whole.plain(share) for share in shares]
    places = range(len(shares))
    axes.plot([at - 0.2 for at in places], plain, "x", color="black", label="plain count")
    _draw_bars(axes, shares, "sample alone")
    _draw_bars(axes, shares, "corrected")
    axes.set_xticks(places, [printable(share.label) for share in shares], rotation=30, ha="right")
    axes.set_xlim(-0.5, len(shares) - 0.5)
    axes.set_xlabel("bars: 95% intervals")


def _draw_bars(axes: "Axes", shares: Sequence[LabelShare], which: Literal["sample alone", "corrected"]) -> None:
    alone = which == "sample alone"
    found = [(place, share.alone if alone else share.corrected) for place, share in enumerate(shares)]
    known = [(place, estimate.share, estimate.interval) for place, estimate in found if estimate is not None]
    axes.errorbar(
        [place + (0 if alone else 0.2) for place, _, _ in known],
        [100 * share for _, share, _ in known],
        yerr=[
            [100 * (share - interval.low) for _, share, interval in known],
            [100 * (interval.high - share) for _, share, interval in known],
        ],
        fmt="s" if alone else "o",
        color=_COLOURS[1 if alone else 0],
        mfc="white" if alone else None,
        capsize=3,
        label=which,
    )
