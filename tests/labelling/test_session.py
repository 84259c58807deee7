"""A coder's session: nothing is lost, nothing is asked twice, and it goes on where it stopped."""

import json
from contextlib import ExitStack
from dataclasses import replace
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import AnnotationError
from classifier.labelling.session import Answer
from classifier.labels.coder_log import CoderLog, Given
from classifier.records import text_digest

KEEP = Answer(label="keep")


def _key(id_):
    return ("t", str(id_))


def _lines(coder):
    return [json.loads(line) for line in coder.path.read_text().splitlines()]


def test_label_brings_the_next_post(coder, shown):
    """A label is kept with all that was said, and the next post is shown."""
    session = coder.session()
    coder.clock.now += 1000  # before it is shown
    session.view()
    coder.clock.now += 4.25
    session.give(_key(1), Answer(label="keep", secondary="drop", low=True, note="hm"))
    (line,) = _lines(coder)
    said = {name: line[name] for name in ("label", "secondary", "confidence", "note", "seconds", "served", "suggested")}
    assert list(said.values()) == ["keep", "drop", "low", "hm", 4.2, "thread", False]
    assert line["text_digest"] == text_digest("post 1")
    assert shown(session) == "2"


def test_all_labelled(coder, shown):
    """After the last label nothing is shown, and undo still works."""
    session = coder.session()
    for nth in range(1, 6):
        session.give(_key(nth), KEEP)
    assert session.view() is None
    assert session.progress().left == 0
    assert session.undo()
    assert shown(session) == "5"


def test_label_of_a_post_that_is_not_shown(coder, shown):
    """What a slow page says of a post that is no longer shown is not kept for another."""
    session = coder.session()
    session.give(_key(1), KEEP)
    with pytest.raises(AnnotationError, match="post '1' of thread 't' is not the one to be labelled now"):
        session.give(_key(1), KEEP)
    with pytest.raises(AnnotationError, match="is not the one"):
        session.skip(_key(3))
    assert (len(_lines(coder)), shown(session)) == (1, "2")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(label="kep"), "label 'kep' is not in the codebook; the labels are keep, drop, other"),
        (Answer(label="keep", secondary="kep"), "label 'kep' is not in the codebook"),
        (Answer(label="keep", secondary="keep"), "'keep' is the label already; a secondary label must be another"),
    ],
    ids=["label", "secondary", "twice"],
)
def test_answer_that_cannot_be(coder, shown, answer, message):
    """An answer that the codebook does not have is refused, and the post stays."""
    session = coder.session()
    with pytest.raises(AnnotationError, match=message):
        session.give(_key(1), answer)
    assert (shown(session), _lines(coder)) == ("1", [])


def test_skip(coder, shown):
    """A post that is put off is served after all others, those put off first before those put off later."""
    session = coder.session()
    session.skip(_key(1))
    session.skip(_key(2))
    assert session.progress().skipped == 2
    for nth in (3, 4, 5):
        session.give(_key(nth), KEEP)
    assert shown(session) == "1"
    session.give(_key(1), KEEP)
    assert shown(session) == "2"


def test_gaps_in_a_random_sample(coder):
    """What was put off leaves a gap once a later post is labelled; at the end of the sample it leaves none."""
    session = coder.session("random")
    session.skip(_key(1))
    assert session.sample_gaps() == 0
    session.give(_key(2), KEEP)
    session.skip(_key(3))
    assert session.sample_gaps() == 1
    for nth in (4, 5):
        session.give(_key(nth), KEEP)
    assert session.sample_gaps() == 2
    session.give(_key(1), KEEP)
    session.give(_key(3), KEEP)
    assert session.sample_gaps() == 0


def test_no_gaps_without_a_sample(coder):
    """In the order of threads any post may be put off."""
    session = coder.session("thread")
    session.skip(_key(1))
    session.give(_key(2), KEEP)
    assert session.sample_gaps() == 0


