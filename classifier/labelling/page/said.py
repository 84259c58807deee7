"""What the page sends -> what the session is told; everything else is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.labelling.session import LONGEST_NOTE, Answer, Session
from classifier.records import Key
from classifier.threads.post_json import parse_object

LARGEST = 64 << 10
"""Bytes of a request's body."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page may ask for: the fields that it must give, and what is done with them."""

    fields: frozenset[str]
    do: Callable[[Session, Mapping[str, Any]], object]


def fields_of(body: bytes, deed: Deed) -> dict[str, Any]:
    """Return the fields of a body; raise ValueError where they are not those of the deed."""
    try:
        fields = parse_object(body.decode())
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    if fields.keys() != deed.fields:
        raise ValueError(f"the fields must be {', '.join(sorted(deed.fields)) or 'none'}")
    return fields


def _give(session: Session, fields: Mapping[str, Any]) -> None:
    note = _text(fields, "note", or_none=True)
    if note is not None and len(note) > LONGEST_NOTE:
        raise ValueError(f"the note has {len(note):,} letters; {LONGEST_NOTE:,} is the most")
    if not isinstance(fields["low"], bool):
        raise ValueError("'low' must be true or false")
    answer = Answer(
        label=_text(fields, "label") or "",
        secondary=_text(fields, "secondary", or_none=True),
        low=fields["low"],
        note=note,
    )
    session.give(_key(fields), answer)


def _skip(session: Session, fields: Mapping[str, Any]) -> None:
    session.skip(_key(fields))


def _undo(session: Session, _: Mapping[str, Any]) -> None:
    session.undo()


def _jump(session: Session, fields: Mapping[str, Any]) -> None:
    number = fields["number"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError("'number' must be a whole number")
    session.go_to(number)


DEEDS: Mapping[str, Deed] = {
    "label": Deed(frozenset({"key", "label", "secondary", "low", "note"}), _give),
    "skip": Deed(frozenset({"key"}), _skip),
    "undo": Deed(frozenset(), _undo),
    "jump": Deed(frozenset({"number"}), _jump),
}


def _key(fields: Mapping[str, Any]) -> Key:
    match fields["key"]:
        case [str(thread), str(post)]:
            return thread, post
    raise ValueError("'key' must be a thread's id and a post's id")


def _text(fields: Mapping[str, Any], name: str, or_none: bool = False) -> str | None:
    value = fields[name]
    if not isinstance(value, str) and not (or_none and value is None):
        raise ValueError(f"{name!r} must be text{' or null' if or_none else ''}")
    return value
