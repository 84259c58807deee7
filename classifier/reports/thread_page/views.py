"""Posts with predictions, and their counts, as the templates of the page take them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from classifier.evaluation.tally import ALWAYS_SHOWN, Tally
from classifier.records import Post, Prediction, TermWeight
from classifier.reports.kind_names import KIND_NAMES
from classifier.reports.page.signs import Sign
from classifier.reports.page.strangers import web_address
from classifier.reports.terminal import certainty, percent, share
from classifier.reports.thread_page.pieces import Piece, pieces_of, shows_all
from classifier.threads.nesting import Nested, nest

Predicted = tuple[Post, Prediction]

DEEPEST_INDENT = 8
MOST_IN_OVERVIEW = 400
"""Posts of a thread up to which its overview shows a sign for each; more would be a wall, not an overview."""


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post as what points to it names it."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One label's probability as a piece of a bar of 100."""

    colour: str
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post as the page shows it."""

    anchor: str
    number: int
    post: Post
    sign: Sign
    reason: str | None
    """Why it has no stance."""
    probability: str
    bars: tuple[ScoreBar, ...]
    scores: str
    """Each label's probability, as text."""
    terms: tuple[tuple[str, str], ...]
    """(term, what it adds), strongest first."""
    pieces: tuple[Piece, ...]
    shows_all: bool
    depth: int
    indent: int
    when: str | None
    parent: PostLink | None
    parent_elsewhere: str | None
    """The id of a parent that is not on the page."""
    answers: tuple[PostLink, ...]
    quoted: Mapping[str | None, PostLink]
    """By id, the posts that it quotes."""
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A thread as the page shows it."""

    anchor: str
    title: str
    file: str
    address: str | None
    posts: tuple[PostView, ...]
    overview: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many posts of each kind have a sign."""

    sign: Sign
    counts: tuple[int, ...]
    bar: float
    """The comments among these, beside the largest number of comments: 0 to 100."""
    every: int
    share: str
    """Of the comments."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a post's view needs of its thread."""

    links: Sequence[PostLink]
    by_id: Mapping[str | None, PostLink]
    signs: Mapping[str | None, Sign]


def thread_view(
    held: Sequence[Predicted], name: str, first: int, nth: int, signs: Mapping[str | None, Sign]
) -> ThreadView:
    """Return the view of one thread's posts, numbered from `first` on in the order given, nested for reading."""
    posts = [post for post, _ in held]
    links = [PostLink(f"post-{first + place}", _called(post, first + place)) for place, post in enumerate(posts)]
    by_id: dict[str | None, PostLink] = {}
    for post, link in zip(posts, links, strict=True):
        by_id.setdefault(post.id, link)
    around = _Around(links, by_id, signs)
    shown = tuple(_post_view(held[place.post], place, first + place.post, around) for place in nest(posts))
    title = next((post.title for post in posts if post.title), None)
    return ThreadView(
        anchor=f"thread-{nth}",
        title=title or name,
        file=name,
        address=next(filter(None, (web_address(post.url) for post in posts)), None),
        posts=shown,
        overview=1 < len(shown) <= MOST_IN_OVERVIEW,
    )


def count_rows(tally: Tally, signs: Mapping[str | None, Sign]) -> list[CountRow]:
    """Return the counts by sign, abstentions last: comments, articles, and others where there are any."""
    most = max((tally.counts[label, "comment"] for label in signs), default=0) or 1
    return [
        CountRow(
            sign,
            counts := _by_kind(tally, lambda kind, label=label: tally.counts[label, kind]),  # type: ignore[misc]
            round(100 * counts[0] / most, 2),
            sum(counts),
            percent(tally.share(label)),
        )
        for label, sign in signs.items()
    ]


def total_row(tally: Tally) -> tuple[int, ...]:
    """Return the counts of all signs together."""
    return _by_kind(tally, tally.total)


def other_kinds(tally: Tally) -> str:
    """Return how many posts there are of which other kinds, as words; empty where there are none."""
    return ", ".join(f"{tally.total(kind)} {KIND_NAMES[kind]}" for kind in tally.kinds if kind not in ALWAYS_SHOWN)


def _by_kind(tally: Tally, count: Callable[[str], int]) -> tuple[int, ...]:
    others = [kind for kind in tally.kinds if kind not in ALWAYS_SHOWN]
    shown = [count(kind) for kind in ALWAYS_SHOWN]
    return (*shown, sum(map(count, others))) if others else tuple(shown)


def _post_view(predicted: Predicted, place: Nested, number: int, around: _Around) -> PostView:
    post, prediction = predicted
    links = around.links
    parent = None if place.parent is None else links[place.parent]
    pieces = tuple(pieces_of(post, prediction.terms))
    return PostView(
        anchor=links[place.post].anchor,
        number=number,
        post=post,
        sign=around.signs[prediction.predicted],
        reason=prediction.abstained,
        probability=certainty(prediction.probability),
        bars=_bars(prediction, around.signs),
        scores=", ".join(f"{label} {certainty(score)}" for label, score in _strongest(prediction)),
        terms=tuple((term.term, added(term)) for term in prediction.terms),
        pieces=pieces,
        shows_all=shows_all(post),
        depth=place.depth,
        indent=min(place.depth, DEEPEST_INDENT),
        when=post.posted_at_raw or post.posted_at,
        parent=parent,
        parent_elsewhere=post.parent_id if parent is None else None,
        answers=tuple(links[answer] for answer in place.answers),
        quoted={piece.post_id: around.by_id[piece.post_id] for piece in pieces if piece.post_id in around.by_id},
        seen=prediction.seen,
    )


def added(term: TermWeight) -> str:
    """Return what a term adds to the stance's score, with its sign.

    >>> added(TermWeight("war", 0.314))
    '+.31'
    """
    return f"{'-' if term.weight < 0 else '+'}{share(abs(term.weight))}"


def _called(post: Post, number: int) -> str:
    return f"{post.author} (#{number})" if post.author else f"#{number}"


def _strongest(prediction: Prediction) -> list[tuple[str, float]]:
    return sorted((prediction.scores or {}).items(), key=lambda score: -score[1])


def _bars(prediction: Prediction, signs: Mapping[str | None, Sign]) -> tuple[ScoreBar, ...]:
    bars, start = [], 0.0
    for label, score in _strongest(prediction):
        bars.append(ScoreBar(signs[label].colour, round(start, 2), round(100 * score, 2)))
        start += 100 * score
    return tuple(bars)
