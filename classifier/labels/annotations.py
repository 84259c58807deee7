"""An annotations folder -> posts with their final labels, every line of it checked."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import AnnotationError, listed
from classifier.labels.codebook import Codebook, read_codebook
from classifier.labels.editions import edition_of, is_clash
from classifier.labels.lines import Fault
from classifier.labels.log import ADJUDICATED, LabelEvent, read_standing
from classifier.labels.post_files import Documents, read_post_file
from classifier.records import Key, LabelledPost, Post, post_named


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
    waiting: tuple[LabelEvent, ...] = ()
    """Labels by another version of the codebook, of such posts: none of them counts before it is given again."""
    again: tuple[LabelEvent, ...] = ()
    """The labels that coders gave once more to posts of their own, as far as they stand: never anyone's label."""

    def labelled(self) -> list[LabelledPost]:
        """Return the posts that have a final label, in the order of the post files.

        The final label is the adjudicated one, else the second coder's, else the one that all coders gave. Where a
        label that would have a say in it waits to be given again, the post has none.
        """
        by_post, waiting = events_by_post(self.events), events_by_post(self.waiting)
        return [
            LabelledPost(post=post, label=label, origin=self.origins[key])
            for key, post in self.posts.items()
            if (label := _settled(by_post.get(key, []), waiting.get(key, []))) is not None
        ]

    def disputed(self) -> list[Key]:
        """Return the posts whose coders disagree and that nobody has decided."""
        return [key for key, events in events_by_post(self.events).items() if final_label(events) is None]


def events_by_post(events: Iterable[LabelEvent]) -> dict[Key, list[LabelEvent]]:
    """Return the labels of each post, in their order."""
    by_post: dict[Key, list[LabelEvent]] = defaultdict(list)
    for event in events:
        by_post[event.key].append(event)
    return by_post


def final_label(events: list[LabelEvent]) -> str | None:
    """Return the label that stands for a post, or None where there is none or coders disagree undecided."""
    labels = {event.label for event in deciding_events(events)}
    return labels.pop() if len(labels) == 1 else None


def deciding_events(events: list[LabelEvent]) -> list[LabelEvent]:
    """Return those of a post's labels that have the say: the adjudicated one, else the second coders', else all."""
    adjudicated = [event for event in events if event.coder == ADJUDICATED]
    return adjudicated or [event for event in events if event.served == "second"] or events


def _settled(events: list[LabelEvent], waiting: list[LabelEvent]) -> str | None:
    """Return the final label where none of those that wait could have another say than the label that decides.

    Without this the first coder's label, which a decision had overruled, would stand while the decision waits.
    """
    label = final_label(events)
    if label is None or not waiting or any(event.coder == ADJUDICATED for event in events):
        return label
    by_second = any(event.served == "second" for event in events)
    others = [event for event in waiting if event.coder == ADJUDICATED or event.served == "second" or not by_second]
    return None if others else label


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
    if not any(_files(folder / part) for part in ("posts", "labels")):
        raise AnnotationError(
            f"{folder}: nothing is labelled yet, nor any post stored; begin with: classify label FILE"
        )
    faults: list[str] = []
    stored = _read_posts(folder, _some_files(folder / "posts", faults.append), faults.append)
    notes = list(stored.notes)
    standing = [
        (path, event)
        for path in _some_files(folder / "labels", faults.append)
        for event in _of_log(path, codebook, faults.append)
    ]
    current = [(path, event) for path, event in standing if not of_another_version(event, codebook)]
    if len(current) < len(standing):
        notes.append(_of_others(folder, len(standing) - len(current), codebook))
    clashing = sum(is_clash(edition_of(event, codebook), codebook) for _, event in current)
    if clashing:
        notes.append(_of_a_clash(folder, clashing, codebook))
    fitting = [event for path, event in current if _fits(event, path, stored.posts, faults.append, notes.append)]
    if faults:
        raise AnnotationError(listed(faults + notes))
    return Annotations(
        codebook=codebook,
        posts=stored.posts,
        origins=stored.origins,
        events=tuple(event for event in fitting if event.chain == "label"),
        notes=tuple(notes),
        waiting=tuple(event for _, event in standing if _waits(event, codebook, stored.posts)),
        again=tuple(event for event in fitting if event.chain == "again"),
    )


def _of_log(path: Path, codebook: Codebook, fault: Fault) -> list[LabelEvent]:
    standing = read_standing(path, codebook.label_ids, fault, codebook.version)
    return [*standing.labels("label"), *standing.labels("again")]


def read_stored_posts(folder: Path) -> StoredPosts:
    """Return the posts of an annotations folder alone; raise AnnotationError with every fault in them.

    A folder that holds none yet is no fault.
    """
    faults: list[str] = []
    stored = _read_posts(folder, _files(_there(folder) / "posts"), faults.append)
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


def counts_for(event: LabelEvent, post: Post, codebook: Codebook) -> bool:
    """Return whether a label is of a post as it is now, by the codebook at hand or one of the same version."""
    return not of_another_version(event, codebook) and event.text_digest == post.text_digest


def _waits(event: LabelEvent, codebook: Codebook, posts: Mapping[Key, Post]) -> bool:
    if event.chain != "label" or not of_another_version(event, codebook):
        return False
    post = posts.get(event.key)
    return post is not None and event.text_digest == post.text_digest


def _of_others(folder: Path, count: int, codebook: Codebook) -> str:
    return (
        f"{folder}: {count:,} labels were given by another version of the codebook than {codebook.version} and are not "
        "used; move them with classify codebook migrate, and label those again that it leaves"
    )


def _of_a_clash(folder: Path, count: int, codebook: Codebook) -> str:
    return (
        f"{folder}: {count:,} labels were given by another codebook under the same version number, "
        f"{codebook.version}; see what changed with: classify codebook check"
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def _some_files(folder: Path, fault: Fault) -> list[Path]:
    files = _files(folder)
    if not files:
        fault(f"{folder}: holds no .jsonl file; posts/ and labels/ each need one, which classify label FILE makes")
    return files


def _read_posts(folder: Path, paths: Iterable[Path], fault: Fault) -> StoredPosts:
    posts: dict[Key, Post] = {}
    origins: dict[Key, str] = {}
    documents = Documents(folder.parent)
    for path in paths:
        for number, post, origin in read_post_file(path, documents, fault):
            if post.key in posts:
                fault(
                    f"{path}:{number}: {post_named(post.key)} stands twice; give each post an id of its own, "
                    "or keep one line where they are the same post"
                )
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
