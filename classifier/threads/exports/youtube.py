"""YouTube: comments as a flat list, as the Data API gives them, as yt-dlp and youtube-comment-downloader save them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classifier.records import Post, Thread, text_digest
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    first_object,
    inside,
    name_at,
    number_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
    time_of,
)

_TEXTS = ("textOriginal", "text_original", "textDisplay", "text_display", "text", "comment")
_AUTHORS = ("author", "authorDisplayName", "author_display_name", "authorText")
_TIMES = ("publishedAt", "published_at", "timestamp", "time_parsed", "time", "_time_text", "time_text")
_IDS = ("cid", "id", "comment_id", "commentId")
_SIGNS = frozenset(
    {
        "like_count",
        "likeCount",
        "likes",
        "votes",
        "publishedAt",
        "published_at",
        "cid",
        "_time_text",
        "author_is_uploader",
    }
)
_TEXTS_OF_API = frozenset({"textDisplay", "textOriginal"})
_MARKED_UP = ("textDisplay", "text_display")


def is_comment(value: object) -> bool:
    """Return whether a JSON object is a comment of one of the flat shapes."""
    return (
        isinstance(value, dict)
        and any(isinstance(value.get(name), str) for name in _TEXTS)
        and any(name in value for name in _AUTHORS)
        and not _SIGNS.isdisjoint(value)
        and "thread_id" not in value
    )


def is_flat(value: object) -> bool:
    """Return whether a JSON value is a list of comments, alone or as the comments of a video."""
    first = first_object(_comments(value))
    of_video = isinstance(value, dict) and not {"webpage_url", "extractor"}.isdisjoint(value)
    return is_comment(first) or (of_video and isinstance(first.get("text"), str))


def read_flat(value: object, source: str) -> Iterator[Thread]:
    """Yield the thread of a list of comments; where they have no ids they have no parents either."""
    whole = value if isinstance(value, dict) else {}
    items: list[Item] = []
    for at, comment in placed_objects(_comments(value), "/comments" if whole else ""):
        items.append(_flat_item(comment, at))
        above = items[-1].id
        for place, reply in placed_objects(comment.get("replies"), inside(at, "/replies")):
            answer = _flat_item(reply, place)
            items.append(answer if answer.parent or above is None else replace(answer, parent=above))
    yield _thread(items, source, whole, [])


def _comments(value: object) -> object:
    return value.get("comments") if isinstance(value, dict) else value


def is_api(value: object) -> bool:
    """Return whether a JSON value is an answer of the Data API, or its pages or comment threads in a list."""
    return any(_api_parts(at, page) for at, page in placed_roots(value)[:1])


def read_api(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of an answer of the Data API, a video's comments together, replies after what they answer."""
    videos: dict[str, list[Item]] = {}
    missing: dict[str, int] = {}
    for at, part in (placed for page in placed_roots(value) for placed in _api_parts(*page)):
        snippet = object_at(part, "snippet")
        inner = object_at(snippet, "topLevelComment")
        top = (inside(at, "/snippet/topLevelComment"), inner) if inner else (at or "/snippet", part)
        replies = placed_objects(object_at(part, "replies").get("comments"), inside(at, "/replies/comments"))
        video = name_at(snippet, "videoId") or name_at(object_at(inner, "snippet"), "videoId") or "video"
        videos.setdefault(video, []).extend(_api_item(comment, place) for place, comment in (top, *replies))
        missing[video] = missing.get(video, 0) + max(0, number_at(snippet, "totalReplyCount") - len(replies))
    for video, items in videos.items():
        notes = (
            [f"{source}: {missing[video]} more replies are not in this export, only counted"] if missing[video] else []
        )
        yield _thread(items, source, {"id": video}, notes)


def _api_parts(at: Pointer, page: Object) -> Sequence[Placed]:
    parts = placed_objects(page.get("items"), inside(at, "/items")) or [(at, page)]
    return [
        (place, part)
        for place, part in parts
        if "topLevelComment" in object_at(part, "snippet") or _TEXTS_OF_API & object_at(part, "snippet").keys()
    ]


def _api_item(comment: Object, locator: Pointer) -> Item:
    snippet = object_at(comment, "snippet")
    marked_up = "textOriginal" not in snippet
    posted_at, raw = time_of(snippet.get("publishedAt"))
    name = name_at(comment, "id")
    return Item(
        id=name,
        text=text_at(snippet, "textOriginal", "textDisplay"),
        markup="html" if marked_up else "text",
        parent=name_at(snippet, "parentId") or _parent_in(name),
        author=name_at(snippet, "authorDisplayName"),
        author_id=name_at(object_at(snippet, "authorChannelId"), "value"),
        posted_at=posted_at,
        posted_at_raw=raw,
        locator=locator,
    )


def _flat_item(comment: Object, locator: Pointer) -> Item:
    named = next((name for name in _TEXTS if isinstance(comment.get(name), str)), "text")
    text = text_at(comment, named)
    times = [time_of(comment.get(name)) for name in _TIMES if comment.get(name) is not None]
    name = name_at(comment, *_IDS)
    parent = name_at(comment, "parent", "parent_id", "parentId")
    return Item(
        id=name,
        text=text,
        markup="html" if named in _MARKED_UP or _is_marked_up(text) else "text",
        parent=_parent_in(name) if parent in (None, "root", "0", video_of(comment)) else parent,
        author=name_at(comment, *_AUTHORS),
        author_id=name_at(comment, "author_id", "channel", "author_channel_id", "authorChannelId"),
        posted_at=next((iso for iso, _ in times if iso), None),
        posted_at_raw=next((raw for iso, raw in sorted(times, key=lambda time: time[0] is not None) if raw), None),
        locator=locator,
    )


def _is_marked_up(text: str) -> bool:
    """Return whether a text under a name that says nothing of it is what the API calls textDisplay."""
    return any(sign in text for sign in ("<br>", "<a href=", "&#39;", "&quot;", "&amp;", "<b>", "<i>"))


def _parent_in(name: str | None) -> str | None:
    """Return the parent that a reply's id names: PARENT.REPLY."""
    above, dot, _ = (name or "").partition(".")
    return above if dot and above else None


def video_of(comment: Object) -> str | None:
    """Return the video that a comment says it belongs to."""
    return name_at(comment, "video_id", "videoId")


class Lines:
    """Reads comments that come one a line; where they name no video, the first one's text names the thread."""

    def __init__(self) -> None:
        self._otherwise: str | None = None

    def __call__(self, line: Object, order: int, source: str, locator: str) -> Post:
        """Return the post of a line."""
        item = _flat_item(line, locator)
        self._otherwise = self._otherwise or text_digest(item.text)
        return post_of(item, _about({"id": video_of(line)}, source, self._otherwise), order)


def _thread(items: Sequence[Item], source: str, whole: Object, notes: Iterable[str]) -> Thread:
    texts = "\n".join(item.text for item in items[:100])
    return thread_of(items, _about(whole, source, text_digest(texts)), notes)


def _about(whole: Object, source: str, otherwise: str) -> About:
    video = name_at(whole, "id", "video_id", "videoId")
    address = text_at(whole, "webpage_url") or (f"https://www.youtube.com/watch?v={video}" if video else None)
    return About(
        id=video or otherwise,
        source=source,
        method="youtube",
        title=text_at(whole, "title", "fulltitle") or None,
        url=address,
    )
