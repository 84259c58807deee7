"""Posts with their authors' names replaced: the same person has the same pseudonym in all threads, under one key."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import pairwise

from classifier.labels.known_names import KnownNames, name_key
from classifier.labels.lead_names import bare_name
from classifier.labels.names_in_text import NamePlace, names_in
from classifier.labels.pseudonym_shape import DIGEST_BYTES, is_pseudonym, shaped
from classifier.records import Post, Span
from classifier.threads.words import own_stretches


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Pseudonyms for names, under a key without which nobody can tell whether a name is behind one."""

    key: bytes = field(repr=False)

    def of_name(self, name: str) -> str:
        """Return the pseudonym of a name, however it is written; a pseudonym stays."""
        return name if is_pseudonym(name) else self._made(name_key(name), b"name")

    def of_id(self, author_id: str) -> str:
        """Return the pseudonym of a platform's id of an author, another one than if it were a name."""
        return author_id if is_pseudonym(author_id) else self._made(author_id, b"author id")

    def _made(self, name: str, kind: bytes) -> str:
        raw = name.encode("utf-8", "surrogatepass")
        return shaped(blake2b(raw, key=self.key, person=kind, digest_size=DIGEST_BYTES).digest())

    def of_post(self, post: Post, known: KnownNames) -> Post:
        """Return a post with pseudonyms for its author, for those whom its quotes name, and for the names in its texts.

        `known` are the names of its thread's authors. Spans delimit what they did, and `text` is of `full_text` what
        it was. Title, address, times and ids stay; places in the document go where the text is another now.
        """
        full, spans, own = self._of_text(post, known)
        changed = full != (post.full_text or post.text)
        return replace(
            post,
            author=None if post.author is None else self.of_name(post.author),
            author_id=None if post.author_id is None else self.of_id(post.author_id),
            text=full if post.full_text is None else own,
            full_text=None if post.full_text is None else full,
            spans=spans,
            start=None if changed else post.start,
            end=None if changed else post.end,
        )

    def _of_text(self, post: Post, known: KnownNames) -> tuple[str, tuple[Span, ...], str]:
        """Return (the full text, its spans, the author's own words), with pseudonyms."""
        whole = post.full_text or post.text
        moved = Moved(whole, self._places(whole, post.spans, known), self)
        spans = tuple(
            replace(
                span,
                start=moved.place(span.start),
                end=moved.place(span.end),
                author=None if span.author is None else self.of_name(bare_name(span.author) or span.author),
            )
            for span in post.spans
        )
        if post.full_text is None:
            return moved.text, spans, moved.text
        places = _carried(whole, post.spans, moved.places, post.text)
        if places is None:
            places = names_in(post.text, known)
        return moved.text, spans, Moved(post.text, places, self).text

    def _places(self, whole: str, spans: Sequence[Span], known: KnownNames) -> list[NamePlace]:
        # Stretch by stretch, so that no name goes over the edge of a span.
        edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(whole)]
        return [
            NamePlace(start + place.start, start + place.end)
            for start, end in pairwise(edges)
            for place in (names_in(whole[start:end], known) if start < end else ())
        ]


class Moved:
    """A text with pseudonyms at some places, in order and apart, and where its other places are now."""

    def __init__(self, text: str, places: Sequence[NamePlace], pseudonyms: Pseudonyms) -> None:
        self.places = places
        self._ends: list[int] = []
        self._grown = [0]
        kept, at = [], 0
        for place in places:
            name = pseudonyms.of_name(text[place.start : place.end])
            kept += [text[at : place.start], name]
            at = place.end
            self._ends.append(place.end)
            self._grown.append(self._grown[-1] + len(name) - (place.end - place.start))
        self.text = "".join([*kept, text[at:]])

    def place(self, at: int) -> int:
        """Return where a place of the text, not inside a name, is now."""
        return at + self._grown[bisect_right(self._ends, at)]


def _carried(whole: str, spans: Sequence[Span], places: Sequence[NamePlace], own: str) -> list[NamePlace] | None:
    """Return where the author's own words have the names that the full text has outside its spans.

    Readers leave out white space in ways of their own, so the visible characters are counted. None where the own words
    are not what the spans leave of the full text.
    """
    left = [at for start, end in own_stretches(whole, spans) for at in range(start, end) if not whole[at].isspace()]
    there = [at for at, char in enumerate(own) if not char.isspace()]
    if [whole[at] for at in left] != [own[at] for at in there]:
        return None
    now = dict(zip(left, there, strict=True))
    return [NamePlace(now[place.start], now[place.end - 1] + 1) for place in places if place.start in now]


def known_names(posts: Iterable[Post]) -> KnownNames:
    """Return the names of some posts' authors, and of those whom they quote."""
    known = KnownNames()
    for post in posts:
        learn_names(post, known)
    return known


def learn_names(post: Post, known: KnownNames) -> None:
    """Add the names that a post's fields hold to those that are known."""
    if post.author is not None:
        known.add(post.author)
    for span in post.spans:
        if span.author is not None:
            known.add(bare_name(span.author) or span.author)
