"""Taking labels to other tools and back, at the command line."""

import json
import shutil
from pathlib import Path

import pytest

from classifier.cli.labels import EXCHANGE_FORMATS, PRINTED
from classifier.labels.codebook import read_codebook
from classifier.labels.coder_log import CoderLog, log_path
from classifier.labels.exchange.formats import FORMATS
from classifier.labels.log import read_log


@pytest.fixture
def empty(lane: Path, tmp_path: Path) -> Path:
    """The same posts and codebook, and nobody's labels."""
    folder = Path(shutil.copytree(lane, tmp_path / "empty"))
    shutil.rmtree(folder / "labels")
    return folder


def _labels(folder, coder):
    return [
        (event.key, event.label, event.text_digest)
        for event in read_log(folder / "labels" / f"{coder}.jsonl", None, pytest.fail)
    ]


def test_formats_of_the_help():
    """The formats that the help names are those that there are."""
    assert tuple(FORMATS) == EXCHANGE_FORMATS
    assert tuple(name for name, known in FORMATS.items() if known.piped) == PRINTED


@pytest.mark.parametrize("name", EXCHANGE_FORMATS)
def test_there_and_back(run, lane, empty, tmp_path, name):
    """The labels of a coder, exported and imported into a folder without labels, are the same."""
    path = tmp_path / "labels.out"
    done = run("labels", "export", "--to", name, "--coder", "ada", "--annotations", lane, "--output", path)
    assert (done.code, done.out, done.err) == (0, "", f"note: {path}: 20 labels of 20 records\n")
    done = run("labels", "import", path, "--from", name, "--annotations", empty)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("labels/ada.jsonl: 20 new labels, 0 changed, 0 there already\n")
    assert _labels(empty, "ada") == _labels(lane, "ada")


def test_every_coder_has_a_log(run, lane, empty, save):
    """Without --coder all coders' labels go out, and each comes back to a log of their own."""
    printed = run("labels", "export", "--to", "prodigy", "--annotations", lane)
    assert printed.code == 0
    assert {post["_annotator_id"] for post in printed.posts} == {"ada", "bo"}
    done = run("labels", "import", save(printed.out), "--from", "prodigy", "--annotations", empty, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert {coder: _labels(empty, coder) for coder in ("ada", "bo")} == {
        coder: _labels(lane, coder) for coder in ("ada", "bo")
    }


def test_final_labels(run, lane):
    """With --final each post has the one label that stands: where coders differ, the adjudicated one."""
    printed = run("labels", "export", "--to", "doccano", "--final", "--annotations", lane)
    decided = {key[1]: label for key, label, _ in _labels(lane, "adjudicated")}
    found = {post["post_id"]: post["label"] for post in printed.posts}
    assert len(found) == len(printed.posts) == 20
    assert {id_: found[id_] for id_ in decided} == {id_: [label] for id_, label in decided.items()}


def test_posts_to_label_elsewhere(run, empty):
    """With --all posts go out that nobody has labelled; without it there is nothing to go out."""
    printed = run("labels", "export", "--to", "label-studio", "--all", "--annotations", empty)
    tasks = json.loads(printed.out)
    assert (printed.code, len(tasks)) == (0, 20)
    assert tasks[0]["data"]["text"] == "Build the lane, my children cycle there every day."
    assert {tuple(task["annotations"]) for task in tasks} == {()}
    assert run("labels", "export", "--to", "csv", "--annotations", empty).code == 1


def test_what_cannot_be_placed(run, empty, save):
    """What is placed is kept; the rest is named, twenty of it, and the exit code is 3."""
    key = {"thread_id": "mill-1", "post_id": "mill-1-1"}
    lines = [{**key, "label": ["For the lane"]}, *({"text": f"unknown {n}", "label": ["neither"]} for n in range(22))]
    file = save(lines, "out.jsonl")
    done = run("labels", "import", file, "--from", "doccano", "--coder", "ada", "--annotations", empty)
    errors = [line for line in done.err.splitlines() if line.startswith("error")]
    assert done.code == 3
    assert errors[0] == f"error: {file}:2: no post of posts/ has its text 'unknown 0'"
    assert errors[20:] == ["error: and 2 more like these"]
    assert [label for _, label, _ in _labels(empty, "ada")] == ["for-lane"]


def test_a_map_of_labels(run, empty, save):
    """What a label of the file is called here can be said; without it the message says how."""
    file = save([{"thread_id": "mill-1", "post_id": "mill-1-1", "label": ["Pro, yes"]}], "out.jsonl")
    call = ("labels", "import", file, "--from", "doccano", "--coder", "ada", "--annotations", empty)
    refused = run(*call)
    assert refused.code == 3
    assert "say which it is with --map 'Pro, yes=LABEL'" in refused.err
    assert run(*call, "--map", "Pro, yes=for-lane").code == 0
    assert [label for _, label, _ in _labels(empty, "ada")] == ["for-lane"]


@pytest.mark.parametrize(
    ("content", "extra", "said"),
    [
        ("no\n", (), "bad JSON"),
        ('{"text": "x", "label": ["neither"]}\n', ("--map", "x=y"), "label 'y' is not in codebook 1"),
        ('{"thread_id": "mill-1", "post_id": "mill-1-1", "label": "neither"}\n', (), "give|say whose labels they are"),
    ],
)
def test_nothing_is_written_where_nothing_can_be(run, empty, save, content, extra, said):
    """A file that cannot be read, a map to no label and a coder without a name are errors before anything is kept."""
    done = run("labels", "import", save(content), "--from", "doccano", "--annotations", empty, *extra)
    assert done.code == 1
    assert any(part in done.err for part in said.split("|"))
    assert not (empty / "labels").exists()


def test_a_log_that_is_held(run, lane, save):
    """An import waits for no other process that writes to the log; it says so."""
    file = save([{"thread_id": "mill-1", "post_id": "mill-1-1", "label": "neither"}], "out.jsonl")
    with CoderLog.open(log_path(lane, "ada"), read_codebook(lane / "codebook.toml"), pytest.fail):
        done = run("labels", "import", file, "--from", "doccano", "--coder", "ada", "--annotations", lane)
    assert done.code == 1
    assert "another process writes to it" in done.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("export", "--to", "csv", "--coder", "a", "--final"), "--coder and --final both say whose labels"),
        (("export", "--to", "excel"), "--to excel is not printed; say where it goes with --output PATH"),
        (("export", "--to", "convokit"), "--to convokit is not printed"),
        (("import", "x", "--from", "word"), "'word' is not one of"),
    ],
)
def test_wrong_usage(run, args, said):
    """What cannot be asked is said as usage."""
    done = run("labels", *args)
    assert done.code == 2
    assert said in done.err


