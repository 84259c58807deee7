"""The commands `classify label` and `classify adjudicate`: what is served, and a coder in a real terminal."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from classifier.cli.label import ORDERS
from classifier.labelling import assignment
from classifier.labels.annotations import read_annotations
from classifier.labels.codebook import read_codebook
from classifier.labels.coder_log import CoderLog, log_path

THREAD = "Alice wrote:\n> no lane\n\nBuild it, @Bob, my children cycle.\n"


class InTerminal:
    """A command in a terminal of its own, keys typed into it one by one."""

    def __init__(self, folder, *args):
        self._master, slave = pty.openpty()
        config = folder.with_name(f"{folder.name}-config")
        environment = {**os.environ, "XDG_CONFIG_HOME": str(config), "TERM": "xterm", "COLUMNS": "80"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "classifier", *map(str, args)],
            **dict.fromkeys(("stdin", "stdout", "stderr"), slave),
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def until(self, text, seconds=60):
        """Wait until a text is shown; return all that was shown up to then and since the last wait."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            ready = select.select([self._master], [], [], max(0, end - time.monotonic()))[0]
            assert ready, f"not shown: {text}; but {self.shown}"
            try:
                self.shown += os.read(self._master, 1 << 16).decode()
            except OSError:  # Linux says so where a terminal has no writer left.
                pytest.fail(f"ended without showing: {text}; but {self.shown}")
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def type(self, keys, then):
        """Type keys, once they are waited for, and wait for a text."""
        while termios.tcgetattr(self._master)[3] & termios.ICANON:
            time.sleep(0.005)
        os.write(self._master, keys.encode())
        return self.until(then)

    def echoes(self):
        """Return whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def waits(self):
        """Come back when the process is asleep, and has been for a while."""
        asleep = 0
        while asleep < 10:
            state = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]
            asleep = asleep + 1 if state == "S" else 0
            time.sleep(0.02)

    def close(self):
        """Make sure that it is gone."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.fixture
def in_terminal(tmp_path, lane):
    """Start a command in a terminal, in a folder with the cycle lane's annotations."""
    started = []
    lane.rename(tmp_path / "annotations")

    def start(*args):
        started.append(InTerminal(tmp_path, *args))
        return started[-1]

    yield start
    for each in started:
        each.close()


def _labels(folder, coder):
    with CoderLog.open(log_path(folder, coder), read_codebook(folder / "codebook.toml"), pytest.fail) as log:
        return {event.id: (event.label, event.served) for event in log.standing.labels()}


def test_orders_are_those_of_the_library():
    """The names that the help gives are those that the library knows."""
    assert assignment.ORDERS == ORDERS


def test_label_killed_and_gone_on_with(in_terminal, tmp_path):
    """Labels given by single keys survive SIGKILL; the next run goes on at the very post, and undo reaches back."""
    at = in_terminal("label", "--coder", "cy", "--terminal")
    at.until("post 1 of 20: 0 labelled")
    at.until("[q] quit")
    at.type("1", "post 2 of 20: 1 labelled")
    at.type("l", "confidence: low")
    at.type("2", "post 3 of 20: 2 labelled")
    at.process.send_signal(signal.SIGKILL)
    at.process.wait()
    assert {id_: label for id_, (label, _) in _labels(tmp_path / "annotations", "cy").items()} == {
        "mill-1-1": "for-lane",
        "mill-1-2": "against-lane",
    }
    at = in_terminal("label", "--coder", "cy", "--terminal")
    at.until("post 3 of 20: 2 labelled")
    at.type("z", "post 2 of 20: 1 labelled")
    at.type("z", "post 1 of 20: 0 labelled")
    at.type("q", "note: 0 of 20 posts are labelled; the same command goes on from there")
    assert at.process.wait() == 0
    assert _labels(tmp_path / "annotations", "cy") == {}


