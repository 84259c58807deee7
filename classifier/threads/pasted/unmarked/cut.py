"""Lines that nothing marks -> posts, each with how likely it begins where it is cut."""

from collections.abc import Sequence

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.unmarked.boundary_model import shipped_model
from classifier.threads.pasted.unmarked.choose import Cuts, choose_cuts, likeliest_cuts, over_rates
from classifier.threads.pasted.unmarked.line_features import SHORT

FEWEST_LINES = 4
"""Of shorter texts nothing was learnt: each line is a post. Nor of texts all of whose lines are SHORT."""
UNLEARNT = 0.39
"""How sure such a cut is: of gaps between lines in 135 real threads, 39 in 100 were boundaries."""

_INSIDE_ARTICLE, _AFTER_ARTICLE = -1, 1_000
_MOST_BLANKS = 3

LikelyPost = tuple[list[Line], float]
"""A post's lines, and how likely a post begins there; 1.0 for the first."""


def likely_posts(lines: list[Line]) -> list[LikelyPost]:
    """Return the posts that lines of one spacing likely hold; none for no lines."""
    if len(lines) < FEWEST_LINES or all(len(line.text) < SHORT for line in lines):
        return [([line], UNLEARNT if nth else 1.0) for nth, line in enumerate(lines)]
    model = shipped_model()
    log_odds, spread = model.log_odds([line.text for line in lines]), model.spread
    return _posts(lines, choose_cuts(log_odds, spread), over_rates(log_odds, spread).tolist())


def posts_of_count(lines: list[Line], article: int, count: int, spaced: float) -> list[LikelyPost]:
    """Return as many posts as are asked for, or as there are lines where these are fewer.

    The first `article` lines are one of the posts, and are cut only where nothing else is left. Of the other gaps,
    those of more blank lines come first, and of gaps alike the likeliest. A cut at blank lines is at least as sure as
    `spaced`.
    """
    if not lines:
        return []
    probabilities = shipped_model().probabilities([line.text for line in lines])
    levels = _levels(lines, article)
    cuts = likeliest_cuts(probabilities, levels, count - 1)
    sure = [max(p, spaced) if level > 0 else p for p, level in zip(probabilities, levels, strict=True)]
    return _posts(lines, cuts, sure)


def _levels(lines: Sequence[Line], article: int) -> list[int]:
    """Return for each gap what decides before its probability does: the article's end, then blank lines."""
    levels = [min(line.blanks_before, _MOST_BLANKS) for line in lines[1:]]
    inside = min(article - 1, len(levels))
    if inside >= 0:
        levels[:inside] = [_INSIDE_ARTICLE] * inside
        levels[inside : inside + 1] = [_AFTER_ARTICLE] * len(levels[inside : inside + 1])
    return levels


def _posts(lines: list[Line], cuts: Cuts, sure: Sequence[float]) -> list[LikelyPost]:
    posts: list[LikelyPost] = [([line], 1.0) for line in lines[:1]]
    for line, cut, likely in zip(lines[1:], cuts, sure, strict=True):
        if cut:
            posts.append(([line], round(float(likely), 3)))
        else:
            posts[-1][0].append(line)
    return posts