def test_nobodys_labels(run, lane):
    """A coder who is not there is an error that names those who are."""
    done = run("labels", "export", "--to", "csv", "--coder", "zoe", "--annotations", lane)
    assert done.code == 1
    assert (
        done.err == f"error: {lane}: holds no label of coder 'zoe'; the coders with labels are ada, adjudicated, bo\n"
    )


def test_never_into_the_shipped_annotations(process, save):
    """Where no folder is named and none is here, nothing is written to the one that ships with the package."""
    done = process("labels", "import", save("{}"), "--from", "doccano", "--coder", "ada")
    assert done.code == 1
    assert done.err.startswith("error: annotations: no such folder; classify init DIR makes a project")


def test_a_name_that_is_no_file(run, empty, save):
    """A coder's name cannot lead out of the folder."""
    file = save([{"thread_id": "mill-1", "post_id": "mill-1-1", "label": "neither"}], "out.jsonl")
    done = run("labels", "import", file, "--from", "doccano", "--coder", "../x", "--annotations", empty)
    assert done.code == 1
    assert "--coder '../x': a coder's name is letters" in done.err


def test_from_a_pipe(run, lane, empty):
    """What one project prints another takes in, without a file between them."""
    printed = run("labels", "export", "--to", "doccano", "--coder", "bo", "--annotations", lane)
    done = run("labels", "import", "-", "--from", "doccano", "--annotations", empty, stdin=printed.out)
    assert done.code == 0
    assert _labels(empty, "bo") == _labels(lane, "bo")


def test_coders_left_out(run, lane, empty, tmp_path):
    """With --coder only that coder's labels come in, and how many others were left out is said."""
    table = tmp_path / "labels.csv"
    run("labels", "export", "--to", "csv", "--output", table, "--annotations", lane)
    others = len(_labels(lane, "bo"))
    done = run("labels", "import", table, "--from", "csv", "--coder", "ada", "--annotations", empty)
    assert f"labels.csv: {others} labels in it are of other coders than ada, and were left out" in done.err
    assert [path.stem for path in (empty / "labels").iterdir()] == ["ada"]


def test_one_label(run, lane, empty, tmp_path):
    """One label is one."""
    table = tmp_path / "labels.csv"
    run("labels", "export", "--to", "csv", "--coder", "ada", "--output", table, "--annotations", lane)
    table.write_bytes(b"".join(table.read_bytes().splitlines(keepends=True)[:2]))
    done = run("labels", "import", table, "--from", "csv", "--annotations", empty)
    assert "ada.jsonl: 1 new label, 0 changed, 0 there already" in done.err


def test_again_and_changed(run, lane, tmp_path):
    """The same labels again change nothing; one that was changed in a spreadsheet replaces the one that was there."""
    table = tmp_path / "labels.csv"
    run("labels", "export", "--to", "csv", "--coder", "ada", "--output", table, "--annotations", lane)
    before = _labels(lane, "ada")
    call = ("labels", "import", table, "--from", "csv", "--annotations", lane)
    assert "0 new labels, 0 changed, 20 there already" in run(*call).err
    table.write_bytes(table.read_bytes().replace(b",for-lane,", b",neither,", 1))
    assert "0 new labels, 1 changed, 19 there already" in run(*call).err
    after = _labels(lane, "ada")
    assert set(after) - set(before) == {(before[0][0], "neither", before[0][2])}


def test_labels_of_another_codebook(run, lane, empty, tmp_path):
    """Labels that went out under one version of the codebook and come back under the next are said not to count yet."""
    table = tmp_path / "labels.csv"
    run("labels", "export", "--to", "csv", "--coder", "ada", "--output", table, "--annotations", lane)
    codebook = empty / "codebook.toml"
    codebook.write_text(codebook.read_text().replace("version = 1", "version = 2"))
    done = run("labels", "import", table, "--from", "csv", "--annotations", empty)
    assert "20 labels in it were given by another version of the codebook than 2" in done.err