def test_question_left_by_control_c(in_terminal):
    """Control-C while a note or a second label is asked for brings the coder back to the post."""
    at = in_terminal("label", "--coder", "cy", "--terminal")
    at.until("[q] quit")
    at.type("n", "note on post 1: ")
    at.waits()  # a signal that comes before readline waits is heard with the next key only
    at.process.send_signal(signal.SIGINT)
    at.until("left as it was")
    at.type("s", "any other key for none")
    at.type("\x03", "left as it was")
    at.type("1", "post 2 of 20: 1 labelled")
    at.type("\x03", "1 of 20 posts are labelled")
    assert at.process.wait() == 0


def test_told_to_end(in_terminal):
    """SIGTERM ends it in good order, and the terminal shows again what is typed."""
    at = in_terminal("label", "--coder", "cy", "--terminal")
    at.until("[q] quit")
    at.type("1", "post 2 of 20: 1 labelled")
    while at.echoes():
        time.sleep(0.005)
    at.process.send_signal(signal.SIGTERM)
    at.until("1 of 20 posts are labelled")
    assert at.process.wait() == 0
    assert at.echoes()


def test_coder_with_other_capitals(run, lane):
    """Who begins a log beside one that differs by capitals alone is told so, once; nobody writes to Adjudicated."""
    done = run("label", "--annotations", lane, "--coder", "Bo", "--terminal")
    assert "note: Bo is a new coder; the labels of bo are another's" in done.err
    assert "new coder" not in run("label", "--annotations", lane, "--coder", "bo", "--terminal").err
    assert run("label", "--annotations", lane, "--coder", "Adjudicated").code == 2


def test_second_process_of_a_coder(in_terminal, run, tmp_path):
    """While a coder labels, a second process of theirs is refused; one of another coder is not."""
    at = in_terminal("label", "--coder", "cy", "--terminal")
    at.until("[q] quit")
    folder = tmp_path / "annotations"
    done = run("label", "--annotations", folder, "--coder", "cy", "--no-browser")
    assert done.code == 1
    assert "cy.jsonl: another process writes to it; close that one, or give another name with --coder" in done.err
    other = in_terminal("label", "--coder", "di", "--terminal")
    other.until("[q] quit")
    other.type("1", "1 labelled")
    at.type("2", "1 labelled")
    assert [_logged(folder, name) for name in ("cy", "di")] == [["against-lane"], ["for-lane"]]


def _logged(folder, coder):
    return [json.loads(line)["label"] for line in log_path(folder, coder).read_text().splitlines()]


def test_files_are_stored_first(in_terminal, tmp_path, save):
    """A file's posts are stored, names replaced, before the first is shown; given once more they are there already."""
    save(THREAD, "thread.txt")
    at = in_terminal("label", "thread.txt", "--coder", "cy", "--terminal")
    shown = at.until("[q] quit")
    assert "stored in annotations/posts" in shown
    stored = (tmp_path / "annotations/posts/thread.jsonl").read_text()
    for text in (shown, stored):
        assert "Alice" not in text
        assert "@Bob" not in text
        assert re.search(r"@user[a-z2-7]{10}", text)
    at.type("q", "the same command goes on")
    again = in_terminal("label", "thread.txt", "--coder", "cy", "--terminal").until("[q] quit")
    assert "stored in" not in again
    assert (tmp_path / "annotations/posts/thread.jsonl").read_text() == stored


def test_new_project_from_init_to_train(run, tmp_path, monkeypatch):
    """What init makes can be labelled at once, and train says what a first thread is too little for."""
    folder = tmp_path / "topic"
    assert run("init", folder).code == 0
    at = InTerminal(folder, "label", "seeds/first-thread.txt", "--coder", "ada", "--terminal")
    try:
        at.until("post 1 of 7: 0 labelled")
        at.until("[q] quit")
        for done, key in enumerate("nfafna", 1):
            at.type(key, f": {done} labelled")
        at.type("f", "all labelled: 7 of 7")
        at.type("q", "all are done")
    finally:
        at.close()
    monkeypatch.chdir(folder)
    assert run("codebook", "check").code == 0
    done = run("train", "--output", "m", "--jobs", 1)
    assert done.code == 0
    assert "REAL POSTS: 7 in 1 threads" in done.out
    assert "label another thread." in done.out


