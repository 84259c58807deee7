"""What several tests share: the shipped annotations, a small real model of some of them, evaluations to report."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from classifier.evaluation.evaluation import Check, CurvePoint, DataSummary, Doubt, Evaluation, Extras, Part, Twins
from classifier.evaluation.figures.outcome import Outcome, Predicted, count_outcome
from classifier.evaluation.figures.paired import Difference
from classifier.evaluation.systems import differences_to_best
from classifier.labels.agreement.pairs import Agreement
from classifier.labels.annotations import Annotations, read_annotations
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.records import LabelledPost, Post
from classifier.reports.evaluation_page.card import Circumstances
from classifier.reports.evaluation_page.model_facts import ModelFacts
from classifier.stance.model import StanceModel
from classifier.stance.training.corpus import TrainingSet
from classifier.stance.training.train import Recipe, train_model

PROJECT = Path(__file__).parent.parent

# No test is timed: how long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def annotations() -> Annotations:
    """The shipped annotations."""
    return read_annotations(PROJECT / "annotations")


@pytest.fixture(scope="session")
def some_posts(annotations: Annotations) -> list[LabelledPost]:
    """The real posts and every eighth written one: some 450, of all four labels."""
    labelled = annotations.labelled()
    real = [post for post in labelled if post.origin == "real"]
    return real + [post for post in labelled if post.origin == "written"][::8]


@pytest.fixture(scope="session")
def training(annotations: Annotations, some_posts: list[LabelledPost]) -> TrainingSet:
    """Some of the shipped posts, counted."""
    return TrainingSet.of(some_posts, annotations.codebook.label_ids)


@pytest.fixture(scope="session")
def model(annotations: Annotations, training: TrainingSet) -> StanceModel:
    """A model trained on some of the shipped posts."""
    return train_model(training, Recipe(name="small", codebook=annotations.codebook, c=30.0))


@pytest.fixture
def make_post() -> Callable[..., Post]:
    """Make a post from its text; other fields by name."""

    def make(text: str, **fields: object) -> Post:
        return Post(**{"thread_id": "t", "id": "p0001", "order": 1, "text": text, **fields})

    return make


def _outcomes(labels: tuple[str, ...], threads: int, posts: int) -> tuple[Outcome, ...]:
    """Return a model that is right two times in three, and one that knows the first label alone."""
    drawn = np.random.default_rng(5)
    true = np.arange(posts) % len(labels)
    said = np.where(drawn.random(posts) < 2 / 3, true, drawn.integers(len(labels), size=posts))
    probabilities = np.full((posts, len(labels)), 0.3 / len(labels))
    probabilities[np.arange(posts), said] += 0.2 + 0.5 * drawn.random(posts)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    thread = np.arange(posts) // len(labels) % threads
    model = Predicted(thread, true, probabilities.argmax(axis=1), probabilities=probabilities)
    first = Predicted(thread, true, np.zeros(posts, np.int64))
    return count_outcome("model", labels, model), count_outcome("majority", labels, first)


@pytest.fixture(scope="session")
def full_evaluation() -> Callable[..., Evaluation]:
    """Make an evaluation that holds whatever one can hold, with a text in every place that strangers fill."""

    def make(
        labels: tuple[str, ...] = ("for", "against", "neither"),
        text: str = "Build the lane",
        threads: int = 12,
        origins: tuple[str, ...] = ("written", "real"),
    ) -> Evaluation:
        def part(origin: str) -> Part:
            outcomes = model, _ = _outcomes(labels, threads, 8 * len(labels) * 3)
            check = Check(model, model, Difference("model", "model", 0.0))
            post = Post(thread_id=text, id=text, order=1, text=text)
            return Part(
                data=DataSummary(
                    origin=origin,
                    threads=threads,
                    posts={label: int(n) for label, n in zip(labels, model.support, strict=True)},
                    agreements=(Agreement((text, "bob"), posts=30, agreed=24, kappa=0.7, alpha=None),),
                ),
                protocol="3 folds of whole threads, once",
                outcomes=outcomes,
                differences=differences_to_best(outcomes, 0),
                extras=Extras(random_split=check, names=check, curve=(CurvePoint(30, model), CurvePoint(60, model))),
                doubts=tuple(Doubt(post, labels[0], 0.01, labels[1], 0.98) for _ in range(12)),
                twins=(Twins(((post, labels[0]), (post, labels[1]))),),
                notes=(text,),
            )

        return Evaluation(
            title="posts of held-out threads",
            parts=tuple(map(part, origins)),
            seed=0,
            codebook={"version": 1, "hash": "0123456789abcdef"},
            coders=(text, "bob"),
            notes=(text, "A note."),
        )

    return make


@pytest.fixture(scope="session")
def circumstances() -> Callable[..., Circumstances]:
    """Make what is known beside such an evaluation, with a text in every place that strangers fill."""

    def make(labels: tuple[str, ...] = ("for", "against", "neither"), text: str = "lane") -> Circumstances:
        term = {"term": text, "weight": 0.5, "posts": 4, "threads": 3, "authors": 2}
        facts = {
            "strength": {"c": 10.0, "balanced": True},
            "training": {"hash": text, "threads": 5, "posts": {text: {labels[0]: 3}}},
            "strongest_terms": {labels[0]: [term, {**term, "term": "of one author", "authors": 1}]},
            "versions": {"numpy": text},
        }
        return Circumstances(
            made_on="2024-05-03",
            command="classify train",
            codebook=Codebook(version=1, title=text, labels=tuple(CodebookLabel(n, n, text, text) for n in labels)),
            model=ModelFacts.of(text, "0123456789abcdef", facts),
        )

    return make


# Stands for a full disk: no file may become larger.
WITH_LIMIT = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from classifier.cli.main import classify
classify()
"""


