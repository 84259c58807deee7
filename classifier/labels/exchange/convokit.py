"""ConvoKit: a corpus whose utterances carry the label in their meta.

Looked at: convokit.cornell.edu/documentation/data_format.html, and what `segment --format convokit` writes and reads
(threads/exports/convokit and convokit_corpus). Only utterances.jsonl is read. A corpus has one meta for an utterance,
so one coder's labels, or those that stand for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import DataError
from classifier.labels.exchange.reading import Reading, objects_of_lines, sources_of
from classifier.labels.exchange.record import (
    OURS,
    QUESTIONS,
    Incoming,
    Outgoing,
    codebook_of,
    details,
    text_of,
    texts_of,
)
from classifier.records import Key, Post, Thread, post_named
from classifier.threads.exports.convokit import OURS as OUR_CORPUS
from classifier.threads.exports.convokit_corpus import write_convokit
from classifier.threads.exports.values import Object, object_at
from classifier.threads.sources.source import UTTERANCES

LABEL = "label"


def write_corpus(outgoing: Iterable[Outgoing], folder: Path) -> None:
    """Write a corpus; raise DataError where a post has labels of several coders."""
    labels: dict[Key, Outgoing] = {}
    for one in outgoing:
        if one.post.key in labels:
            raise DataError(
                f"{post_named(one.post.key)} has labels of several coders, and an utterance holds one: "
                "choose --coder NAME or --final"
            )
        labels[one.post.key] = one
    metas = {key: {LABEL: one.event.label, **details(one)} for key, one in labels.items() if one.event is not None}
    by_thread: dict[str, list[Post]] = defaultdict(list)
    for one in labels.values():
        by_thread[one.post.thread_id].append(one.post)
    threads = (
        Thread(id=thread_id, posts=tuple(posts), title=posts[0].title, url=posts[0].url)
        for thread_id, posts in by_thread.items()
    )
    write_convokit(threads, folder, metas)


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the utterances of a corpus say; `path` is its folder, or its file of utterances."""
    inside = Path(path) / UTTERANCES
    for source in sources_of(str(inside) if inside.is_file() else path):
        for where, line in objects_of_lines(source, reading.fault):
            yield _incoming(where, line, reading.question)


def _incoming(where: str, line: Mapping[str, Any], question: str | None) -> Incoming:
    meta = object_at(line, "meta")
    labels = texts_of(next((meta[name] for name in (question, *QUESTIONS) if name is not None and name in meta), None))
    return Incoming(
        where=where,
        key=_key(line, meta),
        text=text_of(line.get("text")),
        labels=labels,
        **{name: text_of(meta.get(name)) for name in OURS},
        coder=text_of(meta.get("coder")),
        codebook=codebook_of(meta),
    )


def _key(line: Object, meta: Object) -> Key | None:
    thread = text_of(line.get("conversation_id")) or text_of(line.get("root"))
    ours = meta.get("written_by") == OUR_CORPUS
    # Where an id names posts of two threads the corpus has the thread in front, and our meta the id as it was.
    post = (text_of(meta.get("id")) if ours else None) or text_of(line.get("id"))
    return (thread, post) if thread and post else None
