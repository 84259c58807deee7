"""The commands `classify codebook check`, `show` and `migrate`."""

import json
import os
import subprocess
import sys
import time

import pytest

from classifier.labels.codebook import read_codebook
from classifier.labels.coder_log import CoderLog, log_path


@pytest.fixture
def change(lane):
    """Change the codebook of the cycle lane: each old text, which must be there, to a new one."""
    path = lane / "codebook.toml"

    def make(*changes):
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        return read_codebook(path)

    return make


@pytest.fixture
def kept(lane, tmp_path):
    """The cycle lane's codebook before it is changed, kept beside."""
    path = tmp_path / "before.toml"
    path.write_bytes((lane / "codebook.toml").read_bytes())
    return path


VERSION = ("version = 1", "version = 2")
DEFINITION = ("takes no side", "takes neither side")


def _contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestCheck:
    """`classify codebook check`."""

    def test_shipped(self, run):
        """The shipped codebook is whole, and its model is asked of its examples."""
        done = run("codebook", "check", "--format", "table")
        assert (done.code, done.err) == (0, "")
        assert "Aid to Ukraine, restraint, and China: codebook 1 (20285de2ef17ff08)" in done.out
        assert "No contradiction in form." in done.out
        assert "The model default agrees with " in done.out
        assert max(map(len, done.out.splitlines())) <= 80

    def test_lines(self, run, lane, lane_model, change):
        """In a pipe: the codebook, then every example with what the model says; that it differs is no contradiction."""
        example = "[[examples]]\ntext = 'Where are we to park?'\nlabel = '{}'\n"
        change(('[[labels]]\nid = "neither"', example.format("for-lane") + '[[labels]]\nid = "neither"'))
        done = run("codebook", "check", "--annotations", lane, "--model", lane_model)
        assert done.code == 0
        book, said = done.posts
        assert (book["kind"], book["labels"]) == ("codebook", ["for-lane", "against-lane", "neither"])
        assert (said["kind"], said["label"], said["agrees"]) == ("example", "for-lane", said["predicted"] == "for-lane")
        table = run("codebook", "check", "--annotations", lane, "--model", lane_model, "--format", "table").out
        assert f"The model lane agrees with {int(said['agrees'])} of 1 examples." in table

    def test_model_of_other_labels(self, run, lane, model_folder):
        """It is said, and the examples are left; nothing else is."""
        for options in ((), ("--model", model_folder)):
            done = run("codebook", "check", "--annotations", lane, *options)
            assert (done.code, len(done.posts)) == (0, 1)
            assert "examples not checked: the labels of the model" in done.err

    def test_model_of_another_codebook(self, run, lane, lane_model, change):
        """A model of the same labels by another codebook is asked, and it is said which one it was."""
        change(VERSION)
        done = run("codebook", "check", "--annotations", lane, "--model", lane_model)
        assert done.code == 0
        assert "the model lane was trained by codebook 1 (hash ee23e841f31ff65d), which has the same labels" in done.err

    def test_contradictions(self, run, lane, change):
        """All are listed, also those that keep the codebook from being used, and the exit code is 1."""
        change(("`neither`", "`neithr`"), ("Neither", "For the lane"))
        path = lane / "codebook.toml"
        path.write_text(path.read_text("utf-8").replace('id = "against-lane"', 'id = "for-lane"'), "utf-8")
        done = run("codebook", "check", "--annotations", lane, "--format", "table")
        assert done.code == 1
        said = " ".join(done.out.split())
        for text in ("rule 1 names 'neithr'", "label id 'for-lane' is given 2 times", "have the same title"):
            assert f"contradiction: {text}" in said or text in said
        lines = run("codebook", "check", "--annotations", lane)
        found = [line for line in lines.posts if line["kind"] == "contradiction"]
        assert len(found) >= 3
        assert f"error: codebook.toml: {len(found)} contradictions" in lines.err

    def test_version_that_changed_without_its_number(self, run, lane, change):
        """The labels of each log are counted, and what to do is said."""
        change(DEFINITION)
        done = run("codebook", "check", "--annotations", lane)
        assert done.code == 1
        [found] = [line["text"] for line in done.posts if line["kind"] == "contradiction"]
        assert found.startswith(
            "35 labels were given by codebook 1 (hash ee23e841f31ff65d), and the codebook is another"
        )
        assert "ada.jsonl 20, adjudicated.jsonl 5, bo.jsonl 10" in found
        assert found.endswith("give it a new version number and run: classify codebook migrate")

    def test_no_codebook(self, run, lane):
        """What is no codebook at all is an error."""
        (lane / "codebook.toml").write_text("version = 1")
        done = run("codebook", "check", "--annotations", lane)
        assert (done.code, done.out) == (1, "")
        assert "codebook.toml: the codebook lacks 'title'" in done.err


