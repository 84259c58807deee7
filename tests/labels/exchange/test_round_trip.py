"""Out and in again gives the same labels, in every format."""

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.exchange.formats import FORMATS, write_labels
from classifier.labels.exchange.names import LabelNames
from classifier.labels.exchange.placing import Placer, place_all
from classifier.labels.exchange.reading import Reading
from classifier.labels.exchange.record import Outgoing
from classifier.labels.exchange.storing import by_log, store
from classifier.labels.log import LabelEvent, read_log
from classifier.records import Post

# Such as a table, a path or a spreadsheet might take for something else.
LABELS = {
    "keep": "Keep it",
    "other, or none": "Other",
    "=1+1": "A sum",
    "'=quoted": "Quoted",
    'a/b "c"': "Slashed",
    "#N/A": "Error",
    "Übrig 🚢": "Rest",
}

WORDS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@a",
    "'=1",
    "\t=1",
    "\r\nx",
    'a;b,c"d',
    "<br>&amp;",
    "_x000D_",
    "#N/A",
    "🙂",
)
texts = st.one_of(st.sampled_from(WORDS), st.text(st.characters(), max_size=12))
notes = texts.filter(bool)
names = st.one_of(st.sampled_from(("p0001", "=p", "a/b", "a%2Fb", " p ", "1", "007")), st.text(max_size=6)).filter(bool)
labels = st.sampled_from(list(LABELS))


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """A codebook of awkward labels."""
    return Codebook(version=3, title="Ferry", labels=tuple(CodebookLabel(n, t, n, n) for n, t in LABELS.items()))


@st.composite
def labelled_posts(draw):
    """Draw posts, each with a label of one coder."""
    keys = draw(st.lists(st.tuples(names, names), min_size=1, max_size=6, unique=True))
    return [Outgoing(post, _event(draw, post), "ann") for post in (_post(draw, *key) for key in keys)]


def _post(draw, thread_id, id_):
    some = st.one_of(st.none(), names)
    return Post(
        thread_id=thread_id,
        id=id_,
        order=1,
        text=draw(texts),
        author=draw(some),
        title=draw(some),
        parent_id=draw(some),
    )


def _event(draw, post):
    return LabelEvent(
        coder="ann",
        line=1,
        thread_id=post.thread_id,
        id=post.id,
        text_digest=post.text_digest,
        label=draw(labels),
        secondary=draw(st.one_of(st.none(), labels)),
        confidence=draw(st.sampled_from((None, "high", "low"))),
        note=draw(st.one_of(st.none(), notes)),
        codebook={"version": 3, "hash": "0"},
        seconds=draw(st.one_of(st.none(), st.just(2.5))),
    )


def _said(event, name):
    """Return what a label says, as a format can hold it: two have no place for half of a character."""
    note = event.note
    if note is not None and name == "csv":
        note = "".join("?" if "\ud800" <= char <= "\udfff" else char for char in note)
    if note is not None and name == "label-studio":
        note = note.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return event.thread_id, event.id, event.text_digest, event.label, event.secondary, event.confidence, note


def _there_and_back(outgoing, name, codebook, folder):
    path = folder / "labels.out"
    write_labels(outgoing, name, codebook, path, io.BytesIO())
    faults = []
    placer = Placer({one.post.key: one.post for one in outgoing}, LabelNames(codebook, {}))
    placed, unlabelled = place_all(placer, FORMATS[name].read(str(path), Reading(None, faults.append)), faults.append)
    assert faults == []
    assert unlabelled == sum(one.event is None for one in outgoing)
    return by_log(placed, None, "file"), placed


@pytest.mark.parametrize("name", FORMATS)
@given(outgoing=labelled_posts())
def test_out_and_in_again_is_the_same(name, outgoing, codebook):
    """Labels, secondary labels, confidences and notes come back for whatever text, id, title or note there is."""
    with tempfile.TemporaryDirectory() as folder:
        _, placed = _there_and_back(outgoing, name, codebook, Path(folder))
    found = [(*one.key, one.text_digest, one.label, one.secondary, one.confidence, one.note) for one in placed]
    assert sorted(found, key=str) == sorted((_said(one.event, name) for one in outgoing), key=str)


