"""How far coders agree, as text and as JSON lines."""

import io
import json
import re
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from classifier.labels.agreement.disagreements import Disagreement
from classifier.labels.agreement.measured import measure_agreement
from classifier.labels.agreement.origins import OriginAgreement
from classifier.labels.log import LabelEvent
from classifier.records import Post
from classifier.reports.agreement_json import agreement_lines
from classifier.reports.agreement_text import print_agreement
from classifier.reports.terminal import WIDTH, console

STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NASTY = "\x1b[2Jno \x9b31mlane\x07\u202e please\r\nnow"
LABELS = ("for", "against", "neither")


def _event(coder, label, **fields):
    return LabelEvent(coder=coder, line=1, thread_id="t1", id="p1", text_digest="", label=label, **fields)


def _disagreement(number, text="no lane", final="for", **fields):
    post = Post(thread_id="t1", id=f"p{number}", order=1, text=text)
    given_labels = (_event("ada", "for", confidence="low", note="irony?"), _event("bo", "against", secondary="for"))
    return Disagreement(**{"post": post, "given": given_labels, "final": final, "adjudicated": False, **fields})


def _part(coders, threads=20, again=(), labels=LABELS, origin="real", disagreements=()):
    """Return the agreement of coders whose labels are texts, the first letter of a label a post."""
    named = {label[0]: label for label in labels}

    def by(rows):
        return {
            coder: {(f"t{i % threads}", str(i)): named[letter] for i, letter in enumerate(row) if letter != "."}
            for coder, row in dict(rows).items()
        }

    labelled = by(coders)
    keys = {key for some in labelled.values() for key in some}
    return OriginAgreement(
        origin=origin,
        posts=len(keys),
        threads=len({thread for thread, _ in keys}),
        labelled={coder: len(some) for coder, some in labelled.items()},
        together=measure_agreement(labelled, by(again), labels, seed=0),
        disagreements=tuple(disagreements),
    )


ADA, BO = "ffaannfaan" * 3, "ffaanffaaa" * 3
TWO = {"ada": ADA, "bo": BO}


@pytest.fixture
def text_of(printed):
    """Print parts, and return the text with its spaces folded."""

    def call(*parts, most=20):
        return " ".join(" ".join(printed(print_agreement, parts, most)).split())

    return call


def test_two_coders(text_of):
    """Posts, agreement, kappa and alpha, each label, the confusion, and intervals below the figures."""
    text = text_of(_part(TWO))
    assert text.startswith("REAL POSTS: 30 in 20 threads; ada 30, bo 30 coders posts same label kappa alpha ada, bo 30")
    assert "ada, bo 30 24: 80.0% .692 .690" in text
    assert "label given specific alpha for 21 85.7%" in text
    assert "ada down, bo across 1 2 3 1 for 9 0 0 2 against 0 12 0 3 neither 3 3 3" in text
    assert "Intervals: 95%, 2,000 resamplings of whole threads." in text
    assert "all 2 coders" not in text


def test_intervals_stand_below_their_figures(printed):
    """Each column its own, low before high."""
    lines = printed(print_agreement, [_part(TWO)], 20)
    row = next(i for i, line in enumerate(lines) if line.startswith("  ada, bo"))
    low_high = lines[row + 1].replace("%", "").split()
    assert low_high[1::3] == ["to", "to", "to"]
    for figure, low, high in zip(("80.0", ".692", ".690"), low_high[::3], low_high[2::3], strict=True):
        assert float(low) < float(figure) < float(high)


def test_three_coders_have_a_row_of_all(text_of):
    """With alpha and no kappa, which is for two; the label's figures are of all."""
    text = text_of(_part({**TWO, "cy": "f" * 10}))
    assert "ada, cy 10 3: 30.0%" in text
    assert text.count(" down, ") == 3
    assert " all 3 coders 30 " in text


def test_a_coder_with_the_own_labels_given_again(text_of):
    """Even where nobody else labelled these posts."""
    text = text_of(_part({"ada": ADA}, again={"ada": "ffaan" + "." * 24}, threads=2))
    assert "ada, again 5 5: 100.0% 1.000 1.000" in text
    assert "nothing to compare" not in text


def test_one_coder_alone(text_of):
    """There is nothing to compare, and it is said."""
    text = text_of(_part({"ada": ADA}))
    assert "All are labelled by ada alone: there is nothing to compare." in text
    assert "kappa alpha" not in text


def test_few_threads(text_of):
    """No interval, and why: in the words of every report."""
    text = text_of(_part(TWO, threads=9))
    assert "9 threads are too few to say how far these figures would move on others: no interval is given." in text
    assert " to ." not in text
    assert "resamplings" not in text
    assert "1 thread is too few" in text_of(_part(TWO, threads=1))


def test_few_threads_of_some_pairs(text_of):
    """The pairs are named."""
    text = text_of(_part({**TWO, "cy": "fan" + "." * 27}))
    assert "ada, cy; bo, cy: 3 threads are too few" in text


def test_what_is_not_defined_is_a_dash_with_its_reason(text_of):
    """Never 0 or 1."""
    text = text_of(_part({"ada": "ffff....", "bo": "ffff....", "cy": "....ffan"}))
    assert "ada, bo 4 4: 100.0% - - " in text
    assert "ada, cy 0 - - - " in text
    assert "ada, bo: all labels the same. Chance alone would agree as well: no coefficient is defined." in text
    assert "ada, cy: no post in common, nothing to compare." in text


def test_labels_that_are_not_defined(text_of):
    """A label that nobody gave is named."""
    text = text_of(_part({"ada": "ffaa", "bo": "ffaf"}))
    assert "neither 0 - -" in text
    assert "neither: given to no post that two coders labelled, so it has no alpha." in text