class TestShow:
    """`classify codebook show`."""

    def test_text(self, run, lane):
        """All of it, with its hash."""
        out = run("codebook", "show", "--annotations", lane).out
        assert "A cycle lane on Mill Street, version 1" in out
        assert "1. A joke is `neither`." in out
        assert out.endswith("hash ee23e841f31ff65d\n")

    def test_markdown(self, run, lane):
        """To hand to coders."""
        out = run("codebook", "show", "--annotations", lane, "--format", "markdown").out
        assert out.startswith("# A cycle lane on Mill Street\n\nCodebook, version 1, hash `ee23e841f31ff65d`.\n")

    def test_json(self, run, lane):
        """To compute with."""
        found = json.loads(run("codebook", "show", "--annotations", lane, "--format", "json").out)
        assert (found["hash"], [label["id"] for label in found["labels"]]) == (
            "ee23e841f31ff65d",
            ["for-lane", "against-lane", "neither"],
        )


class TestMigrate:
    """`classify codebook migrate`."""

    def test_carried_and_waiting(self, run, lane, change, kept):
        """Labels whose text is the same are moved; the others wait, do not count, and are to be looked at again."""
        before = _contents(lane)
        book = change(VERSION, DEFINITION)
        done = run("codebook", "migrate", "--annotations", lane, "--from", kept)
        assert done.code == 0, done.err
        assert f"From codebook 1 (hash ee23e841f31ff65d) to codebook 2 (hash {book.hash})" in done.out
        assert "changed: 'neither' (definition)" in done.out
        assert "to look at again: classify label --coder ada" in done.out
        for path in (lane / "labels").iterdir():
            old = [json.loads(line)["label"] for line in before[path].splitlines()]
            assert path.read_bytes().startswith(before[path])
            with CoderLog.open(path, book, pytest.fail) as log:
                standing = log.standing.labels()
            assert sorted(event.label for event in standing) == sorted(old)
            assert {(event.label == "neither", event.codebook["version"]) for event in standing} <= {
                (True, 1),
                (False, 2),
            }
        assert sorted(path.name for path in (lane / "codebooks").iterdir()) == [
            "1-ee23e841f31ff65d.toml",
            f"2-{book.hash}.toml",
        ]
        trained = run("train", "--annotations", lane, "--output", lane / "m", "--no-report", "--strength", 30)
        assert "labels were given by another version of the codebook than 2 and are not used" in trained.err
        facts = json.loads((lane / "m/model.json").read_text())
        assert facts["training"]["posts"] == {"real": {"against-lane": 7, "for-lane": 7}}
        assert facts["codebook"] == {"version": 2, "hash": book.hash, "title": book.title}

    def test_twice_is_once(self, run, lane, change, kept):
        """Run again it writes nothing, and names what still waits; the old text is now read from its copy."""
        change(VERSION, DEFINITION)
        run("codebook", "migrate", "--annotations", lane, "--from", kept)
        once = _contents(lane)
        done = run("codebook", "migrate", "--annotations", lane)
        assert (done.code, _contents(lane)) == (0, once)
        assert "ada: 0 carried, 6 to look at again" in done.out

    def test_dry_run(self, run, lane, change, kept):
        """Says the same and writes nothing."""
        change(VERSION, DEFINITION)
        before = _contents(lane)
        done = run("codebook", "migrate", "--annotations", lane, "--from", kept, "--dry-run")
        assert _contents(lane) == before
        wet = run("codebook", "migrate", "--annotations", lane, "--from", kept)
        assert done.out == wet.out + "nothing was written: this was a dry run\n"

    def test_rename(self, run, lane, change, kept):
        """A label of another id and the same text is carried over; said twice it is as once."""
        change(VERSION, ("`neither`", "`none`"), ('id = "neither"', 'id = "none"'))
        for carried in ("ada: 20 carried, 0 to look at again", "there is nothing to move"):
            options = ("--annotations", lane, "--from", kept, "--rename", "neither=none")
            done = run("codebook", "migrate", *options)
            assert done.code == 0, done.err
            assert carried in done.out
            assert "classify label" not in done.out

    def test_same_version(self, run, lane, change):
        """Another codebook under the same number: refused, and what to do is said."""
        change(DEFINITION, ('id = "neither"', 'id = "none"'), ("`neither`", "`none`"))
        before = _contents(lane)
        done = run("codebook", "migrate", "--annotations", lane)
        assert (done.code, _contents(lane)) == (1, before)
        assert "give it a new version number" in done.err
        assert "'neither' is not in the codebook" not in done.err

    def test_no_text(self, run, lane, change):
        """Without a copy of the codebook before, nothing can be said of its labels: refused."""
        change(VERSION)
        before = _contents(lane)
        done = run("codebook", "migrate", "--annotations", lane)
        assert (done.code, _contents(lane)) == (1, before)
        assert (
            "labels were given by codebook 1 (hash ee23e841f31ff65d), of which no copy was kept; name its" in done.err
        )

    def test_log_that_is_held(self, run, lane, change, kept):
        """While a coder labels nothing is moved, in no log."""
        book = change(VERSION)
        before = _contents(lane)
        code = (
            "import sys; from pathlib import Path; from classifier.labels.codebook import read_codebook;"
            "from classifier.labels.coder_log import CoderLog\n"
            "with CoderLog.open(Path(sys.argv[1]), read_codebook(Path(sys.argv[2])), print):\n"
            "    print('held', flush=True); input()"
        )
        command = [sys.executable, "-c", code, log_path(lane, "bo"), lane / "codebook.toml"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holding:
            assert holding.stdout.readline() == "held\n"
            done = run("codebook", "migrate", "--annotations", lane, "--from", kept)
            assert (done.code, _contents(lane)) == (1, before)
            assert "bo.jsonl: another process writes to it" in done.err
            holding.communicate("\n")
        assert run("codebook", "migrate", "--annotations", lane, "--from", kept).code == 0
        assert book.version == 2

    def test_killed_and_run_again(self, lane, change, kept):
        """Killed at any moment and run again it ends as if it had not been."""
        log = lane / "labels/ada.jsonl"
        line = json.loads(log.read_text("utf-8").splitlines()[0])
        log.write_text("".join(json.dumps({**line, "id": str(n)}) + "\n" for n in range(300)))
        book = change(VERSION)
        command = [sys.executable, "-m", "classifier", "codebook", "migrate", "--annotations", lane, "--from", kept]
        size, killed = log.stat().st_size, 0
        for _ in range(4):
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ) as moving:
                while moving.poll() is None and log.stat().st_size < size + 10_000:
                    time.sleep(0.0005)
                killed += moving.poll() is None
                moving.kill()
            size = log.stat().st_size
        assert killed
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with CoderLog.open(log, book, lambda _: None) as moved:
            assert [event.id for event in moved.standing.labels()] == [str(n) for n in range(300)]
            assert {event.codebook["version"] for event in moved.standing.labels()} == {2}
            assert len(moved.events) == 600

    @pytest.mark.parametrize("renames", [["neither"], ["=x"], ["x="], ["a=b", "a=c"]], ids=str)
    def test_wrong_usage(self, run, lane, renames):
        """A renaming is said as OLD=NEW, once for each label."""
        done = run("codebook", "migrate", "--annotations", lane, *(f"--rename={name}" for name in renames))
        assert (done.code, done.out) == (2, "")
        assert "give each label once, like --rename old-id=new-id" in done.err
