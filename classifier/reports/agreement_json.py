"""How far coders agree, as objects for JSON lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from classifier.labels.agreement.disagreements import Disagreement
from classifier.labels.agreement.figures import Figure
from classifier.labels.agreement.measured import JointAgreement, LabelAgreement, PairAgreement
from classifier.labels.agreement.origins import OriginAgreement
from classifier.labels.log import LabelEvent
from classifier.reports.evaluation_json import interval_to_json


def agreement_lines(found: Sequence[OriginAgreement]) -> Iterator[dict[str, Any]]:
    """Yield an object for all coders, each label, each pair, each coder's own labels given again, each disagreement.

    Each says its kind and its origin; what is not defined or has no interval is null, and `undefined` and
    `no_interval` say why.
    """
    for part in found:
        together = part.together
        head = {"origin": part.origin}
        yield {"kind": "all", **head, "labelled": dict(part.labelled), **_joint(together.joint)}
        for label in together.joint.labels:
            yield {"kind": "label", **head, **_label(label)}
        for pair in together.pairs:
            yield {"kind": "pair", **head, "coders": list(pair.coders), **_pair(pair, together.labels)}
        for pair in together.again:
            yield {"kind": "again", **head, "coder": pair.coders[0], **_pair(pair, together.labels)}
        for disagreement in part.disagreements:
            yield {"kind": "disagreement", **head, **disagreement_to_json(disagreement)}


def disagreement_to_json(disagreement: Disagreement) -> dict[str, Any]:
    """Return a post on which coders differ, with what each said of it, as an object for JSON."""
    post = disagreement.post
    return {
        "thread_id": post.thread_id,
        "id": post.id,
        "coders": {event.coder: _said(event) for event in disagreement.given},
        "final": disagreement.final,
        "adjudicated": disagreement.adjudicated,
        "text": post.text,
    }


def _said(event: LabelEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("label", "secondary", "confidence", "note")}


def _joint(joint: JointAgreement) -> dict[str, Any]:
    return {
        "coders": list(joint.coders),
        "posts": joint.posts,
        "threads": joint.threads,
        **_figure("observed", joint.observed),
        **_figure("alpha", joint.alpha),
        "undefined": joint.undefined,
        "no_interval": joint.no_interval,
    }


def _label(label: LabelAgreement) -> dict[str, Any]:
    return {
        "label": label.label,
        "given": label.given,
        **_figure("specific", label.specific),
        **_figure("alpha", label.alpha),
        "undefined": label.undefined,
        "no_interval": label.no_interval,
    }


def _pair(pair: PairAgreement, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "posts": pair.posts,
        "threads": pair.threads,
        "agreed": pair.agreed,
        **_figure("observed", pair.observed),
        **_figure("kappa", pair.kappa),
        **_figure("alpha", pair.alpha),
        "undefined": pair.undefined,
        "no_interval": pair.no_interval,
        "confusion": {
            label: dict(zip(labels, row, strict=True))
            for label, row in zip(labels, pair.confusion.tolist(), strict=True)
        },
    }


def _figure(name: str, figure: Figure) -> dict[str, Any]:
    return {name: figure.value, f"{name}_interval": interval_to_json(figure.interval)}