def test_skip_alone_at_the_end(coder, shown):
    """Put off once more, the last post left is shown once more."""
    session = coder.session(posts=coder.posts[:1])
    session.skip(_key(1))
    session.skip(_key(1))
    assert shown(session) == "1"


def test_undo_any_number(coder, shown):
    """Labels, changes and skips are taken back one by one, the last first, in a later session too."""
    session = coder.session()
    session.give(_key(1), KEEP)
    session.skip(_key(2))
    session.go_to(1)
    session.give(_key(1), Answer(label="drop"))
    session.undo()
    session = coder.session()
    assert (shown(session), session.view().answer.label) == ("1", "keep")
    assert session.undo()
    assert (shown(session), session.progress().skipped) == ("2", 0)
    assert session.undo()
    assert (shown(session), session.view().answer, session.can_undo) == ("1", None, False)
    assert not session.undo()


def test_undo_of_two_files_in_turn(coder, shown):
    """What is taken back is the last label of the posts at hand, whatever was labelled elsewhere since."""
    coder.session(posts=coder.posts[:2]).give(_key(1), KEEP)
    coder.session(posts=coder.posts[2:]).give(_key(3), KEEP)
    session = coder.session(posts=coder.posts[:2])
    session.undo()
    assert shown(session) == "1"
    session = coder.session()
    assert (session.progress().done, session.can_undo) == (1, True)
    session.undo()
    assert (shown(session), session.can_undo) == ("3", False)


def test_jump(coder, shown):
    """A coder may go to any post; after it the next one without a label follows, and those before are not forgotten."""
    session = coder.session()
    session.go_to(4)
    session.give(_key(4), KEEP)
    assert shown(session) == "5"
    session.give(_key(5), KEEP)
    assert shown(session) == "1"
    with pytest.raises(AnnotationError, match="there is no post 6; they are numbered from 1 to 5"):
        session.go_to(6)


def test_goes_on_where_it_stopped(coder, shown):
    """A later session shows the post that was shown, also after a jump and after a skip."""
    session = coder.session()
    session.go_to(3)
    session.give(_key(3), KEEP)
    session = coder.session()
    assert shown(session) == "4"
    session.skip(_key(4))
    assert shown(coder.session()) == "5"


def test_time_left(coder):
    """The time left is that of the labels left at the median pace of the last ones."""
    session = coder.session()
    assert session.progress().seconds_left is None
    for nth, seconds in enumerate([3, 500, 4], 1):
        session.view()
        coder.clock.now += seconds
        session.give(_key(nth), KEEP)
    assert session.progress().seconds_left == 8
    assert coder.session().progress().seconds_left == 8


def test_label_by_an_older_codebook(coder):
    """A label by an earlier version of the codebook waits for a second look, and is shown beside the post."""
    coder.session().give(_key(1), Answer(label="drop"))
    session = coder.session(codebook=replace(coder.book, version=2))
    assert (session.progress().done, session.view().number) == (0, 2)
    session.go_to(1)
    assert (session.view().answer, session.view().earlier.label) == (None, "drop")
    session.give(_key(1), KEEP)
    assert session.progress().done == 1


def test_changed_text(coder):
    """A post whose text is another than when it was labelled is to be labelled anew."""
    coder.session().give(_key(1), KEEP)
    session = coder.session(posts=[replace(coder.posts[0], text="other words"), *coder.posts[1:]])
    assert session.progress().done == 0


def test_again_is_blind(coder, shown):
    """A post that is served again shows nothing of the first label, which stands."""
    session = coder.session()
    for nth in range(1, 4):
        session.give(_key(nth), KEEP)
    session = coder.session("again", coder.posts[:2])
    assert (shown(session), session.view().answer, session.can_undo) == ("1", None, False)
    session.give(_key(1), Answer(label="drop"))
    session = coder.session("again", coder.posts[:2])
    assert (shown(session), session.progress().done) == ("2", 1)
    assert coder.session().progress().done == 3
    assert coder.log().label(_key(1)).label == "keep"


