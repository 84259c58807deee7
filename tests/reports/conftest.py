"""What is printed, as text, and evaluations to print."""

import io
from collections.abc import Callable

import numpy as np
import pytest

from classifier.evaluation.evaluation import DataSummary, Evaluation, Part
from classifier.evaluation.figures.outcome import Predicted, count_outcome
from classifier.evaluation.prevalence.estimate import Estimate
from classifier.evaluation.prevalence.sample import Matching
from classifier.evaluation.prevalence.shares import LabelShare, Prevalence, Shares
from classifier.labels.agreement.pairs import Agreement
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


def _share(label: str, predicted: float, hits: int, estimates: bool) -> LabelShare:
    corrected = Estimate(share=hits / 20 * 0.9, labels=20, corpus=100, spread=0.5, freedom=18.0)
    alone = Estimate(share=hits / 20, labels=20, corpus=100, spread=1.0, freedom=19.0)
    return LabelShare(
        label=label,
        predicted=predicted,
        sampled=hits,
        corrected=corrected if estimates else None,
        alone=alone if estimates else None,
    )


@pytest.fixture
def shares_of() -> Callable[..., Shares]:
    """Make shares of a hundred comments, twenty of them labelled; or three, which is too few."""

    def make(labels: tuple[str, ...], period: str | None = None, sure: bool = True) -> Shares:
        shares = tuple(_share(label, 90 / len(labels), 20 // len(labels), sure) for label in labels)
        return Shares(
            period=period, comments=100, labelled=20 if sure else 3, voices=100.0, abstained=10.0, shares=shares
        )

    return make


@pytest.fixture
def prevalence_of(shares_of: Callable[..., Shares]) -> Callable[..., Prevalence]:
    """Make a measurement; other fields by name."""

    def make(labels: tuple[str, ...] = ("for", "against"), **fields: object) -> Prevalence:
        made: dict[str, object] = {
            **{"labels": labels, "by": None, "whole": shares_of(labels), "periods": (), "kinds": {}},
            **{"matching": Matching(given=20, unsaid=0, otherwise=0, used=20)},
            **{"seen": 0, "repeated": 0, "unknown_authors": 0, "authors": 0},
        }
        return Prevalence(**{**made, **fields})

    return make
