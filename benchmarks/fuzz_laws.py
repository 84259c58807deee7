"""What holds of whatever any reader makes of any file, checked: the fuzzer and the tests of its finds share this.

A reader gives posts that hold these laws, or a SourceError of one line; nothing else.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

from classifier.errors import ClassifierError
from classifier.records import POST_KINDS, Post, Span, Thread
from classifier.threads.exports.json_export import shape_of_lines
from classifier.threads.formats import ReadOptions, format_of
from classifier.threads.listener import Listener
from classifier.threads.post_json import parse_object, post_from_json, post_to_json
from classifier.threads.read import read_posts, read_threads
from classifier.threads.sources.opening import open_sources
from classifier.threads.spans import text_at

Door = Literal["threads", "posts"]
"""Through which function a file is read: read_threads or read_posts."""

_OF_OWN_LINES = frozenset({"json", "line", "message"})
"""Laws that JSON lines of posts hold too; for the rest they pass through as they are."""

LONGEST_MESSAGE = 2_000

_CUT_OUT = ("quote", "signature", "furniture")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: how many posts, whether it was refused, and each law that is broken, "law: found"."""

    posts: int
    refused: bool
    broken: tuple[str, ...]


def read_and_check(path: Path, options: ReadOptions, door: Door) -> Outcome:
    """Read a file and check what came of it; whatever is raised that is no ClassifierError goes through."""
    broken: list[str] = []
    said: list[str] = []
    posts: list[Post] = []
    refused = False
    try:
        if door == "threads":
            threads = []
            for thread in read_threads(path, options):
                threads.append(thread)
                posts.extend(thread.posts)
            broken.extend(broken_by_file(threads))
            # Members of an archive may share a name, and then all that is in them.
            if path.read_bytes()[:2] == b"PK":
                broken = [law for law in broken if not law.startswith("key:")]
        else:
            posts.extend(read_posts(path, options, Listener(said.append, said.append)))
            broken.extend(law for post in posts for law in broken_by_post(post))
            broken.extend(_broken_by_order(posts))
    except ClassifierError as error:
        refused = True
        said.append(str(error))
    broken.extend(f"message: {text!r:.200}" for text in said if not _is_message(text))
    if broken and _is_own_lines(path, options):
        broken = [law for law in broken if law.partition(":")[0] in _OF_OWN_LINES]
    return Outcome(len(posts), refused, tuple(broken))


def broken_by_file(threads: Iterable[Thread]) -> Iterator[str]:
    """Yield the laws that a file's threads break: each on its own, and keys that are not unique in the file."""
    keys: set[tuple[str | None, str, str]] = set()
    for thread in threads:
        for post in thread.posts:
            yield from broken_by_post(post)
            key = (post.source, *post.key)
            if key in keys and thread.document is not None:
                yield f"key: {post.key!r:.100} twice in one file"
            keys.add(key)
        if thread.document is not None:
            yield from _broken_by_parents(thread.posts)
            yield from _broken_by_places(thread, thread.document)
        yield from (f"note: {note!r:.200}" for note in thread.notes if not _is_message(note))
        if any(post.thread_id != thread.id for post in thread.posts):
            yield "thread: a post of another thread"


def _is_message(text: str) -> bool:
    """Return whether a text can be told: one line that somebody reads."""
    return bool(text.strip()) and "\n" not in text and len(text) < LONGEST_MESSAGE


def broken_by_post(post: Post) -> Iterator[str]:
    """Yield the laws that one post breaks."""
    yield from _broken_by_line(post)
    full = post.text if post.full_text is None else post.full_text
    yield from _broken_by_spans(post.spans, len(full))
    if _visible(post.text) != _visible("".join(_outside(post.spans, full))):
        yield f"text: {post.text!r:.80} is not {full!r:.80} without {post.spans!r:.200}"
    if not post.method:
        yield "method: none"
    if post.kind not in POST_KINDS or (post.kind == "deleted" and post.text):
        yield f"deleted: {post.kind} with {post.text!r:.50}"
    if post.posted_at is not None and not _is_time(post.posted_at):
        yield f"time: {post.posted_at!r:.50}"
    if (post.parent_id is None) != (post.parent_source is None) or post.parent_id == post.id:
        yield f"parent: {post.parent_id!r:.50} of {post.id!r:.50} by {post.parent_source!r}"
    for field in fields(post):
        if getattr(post, field.name) == "" and field.name != "text":
            yield f"nothing: {field.name} is an empty string"