@pytest.mark.parametrize("last", [lambda session: session.give(_key(1), KEEP), lambda session: session.skip(_key(1))])
def test_undo_of_what_followed_a_skip(coder, last):
    """A post that was put off before what is taken back is so again, now and in a later session."""
    session = coder.session(posts=coder.posts[:2])
    session.skip(_key(1))
    session.give(_key(2), KEEP)
    last(session)
    session.undo()
    assert session.progress().skipped == 1
    assert coder.session(posts=coder.posts[:2]).progress().skipped == 1


def test_again_is_blind_under_another_version(coder):
    """Nor does it show what was said again under the codebook before, as a post to be labelled does."""
    coder.session().give(_key(1), KEEP)
    coder.session("again", coder.posts[:1]).give(_key(1), Answer(label="drop"))
    later = replace(coder.book, version=2)
    view = coder.session("again", coder.posts[:1], codebook=later).view()
    assert (view.post.id, view.answer, view.earlier) == ("1", None, None)
    assert coder.session(posts=coder.posts[:1], codebook=later).view().earlier.label == "keep"


def test_sample_takes_in_what_was_labelled_before(coder, shown):
    """A post that was labelled for another reason, and is drawn, is said to belong to the sample; no later one is."""
    session = coder.session()
    session.give(_key(1), KEEP)
    session.give(_key(2), Answer(label="drop", note="n"))
    coder.session(posts=coder.posts[4:]).give(_key(5), KEEP)
    drawn = [coder.posts[i] for i in (1, 2, 0, 3, 4)]
    session = coder.session("random", drawn)
    assert shown(session) == "3"
    session.give(_key(3), KEEP)
    served = {event.id: event.served for event in coder.log().standing.labels()}
    assert served == {"1": "random", "2": "random", "3": "random", "5": "thread"}
    carried = [line for line in _lines(coder) if line.get("carried")]
    assert [(line["id"], line["label"], line["note"]) for line in carried] == [("2", "drop", "n"), ("1", "keep", None)]


def test_post_that_a_coder_went_to_is_not_drawn(coder, shown):
    """In a random sample the order decides: a post that the coder chose is kept, but as one that was not drawn."""
    session = coder.session("random")
    session.go_to(4)
    session.give(_key(4), KEEP)
    assert shown(session) == "1"
    session.give(_key(1), KEEP)
    session.go_to(1)
    session.give(_key(1), Answer(label="drop"))
    assert [(line["id"], line["served"]) for line in _lines(coder)] == [
        ("4", "thread"),
        ("1", "random"),
        ("1", "random"),
    ]


def test_best_first(coder, shown):
    """Where the order is one of merit, it always goes on with the best post that has no label."""
    coder.session(posts=coder.posts[3:]).give(_key(4), KEEP)
    session = coder.session("uncertain")
    assert shown(session) == "1"
    session.give(_key(1), KEEP)
    assert shown(coder.session("uncertain", coder.posts[1:][::-1])) == "5"


def test_label_that_is_not_kept(coder, shown, monkeypatch):
    """Where the log takes no line, the post stays, without the label."""
    session = coder.session()

    monkeypatch.setattr(CoderLog, "_write", Mock(side_effect=AnnotationError("disk full")))
    for said in (lambda: session.give(_key(1), KEEP), lambda: session.skip(_key(1))):
        with pytest.raises(AnnotationError, match="disk full"):
            said()
    assert (shown(session), session.progress().done, session.progress().skipped) == ("1", 0, 0)
    assert not session.can_undo


MOVES = st.lists(
    st.one_of(
        st.sampled_from(["keep", "drop"]), st.just("skip"), st.just("undo"), st.just("reopen"), st.integers(1, 5)
    ),
    max_size=30,
)


def _do(session, move):
    view = session.view()
    if isinstance(move, int):
        session.go_to(move)
    elif move == "undo":
        session.undo()
    elif view is not None and move == "skip":
        session.skip(view.post.key)
    elif view is not None:
        session.give(view.post.key, Answer(label=move))


