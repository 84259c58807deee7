"""Features of the gaps between neighbouring lines: the lines around each gap, beside one another and the whole text."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from classifier.threads.pasted.unmarked.line_features import COLUMN, LINE_FEATURES, LineTable, describe_lines

Matrix = npt.NDArray[np.float32]

CHUNK = 8_192
"""Gaps whose features are in memory at once."""

# Lines around gap i, which stands between lines i and i + 1, by how many lines they are from line i.
_AROUND = {"before": 0, "after": 1, "2 before": -1, "2 after": 2, "3 before": -2, "3 after": 3}

_PAIRS = (
    "before is longer than most by",
    "after is longer than most by",
    "before is longer by",
    "lengths differ by",
    "one starts in lower case",
    "one has typographic marks",
    "short line ending in a word",
    "long line ending in a mark",
    "list goes on",
    "you in both",
    "answer to a question",
    "question, then you",
    "both longer than most",
    "5 lines up to before are longer by",
    "5 lines from after are longer by",
)
_OF_TEXT = ("lines", "median length", "spread of lengths", "mean length", "under 60", "over 200")
_SHARES = (
    "ends in a word",
    "ends in stop",
    "ends in colon",
    "starts in lower case",
    "you",
    "I",
    "list mark",
    "opens with greeting",
    "opens with answer",
    "opens with continuation",
)
_PLACES = ("first gap", "last gap", "among the first 3", "gaps above")
MOST_LINES = 300
"""Texts of more lines are as long as any; the longest that was learnt from has 283."""
USUAL_LENGTH = 4.5
"""Logarithm of 90 characters, from which median lengths are counted where they weigh other features."""

GAP_FEATURES = (
    *(f"{place}: {name}" for place in _AROUND for name in LINE_FEATURES),
    *(f"{place}, by median length: {name}" for place in ("before", "after") for name in LINE_FEATURES),
    *(f"pair: {name}" for name in _PAIRS),
    *(f"text: {name}" for name in (*_OF_TEXT, *_SHARES)),
    *(f"place: {name}" for name in _PLACES),
)


def gap_features(texts: Sequence[str]) -> Iterator[Matrix]:
    """Yield the features of all gaps between lines, of shape (up to CHUNK gaps, GAP_FEATURES), in order.

    Lines are given without the spaces around them, none empty. Lengths are logarithms of characters.
    """
    if len(texts) < 2:
        return
    table = describe_lines(texts)
    lengths = table.numbers[:, -1]
    whole = _of_text(table)
    smooth = _means_of_5(lengths)
    for first in range(0, len(texts) - 1, CHUNK):
        after = min(first + CHUNK, len(texts) - 1)
        yield _chunk(table, whole, smooth, (first, after))


def _chunk(table: LineTable, whole: Matrix, smooth: Matrix, span: tuple[int, int]) -> Matrix:
    first, after = span
    median = whole[1]
    around = [table.rows(first + step, after + step) for step in _AROUND.values()]
    before, behind = around[0], around[1]
    gaps = np.arange(first, after)
    last = len(table.signs) - 2
    return np.column_stack(
        (
            *around,
            before * (median - USUAL_LENGTH),
            behind * (median - USUAL_LENGTH),
            _pairs(before, behind, median),
            smooth[first:after] - median,
            smooth[first + 1 : after + 1] - median,
            np.broadcast_to(whole, (after - first, len(whole))),
            gaps == 0,
            gaps == last,
            gaps < 3,
            np.log1p(np.minimum(gaps, MOST_LINES)),
        )
    ).astype(np.float32)


def _pairs(before: Matrix, after: Matrix, median: float) -> Matrix:
    """Return the features of _PAIRS but for the last two, which look further."""

    def of(rows: Matrix, name: str) -> Matrix:
        return rows[:, COLUMN[name]]

    above, below = of(before, "length") - median, of(after, "length") - median
    word = of(before, "ends in a word")
    return np.column_stack(
        (
            above,
            below,
            above - below,
            np.abs(above - below),
            np.abs(of(before, "starts in lower case") - of(after, "starts in lower case")),
            np.abs(of(before, "typographic marks") - of(after, "typographic marks")),
            word * of(before, "under 60"),
            (1 - word) * of(before, "over 150"),
            of(before, "list mark") * of(after, "list mark"),
            of(before, "you") * of(after, "you"),
            of(before, "ends in question") * of(after, "opens with answer"),
            of(before, "question inside") * of(after, "you"),
            np.maximum(above, 0) * np.maximum(below, 0),
        )
    )


def _of_text(table: LineTable) -> Matrix:
    lengths = table.numbers[:, -1]
    figures = [
        np.log(min(len(lengths), MOST_LINES)),
        _median(lengths),
        lengths.std(),
        lengths.mean(),
        (lengths < np.log(60)).mean(),
        (lengths > np.log(200)).mean(),
    ]
    shares = [(table.signs >> COLUMN[name] & 1).mean() for name in _SHARES]
    return np.array([*figures, *shares], np.float32)


def _median(lengths: Matrix) -> float:
    """Return the median, without what `numpy.median` imports: a thread is read in less time than that takes."""
    ordered = np.sort(lengths)
    return float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _means_of_5(lengths: Matrix) -> Matrix:
    """Return for each line the mean of the five around it; beyond the ends stand the first and the last line."""
    padded = np.pad(lengths, 2, mode="edge")
    return np.convolve(padded, np.full(5, 0.2, np.float32), "valid").astype(np.float32)