@pytest.mark.parametrize("name", FORMATS)
def test_into_an_empty_log(name, codebook, tmp_path):
    """The log that comes of it says what the log said that went out."""
    post = Post(thread_id="t", id="1", order=1, text="=cmd|' /C calc'!A0")
    said = {"label": "other, or none", "secondary": "=1+1", "confidence": "low", "note": "+1\nor -1"}
    event = LabelEvent(coder="ann", line=1, thread_id="t", id="1", text_digest=post.text_digest, **said)
    labels, _ = _there_and_back([Outgoing(post, event, "ann")], name, codebook, tmp_path)
    store(labels, tmp_path, codebook, pytest.fail)
    [found] = read_log(tmp_path / "labels" / "ann.jsonl", codebook.label_ids, pytest.fail)
    assert {name: getattr(found, name) for name in said} == said
    assert (found.key, found.text_digest, found.served) == (post.key, post.text_digest, "import")


@pytest.mark.parametrize("name", FORMATS)
def test_unlabelled_posts_come_back_without_a_label(name, codebook, tmp_path):
    """A post that goes out to be labelled elsewhere, and comes back as it went, has no label and is no fault."""
    outgoing = [Outgoing(Post(thread_id="t", id=str(n), order=n, text=f"text {n}")) for n in (1, 2)]
    assert _there_and_back(outgoing, name, codebook, tmp_path)[1] == []


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "convokit"])
def test_every_coders_labels_go_to_their_own_logs(name, codebook, tmp_path):
    """Labels of several coders for one post come back apart."""
    post = Post(thread_id="t", id="1", order=1, text="the ferry")
    outgoing = [
        Outgoing(post, LabelEvent(coder=c, line=1, thread_id="t", id="1", text_digest="", label=label), c)
        for c, label in (("ann", "keep"), ("bob", "#N/A"))
    ]
    by_coder, _ = _there_and_back(outgoing, name, codebook, tmp_path)
    assert {coder: [one.label for one in given] for coder, given in by_coder.items()} == {
        "ann": ["keep"],
        "bob": ["#N/A"],
    }


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].piped])
def test_printed_is_what_a_file_holds(name, codebook, tmp_path):
    """Without a path the same is printed; a table without the mark by which Excel knows UTF-8."""
    outgoing = [Outgoing(Post(thread_id="t", id="1", order=1, text="the ferry"))]
    printed = io.BytesIO()
    write_labels(outgoing, name, codebook, None, printed)
    write_labels(outgoing, name, codebook, tmp_path / "file", io.BytesIO())
    content = (tmp_path / "file").read_bytes()
    assert content == (b"\xef\xbb\xbf" if name == "csv" else b"") + printed.getvalue()
    assert content.startswith(b"\xef\xbb\xbf") is (name == "csv")


def test_a_failed_export_leaves_the_old_file(codebook, tmp_path):
    """What cannot be written whole is not written: a note that no cell of Excel can hold."""
    path = tmp_path / "labels.xlsx"
    path.write_text("old")
    post = Post(thread_id="t", id="1", order=1, text="x")
    event = LabelEvent(coder="a", line=1, thread_id="t", id="1", text_digest="", label="keep", note="x" * 40_000)
    with pytest.raises(Exception, match="post '1' of thread 't': its note of 40,000 characters does not fit"):
        write_labels([Outgoing(post, event)], "excel", codebook, path, io.BytesIO())
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("labels.xlsx", "old")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_post_finds_its_place(name, codebook, tmp_path):
    """A text that is longer than a cell of Excel is known again by its key and digest."""
    post = Post(thread_id="t", id="1", order=1, text="ferry " * 10_000)
    event = LabelEvent(coder="a", line=1, thread_id="t", id="1", text_digest="", label="keep")
    _, placed = _there_and_back([Outgoing(post, event, "a")], name, codebook, tmp_path)
    assert [(one.key, one.text_digest) for one in placed] == [(("t", "1"), post.text_digest)]
