"""What is printed, as text, and evaluations to print."""

import io
from collections.abc import Callable

import numpy as np
import pytest

from classifier.evaluation.evaluation import DataSummary, Evaluation, Part
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.labels.agreement import Agreement
from classifier.reports.terminal import console

Printed = Callable[..., list[str]]


@pytest.fixture
def printed() -> Printed:
    """Call a printing function with a console that writes to a pipe; return the lines."""

    def print_with(function: Callable[..., None], *args: object) -> list[str]:
        pipe = io.StringIO()
        function(console(pipe), *args)
        return pipe.getvalue().splitlines()

    return print_with


@pytest.fixture
def evaluation_of() -> Callable[..., Evaluation]:
    """Make an evaluation of (true, predicted) pairs over some threads, by a model and a baseline."""

    def make(labels: tuple[str, ...], pairs: list[tuple[int, int]], threads: int, origin: str = "real") -> Evaluation:
        true, said = np.array(pairs).T
        thread = np.arange(len(true)) % threads
        outcomes = (
            count_outcome("model", labels, Predicted(thread, true, said)),
            count_outcome("majority", labels, Predicted(thread, true, np.zeros_like(true))),
        )
        agreement = Agreement(("ann", "bob"), posts=30, agreed=24, kappa=0.7123, alpha=None)
        posts = {label: int((true == i).sum()) for i, label in enumerate(labels)}
        data = DataSummary(origin=origin, threads=threads, posts=posts, agreements=(agreement,))
        part = Part(data=data, protocol="predictions as given", outcomes=outcomes, notes=("A note of the part.",))
        return Evaluation(
            title="given predictions",
            parts=(part,),
            seed=4,
            codebook={"version": 3, "hash": "0123456789abcdef"},
            coders=("ann", "bob"),
            notes=("2 posts have no label and are left out.",),
        )

    return make
