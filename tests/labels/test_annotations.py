"""An annotations folder as a whole: its faults, its notes, and the final labels."""

import re

import pytest

from classifier.errors import AnnotationError
from classifier.labels.annotations import read_annotations, read_stored_posts

EARLIER = {"version": 2, "hash": "0123456789abcdef"}


def _final(folder):
    return {labelled.post.id: labelled.label for labelled in read_annotations(folder.path).labelled()}


def test_whole_folder(folder):
    """A folder without faults gives codebook, posts and labels, and nothing to note."""
    found = read_annotations(folder.path)
    assert (found.codebook.title, list(found.posts), found.notes) == ("The ferry", [("t", "1"), ("t", "2")], ())
    assert [(labelled.post.id, labelled.label, labelled.origin) for labelled in found.labelled()] == [
        ("1", "keep", "real")
    ]


def test_final_label_of_one_coder(folder, event):
    """What one coder said stands where nobody else said anything."""
    folder.log("bo", [event("2", "lol", "other")])
    assert _final(folder) == {"1": "keep", "2": "other"}


def test_coders_who_agree(folder, event):
    """What all coders said stands."""
    folder.log("bo", [event("1", "the ferry is fine", "keep")])
    assert _final(folder) == {"1": "keep"}


def test_coders_who_differ(folder, event):
    """A post on which coders differ has no label until somebody decides; it is disputed."""
    folder.log("bo", [event("1", "the ferry is fine", "other")])
    found = read_annotations(folder.path)
    assert (found.labelled(), found.disputed()) == ([], [("t", "1")])


def test_second_coder(folder, event):
    """Who was served a post as its second coder decides over the first."""
    folder.log("bo", [event("1", "the ferry is fine", "other", served="second")])
    assert _final(folder) == {"1": "other"}
    assert read_annotations(folder.path).disputed() == []


def test_adjudicated(folder, event):
    """The adjudicated label decides over all others."""
    folder.log("bo", [event("1", "the ferry is fine", "other", served="second")])
    folder.log("adjudicated", [event("1", "the ferry is fine", "keep")])
    assert _final(folder) == {"1": "keep"}


def test_second_coders_who_differ(folder, event):
    """Two second coders who differ decide nothing."""
    for coder, label in (("bo", "other"), ("cy", "keep")):
        folder.log(coder, [event("1", "the ferry is fine", label, served="second")])
    assert read_annotations(folder.path).disputed() == [("t", "1")]


def test_a_label_taken_back_is_no_dispute(folder, event):
    """Who took a label back said nothing."""
    folder.log("bo", [event("1", "the ferry is fine", "other"), event("1", "the ferry is fine", None, replaces=1)])
    assert _final(folder) == {"1": "keep"}


def test_changed_text(folder, event):
    """A label of a post whose text has changed is noted with file and line, and not used."""
    path = folder.log("ada", [event("1", "the ferry is fine", "keep"), event("2", "LOL", "other")])
    assert _final(folder) == {"1": "keep"}
    assert read_annotations(folder.path).notes == (
        f"{path}:2: post '2' of thread 't' has another text than when it was coded; label not used",
    )


def test_written_posts(folder, post, event):
    """Posts of several files stand together; each keeps its origin."""
    folder.posts([post("3", "no ferry", origin="written")], "written")
    folder.log("writer", [event("3", "no ferry", "other")])
    assert [(labelled.post.id, labelled.origin) for labelled in read_annotations(folder.path).labelled()] == [
        ("1", "real"),
        ("3", "written"),
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (['{"text": "hi"}'], r"real\.jsonl:1: lacks 'thread_id' or 'id'; together they are the post's key"),
        (['{"thread_id": "t", "id": "1"}'], r"real\.jsonl:1: 'text' is missing; a post needs its text there"),
        (['{"thread_id": "t", "id": "1", "text": "hi"'], r"real\.jsonl:1: bad JSON at column 43"),
        (
            ['{"thread_id": "t", "id": "1", "text": "hi", "origin": "found"}'],
            r"real\.jsonl:1: origin 'found' is none of real, written",
        ),
        (
            ['{"thread_id": "t", "id": "1", "text": "hi"}'] * 2,
            r"real\.jsonl:2: post '1' of thread 't' stands twice; give each post an id of its own",
        ),
    ],
    ids=["no key", "no text", "bad JSON", "unknown origin", "twice"],
)
def test_fault_of_a_post(folder, event, lines, fault):
    """A fault of a post is named with file and line."""
    folder.posts(lines)
    folder.log("ada", [event("1", "hi", "keep")])
    with pytest.raises(AnnotationError, match=fault):
        read_annotations(folder.path)


