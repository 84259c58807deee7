"""Where posts begin in text that nothing marks."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import ClassifierError
from classifier.threads.pasted.unmarked.boundary_model import (
    SHIPPED,
    BoundaryModel,
    read_model,
    shipped_model,
)
from classifier.threads.pasted.unmarked.choose import RATES, choose_cuts, likeliest_cuts, over_rates
from classifier.threads.pasted.unmarked.gap_features import CHUNK, GAP_FEATURES, gap_features
from classifier.threads.pasted.unmarked.line_features import COLUMN, LONGEST, describe_lines

_lines = st.one_of(
    st.sampled_from(
        ("Hi all,", "i like it.", "you did not.", "Why?", "- a rope", "Thanks", "Ada", "...", "https://example.org")
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=80),
)
_texts = st.lists(_lines, max_size=20)
_laws = settings(max_examples=80, deadline=None)
_likely = st.lists(st.floats(0.001, 0.999), max_size=30).map(np.array)


def _log_odds(likely):
    return np.log(likely / (1 - likely)) if len(likely) else np.zeros(0)


def _has(texts, nth, name):
    return describe_lines(texts).rows(nth, nth + 1)[0, COLUMN[name]] == 1


def test_boundary_line_case(boundary_line_case):
    """A line has the signs of its case."""
    for name in boundary_line_case.get("has", []):
        assert _has([boundary_line_case["line"]], 0, name), name
    for name in boundary_line_case.get("lacks", []):
        assert not _has([boundary_line_case["line"]], 0, name), name


def test_boundary_text_case(boundary_text_case):
    """The likeliest cuts of a text are those of its case; what the model is known to miss must still be missed."""
    likely = shipped_model().probabilities(boundary_text_case["lines"])
    cuts = likeliest_cuts(likely, [0] * len(likely), len(boundary_text_case["begin"]))
    found = [nth + 1 for nth in np.flatnonzero(cuts)] == boundary_text_case["begin"]
    assert found != boundary_text_case.get("missed", False)


def test_what_is_repeated():
    """A short line that stands elsewhere too, and a long one that stood above, are known."""
    texts = ["Cheers, Ada", "The ferry is late again and nobody knows why.", "cheers, ada", "Ada"]
    texts.append(texts[1])
    assert [_has(texts, nth, "short and repeated") for nth in range(5)] == [True, False, True, False, False]
    assert [_has(texts, nth, "long and seen before") for nth in range(5)] == [False, False, False, False, True]


def test_lines_outside_the_text_are_nothing():
    """Beyond the first and the last line all features are 0."""
    assert describe_lines(["a", "b"]).rows(-2, 0).sum() == 0
    assert describe_lines(["a", "b"]).rows(2, 4).sum() == 0


def test_very_long_lines_are_alike():
    """From some length on a line is as long as any."""
    table = describe_lines(["a" * LONGEST, "a" * (10 * LONGEST)])
    assert (table.numbers[0] == table.numbers[1]).all()


def test_chunks_change_nothing(monkeypatch):
    """Features are the same whether they are made at once or in parts."""
    texts = [f"line {nth}, you say?" if nth % 3 else "Hi." for nth in range(25)]
    whole = np.vstack([*gap_features(texts)])
    monkeypatch.setattr("classifier.threads.pasted.unmarked.gap_features.CHUNK", 4)
    assert CHUNK > 25
    assert (np.vstack([*gap_features(texts)]) == whole).all()


@_laws
@given(texts=_texts)
def test_every_gap_has_a_probability(texts):
    """There is a probability strictly between 0 and 1 for each gap between lines, and for nothing else."""
    likely = shipped_model().probabilities(texts)
    assert len(likely) == max(len(texts) - 1, 0)
    assert ((likely > 0) & (likely < 1)).all()


@_laws
@given(likely=_likely, spread=st.floats(0, 3))
def test_cuts_are_the_likeliest(likely, spread):
    """No gap that is cut is less likely than one that is not."""
    cuts = choose_cuts(_log_odds(likely), spread)
    assert len(cuts) == len(likely)
    if cuts.any() and not cuts.all():
        assert likely[cuts].min() >= likely[~cuts].max()


@pytest.mark.parametrize(
    ("likely", "spread", "cuts"),
    [
        ([], 0.0, []),
        ([0.1], 0.0, [False]),
        ([0.9], 0.0, [True]),
        ([0.9, 0.1, 0.8, 0.05], 0.0, [True, False, True, False]),
        ([0.9, 0.5, 0.8, 0.5], 0.0, [True] * 4),
        ([0.7, 0.3, 0.7], 0.0, [True, False, True]),
        ([0.7, 0.3, 0.7], 2.0, [True] * 3),
    ],
    ids=str,
)
def test_cuts_of_best_expected_f1(likely, spread, cuts):
    """Cuts are those of the best expected F1; none, or each line, where these promise as much.

    The less is known of a text's share of boundaries, the more is cut: the texts with most boundaries weigh most.
    """
    assert choose_cuts(_log_odds(np.array(likely)), spread).tolist() == cuts


def test_rates_are_those_of_gauss_hermite():
    """The numbers are what numpy computes for eleven nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(11)
    np.testing.assert_allclose(RATES, np.column_stack([nodes, weights / weights.sum()]), rtol=1e-9, atol=1e-12)


