"""What a coder sees at one moment, as the JSON that the page draws; all text in it is harmless to a page."""

from typing import Any

from classifier.labelling.plain_view import left_text, speaker_of
from classifier.labelling.session import Session
from classifier.labelling.view import Progress, View
from classifier.labels.log import LabelEvent
from classifier.records import Post, Prediction
from classifier.reports.page.strangers import harmless
from classifier.reports.terminal import certainty
from classifier.reports.thread_page.pieces import pieces_of

Json = dict[str, Any]


def session_shown(session: Session) -> Json:
    """Return what a session shows."""
    view = session.view()
    return {
        "progress": _progress(session.progress() if view is None else view.progress),
        "can_undo": session.can_undo,
        "view": None if view is None else _view(view),
    }


def _progress(progress: Progress) -> Json:
    return {
        "done": progress.done,
        "total": progress.total,
        "skipped": progress.skipped,
        "left": left_text(progress).removeprefix(", "),
    }


def _view(view: View) -> Json:
    before = view.around.before
    return {
        "key": view.post.key,
        "number": view.number,
        "title": _text(view.around.title),
        "above": [_post(post) for post in view.around.above],
        "before": None if before is None else _post(before),
        "post": _post(view.post),
        "answer": None if view.answer is None else _said(view.answer),
        "earlier": None if view.earlier is None else _said(view.earlier),
        "opinions": [_said(event) for event in view.opinions],
        "suggestion": None if view.suggestion is None else _suggested(view.suggestion),
    }


def _post(post: Post) -> Json:
    return {
        "author": _text(post.author),
        "when": _text(post.posted_at_raw or post.posted_at),
        "kind": None if post.kind == "comment" else post.kind,
        "pieces": [
            {
                "kind": piece.kind,
                "text": harmless(piece.text),
                "author": _text(speaker_of(piece.author, piece.text)),
                "block": piece.whole_lines,
            }
            for piece in pieces_of(post, ())
        ],
    }


def _said(event: LabelEvent) -> Json:
    return {
        "coder": harmless(event.coder),
        "label": event.label,
        "secondary": event.secondary,
        "low": event.confidence == "low",
        "note": _text(event.note),
        "version": (event.codebook or {}).get("version"),
    }


def _suggested(prediction: Prediction) -> Json:
    return {
        "label": prediction.predicted,
        "probability": certainty(prediction.probability),
        "abstained": _text(prediction.abstained),
    }


def _text(text: str | None) -> str | None:
    return harmless(text) if text else None
