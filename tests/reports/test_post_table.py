"""Posts and predictions as lines for a terminal."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from classifier.evaluation.tally import Tally
from classifier.records import Prediction, TermWeight
from classifier.reports.post_table import print_file_title, print_post, print_prediction, print_tally

LABELS = ("for", "against")
SURE = Prediction(predicted="for", probability=0.876, scores={"for": 0.876, "against": 0.124})
ABSTAINED = Prediction(predicted=None, probability=None, scores=None, abstained="no known word")
TEXTS = {
    "long": "The lane on Mill Road was promised in the spring. " * 20,
    "one long word": "lane" * 100,
    "CJK": "自行车道" * 50,
    "emoji": "👩‍🚀🇺🇦👍🏽" * 40,
    "marks": "e\u0301\u0323" * 100,
    "Arabic": "السَّلامُ عليكم " * 20,
    "escapes": "\x1b[31mred\x1b[0m\n\n\x1b]0;title\x07" * 10,
    "surrogates": "\ud800\udc00" * 30,
    "tabs and lines": "one\ttwo\nthree " * 20,
    "empty": "",
}
ANY = st.text(st.one_of(st.sampled_from("ab \n\x1b漢👍🏽👩\u200d🇺🇦e\u0301\u202e"), st.characters()), max_size=120)
ON_ANY_TEXT = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def assert_lines(lines, count):
    """Assert that there are so many lines, none wider than 80 columns and none with a control character."""
    assert len(lines) == count
    assert max(map(cell_len, lines)) <= 80
    assert not re.search("[\0-\x1f\x7f-\x9f]", "".join(lines))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("prediction", [SURE, ABSTAINED], ids=["stance", "abstention"])
def test_a_prediction_is_one_line_of_at_most_eighty_columns(printed, make_post, prediction, text):
    """Whatever the post holds."""
    assert_lines(printed(print_prediction, make_post(text), prediction, LABELS), 1)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_post_is_one_line_of_at_most_eighty_columns(printed, make_post, text):
    """With an author and an id that are as strange as the text."""
    post = make_post(text, id=text[:40] or "p", author=text[:40] or None, depth=40, boundary_confidence=0.5)
    assert_lines(printed(print_post, post), 1)


@ON_ANY_TEXT
@given(text=ANY, name=ANY)
def test_lines_stay_lines_whatever_the_characters(printed, make_post, text, name):
    """For ids, texts, labels and terms alike."""
    said = Prediction(predicted=name or "x", probability=1.0, scores=None, terms=(TermWeight(text, 1.0),))
    lines = printed(print_prediction, make_post(text, id=name), said, LABELS)
    assert_lines(lines, 2)


def test_a_prediction_shows_id_kind_stance_probability_and_beginning(printed, make_post):
    """In this order."""
    [line] = printed(print_prediction, make_post("Build the lanes!"), SURE, LABELS)
    assert line.split(maxsplit=4) == ["p0001", "comment", "for", ".88", "Build the lanes!"]


def test_an_abstention_shows_its_reason_in_place_of_a_stance(printed, make_post):
    """And a dash for the probability."""
    [line] = printed(print_prediction, make_post("zzqqxx"), ABSTAINED, LABELS)
    assert re.fullmatch(r"p0001 +comment +\(no known word\) +- zzqqxx", line)


def test_the_terms_that_weighed_most_stand_below(printed, make_post):
    """On one line, shortened where they are many."""
    terms = tuple(TermWeight(f"term\x1b number {number}", 1.0) for number in range(30))
    said = Prediction(predicted="for", probability=0.9, scores=None, terms=terms)
    lines = printed(print_prediction, make_post("text"), said, LABELS)
    assert_lines(lines, 2)
    assert lines[1].strip().startswith("by term number 0, term number 1")


def test_stances_stand_below_each_other(printed, make_post):
    """Whatever their length and the script of the id."""
    for post_id in ("p0001", "帖子一", "a-very-long-id-of-a-post"):
        [line] = printed(print_prediction, make_post("text", id=post_id), SURE, LABELS)
        assert cell_len(line[: line.index("for ")]) == 20


@pytest.mark.parametrize("author", [None, "ann"])
def test_a_reply_is_indented_under_what_it_answers(printed, make_post, author):
    """By two columns a level, up to a limit, whether its author is known or not."""
    starts = []
    for depth in (0, 1, 2, 8, 40):
        [line] = printed(print_post, make_post("Well said.", depth=depth, author=author))
        starts.append(line.index("ann" if author else "Well"))
    assert [start - starts[0] for start in starts] == [0, 2, 4, 16, 16]


def test_a_post_shows_how_sure_its_cut_is(printed, make_post):
    """A dash where it is not known."""
    sure, unknown = (make_post("Hm.", author="ann", boundary_confidence=number) for number in (0.9, None))
    assert printed(print_post, sure)[0].split() == ["p0001", "comment", ".90", "ann:", "Hm."]
    assert printed(print_post, unknown)[0].split() == ["p0001", "comment", "-", "ann:", "Hm."]


def test_the_name_of_a_file_cannot_steer_the_terminal(printed):
    """A name is a stranger's text too."""
    assert printed(print_file_title, "threads/\x1b[31m\nevil.txt") == ["threads/ [31m evil.txt"]


