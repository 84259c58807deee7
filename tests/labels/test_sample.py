"""Files of hand labels."""

import json

import pytest

from classifier.errors import AnnotationError
from classifier.labels.sample import HandLabel, read_hand_labels
from classifier.records import text_digest


@pytest.fixture
def save(tmp_path):
    """Write objects as JSON lines and return the path."""

    def write(*lines):
        path = tmp_path / "sample.jsonl"
        path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
        return path

    return write


def _post(post_id="1", label="for", **fields):
    return {"thread_id": "t", "id": post_id, "text": "Build it.", "label": label, **fields}


def _event(post_id="1", label="for", **fields):
    return {"thread_id": "t", "id": post_id, "text_digest": "0123456789abcdef", "label": label, **fields}


def test_posts_with_labels(save):
    """A post's own text is what was coded; what served it stands beside it, where it does."""
    [one, two] = read_hand_labels(save(_post(), _post(2, "against", served="random")))
    assert one == HandLabel(key=("t", "1"), label="for", text_digest=text_digest("Build it."), served=None)
    assert (two.key, two.label, two.served) == (("t", "2"), "against", "random")


def test_posts_without_a_label_are_no_labels(save):
    """As `segment` writes them."""
    unlabelled = {"thread_id": "t", "id": "3", "text": "Hm."}
    assert len(read_hand_labels(save(unlabelled, _post(), _post("2", None)))) == 1


def test_a_coders_log(save):
    """What a later line replaces does not stand, nor what was taken back."""
    path = save(
        _event("1", "for", served="random"),
        _event("2", "for"),
        _event("1", "against", replaces=1),
        _event("2", None, replaces=2),
    )
    [label] = read_hand_labels(path)
    assert (label.key, label.label, label.text_digest) == (("t", "1"), "against", "0123456789abcdef")


def test_labels_without_text_or_digest(save):
    """Cannot be checked against the text, and are taken."""
    [label] = read_hand_labels(save({"thread_id": "t", "id": "1", "label": "for"}))
    assert label.text_digest is None


def test_the_same_label_twice_is_one(save):
    """Nothing contradicts it."""
    assert len(read_hand_labels(save(_post(), _post()))) == 1


FAULTS = {
    "two labels": (
        [_post(), _post(label="against")],
        r"sample.jsonl:2: post '1' of thread 't' is 'against' here and 'fo",
    ),
    "no key": ([_post(), {"id": "1", "label": "for"}], "sample.jsonl:2: lacks 'thread_id'; 'thread_id' and 'id' say"),
    "a key that is none": ([_post(True)], "sample.jsonl:1: lacks 'id'"),
    "a label that is no text": ([_post(label=3)], "sample.jsonl:1: 'label' is 3; it must be text"),
    "a log's label that is no text": ([_event(label=3)], "sample.jsonl:1: label is 3; it must be a label"),
    "a log's line without id": ([_event(), {"label": "for"}], "sample.jsonl:2: lacks 'thread_id'; lacks 'id'"),
    "no JSON": ([_post(), "{"], "sample.jsonl:2: bad JSON at column 2"),
    "no label": ([{"thread_id": "t", "id": "1", "text": "Hm."}], "sample.jsonl: holds no label; each line needs"),
    "nothing": ([], "sample.jsonl: holds no label"),
}


@pytest.mark.parametrize(("lines", "error"), FAULTS.values(), ids=FAULTS)
def test_faults(save, lines, error):
    """Each with its line, what was found, and what belongs there."""
    with pytest.raises(AnnotationError, match=error):
        read_hand_labels(save(*lines))


def test_all_faults_at_once(save):
    """So that a file is mended in one go."""
    with pytest.raises(AnnotationError, match=r"2 faults:\n.*:1: .*\n.*:3: "):
        read_hand_labels(save("{", _post(), "["))


def test_no_file(tmp_path):
    """Is named."""
    with pytest.raises(AnnotationError, match=r"none.jsonl: cannot be read: No such file"):
        read_hand_labels(tmp_path / "none.jsonl")


def test_a_log_by_two_codebooks(save):
    """A sample whose labels were given by two versions is no one measurement: it is refused."""
    path = save(
        _event("1", codebook={"version": 1, "hash": "0"}),
        _event("2", codebook={"version": 2, "hash": "1"}),
        _event("3"),
    )
    with pytest.raises(AnnotationError, match="its labels were given by codebooks 1, 2; move them with classify code"):
        read_hand_labels(path)


def test_a_log_that_was_moved(save):
    """What stands is by one version, whatever it replaced."""
    one, two = {"version": 1, "hash": "0"}, {"version": 2, "hash": "1"}
    path = save(_event("1", codebook=one), _event("1", codebook=two, carried=True, replaces=1))
    assert [label.label for label in read_hand_labels(path)] == ["for"]