def _broken_by_line(post: Post) -> Iterator[str]:
    """Yield what keeps a post from being written as a line of JSON and read again as the same post."""
    try:
        line = json.dumps(post_to_json(post), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        yield f"json: {error!r:.100}"
        return
    try:
        line.encode()
    except UnicodeEncodeError:
        yield f"surrogate: in {line!r:.100}"
    try:
        again = post_from_json(parse_object(line), 0, "", "")
    except ValueError as error:
        yield f"line: {error!r:.100}"
        return
    if again != post:
        differ = [field.name for field in fields(post) if getattr(again, field.name) != getattr(post, field.name)]
        yield f"line: {', '.join(differ)} not the same when read again"


def _broken_by_spans(spans: Sequence[Span], length: int) -> Iterator[str]:
    end = 0
    for span in spans:
        if not end <= span.start < span.end <= length:
            yield f"span: {span.start}-{span.end} after {end} in {length} characters"
        end = span.end


def _outside(spans: Sequence[Span], full: str) -> Iterator[str]:
    at = 0
    for span in spans:
        if span.kind in _CUT_OUT:
            yield full[at : span.start]
            at = span.end
    yield full[at:]


def _visible(text: str) -> str:
    return "".join(text.split())


def _is_time(written: str) -> bool:
    try:
        return datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False


def _broken_by_parents(posts: Sequence[Post]) -> Iterator[str]:
    """Yield what is wrong with the ids, order, parents and depths of a whole thread."""
    depths = {post.id: post.depth for post in posts}
    if len(depths) < len(posts):
        yield "id: twice in one thread"
    if [post.order for post in posts] != list(range(1, len(posts) + 1)):
        yield "order: does not count up from 1"
    for post in posts:
        # A parent that is one less deep, everywhere, leaves no room for a circle.
        if post.parent_id is not None and depths.get(post.parent_id) != post.depth - 1:
            yield f"parent: {post.parent_id!r:.50} at {depths.get(post.parent_id)} of {post.id!r:.50} at {post.depth}"


def _broken_by_order(posts: Sequence[Post]) -> Iterator[str]:
    """Yield what is wrong with the order of the posts of a file that were read one by one."""
    before: dict[str | None, int] = {}
    for post in posts:
        if post.order not in (1, before.get(post.source, 0) + 1):
            yield f"order: {post.order} after {before.get(post.source, 0)}"
        before[post.source] = post.order


def _broken_by_places(thread: Thread, document: str) -> Iterator[str]:
    """Yield what is wrong with the places of posts and furniture in the document."""
    end = 0
    places = []
    for post in thread.posts:
        full = post.text if post.full_text is None else post.full_text
        if post.start is None or post.end is None or not end <= post.start <= post.end <= len(document):
            yield f"place: {post.start}-{post.end} after {end} in {len(document)} characters"
            continue
        end = post.end
        places.append((post.start, post.end))
        if text_at(document, post.start, post.end) != text_at(full, 0, len(full)):
            yield f"place: {document[post.start : post.end]!r:.80} is not {full!r:.80}"
    places.extend((span.start, span.end) for span in thread.furniture)
    places.sort()
    if any(second[0] < first[1] for first, second in pairwise(places)):
        yield "furniture: in a post, or twice"


def _is_own_lines(path: Path, options: ReadOptions) -> bool:
    """Return whether a file is JSON lines of this project's posts, or holds one that is."""
    try:
        with open_sources(path, options.max_window) as sources:
            for source in sources:
                if isinstance(source, ClassifierError):
                    continue
                known = format_of(source, options.format)
                of_a_platform = known.name == "json" and shape_of_lines(source.head) is not None
                if known.posts is not None and known.name in ("json", "jsonl") and not of_a_platform:
                    return True
    except ClassifierError:
        pass
    return False