@pytest.fixture
def tally(make_post):
    """Seven posts, of which two got no stance."""
    tally = Tally(LABELS)
    said = {"comment": ["for", "for", None, "against"], "article": ["for", None], "system": ["against"]}
    for kind, stances in said.items():
        for stance in stances:
            tally.add(make_post("text", kind=kind), Prediction(predicted=stance, probability=None, scores=None))
    return tally


def test_the_tally_counts_comments_apart_from_articles_and_abstentions_in_a_row_of_their_own(printed, tally):
    """A row a stance, the columns' sums in the last one, and the words that it is a plain count."""
    lines = [line.split() for line in printed(print_tally, tally) if line]
    assert lines[:5] == [
        ["stance", "comments", "share", "articles", "system"],
        ["for", "2", "50%", "1", "0"],
        ["against", "1", "25%", "0", "1"],
        ["abstained", "1", "25%", "1", "0"],
        ["all", "4", "100%", "2", "1"],
    ]
    assert " ".join(lines[5]) == "Plain counts of predictions, not corrected for the classifier's errors."


def test_the_tally_of_comments_and_articles_alone_has_no_other_column(printed, make_post):
    """There is nothing to show in it."""
    tally = Tally(LABELS)
    tally.add(make_post("text"), SURE)
    assert printed(print_tally, tally)[1].split() == ["stance", "comments", "share", "articles"]


def test_the_tally_shows_pingbacks_system_and_deleted_posts_each_apart(printed, make_post):
    """None of them is a comment."""
    tally = Tally(LABELS)
    for kind in ("pingback", "deleted", "deleted", "system", "comment"):
        tally.add(make_post("text", kind=kind), SURE)
    lines = [line.split() for line in printed(print_tally, tally) if line]
    assert lines[0][3:] == ["articles", "pingbacks", "system", "deleted"]
    assert lines[1] == ["for", "1", "100%", "0", "1", "1", "2"]


def test_the_tally_of_no_posts_is_all_noughts(printed):
    """An empty file is no error."""
    assert [line.split()[1:] for line in printed(print_tally, Tally(LABELS))[2:6]] == [["0", "-", "0"]] * 4


@pytest.mark.parametrize(
    "label", ["a-very-long-label-" * 8, "漢字" * 60, "two words " * 20], ids=["long", "CJK", "words"]
)
def test_the_tally_fits_eighty_columns_whatever_the_labels(printed, label):
    """Long names are wrapped or cut."""
    assert max(map(cell_len, printed(print_tally, Tally((label, "for"))))) <= 80
