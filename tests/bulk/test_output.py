"""Where the posts of many files go, and that they are the same however they came there."""

import gzip
import json
import stat

import pytest

FILES = ["big.jsonl", "page.html.jsonl", "sub/packed.jsonl.gz.jsonl", "sub/table.csv.jsonl", "thread.txt.jsonl"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_same_bytes_however_it_runs(predict, tmp_path, form, outputs):
    """One process, two processes and standard output give the same bytes, faulty lines among them or not."""
    one = predict("in", "--output", "one", "--format", form)
    two = predict("in", "--output", "two", "--format", form, "--jobs", 2)
    assert (one.returncode, two.returncode) == (3, 3)
    assert one.stderr.replace(b"one", b"two") == two.stderr
    made = outputs(tmp_path / "one")
    assert made == outputs(tmp_path / "two")
    if form == "jsonl":
        assert sorted(made) == FILES
    else:
        assert sorted(made)[-2:] == ["sub/table.csv", "thread.txt.csv"]
    assert predict("in/big.jsonl", "--format", form).stdout == next(iter(made.values()))


def test_each_kind_of_file(predict, tmp_path, folder, outputs):
    """What stands in a folder is what each file by itself gives."""
    (folder / "big.jsonl").unlink()
    predict("in", "--output", "out")
    made = outputs(tmp_path / "out")
    assert sorted(made) == FILES[1:]
    for name, content in made.items():
        assert predict(f"in/{name.removesuffix('.jsonl')}").stdout == content


def test_posts_have_their_order_though_lines_before_are_no_posts(predict, folder, tmp_path):
    """Posts without an id are numbered through, past lines that are none, in whatever process these were found."""
    predict(folder / "big.jsonl", "--output", "out", "--jobs", 2)
    posts = [json.loads(line) for line in (tmp_path / "out" / "big.jsonl").read_bytes().splitlines()]
    assert [post["order"] for post in posts] == list(range(1, 8111))
    assert [post["id"] for post in posts[-1:]] == ["p8110"]
    assert posts[4100]["locator"] == "line 4103"


def test_jobs_into_a_pipe(predict, folder):
    """Without a folder several processes print what one prints, the columns' names once."""
    files = [folder / "sub" / "table.csv", folder / "thread.txt", "--format", "csv"]
    assert predict(*files, "--jobs", 2).stdout == predict(*files).stdout


def test_what_is_said_of_each_file(predict, folder):
    """Counts, faults and notes are said as without a folder, of each file once."""
    plain = predict(folder / "big.jsonl").stderr.splitlines()
    said = predict(folder / "big.jsonl", "--output", "out", "--jobs", 2).stderr.splitlines()
    assert said == [*plain, b"note: out: 1 files written"]
    assert sum(b"8110 posts: " in line for line in said) == 1


def test_a_reader_that_goes_away(folder, shell_predict):
    """Where the reader of standard output has enough, the command ends without a word."""
    done = shell_predict(f"{folder}/big.jsonl --quiet --jobs 2 | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_empty_files(predict, tmp_path, outputs):
    """A file without posts gives an empty file, or the names of the columns."""
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert predict("empty.jsonl", "--output", "out").returncode == 0
    assert outputs(tmp_path / "out") == {"empty.jsonl": b""}
    predict("empty.jsonl", "--output", "table", "--format", "csv")
    assert outputs(tmp_path / "table")["empty.jsonl.csv"].startswith(b"thread_id,id,")


def test_a_file_that_cannot_be_read_costs_no_other(predict, tmp_path, lines, outputs):
    """It is named, nothing is written of it, and the others are whole; alone it is an error."""
    (tmp_path / "good.jsonl").write_bytes(lines(3))
    (tmp_path / "bad.jsonl").write_bytes(bytes(range(256)) * 4)
    done = predict("bad.jsonl", "good.jsonl", "gone.jsonl", "--output", "out", "--jobs", 2)
    assert done.returncode == 3
    assert b"error: bad.jsonl: " in done.stderr
    assert b"error: gone.jsonl: no such file" in done.stderr
    assert list(outputs(tmp_path / "out")) == ["good.jsonl"]
    assert predict("bad.jsonl", "--output", "out").returncode == 1


def test_a_packed_file_that_is_cut_off(predict, tmp_path, lines, outputs):
    """What could be read of it is written, as without a folder, and the fault is said, also the next time."""
    (tmp_path / "cut.gz").write_bytes(gzip.compress(lines(11_000), 1)[:-20])
    first, plain = predict("cut.gz", "--output", "out", "--jobs", 2), predict("cut.gz")
    assert outputs(tmp_path / "out")["cut.gz.jsonl"] == plain.stdout != b""
    again = predict("cut.gz", "--output", "out")
    for done in (first, again, plain):
        assert (done.returncode, done.stderr.count(b"error: cut.gz: cannot be unpacked")) == (3, 1)


def test_two_inputs_never_share_an_output(predict, tmp_path, lines, outputs):
    """Inputs of one name are refused with both named; the files of two folders keep their folders' names."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jsonl").write_bytes(lines(1))
    (tmp_path / "a" / "x").write_bytes(lines(1))
    for inputs in (("a/x.jsonl", "b/x.jsonl"), ("a",)):
        done = predict(*inputs, "--output", "out")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"would both be written there" in done.stderr
    (tmp_path / "a" / "x").unlink()
    assert predict("a", "b", "--output", "out").returncode == 0
    assert list(outputs(tmp_path / "out")) == ["a/x.jsonl", "b/x.jsonl"]


@pytest.mark.parametrize(("files", "output"), [(["in"], "in/out"), (["in/big.jsonl"], "in"), (["in"], "in")])
def test_nothing_is_written_over_what_is_read(predict, folder, files, output, outputs):
    """An output folder among the inputs is refused: it would be read the next time, or written over them."""
    before = outputs(folder)
    done = predict(*files, "--output", output)
    assert (done.returncode, outputs(folder)) == (1, before)
    assert done.stderr.startswith(b"error: ")


@pytest.mark.parametrize(
    "args",
    [("--format", "table"), ("--html", "x.html"), ("--cluster", "tcp://127.0.0.1:1", "--jobs", "2"), ("--jobs", "0")],
    ids=" ".join,
)
def test_wrong_usage(predict, tmp_path, args):
    """What a folder of files cannot be is refused before anything is read."""
    done = predict("in", "--output", "out", *args)
    assert (done.returncode, done.stdout, (tmp_path / "out").exists()) == (2, b"", False)


def test_an_unwritable_folder(predict, tmp_path):
    """It is a message that names it, and says how to go on."""
    (tmp_path / "file").write_bytes(b"")
    done = predict("in.txt", "--output", "file/out")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert done.stderr.startswith(b"error: file/out: cannot be written: ")


def test_files_can_be_read_by_others(predict, folder, tmp_path):
    """An output has the rights of any new file."""
    predict(folder / "thread.txt", "--output", "out")
    (tmp_path / "new").touch()
    made = (tmp_path / "out" / "thread.txt.jsonl").stat().st_mode
    assert stat.filemode(made) == stat.filemode((tmp_path / "new").stat().st_mode)
