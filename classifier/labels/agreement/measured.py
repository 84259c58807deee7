"""How far some coders agree: each pair, all together, each label, each coder with the labels that they gave again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from classifier.labels.agreement.codings import MISSING, Codings, Ints, LabelsByCoder, all_labels
from classifier.labels.agreement.coefficients import joint_figures, pair_figures
from classifier.labels.agreement.counts import Counts, coincidence_counts, confusion, pair_counts
from classifier.labels.agreement.figures import Figure, Measured, figures_of
from classifier.records import Key
from classifier.resampling import FEWEST_THREADS

Undefined = Literal["no post in common", "all labels the same", "given to no post", "given to every post"]
NoInterval = Literal["too few threads", "no disagreement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAgreement:
    """How far any number of coders agree on one label against all others."""

    label: str
    given: int
    """How often it was given to posts that two coders or more labelled."""
    threads: int
    """Those of all these posts."""
    specific: Figure
    alpha: Figure

    @property
    def undefined(self) -> Undefined | None:
        """Why alpha is not defined; None where it is."""
        if self.alpha.value is not None:
            return None
        return "given to every post" if self.given else "given to no post"

    @property
    def no_interval(self) -> NoInterval | None:
        """Why what is defined has no interval; None where it has one."""
        return _no_interval(self.threads, self.specific)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnPosts:
    """What there is to say of coders on the posts that two of them labelled."""

    posts: int
    threads: int
    observed: Figure
    alpha: Figure

    @property
    def undefined(self) -> Undefined | None:
        """Why alpha, and kappa where there is one, is not defined; None where it is."""
        if self.alpha.value is not None:
            return None
        return "all labels the same" if self.posts else "no post in common"

    @property
    def no_interval(self) -> NoInterval | None:
        """Why what is defined has no interval; None where it has one."""
        return _no_interval(self.threads, self.observed)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointAgreement(_OnPosts):
    """How far any number of coders agree, on the posts that two of them or more labelled."""

    coders: tuple[str, ...]
    labels: tuple[LabelAgreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement(_OnPosts):
    """How far two coders agree on the posts that both labelled, or one coder with themself."""

    coders: tuple[str, str]
    """Twice the same where it is of a coder's own label and the one given again."""
    agreed: int
    kappa: Figure
    confusion: Ints
    """How many posts got which labels, shape (labels, labels): [first coder's, second's] or [own, again]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What `measure_agreement` found."""

    labels: tuple[str, ...]
    joint: JointAgreement
    pairs: tuple[PairAgreement, ...]
    again: tuple[PairAgreement, ...]


def measure_agreement(given: LabelsByCoder, again: LabelsByCoder, labels: Sequence[str], seed: int) -> Together:
    """Return how far coders agree with each other, and each with the labels that they gave `again`.

    `labels` are those of the codebook. Intervals are over resampled threads, the draws starting from `seed`.
    """
    labels = all_labels(labels, given, again)
    codings = Codings.of(given, labels)
    places = list(combinations(range(len(given)), 2))
    compared = [_compared(codings, first, second) for first, second in places]
    compared += [_compared(_own_and_again(given[coder], again[coder], labels), 0, 1) for coder in again]
    coincidences = coincidence_counts(codings)
    joint, *found = figures_of([Measured(coincidences, joint_figures), *(counted for _, counted in compared)], seed)
    names = [*combinations(given, 2), *((coder, coder) for coder in again)]
    pairs = [_pair(*row) for row in zip(names, compared, found, strict=True)]
    return Together(
        labels=labels,
        joint=_joint(codings, coincidences, joint),
        pairs=tuple(pairs[: len(places)]),
        again=tuple(pairs[len(places) :]),
    )


_Compared = tuple[Ints, Measured]
"""A confusion, and the counts by thread of the same two coders."""


def _compared(codings: Codings, first: int, second: int) -> _Compared:
    return confusion(codings, first, second), Measured(pair_counts(codings, first, second), pair_figures)


def _own_and_again(own: Mapping[Key, str], again: Mapping[Key, str], labels: Sequence[str]) -> Codings:
    return Codings.of({"own": {key: own[key] for key in again if key in own}, "again": again}, labels)


def _pair(coders: tuple[str, str], compared: _Compared, figures: Sequence[Figure]) -> PairAgreement:
    table, measured = compared
    observed, kappa, alpha = figures
    return PairAgreement(
        coders=coders,
        posts=int(table.sum()),
        agreed=int(table.trace()),
        threads=int(measured.there.sum()),
        observed=observed,
        kappa=kappa,
        alpha=alpha,
        confusion=table,
    )


def _joint(codings: Codings, coincidences: Counts, figures: Sequence[Figure]) -> JointAgreement:
    observed, alpha, *by_label = figures
    n, threads = len(codings.labels), int(coincidences.any(axis=(1, 2)).sum())
    rows = zip(codings.labels, coincidences[:, 1].sum(axis=0), by_label[:n], by_label[n:], strict=True)
    labels = [LabelAgreement(label=name, given=int(m), threads=threads, alpha=a, specific=s) for name, m, a, s in rows]
    return JointAgreement(
        coders=codings.coders,
        posts=int(((codings.given != MISSING).sum(axis=1) > 1).sum()),
        threads=threads,
        observed=observed,
        alpha=alpha,
        labels=tuple(labels),
    )


def _no_interval(threads: int, figure: Figure) -> NoInterval | None:
    if figure.value is None or figure.interval is not None:
        return None
    return "too few threads" if threads < FEWEST_THREADS else "no disagreement"
