"""Posts to be labelled -> the files of an annotations folder: each post once, and what is stored stays as it is."""

import re
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from itertools import chain
from pathlib import Path

from classifier.errors import AnnotationError, SourceError, listed
from classifier.files import lock_alone
from classifier.labels.added_files import Add, files_added_to
from classifier.labels.known_names import KnownNames
from classifier.labels.post_fields import FieldsKept, PlaceInProject
from classifier.labels.pseudonyms import Pseudonyms, learn_names
from classifier.records import Key, Post, post_named
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener, Told, ignore
from classifier.threads.post_json import post_to_json
from classifier.threads.post_lines import json_line
from classifier.threads.read import read_posts

FilesOfPosts = Iterable[tuple[str, Iterable[Post]]]
"""Files by name, each with its posts, which are asked for once and in order."""

MOST_HELD = 10_000
MOST_HELD_CHARACTERS = 64 << 20
"""How much of a thread is held until all its authors are known; for what comes after, those so far are."""
MOST_THREADS = 10_000
"""Threads whose authors are remembered while posts of other threads come in between."""

LONGEST_WAIT = 60.0
"""Seconds that are waited for another process to be done."""
_BETWEEN = 0.05

_HAND_MADE = ("real", "written")
"""Files of posts that are never added to: what stands in them was looked through by people."""
_PACKED = (".gz", ".bz2", ".xz", ".lzma", ".zst", ".zip")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the posts of some files."""

    keys: tuple[Key, ...]
    """Of all posts that were given, each once, in order."""
    new: int
    """How many of them were not stored before."""
    notes: tuple[str, ...]
    """What was not stored as it came, a sentence each."""

    @property
    def left(self) -> int:
        """How many of them were stored before."""
        return len(self.keys) - self.new


def store_posts(annotations: Path, files: FilesOfPosts, pseudonyms: Pseudonyms | None, note: Told = ignore) -> Stored:
    """Add the posts of files to `posts/` of an annotations folder, those of each to a file of its name.

    A post whose key is stored already is left, whatever its text. With `pseudonyms` None names stay, and so do fields
    that this project does not know. A file is written whole or not at all; who else stores posts there waits, which
    goes to `note`. Raises AnnotationError where a stored file holds what is no post, or the wait is too long; what
    the posts' iterators raise is theirs, and leaves the file that they belong to as it was.
    """
    folder = annotations / "posts"
    with _held(folder, note), files_added_to(folder) as add:
        store = _Store(add, _digests(folder), PlaceInProject(annotations.absolute().parent), pseudonyms)
        for name, posts in files:
            store.add(name, posts)
    return store.result()


def stored_name(name: str) -> str:
    """Return the name of the file that the posts of a file are stored in.

    >>> [stored_name(name) for name in ("dumps/RC_2012-01.json.gz", "standard input", "real.txt")]
    ['RC_2012-01.jsonl', 'standard-input.jsonl', 'real-posts.jsonl']
    """
    path = Path(name)
    stem = Path(path.stem).stem if path.suffix.lower() in _PACKED else path.stem
    kept = _NOT_IN_NAMES.sub("-", stem)[:_LONGEST_NAME].strip(".-") or "posts"
    return f"{kept}-posts.jsonl" if kept.casefold() in _HAND_MADE else f"{kept}.jsonl"


class _Store:
    """A folder of posts that this process alone adds to, and what became of those that were given."""

    def __init__(self, add: Add, digests: dict[Key, str], place: PlaceInProject, pseudonyms: Pseudonyms | None) -> None:
        self._add = add
        self._digests = digests
        self._place = place
        self._pseudonyms = pseudonyms
        self._known: OrderedDict[str, KnownNames] = OrderedDict()
        self._keys: dict[Key, None] = {}
        self._new = 0
        self._notes: list[str] = []

    def add(self, name: str, posts: Iterable[Post]) -> None:
        """Store the posts of a file."""
        fields, others = FieldsKept(every=self._pseudonyms is None), _Others()
        lines = self._lines_of_new(posts, fields, others)
        first = next(lines, None)
        if first is not None:
            self._add(stored_name(name), chain([first], lines))
        self._place.forget()
        self._notes += [f"{name}: {note}" for note in (*fields.notes(), *others.notes())]

    def result(self) -> Stored:
        """Return what became of all posts so far."""
        return Stored(tuple(self._keys), self._new, tuple(self._notes))

    def _lines_of_new(self, posts: Iterable[Post], fields: FieldsKept, others: "_Others") -> Iterator[bytes]:
        for together in _threads(posts):
            known = self._known_in(together)
            for post in together:
                self._keys[post.key] = None
                digest = self._digests.get(post.key)
                if digest == post.text_digest:
                    continue
                stored = post if self._pseudonyms is None else self._pseudonyms.of_post(post, known)
                if digest is None:
                    self._digests[post.key] = stored.text_digest
                    self._new += 1
                    yield json_line(post_to_json(fields.of(self._place.of(stored, post))))
                elif digest != stored.text_digest:
                    others.add(post.key)

    def _known_in(self, together: list[Post]) -> KnownNames:
        """Return the names of a thread's authors, as far as posts of it have come."""
        thread = together[0].thread_id
        known = self._known.setdefault(thread, KnownNames())
        self._known.move_to_end(thread)
        while len(self._known) > MOST_THREADS:
            self._known.popitem(last=False)
        for post in together:
            learn_names(post, known)
        return known


class _Others:
    """Posts that are stored with another text."""

    def __init__(self) -> None:
        self._count = 0
        self._first: Key | None = None

    def add(self, key: Key) -> None:
        self._count += 1
        self._first = self._first or key

    def notes(self) -> Iterator[str]:
        if self._first is not None:
            which = f"{self._count:,} posts, {post_named(self._first)} the first, are"
            if self._count == 1:
                which = f"{post_named(self._first)} is"
            yield f"{which} stored already with another text; what is stored stays"


def _threads(posts: Iterable[Post]) -> Iterator[list[Post]]:
    """Yield posts of one thread that come one after the other together, as far as they can be held."""
    held: list[Post] = []
    characters = 0
    for post in posts:
        if held and (
            post.thread_id != held[0].thread_id or len(held) >= MOST_HELD or characters > MOST_HELD_CHARACTERS
        ):
            yield held
            held, characters = [], 0
        held.append(post)
        characters += len(post.text) + len(post.full_text or "")
    if held:
        yield held


def _digests(folder: Path) -> dict[Key, str]:
    """Return the digest of each stored text; raise AnnotationError with all that is no post."""
    digests: dict[Key, str] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            for post in read_posts(path, ReadOptions(format="jsonl"), Listener(fault=faults.append)):
                digests[post.key] = post.text_digest
        except SourceError as error:
            faults.append(str(error))
    if faults:
        raise AnnotationError(listed(faults))
    return digests


@contextmanager
def _held(folder: Path, note: Told) -> Iterator[None]:
    """Hold a folder, so that no other process stores posts there meanwhile."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = FileIO(folder / ".lock", "ab")
    except OSError as error:
        raise AnnotationError(f"{folder}: cannot be written: {error.strerror or error}") from None
    with opened as lock:
        until = time.monotonic() + LONGEST_WAIT
        if not lock_alone(lock):
            note(f"{folder}: another process stores posts there; waiting for it")
            while not lock_alone(lock):
                if time.monotonic() > until:
                    raise AnnotationError(f"{folder}: another process still stores posts there; try again after it")
                time.sleep(_BETWEEN)
        yield
