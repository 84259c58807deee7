"""The records that flow between the stages: frozen, made once at the edge of the program, never patched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

PostKind = Literal["article", "comment", "pingback", "system", "deleted"]
POST_KINDS: tuple[PostKind, ...] = ("article", "comment", "pingback", "system", "deleted")

Key = tuple[str, str]
"""A post's key: the ids of its thread and of itself."""

ORIGINS = ("real", "written")
"""Posts as people published them, and posts written for a project: never counted together in a figure."""

OWN = "own"
"""The origin of posts that a user adds to an annotations folder's: in no figure with those either."""

ParentSource = Literal["native", "nesting", "quote", "mention", "order"]


def text_digest(text: str) -> str:
    """Return 64 bits that stand for a text, as 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def post_named(key: Key) -> str:
    """Return what a message calls the post of a key.

    >>> post_named(("t1", "p0007"))
    "post 'p0007' of thread 't1'"
    """
    return f"post {key[1]!r} of thread {key[0]!r}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with a meaning of its own: [start, end) in code points of the text that it belongs to."""

    kind: str
    """quote, signature, link or furniture in a post's full text; furniture or marker in a document."""
    start: int
    end: int
    author: str | None = None
    post_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What one author published at one time. `thread_id` and `id` together are its key; None means not known."""

    thread_id: str
    id: str
    order: int
    """Place in the thread, from 1; the article or opening post comes first."""
    text: str
    """The author's own words: what the classifier sees. Empty for an image-only post."""
    depth: int = 0
    kind: PostKind = "comment"
    parent_id: str | None = None
    parent_source: ParentSource | None = None
    author: str | None = None
    author_id: str | None = None
    posted_at: str | None = None
    """ISO 8601 with offset."""
    posted_at_raw: str | None = None
    title: str | None = None
    """The thread's title."""
    url: str | None = None
    """The thread's address."""
    source: str | None = None
    """The file that the post came from."""
    full_text: str | None = None
    """With quotes and signature, in order, where it differs from `text`."""
    spans: tuple[Span, ...] = ()
    start: int | None = None
    end: int | None = None
    """The post is [start, end) of the document text, in code points."""
    boundary_confidence: float | None = None
    """How sure it is that a post begins here, 0 to 1."""
    method: str | None = None
    locator: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the input that this project does not know; they pass through untouched."""

    @property
    def key(self) -> Key:
        """What names the post among all posts."""
        return self.thread_id, self.id

    @property
    def text_digest(self) -> str:
        """64 bits that stand for the text, as 16 hexadecimal digits."""
        return text_digest(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The posts of one conversation, in order, with the document text that their spans point into."""

    id: str
    posts: tuple[Post, ...]
    title: str | None = None
    url: str | None = None
    source: str | None = None
    document: str | None = None
    furniture: tuple[Span, ...] = ()
    """What is in no post: furniture of the site, and the markers that part posts."""
    notes: tuple[str, ...] = ()
    """What a reader of the result should know of how it was read, a sentence each."""
    parents_elsewhere: Mapping[str, tuple[str, ParentSource]] = field(default_factory=dict)
    """By a post's id, the parent that is not among these posts but on another page: its id or number, how known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPost:
    """A post with its final hand label."""

    post: Post
    label: str
    origin: str
    """One of ORIGINS, or OWN."""


@dataclass(frozen=True, slots=True)
class TermWeight:
    """What one term of a post adds to a label's score."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTerms:
    """What a label's decision value is made of: intercept, terms and rest add up to the value."""

    label: str
    value: float
    intercept: float
    terms: tuple[TermWeight, ...]
    """Those that weigh most, for the label or against it, the heaviest first."""
    rest: float
    """What all other terms of the post add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a model says of one post; `predicted` is None when it abstains, and `abstained` then says why."""

    predicted: str | None
    probability: float | None
    scores: Mapping[str, float] | None
    """Each label's probability; they sum to 1. None when nothing in the post could be scored."""
    abstained: str | None = None
    seen: bool = False
    """Whether the model was trained on a post with this very text."""
    terms: tuple[TermWeight, ...] = ()
    """Those that speak most for the predicted label, where they were asked for."""
    by_label: tuple[LabelTerms, ...] = ()
    """What each label's score is made of, where it was asked for."""
    words: int = 0
    """Distinct words, numbers and symbols in the post."""
    known_words: int = 0
    """How many of them the training posts held."""
    tokens: int = 0
