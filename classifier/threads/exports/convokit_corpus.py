"""Threads as a ConvoKit corpus: a folder of five files."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from classifier.errors import ClassifierError
from classifier.files import write_folder
from classifier.records import Post, Thread, post_named
from classifier.threads.exports.convokit import NOBODY, OURS
from classifier.threads.sources.source import UTTERANCES

FILES = (UTTERANCES, "speakers.json", "conversations.json", "corpus.json", "index.json")

LARGEST_CORPUS = 512 << 20
"""Characters of all posts, with POST_OVERHEAD for each one's other fields: both sides are held at once."""
POST_OVERHEAD = 500

_NO_METAS: Mapping[tuple[str, str], Mapping[str, Any]] = {}


def refuse_other_files(folder: Path) -> None:
    """Raise ClassifierError where a place holds anything but a corpus: writing one there would take it away."""
    if os.path.isdir(folder):
        others = sorted(set(os.listdir(folder)) - set(FILES))
        if others:
            raise ClassifierError(
                f"{folder}: holds other files ({others[0]}); a corpus would replace them: name a new folder"
            )
    elif os.path.lexists(folder):
        raise ClassifierError(f"{folder}: is a file; a corpus is a folder: name a new one")


def write_convokit(
    threads: Iterable[Thread], folder: Path, metas: Mapping[tuple[str, str], Mapping[str, Any]] = _NO_METAS
) -> None:
    """Write threads as a ConvoKit corpus: all of the folder, or, after a crash, all of the old one.

    `metas` has, by a post's key, what else goes into its utterance's meta.

    The text is the author's own words; what ConvoKit has no place for stands in the utterance's meta. Utterance ids,
    which must be unique in a corpus, get their thread's id in front where two threads share one. Read again, a post
    has its key, order, depth, kind, parent, author, text, full text and title. Lost are its spans, its place in the
    document with confidence, method and locator, fields of the input that are not ours, a time that names no offset
    and how it was written; a time comes back in UTC, a source as the corpus. A parent outside the thread is left out.
    Raises ClassifierError where the folder cannot be written, holds other files, a post comes twice, or there is too
    much to be held in memory.
    """
    refuse_other_files(folder)
    whole = list(_few_enough(threads, folder))
    owners = _owners(whole)
    utterances: list[bytes] = []
    speakers: dict[str, Any] = {}
    conversations: dict[str, Any] = {}
    for thread in whole:
        if not thread.posts:
            continue
        said = {"title": thread.title, "url": thread.url, "source": thread.source}
        conversations[thread.id] = {"meta": {key: value for key, value in said.items() if value}, "vectors": []}
        for post in thread.posts:
            speakers.setdefault(_speaker(post), {"meta": {}, "vectors": []})
            utterance = _utterance(post, thread.id, owners)
            utterance["meta"] |= metas.get(post.key, {})
            utterances.append(_line(utterance))
    index = {"utterances-index": {}, "speakers-index": {}, "conversations-index": {}, "overall-index": {}, "version": 1}
    written = (b"".join(utterances), _line(speakers), _line(conversations), _line({}), _line(index))
    write_folder(folder, dict(zip(FILES, written, strict=True)))


def _few_enough(threads: Iterable[Thread], folder: Path) -> Iterator[Thread]:
    taken = 0
    for thread in threads:
        taken += sum(POST_OVERHEAD + len(post.text) + len(post.full_text or "") for post in thread.posts)
        if taken > LARGEST_CORPUS:
            raise ClassifierError(
                f"{folder}: over {LARGEST_CORPUS >> 20} MiB of posts are too many for one corpus, which is written "
                "whole; make several of fewer files"
            )
        yield thread


def _owners(threads: list[Thread]) -> dict[str, set[str]]:
    """Return the threads in which each id names a post; raise ClassifierError where one names two in a thread."""
    owners: dict[str, set[str]] = {}
    for thread in threads:
        for post in thread.posts:
            of_id = owners.setdefault(post.id, set())
            if thread.id in of_id:
                raise ClassifierError(
                    f"{post_named((thread.id, post.id))} comes twice, and a corpus has one of each; give each file once"
                )
            of_id.add(thread.id)
    return owners


def _speaker(post: Post) -> str:
    return post.author_id or post.author or NOBODY


def _utterance(post: Post, thread_id: str, owners: Mapping[str, set[str]]) -> dict[str, Any]:
    def unique(name: str) -> str:
        return f"{thread_id}/{name}" if len(owners[name]) > 1 else name

    answers = post.parent_id is not None and thread_id in owners.get(post.parent_id, ())
    name, parent = unique(post.id), unique(post.parent_id) if answers and post.parent_id else None
    meta = {
        "written_by": OURS,
        "id": post.id if name != post.id else None,
        "parent_id": post.parent_id if parent is not None and parent != post.parent_id else None,
        "kind": post.kind,
        "order": post.order,
        "depth": post.depth or None,
        "author": post.author,
        "author_id": post.author_id,
        "full_text": post.full_text,
        "parent_source": post.parent_source if answers else None,
    }
    return {
        "id": name,
        "conversation_id": thread_id,
        "text": post.text,
        "speaker": _speaker(post),
        "meta": {key: value for key, value in meta.items() if value is not None},
        "reply-to": parent,
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
