"""What goes out to another tool and what comes back, whatever the format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classifier.labels.log import CONFIDENCES, LabelEvent
from classifier.records import Key, Post

OURS = ("secondary", "confidence", "note")
"""What a label may carry; in tools that ask several questions at once, also the names of these questions."""

QUESTION = "stance"
"""What the question for the label is called in a tool that asks several."""

QUESTIONS = (QUESTION, "label", "labels")
"""Names by which the question for the label is known, where the user names none."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A post and the label that it goes out with; None for a post to be labelled elsewhere."""

    post: Post
    event: LabelEvent | None = None
    coder: str | None = None
    """Who gave the label; None for one that stands for several coders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a tool's file says of one post, in that file's words."""

    where: str
    """File and line, or file and record, for messages."""
    key: Key | None = None
    """The post's key where the record carries one."""
    text: str | None = None
    digest: str | None = None
    """Of the text that went out, where the file may hold it cut short."""
    labels: tuple[str, ...] = ()
    """None of them: the post was not labelled."""
    secondary: str | None = None
    confidence: str | None = None
    note: str | None = None
    coder: str | None = None
    codebook: Mapping[str, Any] | None = None
    """Version and hash of the codebook under which the label was given, where the file says them."""
    refused: str | None = None
    """Why the tool's answer is no label, where it is none: skipped, rejected."""


def context(post: Post) -> dict[str, str]:
    """Return what goes with a post's text, so that the answer finds its post again; unknown fields are left out.

    The post's id is called post_id: tools keep an `id` of their own.
    """
    fields = {
        "thread_id": post.thread_id,
        "post_id": post.id,
        "title": post.title,
        "parent_id": post.parent_id,
        "author": post.author,
        "text_digest": post.text_digest,
    }
    return {name: value for name, value in fields.items() if value is not None}


def details(outgoing: Outgoing) -> dict[str, str]:
    """Return what goes with a label, unknown fields left out."""
    event = outgoing.event
    if event is None:
        return {}
    codebook = event.codebook or {}
    fields = {
        "secondary": event.secondary,
        "confidence": event.confidence,
        "note": event.note,
        "coder": outgoing.coder,
        "labelled_at": event.at,
        "codebook_version": codebook.get("version"),
        "codebook_hash": codebook.get("hash"),
    }
    return {name: str(value) for name, value in fields.items() if value is not None}


def belonging(outgoing: Outgoing) -> dict[str, str]:
    """Return the details with the label that they belong to, for tools that keep them beside an answer that changes."""
    event = outgoing.event
    return {} if event is None or event.label is None else {"labelled_as": event.label, **details(outgoing)}


def still_belonging(fields: Mapping[str, Any], labels: tuple[str, ...]) -> dict[str, Any]:
    """Return the details that `belonging` sent out, as fields of Incoming; none where the label is another by now."""
    if len(labels) != 1 or fields.get("labelled_as") != labels[0]:
        return {}
    return {
        **{name: text_of(fields.get(name)) for name in OURS},
        "coder": text_of(fields.get("coder")),
        "codebook": codebook_of(fields),
    }


def codebook_of(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the codebook's version and hash that `details` sent out; None where there is no version."""
    version = text_of(fields.get("codebook_version")) or ""
    if not re.fullmatch("[0-9]{1,9}", version):
        return None
    return {"version": int(version), "hash": text_of(fields.get("codebook_hash"))}


def placed_by(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the post's key and the digest of its text that `context` sent out, as fields of Incoming."""
    thread, post = text_of(fields.get("thread_id")), text_of(fields.get("post_id"))
    return {"key": (thread, post) if thread and post else None, "digest": text_of(fields.get("text_digest"))}


def text_of(value: object) -> str | None:
    """Return a text or a whole number as text; None for an empty text and for anything else."""
    if isinstance(value, str):
        return value or None
    whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64
    return str(value) if whole else None


def texts_of(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or the one text; what is none in it is left out."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for part in values if (text := text_of(part)) is not None)


def details_among(answers: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the details among the answers to several questions, as fields of Incoming."""
    return {name: "\n".join(answers.get(name, ())) or None for name in OURS}


def confidence_fault(value: str | None) -> str | None:
    """Return what is wrong with a confidence."""
    if value is None or value in CONFIDENCES:
        return None
    return f"confidence {value!r:.80} is none of {', '.join(CONFIDENCES)}"
