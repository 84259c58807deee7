"""Shares of labels as JSON, and as rows for a table of comma-separated values."""

from collections.abc import Iterator
from typing import Any

from classifier.evaluation.prevalence.estimate import Estimate
from classifier.evaluation.prevalence.shares import LabelShare, Prevalence, Shares

COLUMNS = (
    *("period", "comments", "labelled", "label", "predicted", "plain", "sampled"),
    *("sample", "sample_low", "sample_high", "corrected", "corrected_low", "corrected_high"),
    *("worth_labels", "labels_to_halve", "codebook_version", "codebook_hash"),
)
NO_TIME = "no time"


def prevalence_to_json(prevalence: Prevalence) -> dict[str, Any]:
    """Return a measurement as an object for JSON; what too few labels leave unknown is null."""
    matching = prevalence.matching
    return {
        "codebook": dict(prevalence.codebook) or None,
        "by": prevalence.by,
        "authors": prevalence.authors or None,
        **_shares(prevalence.whole),
        "periods": [{"period": part.period, **_shares(part)} for part in prevalence.periods],
        "left_out": {
            "kinds": dict(prevalence.kinds),
            "trained_on": prevalence.seen,
            "unknown_authors": prevalence.unknown_authors,
            "repeated": prevalence.repeated,
        },
        "sample": {
            "labels": matching.given,
            "used": matching.used,
            "not_in_corpus": [list(key) for key in matching.missing],
            "text_changed": [list(key) for key in matching.changed],
            "no_comments": [list(key) for key in matching.no_comments],
            "trained_on": matching.trained_on,
            "draw_not_said": matching.unsaid,
            "not_random": matching.otherwise,
        },
    }


def prevalence_rows(prevalence: Prevalence) -> Iterator[dict[str, Any]]:
    """Yield a row a label and one for abstentions: of the whole corpus, its period empty, then of each period."""
    for nth, shares in enumerate((prevalence.whole, *prevalence.periods)):
        head = {
            "period": (shares.period or NO_TIME) if nth else "",
            "comments": shares.comments,
            "labelled": shares.labelled,
            **{f"codebook_{name}": prevalence.codebook.get(name) for name in ("version", "hash")},
        }
        for share in shares.shares:
            yield head | _row(shares, share)
        yield head | {"label": "", "predicted": _plain(shares.abstained), "plain": shares.plain_abstained}


def _shares(shares: Shares) -> dict[str, Any]:
    return {
        "comments": shares.comments,
        "labelled": shares.labelled,
        "labels": {share.label: _label(shares, share) for share in shares.shares},
        "abstained": {"predicted": _plain(shares.abstained), "plain": shares.plain_abstained},
        "corrected_total": shares.total,
    }


def _label(shares: Shares, share: LabelShare) -> dict[str, Any]:
    return {
        "predicted": _plain(share.predicted),
        "plain": shares.plain(share),
        "sampled": share.sampled,
        "sample": _estimate(share.alone),
        "corrected": _estimate(share.corrected),
        "worth_labels": share.worth,
        "labels_to_halve": share.corrected and share.corrected.labels_to_halve,
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    interval = estimate.interval
    return {"share": estimate.share, "interval": [interval.low, interval.high]}


def _row(shares: Shares, share: LabelShare) -> dict[str, Any]:
    row = {name: value for name, value in _label(shares, share).items() if name in COLUMNS}
    for name, estimate in (("sample", share.alone), ("corrected", share.corrected)):
        row[name] = None if estimate is None else estimate.share
        row[f"{name}_low"] = None if estimate is None else estimate.interval.low
        row[f"{name}_high"] = None if estimate is None else estimate.interval.high
    return {"label": share.label, **row}


def _plain(voices: float) -> float:
    """Return a count as a whole number where it is one."""
    return round(voices) if abs(voices - round(voices)) < 1e-6 else voices