@pytest.mark.parametrize("command", [("label",), ("adjudicate",)], ids=str)
def test_a_copy_of_the_codebook_is_kept(run, lane, command):
    """Before a label can be given the codebook by which it is given is kept, byte for byte."""
    (lane / "labels/adjudicated.jsonl").unlink()
    done = run(*command, "--annotations", lane, "--coder", "cy", "--terminal")
    assert "--terminal needs a terminal" in done.err
    [copy] = (lane / "codebooks").iterdir()
    assert copy.name == "1-ee23e841f31ff65d.toml"
    assert copy.read_bytes() == (lane / "codebook.toml").read_bytes()


def test_codebook_that_changed_without_its_number(run, lane):
    """A coder whose labels were given by other words under the same number is told so."""
    path = lane / "codebook.toml"
    path.write_text(path.read_text("utf-8").replace("takes no side", "takes neither side"), "utf-8")
    done = run("label", "--annotations", lane, "--coder", "bo", "--terminal")
    assert "note: 10 of your labels were given by another codebook under the same version number, 1; see" in done.err


def test_names_kept(in_terminal, save):
    """With --keep-names names stay as they are."""
    save(THREAD, "thread.txt")
    assert "@Bob" in in_terminal("label", "thread.txt", "--coder", "cy", "--terminal", "--keep-names").until("quit")


def test_second_and_again(in_terminal, tmp_path):
    """A second coder is served what another has labelled, and a coder a tenth of their own, neither seeing a label."""
    at = in_terminal("label", "--second", "--coder", "cy", "--terminal")
    assert "you said" not in at.until("post 1 of 20: 0 labelled")
    at.type("1", "1 labelled")
    at.type("q", "goes on")
    assert at.process.wait() == 0
    assert _labels(tmp_path / "annotations", "cy") == {"mill-1-1": ("for-lane", "second")}
    at = in_terminal("label", "--again", "--coder", "bo", "--terminal")
    assert "you said" not in at.until("post 1 of 1: 0 labelled")
    at.type("1", "all labelled: 1 of 1")
    at.type("q", "all are done")


def test_random_sample_serves_prevalence(in_terminal, tmp_path, run, save, lane_model):
    """The labels of a random sample estimate shares; what the coder had labelled before is in it as it was."""
    posts = [{"thread_id": "new", "id": f"n{nth}", "text": f"{nth} lanes, please"} for nth in range(12)]
    at = in_terminal("label", save(posts, "new.jsonl"), "--coder", "cy", "--terminal")
    at.until("[q] quit")
    at.type("1", "1 labelled")
    at.type("q", "goes on")
    assert at.process.wait() == 0
    at = in_terminal("label", "new.jsonl", "--order", "random", "--coder", "cy", "--terminal")
    at.until(": 1 labelled")
    for done in range(2, 12):
        at.type("12"[done % 2], f": {done} labelled")
    at.type("1", "all labelled: 12 of 12")
    at.type("q", "all are done")
    assert at.process.wait() == 0
    folder = tmp_path / "annotations"
    assert {served for _, served in _labels(folder, "cy").values()} == {"random"}
    corpus, log = folder / "posts/new.jsonl", log_path(folder, "cy")
    done = run("prevalence", corpus, "--labels", log, "--model", lane_model, "--format", "json")
    assert done.code == 0, done.err
    assert "random" not in done.err


def test_gaps_in_a_random_sample_are_said(in_terminal, save):
    """Posts that come later are drawn among the others: until they are labelled the sample is none of all posts."""
    threads = {
        name: [{"thread_id": name, "id": str(nth), "text": f"{name} {nth}"} for nth in range(12)] for name in "ab"
    }
    files = {name: save(posts, f"{name}.jsonl") for name, posts in threads.items()}
    at = in_terminal("label", files["a"], "--order", "random", "--coder", "cy", "--terminal")
    at.until("[q] quit")
    for done in range(1, 12):
        at.type("1", f": {done} labelled")
    at.type("q", "goes on from there")
    assert at.process.wait() == 0
    at = in_terminal("label", *files.values(), "--order", "random", "--coder", "cy", "--terminal")
    at.until("[q] quit")
    shown = at.type("q", "may be no random sample of these posts")
    assert re.search(r"posts without a label that were drawn before others of the sample: \d", shown)