def test_a_post_in_two_files(folder, post):
    """A post that stands in two files stands twice."""
    folder.posts([post("1", "the ferry is fine")], "written")
    with pytest.raises(AnnotationError, match=r"written\.jsonl:1: post '1' of thread 't' stands twice"):
        read_annotations(folder.path)


def test_label_of_an_unknown_post(folder, event):
    """A label of a post that is nowhere is a fault with file and line."""
    folder.log("ada", [event("9", "hi", "keep")])
    with pytest.raises(AnnotationError, match=r"ada\.jsonl:1: post '9' of thread 't' is in no file of posts/"):
        read_annotations(folder.path)


def test_all_faults_at_once(folder, post, event):
    """The faults of all files are shown in one error, each with its file and line."""
    folder.posts([post("1", "the ferry is fine"), post("2", "lol", origin="found"), "{"])
    folder.log("ada", [event("1", "the ferry is fine", "kep"), event("9", "hi", "keep")])
    folder.log("bo", ["[]"])
    with pytest.raises(AnnotationError, match=r"^5 faults:\n") as caught:
        read_annotations(folder.path)
    places = re.findall(r"(\w+\.jsonl:\d+): ", str(caught.value))
    assert sorted(places) == ["ada.jsonl:1", "ada.jsonl:2", "bo.jsonl:1", "real.jsonl:2", "real.jsonl:3"]


@pytest.mark.parametrize("name", ["posts", "labels"])
def test_nothing_to_read(folder, name):
    """A folder without posts, or without labels, says which of them it lacks."""
    for path in (folder.path / name).iterdir():
        path.unlink()
    with pytest.raises(AnnotationError, match=f"{name}: holds no .jsonl file; posts/ and labels/ each need one"):
        read_annotations(folder.path)


def test_nothing_yet(folder):
    """Where there is neither post nor label one sentence says how to begin; for who only wants posts there are none."""
    for path in [*folder.path.glob("*/*.jsonl")]:
        path.unlink()
    with pytest.raises(AnnotationError, match="annotations: nothing is labelled yet, nor any post stored; begin with"):
        read_annotations(folder.path)
    assert read_stored_posts(folder.path).posts == {}


@pytest.mark.parametrize(
    ("logs", "label"),
    [
        ({"ada": ("keep", {}), "bo": ("other", {"codebook": EARLIER})}, None),
        ({"ada": ("keep", {}), "adjudicated": ("other", {"codebook": EARLIER})}, None),
        ({"ada": ("keep", {}), "bo": ("other", {"codebook": EARLIER, "served": "second"})}, None),
        ({"ada": ("keep", {"codebook": EARLIER}), "bo": ("other", {"served": "second"})}, "other"),
        ({"ada": ("keep", {"codebook": EARLIER}), "adjudicated": ("other", {})}, "other"),
        ({"ada": ("keep", {"codebook": EARLIER})}, None),
    ],
    ids=["another coder", "decision", "second coder", "decided by second", "decided", "alone"],
)
def test_label_that_waits(folder, event, logs, label):
    """A label by another version does not count; where it would have a say, no other label decides without it."""
    for coder, (said, fields) in logs.items():
        folder.log(coder, [event("1", "the ferry is fine", said, **fields)])
    assert _final(folder).get("1") == label
    [note] = read_annotations(folder.path).notes
    assert "1 labels were given by another version of the codebook than 3 and are not used" in note


