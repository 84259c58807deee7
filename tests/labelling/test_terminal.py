"""Labelling in a terminal: keys in, lines out."""

from dataclasses import replace

import pytest

from classifier.labelling.desk import Desk
from classifier.labelling.plain_view import left_text, post_lines
from classifier.labelling.session import Answer
from classifier.labelling.terminal import Terminal, TerminalFace
from classifier.labelling.view import Progress
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.coder_log import Given
from classifier.records import Post, Prediction, Span


class Typed:
    """A coder's keys and lines, one after the other, and what was printed meanwhile."""

    def __init__(self, *typed):
        self.typed = list(typed)
        self.printed = []

    def terminal(self):
        """Return the terminal that they are typed into."""
        return Terminal(self.printed.append, self._next, lambda question: self.printed.append(question) or self._next())

    def _next(self):
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    @property
    def text(self):
        """All that was printed."""
        return "\n".join(self.printed)


@pytest.fixture
def label(coder):
    """Type keys into a face over a coder's session; return what was printed."""

    def run(*typed, **fields):
        session = coder.session(**fields)
        at_keys = Typed(*typed)
        TerminalFace(Desk(session, coder.book, "ada", "thread"), at_keys.terminal()).run()
        return at_keys.text

    return run


def _said(coder):
    log = coder.log()
    return [(event.id, event.label, event.secondary, event.confidence, event.note) for event in log.standing.labels()]


def test_one_key_a_label(label, coder):
    """A label's key keeps it and shows the next post; keys that mean nothing do nothing."""
    printed = label("1", "x", "2", "\x1b")
    assert _said(coder) == [("1", "keep", None, "high", None), ("2", "drop", None, "high", None)]
    assert [line for line in printed.split("\n") if line.startswith("post ") and " of 5" in line] == [
        "post 1 of 5: 0 labelled",
        "post 2 of 5: 1 labelled, about 1 min left",
        "post 3 of 5: 2 labelled, about 1 min left",
    ]
    assert "[1] keep  [2] drop  [3] other" in printed


def test_capitals(label, coder):
    """With the capitals locked the letters mean what they mean otherwise, as on the page."""
    label("L", "S", "2", "1", "Q", "2")
    assert _said(coder) == [("1", "keep", "drop", "low", None)]


def test_what_goes_with_a_label(label, coder):
    """Unsure, a secondary label and a note go with the next label, and not with the one after it."""
    label("l", "s", "2", "n", "why\x1b[31m", "1", "3")
    assert _said(coder) == [("1", "keep", "drop", "low", "why\x1b[31m"), ("2", "other", None, "high", None)]


def test_taken_away_again(label, coder):
    """What goes with a label can be taken away before the label is given."""
    label("l", "l", "s", "2", "s", " ", "n", "x", "n", "-", "1")
    assert _said(coder) == [("1", "keep", None, "high", None)]


def test_note_kept(label, coder):
    """A note that was there is shown where another is asked for, and an empty line keeps it."""
    printed = label("n", "x", "n", "", "1")
    assert "note on post 1 [x] (Enter keeps it, - takes it away)" in printed
    assert _said(coder) == [("1", "keep", None, "high", "x")]


def test_secondary_like_the_label(label, coder):
    """A secondary label that is the label is refused in words, and the post stays."""
    printed = label("s", "1", "1", "2")
    assert "! 'keep' is the label already; a secondary label must be another" in printed
    assert _said(coder) == [("1", "drop", "keep", "high", None)]


def test_later_back_and_to(label, coder):
    """A post is put off, a label taken back, another post gone to by its number."""
    printed = label(" ", "1", "z", "g", "4", "1", "g", "nine", "g", "9", "z", "z", "z")
    assert _said(coder) == []
    assert "! nine is no number" in printed.replace("'", "")
    assert "! there is no post 9; they are numbered from 1 to 5" in printed
    assert "nothing to take back" in printed


def test_former_answer(label, coder):
    """Going back to a post shows what was said of it, and keeps what went with its label."""
    label("l", "n", "hm", "1")
    assert "you said: keep, unsure, note: hm" in label("g", "1", "2")
    assert _said(coder) == [("1", "drop", None, "low", "hm")]


def test_all_labelled(label):
    """At the end it says so; only taking back, going to a post and leaving are offered."""
    printed = label(*"111111", "q")
    assert "all labelled: 5 of 5\n[z] take back  [g] go to  [q] quit" in printed
    assert printed.endswith("all is labelled; take back, go to a post, or quit")


def test_quit_takes_no_more(label, coder):
    """After the key to quit nothing is taken."""
    label("1", "q", "1")
    assert len(_said(coder)) == 1


def test_interrupted(coder):
    """Control-C ends it, without a traceback."""

    def interrupted():
        raise KeyboardInterrupt

    face = TerminalFace(Desk(coder.session(), coder.book, "ada", "thread"), Terminal(lambda _: None, interrupted, str))
    face.run()


