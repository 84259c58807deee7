"""From how sure on a model should answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import ModelError
from classifier.stance.record.abstention import FEWEST_POSTS, FEWEST_THREADS, threshold_for

SHARES = st.floats(0, 1)
POINTS = st.lists(st.tuples(SHARES, SHARES, SHARES).map(list), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
NUMBERS = st.integers() | st.floats() | st.booleans() | st.just(10**400)
HOSTILE_CURVE = JSON | st.fixed_dictionaries(
    {"posts": NUMBERS | JSON, "threads": NUMBERS | JSON, "points": JSON | POINTS | st.lists(st.lists(NUMBERS | JSON))}
)
HOSTILE = JSON | st.dictionaries(st.sampled_from(["real", "written", "", "guessed"]), HOSTILE_CURVE)


def _curve(*points, posts=FEWEST_POSTS, threads=FEWEST_THREADS):
    return {"posts": posts, "threads": threads, "points": [list(point) for point in points]}


@given(points=POINTS, accuracy=SHARES)
def test_the_threshold_answers_as_many_posts_as_reach_the_accuracy(points, accuracy):
    """Of all points of the curve that reach it, the one of largest coverage; where none does, the best is named."""
    facts = {"risk_coverage": {"real": _curve(*points)}}
    reaching = [point for point in points if point[2] >= accuracy]
    if reaching:
        found = threshold_for(facts, accuracy)
        assert [found.confidence, found.coverage, found.accuracy] in reaching
        assert found.coverage == max(point[1] for point in reaching)
    else:
        best = max((point[2] for point in points), default=0)
        with pytest.raises(ModelError, match=f"was not reached on real posts.*highest was {best:.4g}: ask for no more"):
            threshold_for(facts, accuracy)


REAL, WRITTEN = (0.5, 0.8, 0.9), (0.4, 1.0, 0.95)


@pytest.mark.parametrize(
    ("posts", "threads", "origin"),
    [
        (FEWEST_POSTS, FEWEST_THREADS, "real"),
        (FEWEST_POSTS - 1, FEWEST_THREADS, "written"),
        (FEWEST_POSTS, FEWEST_THREADS - 1, "written"),
        (FEWEST_POSTS, True, "written"),
    ],
    ids=["enough", "few posts", "few threads", "no number"],
)
def test_real_posts_come_before_written_ones_where_there_are_enough(posts, threads, origin):
    """In whatever order the model names them."""
    curves = {"written": _curve(WRITTEN), "real": _curve(REAL, posts=posts, threads=threads)}
    for names in (("written", "real"), ("real", "written")):
        found = threshold_for({"risk_coverage": {name: curves[name] for name in names}}, 0.9)
        assert (found.origin, found.confidence) == (origin, {"real": 0.5, "written": 0.4}[origin])


def test_posts_of_no_known_origin_say_nothing():
    """A name that would stand before the real ones is not looked at."""
    found = threshold_for({"risk_coverage": {"aaa": _curve(WRITTEN), "real": _curve(REAL)}}, 0.9)
    assert found.origin == "real"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"risk_coverage": {}},
        {"risk_coverage": {"real": _curve(REAL, posts=199)}},
        {"risk_coverage": {"written": _curve((0.5, 0.8, 1.1))}},
        {"risk_coverage": {"written": _curve((0.5, 0.8))}},
    ],
    ids=["nothing", "no origin", "few posts", "no share", "two numbers"],
)
def test_a_model_without_a_curve_says_what_to_do(facts):
    """Train it with its report, or say how sure it has to be."""
    with pytest.raises(ModelError, match=r"carries no measured accuracy.*with its report, or say --min-confidence"):
        threshold_for(facts, 0.5)


@given(value=HOSTILE, accuracy=SHARES)
def test_whatever_a_model_claims_is_a_threshold_or_an_error(value, accuracy):
    """Anybody may have written it: a share of posts and of right answers, or a ModelError and nothing else."""
    try:
        found = threshold_for({"risk_coverage": value}, accuracy)
    except ModelError:
        return
    assert 0 <= found.confidence <= 1
    assert found.accuracy >= accuracy
    assert found.origin in ("real", "written")