def test_uncertain_needs_a_model_of_the_codebook(in_terminal, run, tmp_path, lane_model):
    """By the shipped model, which is of another codebook, nothing can be ordered or suggested; by its own it can."""
    folder = tmp_path / "annotations"
    for option in (["--order", "uncertain"], ["--order", "rare"], ["--suggest"]):
        done = run("label", "--annotations", folder, "--coder", "cy", *option, "--no-browser")
        assert done.code == 1
        assert "needs a model of this codebook, and the model's labels are pro-ukraine-aid" in done.err
    at = in_terminal("label", "--order", "uncertain", "--suggest", "--model", lane_model, "--coder", "cy", "--terminal")
    at.until("the model suggests: ")
    at.type("1", "1 labelled")
    (line,) = log_path(folder, "cy").read_text().splitlines()
    assert (json.loads(line)["served"], json.loads(line)["suggested"]) == ("uncertain", True)


def test_adjudicate(in_terminal, tmp_path):
    """Exactly the posts on which coders differ are served, with what each said; who decided is in the log."""
    folder = tmp_path / "annotations"
    log = folder / "labels/adjudicated.jsonl"
    log.unlink()
    at = in_terminal("adjudicate", "--coder", "eve", "--terminal")
    shown = at.until("[q] quit")
    total = int(re.search(r"post 1 of (\d+): 0 labelled", shown)[1])
    found = read_annotations(folder)
    assert total == len(found.disputed())
    assert re.search(r"ada: .*\r\nbo: ", shown)
    for done in range(1, total):
        at.type("1", f": {done} labelled")
    at.type("1", f"all labelled: {total} of {total}")
    at.type("q", "all are done")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {(line["by"], line["served"], line["label"]) for line in lines} == {("eve", "disputed", "for-lane")}
    assert read_annotations(folder).disputed() == []


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--order", "random", "--second"], 2, "--order, --second and --again each say which posts to serve"),
        (["--second", "--again"], 2, "each say which posts to serve; give one of them"),
        (["--keep-names", "--key", "k"], 2, "--keep-names makes no pseudonyms, so it needs no --key"),
        (["--coder", "adjudicated"], 2, "that log is for decisions between coders: classify adjudicate"),
        # Where a file's name has no case this is the same log.
        (["--coder", "Adjudicated"], 2, "that log is for decisions between coders: classify adjudicate"),
        (["--coder", "../x"], 1, "a coder's name is letters, digits"),
        (["--coder", "cy", "--terminal"], 1, "--terminal needs a terminal to show posts in and to take keys from"),
        (["--coder", "new", "--again", "--terminal"], 1, "you have labelled none of these posts yet"),
        (["--coder", "cy", "missing.txt"], 1, "missing.txt: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage(run, lane, args, code, message):
    """What cannot be is said in one message, with the right exit code, before any post is shown."""
    done = run("label", "--annotations", lane, *args)
    assert (done.code, message in done.err) == (code, True), done.err


def test_nothing_to_second(run, lane):
    """Where no other coder has labelled anything there is nothing to second."""
    for name in ("ada", "bo", "adjudicated"):
        (lane / f"labels/{name}.jsonl").unlink()
    done = run("label", "--annotations", lane, "--coder", "cy", "--second")
    assert "no other coder has labelled any of these posts that you have not" in done.err


def test_nothing_to_decide(run, lane):
    """Where coders agree there is nothing to decide."""
    (lane / "labels/bo.jsonl").unlink()
    done = run("adjudicate", "--annotations", lane)
    assert done.code == 1
    assert "no two coders differ on any post: there is nothing to decide" in done.err


@pytest.mark.parametrize("command", ["label", "adjudicate"])
def test_no_annotations_folder(process, command):
    """Without an annotations folder of one's own nothing is written; how to make one is said."""
    done = process(command, "--coder", "cy")
    assert (done.code, done.out) == (1, "")
    assert "annotations: no such folder; classify init DIR makes a project" in done.err
