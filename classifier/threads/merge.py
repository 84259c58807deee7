"""Several pages of one thread -> the thread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from classifier.errors import DataError
from classifier.records import Post, Span, Thread, text_digest
from classifier.threads.exports.item import depths_of, sound_parents
from classifier.threads.post_json import numbered_id
from classifier.threads.repeats import Repeats, is_numbered

BETWEEN = "\n\n"
"""What stands between two pages' documents."""

ALIKE = 0.5
"""The share of the shorter title's words that pages of one thread have in common."""

_NUMBER = re.compile(r"(?<!\d)\d{1,20}$")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_WORD = re.compile(r"[^\W\d_]+")


def merge_threads(pages: Sequence[Thread]) -> Thread:
    """Return one thread of several pages of it, in the order given; raise DataError where there is none.

    A post that an earlier page had is dropped; `repeats.Repeats` says which that is. A page that is the same as an
    earlier one is left out whole. A platform's ids stay, with "~2" behind the second of two different posts that
    share one; ids by order follow the new order, which is counted anew, as is depth. A parent on another page is
    found by its platform's id, or the number in that, or where its own page repeats it; one on no page is None.

    The document is the pages' documents with a blank line between them; places are moved with them, and the stretch
    of a repeat is furniture of kind "repeat". A page without a document leaves its posts without places. The
    thread's id is the pages' own where they agree, else a digest of the document, or of the ids where there is no
    document. Title and address are the first that a page has. Each post's `source` stays. Notes say what was
    dropped, and which pages do not look like those of one thread.
    """
    if not pages:
        raise DataError("no thread to merge; give the pages of one")
    whole, notes = _different(pages)
    merging = _Merging()
    for page in whole:
        merging.add(page)
    document = BETWEEN.join(page.document for page in whole if page.document is not None)
    ids = {page.id for page in whole}
    thread = Thread(
        id=ids.pop() if len(ids) == 1 else text_digest(document or "\n".join(page.id for page in whole)),
        posts=(),
        title=next((page.title for page in whole if page.title), None),
        url=next((page.url for page in whole if page.url), None),
        source=pages[0].source if len({page.source for page in pages}) == 1 else None,
        document=document if any(page.document is not None for page in whole) else None,
        furniture=tuple(merging.furniture),
        notes=(*(note for page in whole for note in page.notes), *notes, *merging.notes, *_doubts(whole)),
    )
    return merging.finished(thread)


def _different(pages: Sequence[Thread]) -> tuple[list[Thread], list[str]]:
    """Return the pages without those whose document is an earlier one's, and a note for each of these."""
    seen: dict[str, Thread] = {}
    kept, notes = [], []
    for page in pages:
        if page.document and page.document in seen:
            notes.append(f"{page.source}: is the same page as {seen[page.document].source}; left out")
            continue
        kept.append(page)
        seen.setdefault(page.document or "", page)
    return kept, notes


@dataclass(frozen=True, slots=True)
class _Kept:
    """A post in the making: its id is the new one, its parent's is still the page's."""

    post: Post
    page: int
    scope: str
    parent: str | None