def test_label_by_another_codebook_of_the_same_version(folder, event):
    """It is used, and it is said that the codebook changed without its number."""
    folder.log("ada", [event("1", "the ferry is fine", "keep", codebook={"version": 3, "hash": "0123456789abcdef"})])
    assert _final(folder) == {"1": "keep"}
    assert read_annotations(folder.path).notes == (
        f"{folder.path}: 1 labels were given by another codebook under the same version number, 3; see what changed "
        "with: classify codebook check",
    )


def test_missing_folder(tmp_path):
    """A folder that is not there is told what it should hold."""
    with pytest.raises(AnnotationError, match=r"no such folder; name one with codebook\.toml, posts/ and labels/"):
        read_annotations(tmp_path / "nowhere")


def test_empty_logs(folder):
    """Logs without a line are no fault: nothing is labelled yet."""
    folder.log("ada", [])
    assert _final(folder) == {}


def test_labels_given_again_are_nobodys_label(folder, event):
    """They are kept apart from the labels, and checked as those are."""
    folder.log(
        "ada",
        [
            event("1", "the ferry is fine", "keep"),
            event("1", "the ferry is fine", "other", served="again"),
            event("2", "lol!", "other", served="again"),
        ],
    )
    found = read_annotations(folder.path)
    assert [(event.id, event.label) for event in found.events] == [("1", "keep")]
    assert [(event.id, event.label) for event in found.again] == [("1", "other")]
    assert [labelled.label for labelled in found.labelled()] == ["keep"]
    assert found.notes == (
        f"{folder.path}/labels/ada.jsonl:3: post '2' of thread 't' has another text than when it was coded; label not "
        "used",
    )


class TestSpans:
    """A post's place in its document must give its text."""

    @pytest.fixture
    def document(self, folder):
        """A source document beside the annotations."""
        path = folder.path.parent / "seeds" / "a.txt"
        path.parent.mkdir()
        path.write_bytes(b"1. the ferry\r\n   is fine\r\n2. lol\r\n")
        return path

    @pytest.fixture
    def place(self, folder, post, event):
        """Place the one post of the folder in a document."""

        def put(text, start, end, source="seeds/a.txt", **fields):
            folder.posts([post("1", text, start=start, end=end, source=source, **fields)])
            folder.log("ada", [event("1", text, "keep")])
            return folder.path

        return put

    @pytest.mark.usefixtures("document")
    def test_fits(self, place):
        """A span counts in code points after newline folding and gives the text without indents."""
        assert read_annotations(place("the ferry\nis fine", 3, 23)).notes == ()

    @pytest.mark.usefixtures("document")
    def test_fits_the_full_text(self, place):
        """Where a post has quotes, its span gives the text with them."""
        assert read_annotations(place("is fine", 3, 23, full_text="the ferry\nis fine")).notes == ()

    @pytest.mark.usefixtures("document")
    def test_gives_another_text(self, place):
        """A span that gives another text is a fault that shows both."""
        with pytest.raises(
            AnnotationError,
            match=r"real\.jsonl:1: the span 3-12 of seeds/a\.txt gives 'the ferry', not the post's text 'the boat'",
        ):
            read_annotations(place("the boat", 3, 12))

    @pytest.mark.usefixtures("document")
    @pytest.mark.parametrize("source", ["seeds/b.txt", "../seeds/a.txt", "/etc/hostname", "seeds"])
    def test_document_not_there(self, place, source):
        """A document that is not in the project's folder leaves spans unchecked, which is noted once."""
        (note,) = read_annotations(place("anything", 0, 3, source)).notes
        assert note.endswith(f"{source} not there; the spans of their posts were not checked")
