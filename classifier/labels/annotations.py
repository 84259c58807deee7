"""An annotations folder -> posts with their final labels, every line of it checked."""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import AnnotationError, listed
from classifier.labels.codebook import Codebook, read_codebook
from classifier.labels.lines import Fault
from classifier.labels.log import ADJUDICATED, LabelEvent, read_standing
from classifier.labels.post_files import Documents, read_post_file
from classifier.records import LabelledPost, Post, post_named

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What an annotations folder holds, checked."""

    codebook: Codebook
    posts: Mapping[Key, Post]
    origins: Mapping[Key, str]
    events: tuple[LabelEvent, ...]
    """The labels that stand, of all coders, each of a known post whose text is still the one that was coded."""
    notes: tuple[str, ...]
    """What was set aside and why, a sentence each."""
    again: tuple[LabelEvent, ...] = ()
    """The labels that coders gave once more to posts of their own, as far as they stand: never anyone's label."""

    def labelled(self) -> list[LabelledPost]:
        """Return the posts that have a final label, in the order of the post files.

        The final label is the adjudicated one, else the second coder's, else the one that all coders gave.
        """
        by_post = self._by_post()
        return [
            LabelledPost(post=post, label=label, origin=self.origins[key])
            for key, post in self.posts.items()
            if (label := final_label(by_post.get(key, []))) is not None
        ]

    def disputed(self) -> list[Key]:
        """Return the posts whose coders disagree and that nobody has decided."""
        return [key for key, events in self._by_post().items() if final_label(events) is None]

    def _by_post(self) -> dict[Key, list[LabelEvent]]:
        by_post: dict[Key, list[LabelEvent]] = defaultdict(list)
        for event in self.events:
            by_post[event.key].append(event)
        return by_post


def final_label(events: list[LabelEvent]) -> str | None:
    """Return the label that stands for a post, or None where there is none or coders disagree undecided."""
    decided = [event.label for event in events if event.coder == ADJUDICATED]
    second = [event.label for event in events if event.served == "second"]
    for labels in (decided, second, [event.label for event in events]):
        if labels:
            return labels[0] if len(set(labels)) == 1 else None
    return None


@dataclass(frozen=True, slots=True)
class StoredPosts:
    """The posts of an annotations folder, with their origins, and what was set aside of them."""

    posts: Mapping[Key, Post]
    origins: Mapping[Key, str]
    notes: tuple[str, ...]


def read_annotations(folder: Path) -> Annotations:
    """Return what an annotations folder holds: codebook.toml, posts/*.jsonl and labels/*.jsonl.

    Raises AnnotationError with every fault at once, each with its file and line. A label of a post whose text has
    changed since is no fault: it is set aside and noted; so are labels by another version of the codebook.
    """
    codebook = read_codebook(_there(folder) / "codebook.toml")
    faults: list[str] = []
    stored = _read_posts(folder, faults.append)
    notes = list(stored.notes)
    standing = [
        (path, event)
        for path in _files(folder / "labels", faults.append)
        for event in _of_log(path, codebook, faults.append)
    ]
    current = [(path, event) for path, event in standing if not of_another_version(event, codebook)]
    if len(current) < len(standing):
        notes.append(_of_others(folder, len(standing) - len(current), codebook))
    fitting = [event for path, event in current if _fits(event, path, stored.posts, faults.append, notes.append)]
    if faults:
        raise AnnotationError(listed(faults + notes))
    return Annotations(
        codebook=codebook,
        posts=stored.posts,
        origins=stored.origins,
        events=tuple(event for event in fitting if event.chain == "label"),
        notes=tuple(notes),
        again=tuple(event for event in fitting if event.chain == "again"),
    )


def _of_log(path: Path, codebook: Codebook, fault: Fault) -> list[LabelEvent]:
    standing = read_standing(path, codebook.label_ids, fault, codebook.version)
    return [*standing.labels("label"), *standing.labels("again")]


def read_stored_posts(folder: Path) -> StoredPosts:
    """Return the posts of an annotations folder alone; raise AnnotationError with every fault in them."""
    faults: list[str] = []
    stored = _read_posts(_there(folder), faults.append)
    if faults:
        raise AnnotationError(listed(faults))
    return stored


def _there(folder: Path) -> Path:
    if not os.path.isdir(folder):
        raise AnnotationError(f"{folder}: no such folder; name one with codebook.toml, posts/ and labels/")
    return folder


def of_another_version(event: LabelEvent, codebook: Codebook) -> bool:
    """Return whether a label was given by another version of the codebook, and so does not count under this one."""
    given = (event.codebook or {}).get("version", codebook.version)
    return bool(given != codebook.version)


def _of_others(folder: Path, count: int, codebook: Codebook) -> str:
    return (
        f"{folder}: {count:,} labels were given by another version of the codebook than {codebook.version} and are not "
        "used; move them with: classify codebook migrate"
    )


def _files(folder: Path, fault: Fault) -> list[Path]:
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        fault(f"{folder}: holds no .jsonl file; posts/ and labels/ each need one")
    return files


def _read_posts(folder: Path, fault: Fault) -> StoredPosts:
    posts: dict[Key, Post] = {}
    origins: dict[Key, str] = {}
    documents = Documents(folder.parent)
    for path in _files(folder / "posts", fault):
        for number, post, origin in read_post_file(path, documents, fault):
            if post.key in posts:
                fault(f"{path}:{number}: {post_named(post.key)} stands twice; give each post an id of its own")
            posts[post.key], origins[post.key] = post, origin
    missing = ", ".join(documents.missing)
    note = f"{folder.parent}: {missing} not there; the spans of their posts were not checked"
    return StoredPosts(posts, origins, (note,) if missing else ())


def _fits(event: LabelEvent, path: Path, posts: Mapping[Key, Post], fault: Fault, note: Fault) -> bool:
    """Return whether an event labels a known post as it now stands; say so where it does not."""
    post = posts.get(event.key)
    if post is None:
        fault(f"{path}:{event.line}: {post_named(event.key)} is in no file of posts/")
        return False
    if event.text_digest != post.text_digest:
        note(f"{path}:{event.line}: {post_named(event.key)} has another text than when it was coded; label not used")
        return False
    return True