@_laws
@given(likely=_likely, spread=st.floats(0, 3))
def test_an_unknown_share_brings_probabilities_nearer_to_a_half(likely, spread):
    """Averaged over what a text may be off by, no probability is further from a half, and none changes its side."""
    averaged = over_rates(_log_odds(likely), spread)
    assert (np.abs(averaged - 0.5) <= np.abs(likely - 0.5) + 1e-9).all()
    assert ((averaged - 0.5) * (likely - 0.5) >= -1e-9).all()


@_laws
@given(likely=_likely)
def test_a_known_share_changes_no_probability(likely):
    """Without spread the probabilities are what the log-odds say."""
    assert over_rates(_log_odds(likely), 0.0) == pytest.approx(likely)


@_laws
@given(texts=st.lists(_lines, min_size=1, max_size=12), blanks=st.integers(0, 2), data=st.data())
def test_as_many_posts_as_asked_for(pasted, texts, blanks, data):
    """--posts N gives N posts for every N up to the lines of a text that nothing numbers, however it is spaced."""
    text = ("\n" * (blanks + 1)).join(f"so {line}" for line in texts)
    every = len(pasted(text, "line").posts)
    count = data.draw(st.integers(1, every))
    posts = pasted(text, posts=count).posts
    assert len(posts) == count
    assert {post.method for post in posts} == {"posts-given"}


@pytest.mark.parametrize("longest", [29, 30])
def test_only_short_lines_are_posts_each(pasted, longest):
    """Where no line has 30 characters, each is a post: nothing was learnt from such texts."""
    texts = ["Hi all", "and so it goes", "x" * longest, "- a rope", "- a bell"]
    posts = pasted("\n".join(f"{line}" for line in texts)).posts
    assert (len(posts) == 5 and {post.boundary_confidence for post in posts[1:]} == {0.39}) == (longest < 30)


@_laws
@given(texts=_texts)
def test_blank_lines_at_the_end_change_nothing(pasted, texts):
    """Blank lines after a text change neither cuts nor how sure they are."""
    text = "\n".join(f"so {line}" for line in texts)
    one, other = (pasted(text + end).posts for end in ("", "\n \n\n"))
    assert [(p.text, p.boundary_confidence) for p in one] == [(p.text, p.boundary_confidence) for p in other]


def test_a_count_takes_blank_lines_first(pasted):
    """With a count, gaps of more blank lines are cut before likelier ones of fewer."""
    text = "i saw it\nand it sank\n\nand then\nit rose\n\n\nand so on"
    starts = [[post.text.split("\n")[0] for post in pasted(text, posts=count).posts] for count in (2, 3)]
    assert starts == [["i saw it", "and so on"], ["i saw it", "and then", "and so on"]]


def test_the_model_says_how_it_was_made():
    """The shipped weights stand with their features' names, what they learnt from, how much of it, and when."""
    kept = json.loads(SHIPPED.read_text("utf-8"))
    assert set(kept) == {"format", "facts", "intercept", "spread", "weights"}
    assert tuple(kept["weights"]) == GAP_FEATURES
    assert {"made", "by", "weights", "calibration", "languages", "data_sha256"} <= set(kept["facts"])
    for learnt in ("weights", "calibration"):
        assert set(kept["facts"][learnt]) == {"threads", "sites", "gaps", "boundaries", "sources"}


def test_the_model_is_finite_and_small():
    """Every number of the shipped model is finite, and its file is data of less than 100 kB."""
    model = shipped_model()
    assert np.isfinite([*model.weights, model.intercept, model.spread]).all()
    assert model.weights.shape == (len(GAP_FEATURES),)
    assert model.spread >= 0
    assert SHIPPED.stat().st_size < 100_000


def test_the_model_reproduces_its_example():
    """The shipped weights give the probabilities that were written down for a small text."""
    texts = ["Hello all,", "when does the ferry run?", "Thanks, Ada", "It runs at ten.", "@Ada you missed it :-)"]
    assert shipped_model().probabilities(texts) == pytest.approx(EXAMPLE, abs=5e-4)


EXAMPLE = [0.0682, 0.2104, 0.2983, 0.9603]


def test_a_model_of_other_features_is_refused(tmp_path):
    """Weights that do not name this version's features are refused, with what to do."""
    path = tmp_path / "model.json"
    path.write_text('{"format": 3, "weights": {"length": 1.0}, "intercept": 0, "spread": 1}', "utf-8")
    with pytest.raises(ClassifierError, match=r"model\.json: is no boundary model of format 3 with this version's"):
        read_model(path)


def _model(weight, intercept=0.0, spread=1.0):
    return BoundaryModel(np.full(len(GAP_FEATURES), weight), intercept, spread)


def test_a_model_of_no_weight_knows_nothing():
    """A model of no weight gives every gap the same probability."""
    assert _model(0.0).probabilities(["a", "b", "c"]).tolist() == pytest.approx([0.5, 0.5])


def test_log_odds_are_bounded():
    """However large the scores, log-odds stay such that no probability is 0 or 1."""
    for weight in (1e6, -1e6):
        likely = _model(weight).probabilities(["a", "b", "c"])
        assert ((likely > 0) & (likely < 1)).all()


def test_weights_are_a_plain_product():
    """Log-odds are the features times the weights, plus the intercept."""
    texts = ["Hi all,", "does it run?", "It does."]
    expected = np.vstack([*gap_features(texts)]).sum(1) * 0.01 - 1.0
    assert _model(0.01, -1.0).log_odds(texts) == pytest.approx(expected, abs=1e-5)