@pytest.mark.parametrize("key", ["s", "n", "g"])
def test_question_left(coder, key):
    """Control-C within a question leaves the question: what was said stands, and the post is still there."""
    typed = iter(["l", key, KeyboardInterrupt, "1", "q"])
    printed = []

    def answer(_=None):
        said = next(typed)
        if said is KeyboardInterrupt:
            raise said
        return said

    session = coder.session()
    TerminalFace(Desk(session, coder.book, "ada", "thread"), Terminal(printed.append, answer, answer)).run()
    assert "left as it was" in printed
    assert _said(coder) == [("1", "keep", None, "low", None)]


def test_opinions(label, coder):
    """Who decides sees what each coder said, with confidence and note."""
    coder.session().give(("t", "1"), Answer(label="drop"))
    opinion = coder.log().standing.labels()[0]
    others = (opinion, replace(opinion, coder="bo", label="keep", confidence="low", note="\x1b[2J because"))
    printed = label(served="disputed", opinions={("t", "2"): others}, posts=coder.posts[1:])
    assert "ada: drop\nbo: keep, unsure, note: [2J because" in printed


@pytest.mark.parametrize(
    ("predicted", "line"),
    [
        (Prediction(predicted="keep", probability=0.86, scores={}), "the model suggests: keep .86"),
        (Prediction(predicted=None, probability=None, scores=None), "the model suggests: no stance"),
    ],
    ids=["label", "none"],
)
def test_suggestion(coder, predicted, line):
    """What the model says is shown where it was asked for."""
    at_keys = Typed()
    session = coder.session(suggest=lambda _: predicted)
    TerminalFace(Desk(session, coder.book, "ada", "thread"), at_keys.terminal()).run()
    assert line in at_keys.text


@pytest.mark.parametrize(
    ("full_text", "spans", "lines"),
    [
        ("one\n\ntwo", [], ["one", "", "two"]),
        ("bo said\nall wrong", [Span("quote", 0, 7, "bo")], ["> bo:", "> bo said", "all wrong"]),
        ("> bo wrote:\n> no\nyes", [Span("quote", 0, 16, "bo")], ["> > bo wrote:", "> > no", "yes"]),
        ("so\nhm\n-- \nbo", [Span("quote", 3, 5), Span("signature", 6, 12)], ["so", "> hm", "-- --", "-- bo"]),
        ("a \x1b]0;x\x07 b", [], ["a ]0;x b"]),
        ("a a a a a a a a a a a a a a a b", [], ["a a a a a a a a a a", "a a a a a b"]),
    ],
    ids=["lines", "quote", "quote that names", "signature", "control characters", "long"],
)
def test_lines_of_a_post(full_text, spans, lines):
    """A post's own words stand plain, quotes behind >, a signature behind --; nothing in it steers the terminal."""
    post = Post(thread_id="t", id="1", order=1, text="own", full_text=full_text, spans=tuple(spans))
    assert list(post_lines(post, 20)) == lines


@pytest.mark.parametrize(
    ("seconds", "left", "text"),
    [
        (None, 5, ""),
        (30.0, 0, ""),
        (10.0, 5, ", about 1 min left"),
        (150.0, 5, ", about 2 min left"),
        (7500.0, 5, ", about 2 h 5 min left"),
    ],
    ids=str,
)
def test_time_left(seconds, left, text):
    """The time left in minutes, or hours and minutes; nothing where it is not known or nothing is left."""
    assert left_text(Progress(done=0, total=left, skipped=0, seconds_left=seconds)) == text


def test_keys_typed_at_once(label, coder):
    """Of keys typed at once those after a label are not taken: nobody had seen the next post. Arrows are no keys."""
    label("l1222", "\x1b[1~", "3")
    assert _said(coder) == [("1", "keep", None, "low", None), ("2", "other", None, "high", None)]


def test_no_codebook_and_no_log_steers_the_terminal(coder):
    """What a codebook has for keys and ids, and a log for a version, may come from a stranger."""
    label = CodebookLabel("\x1b]0;id\x07", "\x1b]0;title\x07", "d", "s", key="\x9b")
    book = Codebook(version=2, title="t", labels=(label, CodebookLabel("drop", "drop", "d", "s", key="d")))
    given = Given(key=("t", "1"), text_digest=coder.posts[0].text_digest, label="keep", codebook={"version": "\x1b[2J"})
    coder.log().append(given)
    typed = Typed("g", "1", "s", "\x9b", "?")
    TerminalFace(Desk(coder.session(codebook=book), book, "ada", "thread"), typed.terminal()).run()
    assert "you said under codebook [2J: keep" in typed.text
    assert "secondary label: ]0;id" in typed.text
    assert all(char.isprintable() or char == "\n" for char in typed.text)


@pytest.mark.parametrize("typed", ["s", "n", "g"])
def test_no_more_input_at_a_question(coder, typed):
    """Where nothing more can be typed it ends at a question too, without a traceback and with what was kept."""
    keys = Typed("1", typed)
    TerminalFace(Desk(coder.session(), coder.book, "ada", "thread"), keys.terminal()).run()
    assert len(_said(coder)) == 1