@dataclass
class Labelling:
    """A labelling command at work in a project of its own."""

    process: subprocess.Popen[bytes]
    said: Path
    """What it says on standard error."""
    log: Path
    address: str = ""

    def addresses(self) -> list[str]:
        """Return the addresses that it has announced."""
        return re.findall(r"http://\S+", self.said.read_text("utf-8"))

    def wait_for_address(self, nth: int = 1) -> str:
        """Return the nth address that is announced."""
        while len(self.addresses()) < nth:
            if self.process.poll() is not None:
                pytest.fail(self.said.read_text("utf-8"))
            time.sleep(0.02)
        return self.addresses()[nth - 1]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.split(":")[2].split("/")[0])

    def lines(self) -> list[dict[str, object]]:
        """Return what stands in the log."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()] if self.log.exists() else []

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture(scope="session")
def label_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Labelling]]:
    """Start a labelling command in a folder, which becomes a project; `limit` is the largest file it may write."""
    started: list[Labelling] = []
    settings = tmp_path_factory.mktemp("settings")

    def start(
        folder: Path, *files: object, coder: str = "ada", command: str = "label", limit: int | None = None
    ) -> Labelling:
        annotations = folder / "annotations"
        for part in ("posts", "labels"):
            (annotations / part).mkdir(parents=True, exist_ok=True)
        if not (annotations / "codebook.toml").exists():
            shutil.copy(PROJECT / "annotations" / "codebook.toml", annotations)
        said = folder / f"said-{len(started)}.txt"
        program = ["-m", "classifier"] if limit is None else ["-c", WITH_LIMIT.format(limit=limit)]
        run = [sys.executable, *program, command, *map(str, files), "--coder", coder, "--no-browser"]
        with said.open("wb") as err:
            process = subprocess.Popen(
                run,
                cwd=folder,
                stderr=err,
                env={**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": str(settings)},
            )
        log = annotations / "labels" / f"{'adjudicated' if command == 'adjudicate' else coder}.jsonl"
        labelling = Labelling(process, said, log)
        started.append(labelling)
        labelling.address = labelling.wait_for_address()
        return labelling

    yield start
    for labelling in started:
        labelling.process.kill()
        labelling.process.wait()
