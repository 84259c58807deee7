"""What a tool's file says -> labels of the posts that are stored here, or why not."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from classifier.labels.exchange.names import LabelNames
from classifier.labels.exchange.record import Incoming, confidence_fault
from classifier.labels.lines import Fault
from classifier.records import Key, Post, post_named, text_digest

_MOST_NAMED = 3
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label for a stored post."""

    where: str
    key: Key
    text_digest: str
    label: str
    secondary: str | None = None
    confidence: str | None = None
    note: str | None = None
    coder: str | None = None
    """As the file calls who gave it; None where it does not say."""
    codebook: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Placer:
    """Finds the post and the label that a record means."""

    posts: Mapping[Key, Post]
    names: LabelNames
    _by_digest: dict[str, list[Key]] = field(default_factory=lambda: defaultdict(list))
    _first: dict[tuple[str | None, Key], Placed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, post in self.posts.items():
            self._by_digest[post.text_digest].append(key)

    def place(self, record: Incoming) -> Placed | None:
        """Return the label of a record, None where it is of an unlabelled post or says again what another has said.

        Raises ValueError with the reason where it cannot be placed.
        """
        if record.refused is not None:
            raise ValueError(record.refused)
        if not record.labels:
            return None
        if len(record.labels) > 1:
            shown = ", ".join(record.labels)[:200]
            raise ValueError(f"has {len(record.labels)} labels ({shown}) where a post has one; keep one of them")
        post = self._post(record)
        placed = Placed(
            where=record.where,
            key=post.key,
            text_digest=post.text_digest,
            label=self._label(record.labels[0]),
            secondary=self._label(record.secondary) if record.secondary else None,
            confidence=_confidence(record.confidence),
            note=record.note,
            coder=record.coder,
            codebook=record.codebook,
        )
        return self._once(placed)

    def _label(self, label: str) -> str:
        try:
            return self.names.id_of(label)
        except ValueError as error:
            raise ValueError(f"{error}; say which it is with --map {label + '=LABEL'!r:.80}") from None

    def _post(self, record: Incoming) -> Post:
        post = self.posts.get(record.key) if record.key else None
        if post is not None:
            _refuse_other_text(record, post)
            return post
        # Where the digest is there too it went out from a project: a post of this one that only says the same is not
        # the one that was labelled.
        if record.key is not None and (record.text is None or record.digest is not None):
            raise ValueError(f"{_named(record.key)} is in no file of posts/")
        if record.text is None:
            raise ValueError("says neither the thread_id and post_id nor the text of a post")
        same = self._by_digest.get(text_digest(record.text), [])
        if len(same) > 1:
            named = "; ".join(post_named(key) for key in same[:_MOST_NAMED])
            raise ValueError(
                f"its text is that of {len(same)} posts ({named}); only thread_id and post_id can say which"
            )
        if not same:
            named = f"{_named(record.key)} is in no file of posts/, nor" if record.key else "no post of posts/ has"
            raise ValueError(f"{named}{' one with' if record.key else ''} its text {record.text[:40]!r}")
        return self.posts[same[0]]

    def _once(self, placed: Placed) -> Placed | None:
        first = self._first.setdefault((placed.coder, placed.key), placed)
        if first is placed:
            return placed
        if _said(first) == _said(placed):
            return None
        other = "" if first.label == placed.label else f" as {first.label!r}, here as {placed.label!r}"
        raise ValueError(f"{post_named(placed.key)} is labelled in {first.where} already{other}; keep one of the two")


def _named(key: Key) -> str:
    """Return what a message calls the post of a key that a stranger wrote."""
    return post_named((key[0][:_LONGEST_ID], key[1][:_LONGEST_ID]))


def _said(placed: Placed) -> tuple[str | None, ...]:
    return placed.label, placed.secondary, placed.confidence, placed.note


def _confidence(value: str | None) -> str | None:
    fault = confidence_fault(value)
    if fault is not None:
        raise ValueError(fault)
    return value


def _refuse_other_text(record: Incoming, post: Post) -> None:
    """Raise ValueError where a record holds another text than its post, in more than what tools change by the way."""
    if record.text is None:
        other = record.digest is not None and record.digest != post.text_digest
    else:
        other = record.text != post.text and comparable(record.text) != comparable(post.text)
    if other:
        found = "" if record.text is None else f": {record.text[:40]!r}"
        raise ValueError(f"{post_named(post.key)} has another text here than in posts/{found}; label it as it is now")


_BREAK = re.compile("<br ?/?>", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")


def comparable(text: str) -> str:
    r"""Return a text without what tools change by the way: white space, line breaks and signs as HTML, half characters.

    >>> comparable("a &amp;<br>b\r\n") == comparable("a &\nb")
    True
    """
    plain = html.unescape(_BREAK.sub("\n", text))
    return " ".join(_HALF.sub("?", plain).replace("\ufffd", "?").split())


def place_all(placer: Placer, records: Iterable[Incoming], fault: Fault) -> tuple[list[Placed], int]:
    """Return the labels of records, and how many records were of unlabelled posts.

    What cannot be placed goes to `fault`.
    """
    placed: list[Placed] = []
    unlabelled = 0
    for record in records:
        try:
            label = placer.place(record)
        except ValueError as error:
            fault(f"{record.where}: {error}")
            continue
        if label is not None:
            placed.append(label)
        elif not record.labels:
            unlabelled += 1
    return placed, unlabelled
