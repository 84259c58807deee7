"""ConvoKit: a corpus is a folder with utterances, one a line, and what is said of conversations and speakers.

Only the folder is read; the package itself is not needed. In the files the key is reply-to, in ConvoKit's Python
reply_to; corpora of its first versions say user and root for speaker and conversation_id.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from classifier.records import Post, PostKind, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.parse_json import with_whole_characters
from classifier.threads.exports.reddit import GONE
from classifier.threads.exports.values import (
    Object,
    Pointer,
    first_object,
    iso_of_epoch,
    iso_of_text,
    name_at,
    number_at,
    object_at,
    placed_objects,
    text_at,
)
from classifier.threads.sources.source import Source
from classifier.threads.words import Words

LARGEST_SIDE_FILE = 256 << 20
_KINDS: tuple[str, ...] = get_args(PostKind)


NOBODY = "unknown"
"""The speaker of a post whose author is not known; a corpus has one for each utterance."""

OURS = "classifier"
"""What our own utterances say in their meta, so that they are read again as they were."""


def is_line(line: Object) -> bool:
    """Return whether a JSON object is an utterance."""
    return "text" in line and ("speaker" in line or "user" in line) and ("conversation_id" in line or "root" in line)


def is_corpus(value: object) -> bool:
    """Return whether a JSON value is a list of utterances: the utterances.json of the first versions."""
    return is_line(first_object(value))


def read_corpus(value: object, source: str) -> Iterator[Thread]:
    """Yield the conversations of a list of utterances."""
    conversations: dict[str, list[Item]] = {}
    for at, line in placed_objects(value, ""):
        conversations.setdefault(_conversation(line), []).append(_item(line, at))
    for name, items in conversations.items():
        yield thread_of(items, About(id=name, source=source, method="convokit"))


def _conversation(line: Object) -> str:
    return name_at(line, "conversation_id", "root", "id") or "conversation"


def line_reader(source: Source) -> Callable[[Object, int, str, str], Post]:
    """Return what makes posts of utterances, with the titles that stand in conversations.json beside them."""
    conversations = _conversations(source)

    def read(line: Object, order: int, name: str, locator: str) -> Post:
        thread_id = _conversation(line)
        said = object_at(conversations, thread_id)
        # Old corpora have no "meta" around what is said of a conversation.
        meta = object_at(said, "meta") or said
        about = About(
            id=thread_id,
            source=name,
            method="convokit",
            title=text_at(meta, "title") or None,
            url=text_at(meta, "url") or None,
        )
        written = object_at(line, "meta")
        if written.get("written_by") == OURS:
            return _as_written(post_of(_own_item(line, written, locator), about, order), written)
        return post_of(_item(line, locator), about, order)

    return read


def _conversations(source: Source) -> Mapping[str, Any]:
    raw = source.beside("conversations.json", LARGEST_SIDE_FILE)
    try:
        value = json.loads(with_whole_characters(raw.decode("utf-8-sig"))) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _own_item(line: Object, meta: Object, locator: Pointer) -> Item:
    """Return the item of an utterance that `write_convokit` wrote: its words are cut already, and not marked up."""
    text, kind = text_at(line, "text"), text_at(meta, "kind")
    return Item(
        id=name_at(meta, "id") or name_at(line, "id"),
        words=Words(text_at(meta, "full_text") or text, text),
        parent=name_at(meta, "parent_id") or name_at(line, "reply-to"),
        author=name_at(meta, "author"),
        author_id=name_at(meta, "author_id"),
        posted_at=iso_of_epoch(line.get("timestamp")),
        kind=kind if kind in _KINDS else "comment",  # type: ignore[arg-type]
        locator=locator,
    )


def _as_written(post: Post, meta: Object) -> Post:
    source: Any = text_at(meta, "parent_source") or post.parent_source
    order, depth = number_at(meta, "order") or post.order, number_at(meta, "depth")
    return replace(post, order=order, depth=depth, parent_source=source if post.parent_id else None)


def _item(line: Object, locator: Pointer) -> Item:
    text = text_at(line, "text")
    meta = object_at(line, "meta")
    given = meta.get("kind")
    gone = text.strip().lower() in GONE or given == "deleted"
    kind: Any = "deleted" if gone else given if isinstance(given, str) and given in _KINDS else "comment"
    speaker = line.get("speaker", line.get("user"))
    name = name_at(speaker, "id", "name") if isinstance(speaker, Mapping) else name_at({"": speaker}, "")
    when = line.get("timestamp")
    return Item(
        id=name_at(line, "id"),
        text="" if gone else text,
        markup="markdown" if "subreddit" in meta or (name_at(line, "id") or "").startswith(("t1_", "t3_")) else "text",
        parent=name_at(line, "reply-to", "reply_to"),
        author=name_at(meta, "author") or (None if name in (*GONE, NOBODY) else name),
        author_id=name_at(meta, "author_id"),
        posted_at=iso_of_epoch(when) or iso_of_text(when),
        posted_at_raw=name_at({"": when}, "") if isinstance(when, str) else None,
        kind=kind,
        locator=locator,
    )