def test_coders_who_never_differ(text_of):
    """Have no interval: their threads cannot show one."""
    text = text_of(_part({"ada": ADA, "bo": ADA}))
    assert "ada, bo 30 30: 100.0% 1.000 1.000" in text
    assert "No interval where coders never differ: threads drawn from these cannot differ either." in text


def test_almost_one_is_not_one(text_of):
    """A figure that would be rounded up to agreement throughout is shown as less."""
    text = text_of(_part({"ada": "fa" * 2000, "bo": "fa" * 1999 + "ff"}, threads=5))
    assert "3,999: >99.9% >.999 >.999" in text


def test_disagreements(printed):
    """Where, what each coder said with confidence and note, what was decided, how the post begins."""
    found = [_disagreement(1, final=None), _disagreement(2, adjudicated=True), _disagreement(3)]
    lines = printed(print_agreement, [_part(TWO, disagreements=found)], 20)
    start = lines.index("3 posts on which coders differ, 1 undecided")
    assert lines[start + 1 : start + 5] == [
        "t1/p1  undecided",
        "    ada: for, low confidence; note: irony?",
        "    bo: against, also for",
        "    no lane",
    ]
    assert "t1/p2  adjudicated: for" in lines
    assert "t1/p3  final: for" in lines


def test_the_first_disagreements(text_of):
    """The rest is counted, and it is said how to see it."""
    text = text_of(_part(TWO, disagreements=[_disagreement(i) for i in range(5)]), most=2)
    assert "5 posts on which coders differ, 0 undecided; the first 2 (--top) t1/p0" in text
    assert "t1/p1 " in text
    assert "t1/p2 " not in text
    assert "No post on which coders differ." in text_of(_part(TWO))


def test_real_and_written_posts_apart(text_of):
    """Each with tables of its own."""
    text = text_of(_part(TWO), _part({"cy": ADA, "di": ADA}, origin="written"))
    assert text.index("REAL POSTS") < text.index("ada, bo") < text.index("WRITTEN POSTS") < text.index("cy, di")


def test_of_many_labels_those_mixed_up_most(printed):
    """A matrix of 26 columns would not fit: pairs of different labels, the most frequent first, and how many more."""
    labels = tuple(f"{letter}-label" for letter in "abcdefghijklmnopqrstuvwxyz")
    row = "".join(label[0] for label in labels) * 3
    lines = printed(print_agreement, [_part({"ada": row, "bo": row[1:] + "b"}, labels=labels)], 0)
    start = lines.index("  ada and bo, 20 of 27 pairs of labels  posts")
    assert lines[start + 1].split() == ["a-label", "and", "b-label", "3"]
    assert len([line for line in lines if re.search(r"-label and .-label", line)]) == 20
    assert max(map(len, lines)) <= WIDTH


@settings(max_examples=40)
@given(name=st.text(min_size=1, max_size=40), text=st.text(max_size=200), label=st.text(min_size=1, max_size=30))
def test_nothing_steers_the_terminal_and_tables_fit(name, text, label):
    """Neither names nor labels, notes or texts; no line is wider than eighty columns."""
    found = [_disagreement(1, NASTY + text, given=(_event(name, label, note=NASTY), _event("bo", "for")))]
    labels = ("for", "against", f"n{label}{NASTY}")
    pipe = io.StringIO()
    part = _part({f"{name}{NASTY}": ADA, "bo": BO}, labels=labels, disagreements=found, again={"bo": "ffa"})
    print_agreement(console(pipe), [part], 20)
    shown = pipe.getvalue()
    assert {unicodedata.category(char) for char in shown.replace("\n", "")}.isdisjoint(STEERING)
    assert max(map(cell_len, shown.split("\n"))) <= WIDTH


def test_json_lines():
    """One object a line, with its kind and origin, every figure with its interval and with why it lacks one."""
    found = [_part({**TWO, "cy": "." * 30}, again={"ada": "ffn"}, disagreements=[_disagreement(1, NASTY)])]
    lines = [json.loads(json.dumps(line)) for line in agreement_lines(found)]
    kinds = [line["kind"] for line in lines]
    assert kinds == ["all", *["label"] * 3, *["pair"] * 3, "again", "disagreement"]
    assert {line["origin"] for line in lines} == {"real"}
    everyone, label, pair, apart, own = (SimpleNamespace(**lines[i]) for i in (0, 1, 4, 5, 7))
    assert (everyone.labelled, everyone.posts, everyone.threads) == ({"ada": 30, "bo": 30, "cy": 0}, 30, 20)
    assert everyone.alpha_interval[0] < everyone.alpha < everyone.alpha_interval[1]
    assert (label.label, label.given, label.no_interval) == ("for", 21, None)
    assert (pair.coders, pair.agreed, pair.undefined) == (["ada", "bo"], 24, None)
    assert pair.confusion["neither"] == {"for": 3, "against": 3, "neither": 3}
    assert (apart.coders, apart.kappa, apart.kappa_interval, apart.undefined) == (
        ["ada", "cy"],
        None,
        None,
        "no post in common",
    )
    assert (own.coder, own.posts, own.agreed, own.no_interval) == ("ada", 3, 2, "too few threads")


def test_a_disagreement_as_json():
    """The whole post, and all that each coder said."""
    *_, line = agreement_lines([_part(TWO, disagreements=[_disagreement(1, NASTY)])])
    assert line == {
        "kind": "disagreement",
        "origin": "real",
        "thread_id": "t1",
        "id": "p1",
        "coders": {
            "ada": {"label": "for", "secondary": None, "confidence": "low", "note": "irony?"},
            "bo": {"label": "against", "secondary": "for", "confidence": None, "note": None},
        },
        "final": "for",
        "adjudicated": False,
        "text": NASTY,
    }