@given(moves=MOVES, served=st.sampled_from(["thread", "random", "second", "again"]))
def test_coming_back_changes_nothing(new_coder, shown, moves, served):
    """Whatever a coder does, a session opened anew shows what one that was never closed shows.

    Where a coder only looks, at a post that they went to, is in no log.
    """
    with ExitStack() as one, ExitStack() as other:
        steady, restless = new_coder(one), new_coder(other)
        sessions = [steady.session(served), restless.session(served)]
        in_the_log = True
        for move in moves:
            if move == "reopen":
                if in_the_log:
                    sessions[1] = restless.session(served)
                continue
            size, before = steady.path.stat().st_size, shown(sessions[0])
            for session in sessions:
                _do(session, move)
            in_the_log = steady.path.stat().st_size > size or (in_the_log and shown(sessions[0]) == before)
            first, second = ((shown(session), session.progress(), session.can_undo) for session in sessions)
            assert first == second


def _standing(coder):
    return {event.id: (event.label, event.served) for event in coder.log().standing.labels()}


def test_answer_without_a_label(coder):
    """An answer without a label is refused: a line that no codebook knows would close the log for good."""
    session = coder.session()
    with pytest.raises(AnnotationError, match="is not in the codebook"):
        session.give(_key(1), Answer(label=""))
    session.give(_key(1), Answer(label="keep", secondary=""))
    assert _standing(coder) == {"1": ("keep", "thread")}


@pytest.mark.parametrize("served", ["random", "second"])
@pytest.mark.parametrize("later", ["thread", "uncertain"])
def test_correction_stays_what_it_was(coder, served, later):
    """A label of the sample, or a second coder's, that is corrected in another order is such a label still."""
    coder.session(served).give(_key(1), KEEP)
    session = coder.session(later)
    session.go_to(1)
    session.give(_key(1), Answer(label="drop"))
    assert _standing(coder) == {"1": ("drop", served)}


def test_earlier_label_that_stands_again_is_of_the_sample(coder):
    """A label that an undo brings back is carried into the sample, where the post was drawn since."""
    session = coder.session("thread")
    session.go_to(3)
    session.give(_key(3), KEEP)
    session = coder.session("random")
    session.go_to(3)
    session.give(_key(3), Answer(label="drop"))
    for nth in (1, 2):
        session.give(_key(nth), KEEP)
    session.give(_key(4), KEEP)
    assert _standing(coder)["3"] == ("drop", "random")
    session = coder.session("random")
    for _ in range(4):
        session.undo()
    session.skip(_key(3))
    for nth in (1, 2, 4):
        session.give(_key(nth), KEEP)
    assert _standing(coder)["3"] == ("keep", "random")


def test_undo_of_a_skip_in_another_task(coder, shown):
    """A post that was put off in another task is put off in this one only where the coder says so."""
    session = coder.session()
    session.skip(_key(1))
    session.go_to(1)
    session.give(_key(1), KEEP)
    session = coder.session("again", posts=coder.posts[:2])
    session.skip(_key(1))
    assert session.undo()
    assert (session.progress().skipped, session.can_undo) == (0, False)
    again = coder.session("again", posts=coder.posts[:2])
    assert (again.progress().skipped, again.can_undo, shown(again)) == (0, False, "1")


def _imported(coder, label):
    coder.log().append(Given(key=_key(1), text_digest=text_digest("post 1"), label=label, served="import"))


def test_undo_leaves_what_was_imported_since(coder):
    """What a coder said before an import replaced it is not theirs to take back any more."""
    coder.session().give(_key(1), KEEP)
    _imported(coder, "drop")
    session = coder.session()
    assert not session.can_undo
    assert not session.undo()
    assert _standing(coder) == {"1": ("drop", "import")}


def test_undo_to_what_was_imported_is_done_once(coder, shown):
    """Where an undo brought an imported label back there is nothing more to take back, in a later session too."""
    _imported(coder, "drop")
    session = coder.session()
    session.go_to(1)
    session.give(_key(1), KEEP)
    session.undo()
    later = coder.session()
    assert (later.can_undo, shown(later)) == (False, "1")