@dataclass(slots=True)
class _Merging:
    """The thread in the making."""

    kept: list[_Kept] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repeats: Repeats = field(default_factory=Repeats)
    pages: int = 0
    offset: int = 0
    here: dict[tuple[int, str], str] = field(default_factory=dict)
    """By page and the id there, the new id."""
    platform: dict[tuple[str, str], str] = field(default_factory=dict)
    """By scope and the platform's id, the new id."""
    by_number: dict[tuple[str, str], str] = field(default_factory=dict)
    """By scope and the digits that a platform's id ends with, the new id; nothing where two posts' ids do."""
    names: dict[str, int] = field(default_factory=dict)
    """New ids, with how often each was wanted."""

    def add(self, page: Thread) -> None:
        """Add a page's posts, its furniture and what is to be said of it."""
        scope = "" if _DIGEST.fullmatch(page.id) else page.id
        found = self.repeats.of_page(page.posts, scope)
        spans = [] if page.document is None else [_moved(span, self.offset) for span in page.furniture]
        for post, first in zip(page.posts, found, strict=True):
            placed = _placed(post, None if page.document is None else self.offset)
            nth = len(self.kept) if first is None else first
            if first is None:
                parent, known_by = page.parents_elsewhere.get(post.id) or (post.parent_id, post.parent_source)
                placed = replace(placed, id=self._name(post), parent_source=known_by)
                self.kept.append(_Kept(placed, self.pages, scope, parent))
            elif placed.start is not None and placed.end is not None:
                spans.append(Span("repeat", placed.start, placed.end))
            self._call(post, scope, self.kept[nth].post.id)
        self.furniture.extend(sorted(spans, key=lambda span: span.start))
        dropped = sum(first is not None for first in found)
        if dropped:
            self.notes.append(f"{page.source}: {dropped} of {len(found)} posts were on an earlier page; dropped")
        self.pages += 1
        self.offset += 0 if page.document is None else len(page.document) + len(BETWEEN)

    def _call(self, post: Post, scope: str, name: str) -> None:
        """Remember what a post of the page is called in the merged thread."""
        self.here[self.pages, post.id] = name
        if not is_numbered(post):
            self.platform.setdefault((scope, post.id), name)
            number = _NUMBER.search(post.id)
            if number and self.by_number.setdefault((scope, number.group()), name) != name:
                self.by_number[scope, number.group()] = ""

    def _name(self, post: Post) -> str:
        wanted = name = numbered_id(len(self.kept) + 1) if is_numbered(post) else post.id
        while name in self.names:
            self.names[wanted] += 1
            name = f"{wanted}~{self.names[wanted]}"
        self.names[name] = 1
        return name

    def finished(self, thread: Thread) -> Thread:
        """Return the thread with its posts: numbered, with parents and depths."""
        linked = [replace(one.post, parent_id=self._new(one, one.parent)) for one in self.kept]
        parents = sound_parents(linked)
        depths = depths_of(linked, parents)
        posts = (
            replace(
                post,
                thread_id=thread.id,
                order=order,
                depth=depths[post.id],
                parent_id=parents[post.id],
                parent_source=(post.parent_source or "native") if parents[post.id] else None,
                title=thread.title,
                url=thread.url,
                spans=tuple(replace(span, post_id=self._new(one, span.post_id) or span.post_id) for span in post.spans),
            )
            for order, (one, post) in enumerate(zip(self.kept, linked, strict=True), 1)
        )
        return replace(thread, posts=tuple(posts))

    def _new(self, one: _Kept, name: str | None) -> str | None:
        """Return the new id of what a post of a page calls by some id; None where it is on no page."""
        if name is None:
            return None
        known = self.here.get((one.page, name)) or self.platform.get((one.scope, name))
        return known or self.by_number.get((one.scope, name)) or None


def _moved(span: Span, offset: int) -> Span:
    return replace(span, start=span.start + offset, end=span.end + offset)


def _placed(post: Post, offset: int | None) -> Post:
    if offset is None or post.start is None or post.end is None:
        return replace(post, start=None, end=None)
    return replace(post, start=post.start + offset, end=post.end + offset)


def _doubts(pages: Sequence[Thread]) -> Iterator[str]:
    """Yield what speaks against the pages being one thread's: a platform's ids that differ, titles with other words."""
    by_id = {page.id: page for page in reversed(pages) if not _DIGEST.fullmatch(page.id)}
    if len(by_id) > 1:
        said = ", ".join(f"{page.source} is of {name!r}" for name, page in list(reversed(by_id.items()))[:3])
        yield f"by their ids these are different threads: {said}"
    titled = [page for page in pages if page.title]
    for page in titled[1:]:
        if not _alike(page.title or "", titled[0].title or ""):
            yield (
                f"{page.source}: its title is {page.title!r}, that of {titled[0].source} is {titled[0].title!r}; "
                "are they pages of one thread?"
            )


def _alike(title: str, other: str) -> bool:
    """Return whether two titles share half of the shorter one's words.

    >>> _alike("Rust on a sill - Page 2", "Rust on a sill"), _alike("Rust on a sill", "Late ferries")
    (True, False)
    """
    words, others = set(_WORD.findall(title.lower())), set(_WORD.findall(other.lower()))
    fewest = min(len(words), len(others))
    return fewest == 0 or len(words & others) >= ALIKE * fewest
