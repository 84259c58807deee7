"""ConvoKit: a corpus is a folder with utterances, one a line, and what is said of conversations and speakers.

Only the folder is read and written; the package itself is not needed. In the files the key is reply-to, in ConvoKit's
Python reply_to; corpora of its first versions say user and root for speaker and conversation_id.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from classifier.files import write_folder
from classifier.records import Post, PostKind, Thread
from classifier.threads.exports.item import About, Item, post_of
from classifier.threads.exports.parse_json import with_whole_characters
from classifier.threads.exports.reddit import GONE
from classifier.threads.exports.values import Object, iso_of_epoch, iso_of_text, name_at, object_at, text_at
from classifier.threads.source import UTTERANCES, Source

LARGEST_SIDE_FILE = 256 << 20
_KINDS: tuple[str, ...] = get_args(PostKind)


def is_line(line: Object) -> bool:
    """Return whether a JSON object is an utterance."""
    return "text" in line and ("speaker" in line or "user" in line) and ("conversation_id" in line or "root" in line)


def line_reader(source: Source) -> Callable[[Object, int, str], Post]:
    """Return what makes posts of utterances, with the titles that stand in conversations.json beside them."""
    conversations = _conversations(source)

    def read(line: Object, order: int, name: str) -> Post:
        thread_id = name_at(line, "conversation_id", "root") or name_at(line, "id") or "conversation"
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
        return post_of(_item(line), about, order)

    return read


def _conversations(source: Source) -> Mapping[str, Any]:
    raw = source.beside("conversations.json", LARGEST_SIDE_FILE)
    try:
        value = json.loads(with_whole_characters(raw.decode("utf-8-sig"))) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _item(line: Object) -> Item:
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
        author=name_at(meta, "author") or (None if name in (*GONE, _NOBODY) else name),
        author_id=name_at(meta, "author_id"),
        posted_at=iso_of_epoch(when) or iso_of_text(when),
        posted_at_raw=name_at({"": when}, "") if isinstance(when, str) else None,
        kind=kind,
    )


_NOBODY = "unknown"


def write_convokit(threads: Iterable[Thread], folder: Path) -> None:
    """Write threads as a ConvoKit corpus: all of the folder, or, after a crash, all of the old one.

    The text is the author's own words; quotes are in the utterance's meta as full_text. Utterance ids, which must be
    unique in a corpus, get their thread's id in front where two threads share one. Raises ClassifierError where the
    folder cannot be written.
    """
    whole = list(threads)
    shared = _shared_ids(whole)
    utterances: list[bytes] = []
    speakers: dict[str, Any] = {}
    conversations: dict[str, Any] = {}
    for thread in whole:
        said = {"title": thread.title, "url": thread.url, "source": thread.source}
        conversations[thread.id] = {"meta": {key: value for key, value in said.items() if value}, "vectors": []}
        here = {post.id for post in thread.posts}
        for post in thread.posts:
            speakers.setdefault(_speaker(post), {"meta": {}, "vectors": []})
            utterances.append(_line(_utterance(post, thread.id, shared, here)))
    index = {"utterances-index": {}, "speakers-index": {}, "conversations-index": {}, "overall-index": {}, "version": 1}
    write_folder(
        folder,
        {
            UTTERANCES: b"".join(utterances),
            "speakers.json": _line(speakers),
            "conversations.json": _line(conversations),
            "corpus.json": _line({}),
            "index.json": _line(index),
        },
    )


def _shared_ids(threads: list[Thread]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for thread in threads:
        for name in {post.id for post in thread.posts}:
            (shared if name in seen else seen).add(name)
    return shared


def _speaker(post: Post) -> str:
    return post.author_id or post.author or _NOBODY


def _utterance(post: Post, thread_id: str, shared: set[str], here: set[str]) -> dict[str, Any]:
    def unique(name: str | None) -> str | None:
        return f"{thread_id}/{name}" if name in shared else name

    meta = {
        "kind": post.kind,
        "author": post.author if post.author_id else None,
        "author_id": post.author_id,
        "full_text": post.full_text,
        "parent_source": post.parent_source,
    }
    return {
        "id": unique(post.id),
        "conversation_id": thread_id,
        "text": post.text,
        "speaker": _speaker(post),
        "meta": {key: value for key, value in meta.items() if value is not None},
        "reply-to": unique(post.parent_id) if post.parent_id in here else None,
        "timestamp": _seconds(post.posted_at),
        "vectors": [],
    }


def _seconds(written: str | None) -> float | None:
    try:
        time = datetime.fromisoformat(written) if written else None
        return time.timestamp() if time is not None and time.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _line(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"
