"""A piece that fails: it is named, nothing else stops, and the next run does it alone and puts all in order."""

from pathlib import Path

import pytest

from classifier.bulk.job import Job, Teller
from classifier.bulk.output_files import Target
from classifier.bulk.partial import Partial
from classifier.bulk.pool import Here
from classifier.bulk.resume import output_folder
from classifier.bulk.run import BulkRun
from classifier.bulk.sinks import ToFile
from classifier.bulk.work import Asked, Failed
from classifier.threads.formats import ReadOptions

ASKED = Asked(ReadOptions())


class Failing(Here):
    """Does pieces here, but for one that fails."""

    in_flight = 2

    def __init__(self, model, failing=None):
        super().__init__(model, ASKED)
        self.submitted = 0
        self._failing = failing

    def submit(self, piece):
        """Return what does the piece, or fails to."""
        self.submitted += 1
        if self.submitted == self._failing:
            return lambda: Failed("there was not enough memory for it")
        return super().submit(piece)


@pytest.fixture
def predict_here(model, tmp_path):
    """Predict a file with a pool; return the faults that were told."""

    def call(path, out, pool):
        faults = []
        teller = Teller(lambda _: None, faults.append, lambda _, __: None, lambda _: None)
        target = Target(str(path), tmp_path / out / path.name, path.name)
        with output_folder(tmp_path / out, {}) as folder:
            job = Job(str(path), path.name, ToFile(folder, target, "jsonl"), teller, model.labels)
            BulkRun(pool, ASKED.reading).run([job])
        return faults

    return call


@pytest.mark.parametrize("faulty", [False, True], ids=["posts alone", "faulty lines"])
def test_a_failed_piece(predict_here, model, tmp_path, lines, outputs, faulty):
    """The pieces after it are kept, the next run does what is missing, and the bytes are those of a run that went well.

    Where lines of the failed piece are no posts, those after it were numbered on a wrong guess and are done again.
    """
    path = Path(tmp_path / "big.jsonl")
    path.write_bytes(lines(5000) + b"no post\n" * faulty + lines(8000))
    assert predict_here(path, "out", Failing(model, failing=2)) == [
        "big.jsonl: piece 2 failed: there was not enough memory for it"
    ]
    assert outputs(tmp_path / "out") == {}
    again = Failing(model)
    predict_here(path, "out", again)
    assert again.submitted == 1 if not faulty else again.submitted > 1
    predict_here(path, "calm", Failing(model))
    assert outputs(tmp_path / "out") == outputs(tmp_path / "calm")
    assert outputs(tmp_path / "out")["big.jsonl"].count(b"\n") == 13_000


def test_pieces_out_of_order_are_put_in_order(tmp_path):
    """Pieces are appended as they come; in its place the file has them in order, the last word on each alone."""
    partial = Partial(tmp_path / "key", {"path": "x"})
    for number, content in ((0, b"head "), (2, b"wrong "), (3, b"three"), (2, b"two "), (1, b"one ")):
        partial.add(number, 1, content, {})
    partial.close()
    taken_up = Partial(tmp_path / "key", {"path": "x"})
    assert sorted(taken_up.pieces) == [0, 1, 2, 3]
    taken_up.move_to(tmp_path / "x")
    taken_up.forget()
    assert (tmp_path / "x").read_bytes() == b"head one two three"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize(
    "line",
    [
        *(b"7", b"[]", b'[2, 1, "x", 4, "d", {}]', b'[2, 1, 4, "x", "d", {}]', b'[[2], 1, 4, 0, "d", {}]'),
        *(b"[2, 1, 4, -5", b'[2, 1, 4, 99999999999999999999, "d", {}]', b'[2, 1, 4, -5, "d", {}]', b"\xff"),
    ],
)
def test_a_list_that_is_damaged_is_good_up_to_there(tmp_path, line):
    """Whatever stands in it instead of a piece."""
    partial = Partial(tmp_path / "one", {})
    partial.add(1, 1, b"abc\n", {"posts": 1})
    partial.close()
    with (tmp_path / "one.pieces").open("ab") as pieces:
        pieces.write(line + b"\n")
    again = Partial(tmp_path / "one", {})
    assert list(again.pieces) == [1]
    again.add(2, 2, b"def\n", {"posts": 1})
    again.move_to(tmp_path / "whole")
    again.close()
    assert (tmp_path / "whole").read_bytes() == b"abc\ndef\n"


def test_pieces_of_another_input_are_not_taken_up(tmp_path):
    """What was made from something else is not gone on from."""
    partial = Partial(tmp_path / "key", {"input": [1, 2]})
    partial.add(1, 1, b"old", {})
    partial.close()
    other = Partial(tmp_path / "key", {"input": [1, 3]})
    assert other.pieces == {}
    other.add(1, 1, b"new", {})
    other.move_to(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"new"
    other.close()
